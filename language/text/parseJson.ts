// JSON text → tree, whatever state the text is in. Comments, trailing commas, single quotes, missing commas, missing
// quotes and half-typed members are reported and understood; what follows them is still read. Never throws.
// Written here rather than taken from jsonc-parser: that one drops members without a value, cannot read a bare
// placeholder, has one message per kind of fault, and follows hostile nesting until the stack ends.
import { JSON_ESCAPES } from '../../expressions/index.ts';
import { messages, type Problem } from '../problems.ts';
import {
  type ArrayNode,
  isDeploymentFunction,
  Member,
  mayRepeatIn,
  type Node,
  type ObjectNode,
  type StringNode,
} from './tree.ts';

export interface ParsedText {
  readonly root?: Node;
  readonly problems: readonly Problem[];
}

/** What was read of an entry of a container: nothing, a key without its value, or all of it. */
type Entry = 'none' | 'half' | 'whole';

/** The engine and the rules walk trees recursively; this keeps every such walk far from the end of the stack. */
export const DEPTH_LIMIT = 400;

/** A line before the definition: what somebody types where the cursor stood. Not a placeholder, which is the definition. */
const STRAY = /[^\s{}[\]"'][^{}[\]"'\r\n]*\r?\n\s*(?=\{)/uy;

export function parseJson(text: string): ParsedText {
  // A byte order mark is not part of the text.
  return new Reader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0).read();
}

/** The value that begins at `start`; undefined if anything is wrong with it. Containers in it count their depth from here. */
export function parseValueAt(text: string, start: number): Node | undefined {
  return new Reader(text, start).readValue();
}

/** One reading of a text. A class rather than closures, so that its functions are made (and optimized) once for all texts. */
class Reader {
  readonly #text: string;
  readonly #length: number;
  readonly #problems: Problem[] = [];
  #offset: number;
  #depth = 0;
  // The entries of the containers being read, of all of them in one list: one that grows for each container would take more
  // room than it needs, many thousand times.
  readonly #members: Member[] = [];
  #memberCount = 0;
  readonly #items: Node[] = [];
  #itemCount = 0;
  // How many containers are being read: tells a stray "]" from one that an outer list waits for.
  #openObjects = 0;
  #openArrays = 0;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#length = text.length;
    this.#offset = from;
  }

  read(): ParsedText {
    this.#skipBlank();
    if (this.#offset >= this.#text.length) {
      this.#report(0, this.#text.length, messages.emptyText());
      return { problems: this.#problems };
    }
    STRAY.lastIndex = this.#offset;
    const stray = STRAY.exec(this.#text)?.[0];
    if (stray !== undefined) {
      this.#report(this.#offset, this.#offset + stray.trimEnd().length, messages.textBefore());
      this.#offset += stray.length;
    }
    const root = this.#parseValue();
    this.#skipBlank();
    if (this.#offset < this.#text.length) this.#report(this.#offset, this.#text.length, messages.extraText());
    return root ? { root, problems: this.#problems } : { problems: this.#problems };
  }

  readValue(): Node | undefined {
    const node = this.#parseValue();
    return this.#problems.length === 0 ? node : undefined;
  }

  #report(start: number, end: number, message: string): void {
    this.#problems.push({ code: 'json-syntax', severity: 'error', message, start, end, pointer: '' });
  }

  /** The character at a place; END behind the text. */
  #unitAt(at: number): number {
    return at < this.#length ? this.#text.charCodeAt(at) : END;
  }

  /** The character that stands behind blanks and comments; `offset` is there then. */
  #skipBlank(): number {
    for (;;) {
      // Loops over characters work on local variables: V8 would read and write a field for every character.
      const text = this.#text;
      const length = this.#length;
      let at = this.#offset;
      let unit = END;
      for (; at < length; at++) {
        unit = text.charCodeAt(at);
        if (unit > SPACE || (unit !== SPACE && unit !== LINE_FEED && unit !== RETURN && unit !== TAB)) break;
      }
      this.#offset = at;
      if (unit !== SLASH) return at < length ? unit : END;
      if (this.#unitAt(at + 1) !== SLASH && this.#unitAt(at + 1) !== STAR) return unit;
      this.#skipComment();
    }
  }

  #skipComment(): void {
    const start = this.#offset;
    const end = this.#text[this.#offset + 1] === '/' ? /[\r\n]|$/g : /\*\/|$/g;
    end.lastIndex = this.#offset + 2;
    const match = end.exec(this.#text);
    this.#offset = (match?.index ?? this.#text.length) + (match?.[0] === '*/' ? 2 : 0);
    this.#report(start, this.#offset, messages.comment());
  }

  /** What stands here, for a message. */
  #found(): string {
    if (this.#offset >= this.#text.length) return 'the end of the text';
    return `"${this.#wordAt(this.#offset) || String.fromCodePoint(this.#text.codePointAt(this.#offset) ?? 0)}"`;
  }

  #wordAt(start: number): string {
    const word = /[\p{L}\p{N}_$.+-]*/uy;
    word.lastIndex = start;
    return word.exec(this.#text)?.[0] ?? '';
  }

  #parseValue(): Node | undefined {
    switch (this.#unitAt(this.#offset)) {
      case OPEN_BRACE:
        return this.#depth === DEPTH_LIMIT ? this.#skipTooDeep() : this.#parseObject();
      case OPEN_BRACKET:
        return this.#depth === DEPTH_LIMIT ? this.#skipTooDeep() : this.#parseArray();
      case QUOTE:
        return this.#parseString(QUOTE);
      case APOSTROPHE:
        this.#report(this.#offset, this.#offset + 1, messages.singleQuotes());
        return this.#parseString(APOSTROPHE);
      case DOLLAR:
        return this.#unitAt(this.#offset + 1) === OPEN_BRACE ? this.#parsePlaceholder() : this.#parseWord();
      default:
        return this.#parseWord();
    }
  }

  #skipTooDeep(): Node {
    const start = this.#offset;
    this.#report(start, start + 1, messages.tooDeep(DEPTH_LIMIT));
    this.#skipNested();
    return { kind: 'null', value: null, start, end: this.#offset };
  }

  // Past the container that begins here, by counting brackets outside of strings.
  #skipNested(): void {
    let open = 0;
    const token = /"(?:[^"\\\r\n]|\\.)*"?|[{}[\]]/g;
    token.lastIndex = this.#offset;
    for (let match = token.exec(this.#text); match; match = token.exec(this.#text)) {
      if (match[0] === '{' || match[0] === '[') open++;
      else if (match[0] === '}' || match[0] === ']') open--;
      if (open === 0) {
        this.#offset = token.lastIndex;
        return;
      }
    }
    this.#offset = this.#text.length;
  }

  #parseObject(): Node {
    const start = this.#offset++;
    const first = this.#memberCount;
    this.#openObjects++;
    this.#parseList(start, CLOSE_BRACE);
    this.#openObjects--;
    const members = this.#members.slice(first, this.#memberCount);
    this.#memberCount = first;
    const object: ObjectNode = {
      kind: 'object',
      start,
      end: this.#offset,
      members,
      mayRepeat: mayRepeatIn(members),
    };
    if (!isDeploymentFunction(members)) return object;
    return { kind: 'placeholder', text: this.#text.slice(start, this.#offset), object, start, end: this.#offset };
  }

  #parseArray(): ArrayNode {
    const start = this.#offset++;
    const first = this.#itemCount;
    this.#openArrays++;
    this.#parseList(start, CLOSE_BRACKET);
    this.#openArrays--;
    const items = this.#items.slice(first, this.#itemCount);
    this.#itemCount = first;
    return { kind: 'array', start, end: this.#offset, items };
  }

  // The entries of a container up to its closer, with commas between them. Leaves `offset` after the closer, or where
  // the container must have ended.
  #parseList(start: number, closer: number): void {
    this.#depth++;
    let comma = -1; // offset of a comma nothing has followed yet
    let expectComma = false; // an entry may not follow
    let mayComma = false;
    for (;;) {
      const unit = this.#skipBlank();
      if (unit === COMMA) {
        if (!mayComma) this.#report(this.#offset, this.#offset + 1, messages.extraComma());
        comma = mayComma ? this.#offset : -1;
        mayComma = false;
        expectComma = false;
        this.#offset++;
      } else if (unit === closer || unit === END || this.#closesOuter(unit)) {
        if (comma >= 0) this.#report(comma, comma + 1, messages.extraComma());
        if (unit === closer) this.#offset++;
        else this.#report(start, start + 1, messages.notClosed(String.fromCharCode(closer)));
        break;
      } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
        this.#report(this.#offset, this.#offset + 1, messages.unexpectedCloser(String.fromCharCode(unit)));
        this.#offset++;
      } else {
        const before = this.#offset;
        const problemsBefore = this.#problems.length;
        const entry = closer === CLOSE_BRACE ? this.#parseMember() : this.#parseItem();
        if (entry !== 'none') {
          if (expectComma) this.#reportMissingComma(before, problemsBefore);
          comma = -1;
          // What misses its value misses its comma too; one problem is enough.
          expectComma = entry === 'whole';
          mayComma = true;
        } else if (this.#offset === before) {
          this.#skipUnknown();
        }
      }
    }
    this.#depth--;
  }

  #closesOuter(unit: number): boolean {
    return (unit === CLOSE_BRACE && this.#openObjects > 0) || (unit === CLOSE_BRACKET && this.#openArrays > 0);
  }

  // Before what was found wrong in the entry itself.
  #reportMissingComma(start: number, index: number): void {
    const message = messages.missingComma();
    this.#problems.splice(index, 0, {
      code: 'json-syntax',
      severity: 'error',
      message,
      start,
      end: start + 1,
      pointer: '',
    });
  }

  #parseItem(): Entry {
    const item = this.#parseValue();
    if (!item) return 'none';
    this.#items[this.#itemCount++] = item;
    return 'whole';
  }

  #parseMember(): Entry {
    const start = this.#offset;
    const name = this.#parseKey();
    if (name === undefined) return 'none';
    const keyEnd = this.#offset;
    const value = this.#parseMemberValue(name, start);
    this.#members[this.#memberCount++] = new Member(name, start, keyEnd, value);
    return value ? 'whole' : 'half';
  }

  // Behind a key, which began at `keyStart`.
  #parseMemberValue(name: string, keyStart: number): Node | undefined {
    const keyEnd = this.#offset;
    if (this.#skipBlank() !== COLON) {
      this.#report(keyStart, keyEnd, messages.missingColon(name));
      // `"Next" "Pay"`: a value follows unless the next text is itself a key.
      if (!this.#startsValue() || this.#isKeyAt(this.#offset)) return undefined;
    } else {
      this.#offset++;
      this.#skipBlank();
    }
    const start = this.#offset;
    const problemsBefore = this.#problems.length;
    const value = this.#startsValue() ? this.#parseValue() : undefined;
    // `"Next": ⏎ "End": true`: the text after the colon is the next member's key, not this one's value.
    const isNextKey = value?.kind === 'string' && this.#isColonNext() && this.#isKeyAt(start);
    if (value && !isNextKey) return value;
    if (isNextKey) {
      this.#offset = start;
      this.#problems.length = problemsBefore;
    }
    if (isNextKey || (this.#offset === start && !this.#startsValue()))
      this.#report(keyStart, keyEnd, messages.missingValue(name));
    return undefined;
  }

  #startsValue(): boolean {
    const unit = this.#unitAt(this.#offset);
    return unit !== END && unit !== COMMA && unit !== CLOSE_BRACE && unit !== CLOSE_BRACKET && unit !== COLON;
  }

  #isColonNext(): boolean {
    let at = this.#offset;
    while (this.#unitAt(at) === SPACE || this.#unitAt(at) === TAB) at++;
    return this.#unitAt(at) === COLON;
  }

  #isKeyAt(at: number): boolean {
    const key = /"(?:[^"\\\r\n]|\\.)*"[ \t]*:/y;
    key.lastIndex = at;
    return key.test(this.#text);
  }

  /** Leaves `offset` behind the key. */
  #parseKey(): string | undefined {
    if (this.#unitAt(this.#offset) === QUOTE) return this.#readString(QUOTE);
    if (this.#unitAt(this.#offset) === APOSTROPHE) {
      this.#report(this.#offset, this.#offset + 1, messages.singleQuotes());
      return this.#readString(APOSTROPHE);
    }
    const word = this.#wordAt(this.#offset);
    if (!word) {
      this.#report(this.#offset, Math.min(this.#offset + 1, this.#length), messages.expectedKey(this.#found()));
      return undefined;
    }
    const start = this.#offset;
    this.#offset += word.length;
    this.#report(start, this.#offset, messages.keyWithoutQuotes(word));
    return word;
  }

  #parseString(quote: number): StringNode {
    const start = this.#offset;
    const value = this.#readString(quote);
    return { kind: 'string', value, start, end: this.#offset };
  }

  /** What stands between quotes; leaves `offset` behind them. */
  #readString(quote: number): string {
    const start = this.#offset++;
    let value = this.#readPlain(quote);
    for (;;) {
      const unit = this.#unitAt(this.#offset);
      if (unit === quote) {
        this.#offset++;
        break;
      }
      if (unit === END || unit === LINE_FEED || unit === RETURN) {
        this.#report(start, this.#offset, messages.stringNotClosed());
        break;
      }
      if (unit === BACKSLASH) value += this.#parseEscape(quote);
      else {
        this.#report(this.#offset, this.#offset + 1, messages.controlCharacter());
        value += this.#text[this.#offset];
        this.#offset++;
      }
      value += this.#readPlain(quote);
    }
    return value;
  }

  /** The characters a text may hold as they are: no quote, backslash or control character. */
  #readPlain(quote: number): string {
    const start = this.#offset;
    let unit = this.#unitAt(start);
    while (unit >= SPACE && unit !== quote && unit !== BACKSLASH) unit = this.#unitAt(++this.#offset);
    return this.#text.slice(start, this.#offset);
  }

  #parseEscape(quote: number): string {
    const start = this.#offset;
    const letter = this.#text[this.#offset + 1];
    const plain =
      letter === undefined ? undefined : letter === String.fromCharCode(quote) ? letter : JSON_ESCAPES[letter];
    if (plain !== undefined) {
      this.#offset += 2;
      return plain;
    }
    const hex = letter === 'u' ? this.#text.slice(this.#offset + 2, this.#offset + 6) : '';
    if (/^[0-9a-fA-F]{4}$/.test(hex)) {
      this.#offset += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const isBreak = letter === undefined || letter === '\n' || letter === '\r';
    this.#offset += isBreak ? 1 : 2;
    this.#report(start, this.#offset, messages.badEscape(this.#text.slice(start, this.#offset)));
    return this.#text.slice(start, this.#offset);
  }

  // With the rest of a number around it, as in `1${zeros}` and `${seconds}.5`.
  #parsePlaceholder(): Node {
    const start = this.#offset;
    const end = /\}[\d.]*(?:\$\{[^}\r\n]*\}[\d.]*)*|[\r\n]|$/g;
    end.lastIndex = this.#offset;
    const match = end.exec(this.#text);
    this.#offset = (match?.index ?? this.#text.length) + (match?.[0].startsWith('}') ? match[0].length : 0);
    return { kind: 'placeholder', text: this.#text.slice(start, this.#offset), start, end: this.#offset };
  }

  // Numbers, true, false, null; and words that forgot their quotes.
  #parseWord(): Node | undefined {
    const word = this.#wordAt(this.#offset);
    if (!word) {
      this.#report(this.#offset, Math.min(this.#offset + 1, this.#text.length), messages.expectedValue(this.#found()));
      return undefined;
    }
    if (/^-?\d[\d.]*\$$/.test(word) && this.#text[this.#offset + word.length] === '{') return this.#parsePlaceholder();
    const start = this.#offset;
    this.#offset += word.length;
    const end = this.#offset;
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', start, end };
    if (word === 'null') return { kind: 'null', value: null, start, end };
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) {
      const value = Number(word);
      const number = { kind: 'number', value, start, end } as const;
      return String(value) === word ? number : { ...number, written: word };
    }
    if (/^[-+.\d]/.test(word)) {
      this.#report(start, end, messages.badNumber(word));
      return { kind: 'number', value: Number.parseFloat(word) || 0, start, end };
    }
    this.#report(start, end, messages.stringWithoutQuotes(word));
    return { kind: 'string', value: word, start, end };
  }

  // Past text that is neither key nor value, up to something that may be.
  #skipUnknown(): void {
    this.#offset++;
    const next = /["'{}[\],\s]|$/g;
    next.lastIndex = this.#offset;
    this.#offset = next.exec(this.#text)?.index ?? this.#text.length;
  }
}

const END = -1;
const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const STAR = 42;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
