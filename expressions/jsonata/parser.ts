// Tokens to tree, by operator precedence. Goes on after an error: what is missing becomes a Missing node, what does
// not fit a Broken one, and the problems are those a person would see, not every consequence of the first. The first
// problem is the one the reference stops at.

import type { JsonataProblem } from './advice.ts';
import { parseRegex } from './regex/parseRegex.ts';
import type { Token } from './scanner.ts';
import { parseSignature } from './signature.ts';
import type { BinaryOperator, Call, Node, Pair, SortTerm } from './syntax.ts';
import { TokenReader } from './tokenReader.ts';
import { nodeToken } from './tokens.ts';

export interface ParsedText {
  readonly root: Node;
  readonly problems: JsonataProblem[];
  /** Has only parts that fit together whatever they are: nothing more can be wrong when the plan is made. */
  readonly isPlain: boolean;
}

/** How strongly an operator binds what stands to its left. Others do not continue an expression. */
const POWER: Readonly<Record<string, number>> = {
  '.': 75,
  '[': 80,
  '{': 70,
  '(': 80,
  '@': 80,
  '#': 80,
  '?': 20,
  '+': 50,
  '-': 50,
  '*': 60,
  '/': 60,
  '%': 60,
  '=': 40,
  '<': 40,
  '>': 40,
  '^': 40,
  ':=': 10,
  '!=': 40,
  '<=': 40,
  '>=': 40,
  '~>': 40,
  and: 30,
  or: 25,
  in: 40,
  '&': 50,
};

/** Deeper than any expression written by a person; evaluating costs stack for every level. */
const DEEPEST = 600;

export function parseText(text: string): ParsedText {
  return new Parser(text).parse();
}

class Parser extends TokenReader {
  /** The brackets open around the current token, by what closes them. */
  private readonly closers: string[] = [];
  private depth = 0;
  private isPlain = true;

  parse(): ParsedText {
    let root = this.expression(0);
    const parts = [root];
    while (this.token.kind !== 'end') {
      this.misfit('S0201');
      const before = this.token.start;
      // A stray closer is skipped; anything else is read as an expression of its own, so that it can be looked at.
      if (!this.canStart()) this.advance(true);
      if (this.atEnd()) break;
      parts.push(this.expression(0));
      if (this.token.start === before) this.advance(false);
    }
    if (parts.length > 1) {
      root = { kind: 'broken', parts, start: 0, end: this.scanner.text.length, position: 0 };
    }
    return { root, problems: this.problems, isPlain: this.isPlain && this.problems.length === 0 };
  }

  private canStart(): boolean {
    const { token } = this;
    if (token.kind === 'end') return false;
    return token.kind !== 'operator' || '-*%([{|'.includes(token.value) || isWord(token.value) || token.value === '**';
  }

  /** Like expect, for what closes a bracket. Skips to it if it stands before what closes the brackets outside. */
  private close(operator: string, infix: boolean, parts: Node[]): number {
    if (!this.at(operator)) {
      this.expect(operator, infix);
      const outside = this.closers.slice(0, -1);
      while (!this.at(operator) && !this.atEnd() && !outside.some(closer => this.at(closer))) {
        const before = this.token.start;
        if (this.canStart()) parts.push(this.expression(0));
        else this.advance(false);
        if (this.token.start === before && !this.atEnd()) this.advance(false);
      }
      if (!this.at(operator)) return this.lastEnd;
    }
    this.advance(infix);
    return this.lastEnd;
  }

  private within<T>(closer: string, read: () => T): T {
    this.closers.push(closer);
    const result = read();
    this.closers.pop();
    return result;
  }

  private missing(): Node {
    const position = this.token.end;
    this.isPlain = false;
    return { kind: 'missing', start: this.lastEnd, end: Math.max(this.lastEnd, this.token.start), position };
  }

  private expression(power: number): Node {
    if (this.depth >= DEEPEST) return this.tooDeep();
    this.depth++;
    let left = this.operand();
    let length = 0;
    while (this.token.kind === 'operator' && power < (POWER[this.token.value] ?? 0)) {
      left = this.continuation(left, this.advance(false));
      // A long chain makes a tree as deep as nesting does.
      this.depth++;
      length++;
      if (this.depth >= DEEPEST) {
        left = { kind: 'broken', parts: [left, this.tooDeep()], start: left.start, end: this.lastEnd, position: 0 };
        break;
      }
    }
    this.depth -= length + 1;
    return left;
  }

  /** Gives up: reads the rest without looking at it. */
  private tooDeep(): Node {
    const start = this.token.start;
    const message = 'This expression is nested too deeply. Bind parts of it to variables';
    this.problem('U1001', { start, end: this.token.end, position: this.token.end }, { message });
    while (!this.atEnd()) this.advance(true);
    this.reportedAt = this.token.start;
    return { kind: 'broken', parts: [], start, end: this.lastEnd, position: start };
  }

  /** What an expression can start with. */
  private operand(): Node {
    const { token } = this;
    if (token.kind === 'end') {
      // The reference reads on and complains when it puts the path together; a missing bracket is then told first.
      return this.missing();
    }
    // Spelt out rather than composed of a place and the rest: this is made for every word of an expression.
    const { start, end } = token;
    if (token.kind === 'literal') {
      this.advance(true);
      return { kind: 'literal', value: token.value, start, end, position: end };
    }
    if (token.kind === 'variable') {
      this.advance(true);
      return { kind: 'variable', name: token.value, start, end, position: end };
    }
    if (token.kind === 'name') {
      const quoted = this.scanner.text.charAt(start) === '`';
      this.advance(true);
      return { kind: 'name', value: token.value, quoted, start, end, position: end };
    }
    if (token.kind === 'regex') {
      this.checkRegex(token);
      this.advance(true);
      const { pattern, flags } = token.value;
      return { kind: 'regex', pattern, flags, start, end, position: end };
    }
    switch (token.value) {
      case 'and':
      case 'or':
      case 'in':
        this.advance(true);
        return { kind: 'name', value: token.value, quoted: false, start, end, position: end };
      case '*':
        this.advance(true);
        return { kind: 'wildcard', start, end, position: end };
      case '**':
        this.advance(true);
        return { kind: 'descendant', start, end, position: end };
      case '%':
        this.advance(true);
        this.isPlain = false;
        return { kind: 'parent', start, end, position: end };
      case '-': {
        this.advance(true);
        const operand = this.expression(70);
        return { kind: 'negate', operand, start: token.start, end: operand.end, position: token.end };
      }
      case '(':
        return this.block();
      case '[':
        return this.array();
      case '{': {
        this.advance(true);
        const { pairs, end } = this.pairs();
        return { kind: 'object', pairs, start: token.start, end, position: token.end };
      }
      case '|':
        return this.transform();
    }
    this.readAhead();
    this.misfit('S0211');
    return this.missing();
  }

  private checkRegex(token: Token & { kind: 'regex' }): void {
    if (token.value.pattern === '') return;
    const wrong = parseRegex(token.value.pattern, token.value.flags);
    if (!('message' in wrong)) return;
    const start = Math.min(token.start + 1 + wrong.start, token.end);
    const end = Math.max(start, Math.min(token.start + 1 + wrong.end, token.end));
    const range = { start, end, position: token.end };
    this.problem('S0303', range, { message: `Invalid regular expression: ${wrong.message}` });
  }

  private block(): Node {
    const open = this.advance(true);
    return this.within(')', () => {
      const expressions: Node[] = [];
      while (!this.at(')')) {
        expressions.push(this.expression(0));
        if (!this.at(';')) break;
        this.advance(false);
      }
      const end = this.close(')', true, expressions);
      return { kind: 'block', expressions, start: open.start, end, position: open.end };
    });
  }

  private array(): Node {
    const open = this.advance(true);
    return this.within(']', () => {
      const items: Node[] = [];
      while (!(items.length === 0 && this.at(']'))) {
        items.push(this.arrayItem());
        if (!this.at(',')) break;
        this.advance(false);
      }
      const end = this.close(']', true, items);
      return { kind: 'array', items, start: open.start, end, position: open.end };
    });
  }

  private arrayItem(): Node {
    const left = this.expression(0);
    if (!this.at('..')) return left;
    const position = this.advance(false).end;
    const right = this.expression(0);
    return { kind: 'binary', operator: '..', left, right, start: left.start, end: right.end, position };
  }

  /** The members of an object constructor or a grouping; the opening brace has been taken. */
  private pairs(): { pairs: Pair[]; end: number } {
    return this.within('}', () => {
      const pairs: Pair[] = [];
      const stray: Node[] = [];
      while (!(pairs.length === 0 && this.at('}'))) {
        const key = this.expression(0);
        const value = this.expect(':', false) ? this.expression(0) : this.missing();
        pairs.push({ key, value });
        if (!this.at(',')) break;
        this.advance(false);
      }
      const end = this.close('}', true, stray);
      for (const node of stray) pairs.push({ key: node, value: node });
      return { pairs, end };
    });
  }

  private transform(): Node {
    const open = this.advance(true);
    return this.within('|', () => {
      const pattern = this.expression(0);
      this.expect('|', false);
      const update = this.expression(0);
      let deletion: Node | undefined;
      if (this.at(',')) {
        this.advance(false);
        deletion = this.expression(0);
      }
      this.expect('|', false);
      const place = { start: open.start, end: this.lastEnd, position: open.end };
      return deletion
        ? { kind: 'transform', pattern, update, deletion, ...place }
        : { kind: 'transform', pattern, update, ...place };
    });
  }

  /** What an operator makes of the operand to its left. */
  private continuation(left: Node, operator: Token): Node {
    const { start } = left;
    const position = operator.end;
    const symbol = operator.value as string;
    if (INTRICATE.has(symbol)) this.isPlain = false;
    switch (symbol) {
      case '(':
        return this.call(left, operator);
      case '[':
        return this.predicate(left, operator);
      case '{': {
        const { pairs, end } = this.pairs();
        return { kind: 'group', left, pairs, start, end, position };
      }
      case '^':
        return this.sort(left, operator);
      case '?':
        return this.condition(left, operator);
      case ':=': {
        if (left.kind !== 'variable') {
          this.problem('S0212', { start, end: left.end, position: left.position }, { token: nodeToken(left) });
        }
        const right = this.expression(9);
        return { kind: 'bind', left, right, start, end: right.end, position };
      }
      case '@':
      case '#': {
        const right = this.expression(80);
        if (right.kind !== 'variable') {
          const range = { start: operator.start, end: Math.max(operator.end, right.end), position: right.position };
          this.problem('S0214', range, { token: symbol });
        }
        return { kind: symbol === '@' ? 'focus' : 'index', left, right, start, end: right.end, position };
      }
      case '.': {
        const right = this.expression(75);
        if (!isMember(left) || !isMember(right)) this.isPlain = false;
        return { kind: 'map', left, right, start, end: right.end, position };
      }
      case '~>': {
        const right = this.expression(40);
        return { kind: 'apply', left, right, start, end: right.end, position };
      }
      default: {
        const right = this.expression(POWER[symbol] ?? 0);
        const end = right.end;
        return { kind: 'binary', operator: symbol as BinaryOperator, left, right, start, end, position };
      }
    }
  }

  private predicate(left: Node, operator: Token): Node {
    if (this.at(']')) {
      let step = left;
      while (step.kind === 'filter' || step.kind === 'keep') step = step.left;
      step.keepArray = true;
      this.advance(false);
      return { kind: 'keep', left, start: left.start, end: this.lastEnd, position: left.position };
    }
    const place = { start: left.start, position: operator.end };
    return this.within(']', () => {
      const stray: Node[] = [];
      const predicate = this.expression(0);
      const end = this.close(']', true, stray);
      return { kind: 'filter', left, predicate: joined(predicate, stray), ...place, end };
    });
  }

  private sort(left: Node, operator: Token): Node {
    const place = { start: left.start, position: operator.end };
    if (!this.expect('(', false)) return { kind: 'sort', left, terms: [], ...place, end: this.lastEnd };
    return this.within(')', () => {
      const terms: SortTerm[] = [];
      for (;;) {
        const descending = this.at('>');
        if (descending || this.at('<')) this.advance(false);
        terms.push({ descending, expression: this.expression(0) });
        if (!this.at(',')) break;
        this.advance(false);
      }
      const stray: Node[] = [];
      const end = this.close(')', false, stray);
      for (const expression of stray) terms.push({ descending: false, expression });
      return { kind: 'sort', left, terms, ...place, end };
    });
  }

  private condition(test: Node, operator: Token): Node {
    const consequent = this.expression(0);
    const { start } = test;
    const position = operator.end;
    if (!this.at(':')) return { kind: 'condition', test, consequent, start, position, end: consequent.end };
    this.advance(false);
    const otherwise = this.expression(0);
    return { kind: 'condition', test, consequent, start, position, otherwise, end: otherwise.end };
  }

  private call(callee: Node, open: Token): Node {
    const node: Call = {
      kind: 'call',
      callee,
      open: open.start,
      close: open.end,
      commas: [],
      args: [],
      partial: false,
      start: callee.start,
      end: open.end,
      position: open.end,
    };
    this.within(')', () => {
      while (!(node.args.length === 0 && this.at(')'))) {
        node.args.push(this.argument(node));
        if (!this.at(',')) break;
        node.commas.push(this.advance(false).start);
      }
      node.end = this.close(')', true, node.args);
      node.close = node.end;
    });
    const isLambda = callee.kind === 'name' && (callee.value === 'function' || callee.value === 'λ');
    return isLambda ? this.lambda(node) : node;
  }

  private argument(call: Call): Node {
    const { token } = this;
    if (!this.at('?')) return this.expression(0);
    call.partial = true;
    this.advance(false);
    return { kind: 'placeholder', start: token.start, end: token.end, position: token.end };
  }

  /** `function(…)` has been read as a call of the name `function`; what follows makes it a definition. */
  private lambda(call: Call): Node {
    for (const [i, param] of call.args.entries()) {
      if (param.kind === 'variable') continue;
      const range = { start: param.start, end: param.end, position: param.position };
      this.problem('S0208', range, { token: nodeToken(param), value: i + 1 });
    }
    const signature = this.at('<') ? this.signature() : undefined;
    let body: Node;
    if (this.expect('{', false)) {
      body = this.within('}', () => {
        const stray: Node[] = [];
        const expression = this.expression(0);
        this.close('}', false, stray);
        return joined(expression, stray);
      });
    } else body = this.missing();
    const place = { start: call.start, end: this.lastEnd, position: call.position };
    const node = { kind: 'lambda', params: call.args, body, ...place } as const;
    return signature ? { ...node, signature } : node;
  }

  private signature(): { text: string; start: number; end: number } | undefined {
    const { start, end } = this.token;
    let depth = 1;
    let text = '<';
    while (depth > 0 && !this.at('{') && this.token.kind !== 'end') {
      this.advance(false);
      if (this.at('>')) depth--;
      else if (this.at('<')) depth++;
      text += this.token.kind === 'regex' ? `/${this.token.value.pattern}/` : String(this.token.value);
    }
    if (!this.expect('>', false)) return undefined;
    const signature = parseSignature(text);
    if ('code' in signature) {
      const position = end + signature.offset;
      const range = { start: Math.min(start + signature.offset, this.lastEnd), end: this.lastEnd, position };
      this.problem(signature.code, range, { value: signature.value });
      return undefined;
    }
    return { text, start, end: this.lastEnd };
  }
}

/** The operators whose operands have to be of some kind, or have something behind them only once. */
const INTRICATE: ReadonlySet<string> = new Set(['[', '{', '^', '@', '#']);

/** As nearly all steps of paths are. */
function isMember({ kind }: Node): boolean {
  return kind === 'name' || kind === 'variable' || kind === 'map' || kind === 'call';
}

function joined(node: Node, stray: Node[]): Node {
  const last = stray[stray.length - 1];
  if (last === undefined) return node;
  return { kind: 'broken', parts: [node, ...stray], start: node.start, end: Math.max(node.end, last.end), position: 0 };
}

function isWord(operator: string): boolean {
  return operator === 'and' || operator === 'or' || operator === 'in';
}
