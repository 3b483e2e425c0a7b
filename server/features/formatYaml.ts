// The format of YAML: how far lines are indented, and the blanks between words. Only blanks are changed, so comments, anchors,
// tags, quotes and line ends stay; what would read otherwise afterwards is not changed at all.
import { applyEdits, createLineIndex, type Edit, type Span } from '../../language/index.ts';
import { isSameYaml, readYaml, type YamlBlock, type YamlLiteral, type YamlPart, type YamlWord } from '../readYaml.ts';

export interface YamlFormat {
  readonly text: string;
  readonly tabSize: number;
  /** The lines that may be changed; all, where it is not said. */
  readonly range?: Span | undefined;
}

/** Undefined where the text cannot be formatted: it is broken, or written in a way that we would spoil. */
export function formatYaml({ text, tabSize, range }: YamlFormat): readonly Edit[] | undefined {
  const read = readYaml(text);
  if (!read) return undefined;
  const layout = new Layout(text, tabSize, range, read.words);
  layout.layRoot(read.root);
  const edits = [...layout.lineEdits(), ...layout.gapEdits()].sort((a, b) => a.start - b.start);
  return isSameYaml(text, applyEdits(text, edits)) ? edits : undefined;
}

/** A column that something begins at, before and after. */
interface Column {
  readonly line0: number;
  readonly old: number;
  readonly now: number;
  readonly hasLiteral: boolean;
}

class Layout {
  readonly #text: string;
  readonly #unit: number;
  readonly #words: readonly YamlWord[];
  readonly #wordAt: ReadonlyMap<number, number>;
  readonly #rows: readonly string[];
  readonly #lines: ReturnType<typeof createLineIndex>;
  readonly #first: number;
  readonly #last: number;
  /** The new column of the first word of a line. */
  readonly #columns = new Map<number, number>();
  readonly #entries: Column[] = [];
  /** Blanks behind a dash whose item is a block on its line. */
  readonly #behindDash = new Map<number, number>();
  /** Lines whose beginning is a part of a text, with what is to stand there if it may be changed. */
  readonly #inText = new Map<number, { readonly cut: number; readonly indent: number } | undefined>();
  /** Lines whose end is a part of a text. */
  readonly #openEnds = new Set<number>();

  constructor(text: string, unit: number, range: Span | undefined, words: readonly YamlWord[]) {
    this.#text = text;
    this.#unit = unit;
    this.#words = words;
    this.#wordAt = new Map(words.map(({ start }, index) => [start, index]));
    this.#rows = text.split('\n');
    this.#lines = createLineIndex(text);
    this.#first = range ? this.#lines.position(range.start).line0 : 0;
    const end = range && this.#lines.position(range.end);
    // A range that ends before the first letter of a line does not mean that line.
    this.#last = end
      ? end.character0 === 0 && end.line0 > this.#first
        ? end.line0 - 1
        : end.line0
      : this.#rows.length;
  }

  layRoot(root: YamlPart): void {
    if (root.kind === 'map' || root.kind === 'list') {
      this.#layBlock(root, this.#isIn(root) ? 0 : this.#columnOf(root.start));
    } else if (root.kind === 'flow') {
      this.#layFlow(root, 0);
    } else {
      this.#keep(root);
    }
  }

  #layBlock(block: YamlBlock, now: number): void {
    const old = this.#columnOf(block.start);
    for (const { start, properties, value } of block.entries) {
      this.#place(start, now);
      const { line0, character0 } = this.#lines.position(start);
      this.#entries.push({ line0, old: character0, now, hasLiteral: value?.kind === 'literal' });
      const inner = now + (block.kind === 'list' ? 2 : this.#unit);
      for (const property of properties) if (property !== start) this.#place(property, inner);
      if (value) this.#layValue(value, { kind: block.kind, old, now, inner, start });
    }
  }

  #layValue(
    value: YamlPart,
    around: { kind: 'map' | 'list'; old: number; now: number; inner: number; start: number },
  ): void {
    const { kind, old, now, inner, start } = around;
    if (value.kind === 'map' || value.kind === 'list') {
      const column = this.#columnOf(value.start);
      // A list may stand right below its key; that is as it was written.
      const isBelow = kind === 'map' && value.kind === 'list' && column === old;
      const wanted = isBelow ? now : inner;
      const next = this.#isIn(value) ? wanted : column;
      if (kind === 'list' && this.#lineOf(value.start) === this.#lineOf(start)) {
        this.#behindDash.set(start, next - now - 1);
      }
      this.#layBlock(value, next);
    } else if (value.kind === 'literal') {
      this.#layLiteral(value, old, now, inner);
    } else {
      this.#place(value.start, inner);
      const isOnLine = this.#lineOf(value.start) === this.#lineOf(start);
      if (value.kind === 'flow') this.#layFlow(value, kind === 'map' && isOnLine ? now : inner);
      else this.#keep(value, inner);
    }
  }

  /** What is inside of brackets is a step further for each. */
  #layFlow({ start, end }: Span, column: number): void {
    let depth = 0;
    for (let i = this.#wordAt.get(start) ?? 0; (this.#words[i]?.start ?? end) < end; i++) {
      const word = this.#words[i] as YamlWord;
      if (word.kind === 'close') depth--;
      if (word.start !== start) this.#place(word.start, column + depth * this.#unit);
      if (word.kind === 'open') depth++;
      this.#keep(word);
    }
  }

  #layLiteral({ start, contentStart, end, saysIndent }: YamlLiteral, old: number, now: number, inner: number): void {
    const [from, to] = [this.#lineOf(contentStart), this.#lineOf(end)];
    // The line behind the text begins where it ends.
    const last = this.#columnOf(end) === 0 && to > from ? to - 1 : to;
    const isIn = this.#isIn({ start, end });
    const rows = this.#rows.slice(from, last + 1);
    const written = indentOf(rows.find(row => row.trim() !== '') ?? '');
    for (let line0 = from; line0 <= last; line0++) {
      const shift = saysIndent ? now - old : inner - written;
      const row = this.#rows[line0] ?? '';
      const cut = Math.min(written, indentOf(row));
      const isEmpty = row.trim() === '' && row.length <= written;
      const indent = Math.max(0, isEmpty ? 0 : cut + shift);
      this.#inText.set(
        line0,
        isIn && (!isEmpty || !saysIndent) ? { cut: isEmpty ? indentOf(row) : cut, indent } : undefined,
      );
      this.#openEnds.add(line0);
    }
  }

  /** The lines of a text that goes on over several. */
  #keep({ start, end }: Span, column?: number): void {
    const last = this.#lineOf(end);
    for (let line0 = this.#lineOf(start); line0 < last; line0++) {
      this.#openEnds.add(line0);
      const row = this.#rows[line0 + 1] ?? '';
      const isMoved = column !== undefined && row.trim() !== '';
      this.#inText.set(line0 + 1, isMoved ? { cut: indentOf(row), indent: column } : undefined);
    }
  }

  #place(offset: number, column: number): void {
    const { line0, character0 } = this.#lines.position(offset);
    if ((this.#rows[line0] ?? '').slice(0, character0).trim() === '') this.#columns.set(line0, column);
  }

  lineEdits(): readonly Edit[] {
    const edits: Edit[] = [];
    let start = 0;
    for (const [line0, row] of this.#rows.entries()) {
      const body = row.replace(/\r$/, '');
      const isAllowed = this.#first <= line0 && line0 <= this.#last;
      const blank = body.trim() === '';
      const text = this.#inText.get(line0);
      const cut = text?.cut ?? indentOf(body);
      const indent = this.#inText.has(line0) ? text?.indent : blank ? 0 : this.#newIndentOf(line0, body);
      if (isAllowed && indent !== undefined && body.slice(0, cut) !== ' '.repeat(indent)) {
        edits.push({ start, end: start + cut, text: ' '.repeat(indent) });
      }
      const kept = body.trimEnd().length;
      if (isAllowed && !blank && kept < body.length && !this.#openEnds.has(line0)) {
        edits.push({ start: start + kept, end: start + body.length, text: '' });
      }
      start += row.length + 1;
    }
    return edits;
  }

  #newIndentOf(line0: number, row: string): number | undefined {
    return (
      this.#columns.get(line0) ??
      (row.trimStart().startsWith('#') ? this.#commentColumn(line0, indentOf(row)) : undefined)
    );
  }

  // A comment belongs to what follows it in its column, or to the block before it that it stands in.
  #commentColumn(line0: number, old: number): number {
    const next = this.#entries.find(entry => entry.line0 > line0);
    if (next?.old === old) return next.now;
    for (const entry of [...this.#entries].reverse()) {
      if (entry.line0 > line0 || entry.old > old) continue;
      if (entry.old === old) return entry.now;
      // Further in it would become a part of the text above.
      return entry.hasLiteral ? entry.now : entry.now + old - entry.old;
    }
    return old;
  }

  gapEdits(): readonly Edit[] {
    const edits: Edit[] = [];
    for (const [i, word] of this.#words.entries()) {
      const next = this.#words[i + 1];
      const between = next && this.#text.slice(word.end, next.start);
      const line0 = this.#lineOf(word.end);
      if (!next || between === undefined || /[^ \t]/.test(between)) continue;
      const gap = this.#behindDash.get(word.start) ?? gapBetween(word, next, this.#text);
      if (gap === undefined || between === ' '.repeat(gap) || line0 < this.#first || line0 > this.#last) continue;
      edits.push({ start: word.end, end: next.start, text: ' '.repeat(gap) });
    }
    return edits;
  }

  #isIn({ start, end }: Span): boolean {
    const last = this.#columnOf(end) === 0 && end > start ? this.#lineOf(end) - 1 : this.#lineOf(end);
    return this.#first <= this.#lineOf(start) && last <= this.#last;
  }

  #lineOf(offset: number): number {
    return this.#lines.position(offset).line0;
  }

  #columnOf(offset: number): number {
    return this.#lines.position(offset).character0;
  }
}

/** The blanks between two words of a line; undefined where they stay. */
function gapBetween(word: YamlWord, next: YamlWord, text: string): number | undefined {
  if (next.kind === 'comment') return undefined;
  const isList = (bracket: YamlWord) => /[[\]]/.test(text[bracket.start] ?? '');
  if (word.kind === 'open') return next.kind === 'close' || isList(word) ? 0 : 1;
  if (next.kind === 'close') return isList(next) ? 0 : 1;
  if (next.kind === 'comma') return 0;
  // `*a :` and `!a :` need their blank.
  if (next.kind === 'colon') return word.kind === 'word' || word.kind === 'close' ? 0 : undefined;
  return 1;
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}
