// JSONPath text → Path. Never throws: a broken path has problems and the parts that could be read, so that an editor can
// still complete the one being typed.
import { parseRegex } from '../jsonata/regex/parseRegex.ts';
import { Scanner } from '../scanner.ts';
import type { ExpressionProblem } from '../span.ts';
import { messages } from './messages.ts';
import {
  type Filter,
  FUNCTIONS,
  type Literal,
  OPERATORS,
  type Operand,
  type Operator,
  type Path,
  type Segment,
} from './path.ts';

export interface ParsedPath {
  readonly text: string;
  readonly path: Path;
  readonly problems: readonly ExpressionProblem[];
}

/** A filter nested deeper than any person writes would end the stack. */
const DEPTH_LIMIT = 50;

export function parsePath(text: string): ParsedPath {
  const parser = new Parser(text);
  const path = parser.wholePath();
  return { text, path, problems: parser.problems };
}

/** Reads the path that begins at an offset of a longer text, such as an argument of an intrinsic function. */
export function parsePathAt(
  text: string,
  offset: number,
): { readonly path: Path; readonly problems: readonly ExpressionProblem[] } {
  const parser = new Parser(text, offset);
  return { path: parser.embeddedPath(), problems: parser.problems };
}

class Parser extends Scanner {
  #depth = 0;

  wholePath(): Path {
    // Jayway trims; offsets stay those of the text as written.
    this.blanks();
    const end = this.text.trimEnd().length;
    if (this.text[this.offset] !== '$') {
      this.report('path-root', this.offset, end, messages.noDollar(this.text.trim()));
      return { root: 'data', start: this.offset, rootEnd: this.offset, segments: [], end };
    }
    const path = this.#path(WHOLE_NAME);
    if (this.offset < end) {
      const rest = this.text.slice(this.offset, end);
      const last = path.segments.at(-1);
      const isBlank = /^\s/.test(rest) && last?.kind === 'name';
      const message = isBlank ? messages.blankInName(`${last.name}${rest}`) : messages.dotMissing(rest);
      this.report('path-syntax', isBlank ? last.start : this.offset, end, message);
    }
    return path;
  }

  embeddedPath(): Path {
    return this.#path(FILTER_NAME);
  }

  #path(name: RegExp): Path {
    const start = this.offset;
    const root = this.#root();
    const rootEnd = this.offset;
    const segments: Segment[] = [];
    for (let segment = this.#segment(name); segment; segment = this.#segment(name)) {
      const before = segments.at(-1);
      if (before?.kind === 'function') {
        this.report('path-function', before.start, before.end, messages.functionNotLast(before.name));
      }
      segments.push(segment);
    }
    return { root: root.root, variable: root.variable, start, rootEnd, segments, end: this.offset };
  }

  #root(): Pick<Path, 'root' | 'variable'> {
    if (this.take('@')) return { root: 'item' };
    if (this.take('$$')) return { root: 'context' };
    const variable = this.match(/\$([\p{ID_Start}_][\p{ID_Continue}]*)/uy)?.[1];
    if (variable !== undefined) return { root: 'variable', variable };
    this.take('$');
    return { root: 'data' };
  }

  #segment(name: RegExp): Segment | undefined {
    const start = this.offset;
    if (this.text[start] === '[') return this.#bracket(start, false);
    if (this.text[start] !== '.') return undefined;
    const isDeep = this.take('..');
    if (!isDeep) this.take('.');
    if (this.text[this.offset] === '[') return this.#bracket(start, isDeep);
    const deep = isDeep ? ({ deep: true } as const) : {};
    const found = this.match(name)?.[0];
    if (found === undefined) {
      this.report('path-name-missing', start, this.offset, messages.nameMissing());
      return { kind: 'missing', start, end: this.offset, ...deep };
    }
    if (this.text[this.offset] === '(') return this.#function(start, found);
    if (found === '*') return { kind: 'wildcard', start, end: this.offset, ...deep };
    return { kind: 'name', name: unescaped(found), start, end: this.offset, ...deep };
  }

  #function(start: number, name: string): Segment {
    const open = this.offset++;
    if (!FUNCTIONS.some(known => known === name)) {
      this.report('path-function', open - name.length, open, messages.functionUnknown(name));
    }
    const args: Operand[] = [];
    this.blanks();
    while (this.offset < this.text.length && this.text[this.offset] !== ')') {
      const before = this.offset;
      args.push(this.#operand());
      this.blanks();
      this.take(',');
      this.blanks();
      if (this.offset === before) break;
    }
    if (!this.take(')')) this.report('path-syntax', open, open + 1, messages.parenthesisOpen());
    return { kind: 'function', name, args, start, end: this.offset };
  }

  #bracket(start: number, isDeep: boolean): Segment {
    const open = this.offset++;
    const deep = isDeep ? ({ deep: true } as const) : {};
    this.blanks();
    const inside = this.offset;
    const before = this.problems.length;
    const content = this.#bracketContent();
    this.blanks();
    // What is wrong inside has been said; that the rest does not fit follows from it.
    const isSaid = this.problems.length > before;
    if (this.text[this.offset] !== ']') {
      const close = this.text.indexOf(']', this.offset);
      if (close < 0) {
        this.report('path-syntax', open, open + 1, messages.bracketOpen());
        this.offset = this.text.length;
      } else {
        const rest = this.text.slice(inside, close).trim();
        if (!isSaid) this.report('path-syntax', inside, close, messages.notInBrackets(rest));
        this.offset = close + 1;
      }
    } else {
      this.offset++;
      if (content.kind === 'missing' && !isSaid) {
        this.report('path-name-missing', open, this.offset, messages.bracketEmpty());
      }
    }
    return { ...content, start, end: this.offset, ...deep };
  }

  #bracketContent(): Unplaced<Segment> {
    if (this.take('*')) return { kind: 'wildcard' };
    if (this.text[this.offset] === '?') return this.#filterSegment();
    const quote = this.text[this.offset];
    if (quote === "'" || quote === '"') {
      const names = this.#list(() => this.#quoted());
      return names.length === 1 ? { kind: 'name', name: names[0] ?? '' } : { kind: 'names', names };
    }
    if (quote === '(') {
      const start = this.offset;
      this.offset = Math.max(this.text.indexOf(')', start), start) + 1;
      this.report('path-script', start, this.offset, messages.scriptRefused());
      return { kind: 'missing' };
    }
    const slice = this.match(/(-?\d+)?\s*:\s*(-?\d+)?(\s*:\s*(-?\d+)?)?/y);
    if (slice) {
      if (slice[3] !== undefined) {
        this.report('path-slice', this.offset - slice[3].length, this.offset, messages.sliceStep());
      }
      const [from, to] = [slice[1], slice[2]];
      return { kind: 'slice', ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
    }
    if (/[-\d]/.test(quote ?? '')) {
      const indexes = this.#list(() => Number(this.match(/-?\d+/y)?.[0] ?? Number.NaN)).filter(Number.isInteger);
      return indexes.length === 1 ? { kind: 'index', index: indexes[0] ?? 0 } : { kind: 'indexes', indexes };
    }
    return { kind: 'missing' };
  }

  #list<T>(entry: () => T): T[] {
    const entries = [entry()];
    this.blanks();
    while (this.take(',')) {
      this.blanks();
      entries.push(entry());
      this.blanks();
    }
    return entries;
  }

  #filterSegment(): Unplaced<Segment> {
    this.offset++;
    this.blanks();
    const open = this.offset;
    const hasParenthesis = this.take('(');
    const filter = this.#or();
    this.blanks();
    if (hasParenthesis && !this.take(')')) this.report('path-syntax', open, open + 1, messages.parenthesisOpen());
    return { kind: 'filter', filter };
  }

  #or(): Filter {
    return this.#chain('||', 'or', () => this.#chain('&&', 'and', () => this.#not()));
  }

  #chain(sign: string, kind: 'or' | 'and', next: () => Filter): Filter {
    let left = next();
    for (;;) {
      this.blanks();
      if (!this.take(sign)) return left;
      const right = next();
      left = { kind, left, right, start: left.start, end: right.end };
    }
  }

  #not(): Filter {
    this.blanks();
    const start = this.offset;
    if (this.#depth > DEPTH_LIMIT) {
      this.report('path-syntax', start, start, messages.tooDeep());
      this.offset = this.text.length;
      return { kind: 'test', operand: { kind: 'missing', start, end: start }, start, end: start };
    }
    this.#depth++;
    const filter = this.#nested(start);
    this.#depth--;
    return filter;
  }

  #nested(start: number): Filter {
    if (this.text[start] === '!' && this.text[start + 1] !== '=') {
      this.offset++;
      const filter = this.#not();
      return { kind: 'not', filter, start, end: this.offset };
    }
    if (this.take('(')) {
      const filter = this.#or();
      this.blanks();
      if (!this.take(')')) this.report('path-syntax', start, start + 1, messages.parenthesisOpen());
      return filter;
    }
    return this.#test(start);
  }

  #test(start: number): Filter {
    const left = this.#operand();
    this.blanks();
    const operator = this.#operator();
    if (!operator) return { kind: 'test', operand: left, start, end: left.end };
    this.blanks();
    const right = this.#operand();
    return { kind: 'compare', operator, left, right, start, end: right.end };
  }

  #operator(): Operator | undefined {
    const rest = this.text.slice(this.offset, this.offset + 10);
    const found = OPERATORS.find(operator =>
      /^\w/.test(operator)
        ? rest.toLowerCase().startsWith(operator) && !/\w/.test(rest[operator.length] ?? '')
        : rest.startsWith(operator),
    );
    if (found) {
      this.offset += found.length;
      return found;
    }
    const word = this.match(/[=<>!~]+|[\p{L}]+/uy)?.[0];
    if (word === undefined) return undefined;
    this.report('path-operator', this.offset - word.length, this.offset, messages.operatorUnknown(word));
    // Its other side is read all the same.
    return '==';
  }

  #operand(): Operand {
    const start = this.offset;
    const operand = this.#unplacedOperand();
    if (operand.kind === 'missing') {
      const word = this.match(/[\p{L}_][\p{L}\p{N}_]*/uy)?.[0];
      if (word === undefined) this.report('path-operand', start, start + 1, messages.operandMissing());
      else this.report('path-word', start, this.offset, messages.bareWord(word));
    }
    return { ...operand, start, end: this.offset };
  }

  #unplacedOperand(): Unplaced<Operand> {
    const sign = this.text[this.offset];
    if (sign === '@' || sign === '$') return { kind: 'path', path: this.#path(FILTER_NAME) };
    if (sign === '/') return this.#regex();
    const value = this.#literal();
    return value === undefined ? { kind: 'missing' } : { kind: 'literal', value };
  }

  #regex(): Unplaced<Operand> {
    const start = this.offset;
    const match = this.match(/\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*)\/([a-zA-Z]*)/y);
    if (!match) {
      this.offset = this.text.length;
      this.report('path-regex', start, start + 1, messages.quoteOpen());
      return { kind: 'missing' };
    }
    const [, pattern = '', flags = ''] = match;
    const tree = parseRegex(pattern, flags);
    if ('message' in tree) this.report('path-regex', start, this.offset, messages.badRegex(tree.message));
    return { kind: 'regex', pattern, flags };
  }

  #literal(): Literal | undefined {
    const sign = this.text[this.offset];
    if (sign === "'" || sign === '"') return this.#quoted();
    const number = this.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y)?.[0];
    if (number !== undefined) return Number(number);
    const word = this.match(/(true|false|null)\b/y)?.[0];
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (sign === '[' || sign === '{') return this.#json();
    return undefined;
  }

  // A list or an object as a literal: JSON, with single quotes allowed.
  #json(): Literal | undefined {
    const start = this.offset;
    let depth = 0;
    const token = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[{}[\]]/gs;
    token.lastIndex = start;
    for (let match = token.exec(this.text); match; match = token.exec(this.text)) {
      if (match[0] === '[' || match[0] === '{') depth++;
      else if (match[0] === ']' || match[0] === '}') depth--;
      if (depth > 0) continue;
      const source = this.text.slice(start, token.lastIndex);
      const json = source.replace(/'((?:\\.|[^'\\])*)'/gs, (_, inner: string) => JSON.stringify(unescaped(inner)));
      try {
        const value = JSON.parse(json) as Literal;
        this.offset = token.lastIndex;
        return value;
      } catch {
        // Not JSON; what is missing is reported at the place of the literal.
        return undefined;
      }
    }
    return undefined;
  }

  #quoted(): string {
    const quote = this.text[this.offset] ?? '';
    const start = this.offset++;
    let value = '';
    while (this.offset < this.text.length && this.text[this.offset] !== quote) {
      if (this.text[this.offset] === '\\' && this.offset + 1 < this.text.length) this.offset++;
      value += this.text[this.offset++];
    }
    if (!this.take(quote)) this.report('path-syntax', start, start + 1, messages.quoteOpen());
    return value;
  }
}

/** Names after a dot, at the top and inside filters, where operators end them. A backslash keeps the next character. */
const WHOLE_NAME = /(?:\\.|[^.[\]()\s\\])+/uy;
const FILTER_NAME = /(?:\*|(?:\\.|[^.[\]()\s\\=<>!&|,~*'"])+)/uy;

type Unplaced<T> = T extends unknown ? Omit<T, 'start' | 'end'> : never;

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}
