// Intrinsic function text → tree with ranges, and what is wrong with the call as far as it can be seen without data.
// Never throws: a half-typed call still has its name and the arguments so far.
import { HASH_ALGORITHMS } from '../hash.ts';
import { parsePathAt } from '../jsonpath/parsePath.ts';
import { nearest } from '../nearest.ts';
import { Scanner } from '../scanner.ts';
import type { ExpressionProblem } from '../span.ts';
import { INTRINSICS, intrinsicNamed } from './catalogue.ts';
import { messages } from './messages.ts';
import type { Call, Intrinsic } from './tree.ts';

export interface ParsedIntrinsic {
  readonly text: string;
  readonly root: Intrinsic;
  readonly problems: readonly ExpressionProblem[];
}

/** The documented limit of nested calls. */
const NESTING_LIMIT = 10;

export function parseIntrinsic(text: string): ParsedIntrinsic {
  const parser = new Parser(text);
  const root = parser.whole();
  return { text, root, problems: parser.problems };
}

class Parser extends Scanner {
  #depth = 0;

  whole(): Intrinsic {
    this.blanks();
    const start = this.offset;
    const root = this.#argument();
    this.blanks();
    const rest = this.text.slice(this.offset).trimEnd();
    if (root.kind !== 'call') {
      this.report('intrinsic-syntax', start, this.text.length, messages.notACall(this.text.trim()));
    } else if (rest) {
      this.report('intrinsic-syntax', this.offset, this.offset + rest.length, messages.rest(rest));
    }
    return root;
  }

  #argument(): Intrinsic {
    const start = this.offset;
    const sign = this.text[start];
    if (sign === "'") return { kind: 'literal', value: this.#quoted(), start, end: this.offset };
    if (sign === '"') {
      this.match(/"(?:\\.|[^"\\])*"?/sy);
      this.report('intrinsic-syntax', start, this.offset, messages.doubleQuotes());
      return { kind: 'literal', value: this.text.slice(start + 1, this.offset - 1), start, end: this.offset };
    }
    if (sign === '$') {
      const { path, problems } = parsePathAt(this.text, start);
      this.problems.push(...problems);
      this.offset = path.end;
      return { kind: 'path', path, text: this.text.slice(start, path.end), start, end: path.end };
    }
    const number = this.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y)?.[0];
    if (number !== undefined) return { kind: 'literal', value: Number(number), start, end: this.offset };
    const word = this.match(/[\p{L}_][\p{L}\p{N}_.]*/uy)?.[0];
    if (word === 'true' || word === 'false')
      return { kind: 'literal', value: word === 'true', start, end: this.offset };
    if (word === 'null') return { kind: 'literal', value: null, start, end: this.offset };
    if (word !== undefined) return this.#call(word, start);
    const unreadable = this.match(/[^,()\s]+/y)?.[0];
    const message = unreadable === undefined ? messages.argumentMissing() : messages.argumentUnreadable(unreadable);
    this.report('intrinsic-argument', start, this.offset, message);
    return { kind: 'missing', start, end: this.offset };
  }

  #call(name: string, start: number): Call {
    const nameEnd = this.offset;
    this.blanks();
    const args: Intrinsic[] = [];
    if (this.take('(')) this.#arguments(args, this.offset - 1);
    else {
      this.offset = nameEnd;
      this.report('intrinsic-syntax', start, nameEnd, messages.parenthesisMissing(name));
    }
    const call: Call = { kind: 'call', name, nameEnd, args, start, end: this.offset };
    this.#check(call);
    return call;
  }

  #arguments(args: Intrinsic[], open: number): void {
    this.#depth++;
    // Deeper ones are not read, so that hostile nesting cannot end the stack.
    if (this.#depth > NESTING_LIMIT * 4) {
      this.offset = this.text.length;
      this.#depth--;
      return;
    }
    if (this.#depth === NESTING_LIMIT + 1) {
      this.report('intrinsic-nesting', open, open + 1, messages.tooDeep(NESTING_LIMIT));
    }
    this.blanks();
    while (this.offset < this.text.length && this.text[this.offset] !== ')') {
      args.push(this.#argument());
      this.blanks();
      if (!this.take(',')) {
        if (this.text[this.offset] === ')' || this.offset >= this.text.length) break;
        const rest = this.match(/[^,)]+/y)?.[0] ?? '';
        const start = this.offset - rest.length;
        this.report('intrinsic-argument', start, this.offset, messages.argumentUnreadable(rest.trim()));
        this.take(',');
      }
      this.blanks();
      if (this.text[this.offset] === ')') {
        this.report('intrinsic-argument', this.offset, this.offset + 1, messages.argumentMissing());
        args.push({ kind: 'missing', start: this.offset, end: this.offset });
      }
    }
    if (!this.take(')')) this.report('intrinsic-syntax', open, open + 1, messages.parenthesisOpen());
    this.#depth--;
  }

  #quoted(): string {
    const start = this.offset++;
    let value = '';
    for (;;) {
      const sign = this.text[this.offset];
      if (sign === undefined) {
        this.report('intrinsic-syntax', start, start + 1, messages.quoteOpen());
        return value;
      }
      if (sign === "'") {
        this.offset++;
        return value;
      }
      if (sign === '\\') value += this.#escape();
      else {
        value += sign;
        this.offset++;
      }
    }
  }

  // `\{` keeps its backslash here: only States.Format knows that it is no place for a value.
  #escape(): string {
    const start = this.offset;
    const letter = this.text[start + 1] ?? '';
    this.offset += 1 + letter.length;
    if (letter === "'") return "'";
    if (letter === '\\' || letter === '{' || letter === '}') return `\\${letter}`;
    this.report('intrinsic-escape', start, this.offset, messages.badEscape(`\\${letter}`));
    return letter;
  }

  #check(call: Call): void {
    const { name, args, start, nameEnd } = call;
    const intrinsic = intrinsicNamed(name);
    if (!intrinsic) {
      const candidate = nearest(
        name,
        INTRINSICS.map(known => known.name),
      );
      this.report('intrinsic-unknown', start, nameEnd, messages.unknown(name, candidate));
      return;
    }
    const most = intrinsic.repeats ? Number.POSITIVE_INFINITY : intrinsic.parameters.length;
    if (args.length < intrinsic.least || args.length > most) {
      this.report('intrinsic-arguments', start, nameEnd, messages.argumentCount(intrinsic, args.length));
    }
    this.#checkLiterals(call);
  }

  #checkLiterals({ name, args, start, nameEnd }: Call): void {
    const literal = (index: number): unknown => (args[index]?.kind === 'literal' ? args[index].value : undefined);
    const wrong = (index: number, message: string) => {
      const arg = args[index];
      this.report('intrinsic-value', arg?.start ?? start, arg?.end ?? nameEnd, message);
    };
    const template = literal(0);
    if (name === 'States.Format' && typeof template === 'string') {
      const places = countPlaces(template);
      if (places !== args.length - 1) wrong(0, messages.placeholders(places, args.length - 1));
    }
    if (name === 'States.JsonMerge' && literal(2) === true) wrong(2, messages.deepMerge());
    const algorithm = literal(1);
    if (
      name === 'States.Hash' &&
      typeof algorithm === 'string' &&
      !HASH_ALGORITHMS.some(known => known === algorithm)
    ) {
      wrong(1, messages.algorithm(algorithm, HASH_ALGORITHMS));
    }
    if (name === 'States.ArrayRange' && literal(2) === 0) wrong(2, messages.stepZero());
  }
}

/** The places `{}` of a template; escaped braces are none. */
function countPlaces(template: string): number {
  return template.replace(/\\[\s\S]/g, '').split('{}').length - 1;
}
