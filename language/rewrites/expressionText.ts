// Paths and intrinsic calls of JSONPath states written in JSONata. What has no form that gives the same is `NotRewritten`,
// with the reason. What the expressions read is noted on the way: the proof makes its inputs of that.
import {
  type Call,
  isPathText,
  type Path,
  parseIntrinsic,
  parsePath,
  piecesOfFormat,
  type Value,
} from '../../expressions/index.ts';

/** Leaves the rewriting from any depth; never leaves the folder. */
export class NotRewritten extends Error {}

/** A place that an expression reads: in the input, the result, the error output, or a variable (`$name`). */
export interface Read {
  readonly root: string;
  readonly names: readonly (string | number)[];
  /** What the place must hold for the expression to make sense. */
  readonly kind: ReadKind;
}

export type ReadKind =
  | 'any'
  | 'scalar'
  | 'noList'
  | 'noText'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'text'
  | 'onlyText'
  | 'json'
  | 'base64'
  | 'timestamp'
  | 'array'
  | 'list'
  | 'object';

/** What `$` stands for. */
export interface Base {
  readonly text: string;
  readonly root: string;
  readonly names: readonly (string | number)[];
}

export const INPUT: Base = { text: '$states.input', root: 'input', names: [] };
export const RESULT: Base = { text: '$states.result', root: 'result', names: [] };
export const ERROR_OUTPUT: Base = { text: '$states.errorOutput', root: 'error', names: [] };

/** What was noted while a state was written anew. */
export class Notes {
  readonly reads: Read[] = [];
  readonly literals: Value[] = [];
  /** What is taken to hold of the data: where it does not, the results differ. */
  readonly assumptions = new Set<string>();
}

/** The text of a member `x.$`, or of a field that takes a path: JSONata without its delimiters. */
export function expressionText(text: string, base: Base, notes: Notes): string {
  if (isPathText(text)) return pathText(pathOf(text), base, notes);
  const { root, problems } = parseIntrinsic(text);
  if (problems.length > 0 || root.kind !== 'call') throw new NotRewritten(`${text} is not a call.`);
  return callText(root, base, notes);
}

export function pathOf(text: string): Path {
  const { path, problems } = parsePath(text);
  if (problems.length > 0) throw new NotRewritten(`${text} is not a path.`);
  return path;
}

export function pathText(path: Path, base: Base, notes: Notes, kind: ReadKind = 'any'): string {
  const isContext = path.root === 'context';
  const variable = path.root === 'variable' ? `$${path.variable ?? ''}` : undefined;
  let text = isContext ? '$states.context' : (variable ?? base.text);
  const names: (string | number)[] = path.root === 'data' ? [...base.names] : [];
  let isIndexed = false;
  for (const segment of path.segments) {
    if (segment.deep)
      throw new NotRewritten('A path with ".." finds several values: no expression gives the same list.');
    if (segment.kind === 'name') {
      text += `.${nameText(segment.name)}`;
      names.push(segment.name);
      isIndexed = false;
    } else if (segment.kind === 'index') {
      notes.assumptions.add('what an index is put behind is a list');
      note('list');
      text = `${isIndexed ? `(${text})` : text}[${segment.index}]`;
      names.push(segment.index);
      isIndexed = true;
    } else if (segment.kind === 'function' && segment.name === 'length' && segment === path.segments.at(-1)) {
      note('array');
      return `$count(${text})`;
    } else throw new NotRewritten('A path that finds several values has no expression that gives the same list.');
  }
  note(kind);
  return text;

  function note(wanted: ReadKind): void {
    notes.reads.push({ root: isContext ? 'context' : (variable ?? base.root), names: [...names], kind: wanted });
  }
}

export function nameText(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && !['and', 'or', 'in', 'true', 'false', 'null'].includes(name)) return name;
  if (name.includes('`')) throw new NotRewritten('A name with a backquote cannot be written in JSONata.');
  return `\`${name}\``;
}

/** Any JSON value as an expression that gives it. */
export function literalText(value: Value): string {
  if (typeof value === 'string') {
    const quoted = JSON.stringify(value);
    return value.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`;
  }
  if (Array.isArray(value)) return `[${value.map(item => literalText(item as Value)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const rows = Object.entries(value).map(([key, inner]) => `${literalText(key)}: ${literalText(inner as Value)}`);
  return `{${rows.join(', ')}}`;
}

/** A regular expression that finds the text as it stands. */
export function escapedPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function callText(call: Call, base: Base, notes: Notes): string {
  const written = WRITTEN.get(call.name);
  if (!written) throw new NotRewritten(`${call.name} has no counterpart in JSONata that gives the same.`);
  const args = call.args;
  return written({
    count: args.length,
    text: (index, kind = 'any') => argumentText(args[index], base, notes, kind),
    literal: index => {
      const arg = args[index];
      return arg?.kind === 'literal' ? arg.value : undefined;
    },
    assume: assumption => notes.assumptions.add(assumption),
  });
}

function argumentText(arg: Call['args'][number] | undefined, base: Base, notes: Notes, kind: ReadKind): string {
  switch (arg?.kind) {
    case 'call':
      return callText(arg, base, notes);
    case 'path':
      return pathText(arg.path, base, notes, kind);
    case 'literal':
      return literalText(arg.value);
    default:
      throw new NotRewritten('An argument is missing.');
  }
}

interface Arguments {
  readonly count: number;
  text(index: number, kind?: ReadKind): string;
  literal(index: number): Value | undefined;
  assume(assumption: string): void;
}

const operand = (text: string) => (/^[\w$.`'[\]]+$/.test(text) ? text : `(${text})`);

// A number as the arithmetic of intrinsic functions takes it: rounded, halves up.
function rounded(args: Arguments, index: number): string {
  const literal = args.literal(index);
  if (typeof literal === 'number' && Number.isInteger(literal)) return String(literal);
  const text = args.text(index, 'number');
  const isWhole = /^\$(?:count|floor)\([^()]*\)$/.test(text);
  return isWhole ? text : `$floor(${text} + 0.5)`;
}

const WRITTEN: ReadonlyMap<string, (args: Arguments) => string> = new Map<string, (args: Arguments) => string>([
  [
    'States.Array',
    args => {
      args.assume('what goes into a list is no list itself');
      return `[${Array.from({ length: args.count }, (_, i) => args.text(i, 'noList')).join(', ')}]`;
    },
  ],
  ['States.ArrayContains', args => `${operand(args.text(1))} in ${operand(args.text(0, 'array'))}`],
  [
    'States.ArrayGetItem',
    args => {
      const index = String(args.literal(1) ?? args.text(1, 'integer'));
      const list = operand(args.text(0, 'array'));
      // Between brackets it would be evaluated for every item.
      return index.includes('(') ? `($index := ${index}; ${list}[$index])` : `${list}[${index}]`;
    },
  ],
  ['States.ArrayLength', args => `$count(${args.text(0, 'array')})`],
  ['States.ArrayPartition', args => `$partition(${args.text(0, 'array')}, ${args.text(1, 'integer')})`],
  [
    'States.ArrayRange',
    args => `$range(${args.text(0, 'integer')}, ${args.text(1, 'integer')}, ${args.text(2, 'integer')})`,
  ],
  ['States.ArrayUnique', args => `$distinct(${args.text(0, 'array')})`],
  ['States.Base64Decode', args => `$base64decode(${args.text(0, 'base64')})`],
  ['States.Base64Encode', args => `$base64encode(${args.text(0, 'text')})`],
  [
    'States.Format',
    args => {
      const template = args.literal(0);
      if (typeof template !== 'string') throw new NotRewritten('The template of States.Format is not written out.');
      args.assume('what goes into a text is no object and no list');
      const pieces = piecesOfFormat(template);
      const parts: string[] = pieces[0] ? [literalText(pieces[0])] : [];
      for (let i = 1; i < pieces.length; i++) {
        parts.push(operand(args.text(i, 'scalar')));
        if (pieces[i]) parts.push(literalText(pieces[i] ?? ''));
      }
      return parts.length > 1 ? parts.join(' & ') : pieces.length > 1 ? `$string(${parts[0]})` : (parts[0] ?? "''");
    },
  ],
  [
    'States.Hash',
    args => {
      args.assume('what is hashed is a text');
      return `$hash(${args.text(0, 'text')}, ${args.text(1, 'text')})`;
    },
  ],
  ['States.JsonMerge', args => `$merge([${args.text(0, 'object')}, ${args.text(1, 'object')}])`],
  [
    'States.JsonToString',
    args => {
      args.assume('what becomes JSON text is no text itself');
      return `$string(${args.text(0, 'noText')})`;
    },
  ],
  ['States.MathAdd', args => `${rounded(args, 0)} + ${rounded(args, 1)}`],
  [
    'States.MathRandom',
    args => {
      if (args.count > 2) throw new NotRewritten('States.MathRandom with a seed gives other numbers in JSONata.');
      const [from, to] = [rounded(args, 0), rounded(args, 1)];
      if (from === '0') return `$floor($random() * ${to})`;
      return `${from} + $floor($random() * (${to} - ${operand(from)}))`;
    },
  ],
  [
    'States.StringSplit',
    args => {
      const delimiters = args.literal(1);
      if (typeof delimiters !== 'string' || delimiters === '') {
        throw new NotRewritten('The delimiters of States.StringSplit are not written out.');
      }
      const by = delimiters.length === 1 ? literalText(delimiters) : `/[${escapedPattern(delimiters)}]/`;
      return `[$split(${args.text(0, 'text')}, ${by})[$ != '']]`;
    },
  ],
  [
    'States.StringToJson',
    args => {
      args.assume('a text that is read as JSON is JSON');
      return `$parse(${args.text(0, 'json')})`;
    },
  ],
  ['States.UUID', () => '$uuid()'],
]);
