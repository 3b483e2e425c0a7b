// The shape of a Terraform file: blocks, their labels, and the attributes directly in them, with the tokens of each value.
// Values are not evaluated, and what a block holds deeper is passed over.
import type { Span } from '../text/tree.ts';

export interface HclToken extends Span {
  readonly kind: 'word' | 'text' | 'heredoc' | 'sign' | 'break';
  /** The text as it stands; of a quoted text or heredoc what is inside. */
  readonly text: string;
  /** Where `text` begins. */
  readonly inner: number;
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly HclToken[];
  readonly attributes: ReadonlyMap<string, HclAttribute>;
}

export interface HclAttribute {
  readonly key: HclToken;
  readonly value: readonly HclToken[];
}

/** The blocks at the top of a file, as far as it can be read. */
export function readHcl(text: string): readonly HclBlock[] {
  const tokens = readTokens(text);
  const blocks: HclBlock[] = [];
  let i = 0;
  while (i < tokens.length) {
    const type = tokens[i++];
    if (type?.kind !== 'word') continue;
    const labels: HclToken[] = [];
    while (tokens[i]?.kind === 'text' || tokens[i]?.kind === 'word') labels.push(tokens[i++] as HclToken);
    if (tokens[i]?.text !== '{' || tokens[i]?.kind !== 'sign') continue;
    const attributes = new Map<string, HclAttribute>();
    i = readBody(tokens, i + 1, attributes);
    blocks.push({ type: type.text, labels, attributes });
  }
  return blocks;
}

function readBody(tokens: readonly HclToken[], from: number, attributes: Map<string, HclAttribute>): number {
  let i = from;
  while (i < tokens.length) {
    const token = tokens[i];
    if (isSign(token, '}')) return i + 1;
    if (token?.kind === 'word' && isSign(tokens[i + 1], '=')) {
      const end = endOfValue(tokens, i + 2);
      attributes.set(token.text, { key: token, value: tokens.slice(i + 2, end) });
      i = end;
    } else if (isSign(token, '{')) i = endOfGroup(tokens, i);
    else i++;
  }
  return i;
}

/** Past the group that opens at `from`. */
export function endOfGroup(tokens: readonly HclToken[], from: number): number {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'sign') continue;
    if (OPENING.includes(token.text)) depth++;
    else if (CLOSING.includes(token.text)) depth--;
    if (depth <= 0) return i + 1;
  }
  return tokens.length;
}

const OPENING = '({[';
const CLOSING = ')}]';

// A value ends with its line, unless a bracket is open.
function endOfValue(tokens: readonly HclToken[], from: number): number {
  let i = from;
  while (i < tokens.length) {
    const token = tokens[i];
    if (token?.kind === 'break' || isSign(token, '}')) return i;
    i = token?.kind === 'sign' && OPENING.includes(token.text) ? endOfGroup(tokens, i) : i + 1;
  }
  return i;
}

export function isSign(token: HclToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}

/** Without blanks and comments. */
export function readTokens(text: string): readonly HclToken[] {
  const tokens: HclToken[] = [];
  const interpolations = new Interpolations(text);
  const token =
    /[ \t\r]+|(\n)|#.*|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|(<<-?[\w-]+[ \t]*\r?\n)|([\p{L}_][\p{L}\p{N}_-]*)|(")|([\s\S])/gu;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [whole, isBreak, heredoc, word, quote, sign] = match;
    const start = match.index;
    if (heredoc !== undefined) {
      const inner = token.lastIndex;
      const end = heredocEnd(text, inner, heredoc.replace(/^<<-?/, '').trim());
      tokens.push({ kind: 'heredoc', text: text.slice(inner, end.body), inner, start, end: end.whole });
      token.lastIndex = end.whole;
    } else if (quote !== undefined) {
      const end = endOfText(text, start + 1, interpolations);
      const isClosed = text[end - 1] === '"' && end > start + 1;
      tokens.push({
        kind: 'text',
        text: text.slice(start + 1, isClosed ? end - 1 : end),
        inner: start + 1,
        start,
        end,
      });
      token.lastIndex = end;
    } else if (isBreak !== undefined || word !== undefined || sign !== undefined) {
      const kind = isBreak !== undefined ? 'break' : word !== undefined ? 'word' : 'sign';
      tokens.push({ kind, text: whole, inner: start, start, end: start + whole.length });
    }
  }
  return tokens;
}

// A heredoc ends with the line that holds its word and nothing else.
function heredocEnd(text: string, from: number, word: string): { readonly body: number; readonly whole: number } {
  let start = from;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    if (text.slice(start, end).trim() === word) return { body: start, whole: end };
    start = end + 1;
  }
  return { body: text.length, whole: text.length };
}

/** Past the quote that closes a text, or its line where none does. */
function endOfText(text: string, from: number, interpolations: Interpolations): number {
  let at = from;
  while (at < text.length) {
    const unit = text[at];
    if (unit === '"') return at + 1;
    if (unit === '\n') return at;
    if ((unit === '$' || unit === '%') && text[at + 1] === '{' && text[at - 1] !== unit)
      at = interpolations.endOf(at + 2);
    else at += unit === '\\' ? 2 : 1;
  }
  return text.length;
}

/** Longer ones are taken for not closed. */
const LONGEST = 4000;

/** How many characters of a text are looked at in vain before what is not closed in its own line counts as never closed. */
const PATIENCE = 100_000;

/** Finds the ends of the interpolations of one text. However many are never closed, it takes no longer than the text is. */
export class Interpolations {
  readonly #text: string;
  #patience = PATIENCE;

  constructor(text: string) {
    this.#text = text;
  }

  /** Past the brace that closes an interpolation whose inside begins at `from`. Texts in it may hold interpolations again. */
  endOf(from: number): number {
    const text = this.#text;
    const line = text.indexOf('\n', from);
    const lineEnd = line < 0 ? text.length : line;
    const most = Math.min(this.#patience > 0 ? text.length : lineEnd, from + LONGEST);
    const open: ('brace' | 'text')[] = ['brace'];
    let at = from;
    while (at < most) {
      const unit = text[at];
      if (open.at(-1) === 'text') {
        // A quoted text ends in its line.
        if (unit === '\n') break;
        if (unit === '"') open.pop();
        else if (unit === '\\') at++;
        else if (unit === '$' && text[at + 1] === '{') {
          open.push('brace');
          at++;
        }
      } else if (unit === '"') open.push('text');
      else if (unit === '{') open.push('brace');
      else if (unit === '}') {
        open.pop();
        if (open.length === 0) return at + 1;
      }
      at++;
    }
    this.#patience -= at - from;
    // Never closed: the line is lost, not the file.
    return lineEnd;
  }
}
