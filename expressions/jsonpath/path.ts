// JSONPath text → its parts with ranges. First characters decide what a path reads: `$$` the context object,
// `$name` a workflow variable, `$` alone the state's data. Never throws: a broken path has a problem and the parts
// up to it.

export interface Path {
  readonly text: string;
  readonly root: 'data' | 'context' | 'variable';
  /** The variable's name when `root` is 'variable'. */
  readonly variable?: string;
  readonly segments: readonly Segment[];
  /** Names one place: names and single indexes only. */
  readonly definite: boolean;
  readonly problem?: PathProblem;
}

export type Segment =
  | { readonly kind: 'name'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'index'; readonly index: number; readonly start: number; readonly end: number }
  /** Wildcards, slices, unions, filters, deep scans and functions, as written. */
  | { readonly kind: 'other'; readonly start: number; readonly end: number };

export interface PathProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export function parsePath(written: string): Path {
  // Blanks at the end are not part of a path (Jayway trims); offsets stay those of the text as written.
  const text = written.trimEnd();
  const segments: Segment[] = [];
  const fail = (message: string, start: number, end: number): Path => ({
    text,
    ...root,
    segments,
    definite: false,
    problem: { message, start, end: Math.max(end, start) },
  });
  const variable = /^\$([\p{ID_Start}_][\p{ID_Continue}]*)/u.exec(text)?.[1];
  const root: Pick<Path, 'root' | 'variable'> = text.startsWith('$$')
    ? { root: 'context' }
    : variable !== undefined
      ? { root: 'variable', variable }
      : { root: 'data' };
  if (!text.startsWith('$')) return fail(`A path begins with "$": "${text}" does not.`, 0, text.length);
  let offset = root.root === 'context' ? 2 : 1 + (variable?.length ?? 0);
  let definite = true;
  while (offset < text.length) {
    const start = offset;
    const unit = text[offset];
    if (unit === '.') {
      const deep = text[offset + 1] === '.';
      offset += deep ? 2 : 1;
      if (deep) definite = false;
      if (text[offset] === '[') {
        if (deep) segments.push({ kind: 'other', start, end: offset });
        continue;
      }
      const name = /(?:\\.|[^.[\]()\s\\])+/uy;
      name.lastIndex = offset;
      const match = name.exec(text)?.[0];
      if (match === undefined) return fail('A name is missing after the dot.', start, Math.max(offset, start + 1));
      offset += match.length;
      if (text[offset] === '(') {
        const close = closing(text, offset);
        if (close === undefined) return fail('This "(" is never closed.', offset, offset + 1);
        offset = close;
        segments.push({ kind: 'other', start, end: offset });
        definite = false;
      } else if (match === '*' || deep) {
        segments.push({ kind: 'other', start, end: offset });
        definite = false;
      } else {
        segments.push({ kind: 'name', name: match.replace(/\\(.)/gu, '$1'), start, end: offset });
      }
    } else if (unit === '[') {
      const close = closing(text, offset);
      if (close === undefined) return fail('This "[" is never closed.', offset, offset + 1);
      const inside = text.slice(offset + 1, close - 1).trim();
      offset = close;
      if (inside === '') return fail('An index or a name is missing in the brackets.', start, close);
      const single = /^(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")$/su.exec(inside);
      if (single) {
        const name = (single[1] ?? single[2] ?? '').replace(/\\(.)/gsu, '$1');
        segments.push({ kind: 'name', name, start, end: offset });
      } else if (/^-?\d+$/.test(inside)) {
        segments.push({ kind: 'index', index: Number(inside), start, end: offset });
      } else {
        segments.push({ kind: 'other', start, end: offset });
        definite = false;
      }
    } else {
      return fail(`"${text.slice(start)}" cannot follow here: a dot or a bracket is missing.`, start, text.length);
    }
  }
  return { text, ...root, segments, definite };
}

/** A reference path names one place by names and indexes from 0. */
export function isReferencePath(path: Path): boolean {
  return (
    path.problem === undefined && path.segments.every(s => s.kind === 'name' || (s.kind === 'index' && s.index >= 0))
  );
}

// The offset after the bracket that closes the one at `open`; brackets inside quotes do not count.
function closing(text: string, open: number): number | undefined {
  let depth = 0;
  const token = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[[\]()]/gsu;
  token.lastIndex = open;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '[' || match[0] === '(') depth++;
    else if (match[0] === ']' || match[0] === ')') depth--;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}
