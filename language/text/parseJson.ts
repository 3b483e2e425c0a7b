// JSON text → tree, whatever state the text is in. Comments, trailing commas, single quotes, missing commas, missing
// quotes and half-typed members are reported and understood; what follows them is still read. Never throws.
// Written here rather than taken from jsonc-parser: that one drops members without a value, cannot read a bare
// placeholder, has one message per kind of fault, and follows hostile nesting until the stack ends.
import { messages, type Problem } from '../problems.ts';
import { sharedText } from './sharedText.ts';
import {
  type ArrayNode,
  isDeploymentFunction,
  type Member,
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

export function parseJson(text: string): ParsedText {
  const { length } = text;
  const problems: Problem[] = [];
  // A byte order mark is not part of the text.
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;
  // How many containers are being read: tells a stray "]" from one that an outer list waits for.
  let openObjects = 0;
  let openArrays = 0;

  function report(start: number, end: number, message: string): void {
    problems.push({ code: 'json-syntax', severity: 'error', message, start, end, pointer: '' });
  }

  /** The character at a place; END behind the text. */
  function unitAt(at: number): number {
    return at < length ? text.charCodeAt(at) : END;
  }

  function skipBlank(): void {
    for (;;) {
      const unit = unitAt(offset);
      if (unit === SPACE || unit === LINE_FEED || unit === RETURN || unit === TAB) offset++;
      else if (unit === SLASH && (unitAt(offset + 1) === SLASH || unitAt(offset + 1) === STAR)) skipComment();
      else return;
    }
  }

  function skipComment(): void {
    const start = offset;
    const end = text[offset + 1] === '/' ? /[\r\n]|$/g : /\*\/|$/g;
    end.lastIndex = offset + 2;
    const match = end.exec(text);
    offset = (match?.index ?? text.length) + (match?.[0] === '*/' ? 2 : 0);
    report(start, offset, messages.comment());
  }

  /** What stands here, for a message. */
  function found(): string {
    if (offset >= text.length) return 'the end of the text';
    return `"${wordAt(offset) || String.fromCodePoint(text.codePointAt(offset) ?? 0)}"`;
  }

  function wordAt(start: number): string {
    const word = /[\p{L}\p{N}_$.+-]*/uy;
    word.lastIndex = start;
    return word.exec(text)?.[0] ?? '';
  }

  function parseValue(): Node | undefined {
    switch (unitAt(offset)) {
      case OPEN_BRACE:
        return depth === DEPTH_LIMIT ? skipTooDeep() : parseObject();
      case OPEN_BRACKET:
        return depth === DEPTH_LIMIT ? skipTooDeep() : parseArray();
      case QUOTE:
        return parseString(QUOTE);
      case APOSTROPHE:
        report(offset, offset + 1, messages.singleQuotes());
        return parseString(APOSTROPHE);
      case DOLLAR:
        return unitAt(offset + 1) === OPEN_BRACE ? parsePlaceholder() : parseWord();
      default:
        return parseWord();
    }
  }

  function skipTooDeep(): Node {
    const start = offset;
    report(start, start + 1, messages.tooDeep(DEPTH_LIMIT));
    skipNested();
    return { kind: 'null', start, end: offset };
  }

  // Past the container that begins here, by counting brackets outside of strings.
  function skipNested(): void {
    let open = 0;
    const token = /"(?:[^"\\\r\n]|\\.)*"?|[{}[\]]/g;
    token.lastIndex = offset;
    for (let match = token.exec(text); match; match = token.exec(text)) {
      if (match[0] === '{' || match[0] === '[') open++;
      else if (match[0] === '}' || match[0] === ']') open--;
      if (open === 0) {
        offset = token.lastIndex;
        return;
      }
    }
    offset = text.length;
  }

  function parseObject(): Node {
    const start = offset++;
    const members: Member[] = [];
    openObjects++;
    parseList(start, CLOSE_BRACE, members, undefined);
    openObjects--;
    const object: ObjectNode = { kind: 'object', start, end: offset, members };
    if (!isDeploymentFunction(members)) return object;
    return { kind: 'placeholder', text: text.slice(start, offset), object, start, end: offset };
  }

  function parseArray(): ArrayNode {
    const start = offset++;
    const items: Node[] = [];
    openArrays++;
    parseList(start, CLOSE_BRACKET, undefined, items);
    openArrays--;
    return { kind: 'array', start, end: offset, items };
  }

  // The entries of a container up to its closer, with commas between them. Leaves `offset` after the closer, or where
  // the container must have ended. One function for both kinds, which tell themselves by the list that is given.
  function parseList(start: number, closer: number, members: Member[] | undefined, items: Node[] | undefined): void {
    depth++;
    let comma = -1; // offset of a comma nothing has followed yet
    let expectComma = false; // an entry may not follow
    let mayComma = false;
    for (;;) {
      skipBlank();
      const unit = unitAt(offset);
      if (unit === COMMA) {
        if (!mayComma) report(offset, offset + 1, messages.extraComma());
        comma = mayComma ? offset : -1;
        mayComma = false;
        expectComma = false;
        offset++;
      } else if (unit === closer || unit === END || closesOuter(unit)) {
        if (comma >= 0) report(comma, comma + 1, messages.extraComma());
        if (unit === closer) offset++;
        else report(start, start + 1, messages.notClosed(String.fromCharCode(closer)));
        break;
      } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
        report(offset, offset + 1, messages.unexpectedCloser(String.fromCharCode(unit)));
        offset++;
      } else {
        const before = offset;
        const problemsBefore = problems.length;
        const entry = members ? parseMember(members) : parseItem(items);
        if (entry !== 'none') {
          if (expectComma) reportMissingComma(before, problemsBefore);
          comma = -1;
          // What misses its value misses its comma too; one problem is enough.
          expectComma = entry === 'whole';
          mayComma = true;
        } else if (offset === before) {
          skipUnknown();
        }
      }
    }
    depth--;
  }

  function closesOuter(unit: number): boolean {
    return (unit === CLOSE_BRACE && openObjects > 0) || (unit === CLOSE_BRACKET && openArrays > 0);
  }

  // Before what was found wrong in the entry itself.
  function reportMissingComma(start: number, index: number): void {
    const message = messages.missingComma();
    problems.splice(index, 0, { code: 'json-syntax', severity: 'error', message, start, end: start + 1, pointer: '' });
  }

  function parseItem(items: Node[] | undefined): Entry {
    const item = parseValue();
    if (!item) return 'none';
    items?.push(item);
    return 'whole';
  }

  function parseMember(members: Member[]): Entry {
    const start = offset;
    const key = parseKey();
    if (!key) return 'none';
    const value = parseMemberValue(key);
    members.push(value ? { key, value, start, end: value.end } : { key, start, end: key.end });
    return value ? 'whole' : 'half';
  }

  function parseMemberValue(key: StringNode): Node | undefined {
    skipBlank();
    if (unitAt(offset) !== COLON) {
      report(key.start, key.end, messages.missingColon(key.value));
      // `"Next" "Pay"`: a value follows unless the next text is itself a key.
      if (!startsValue() || isKeyAt(offset)) return undefined;
    } else {
      offset++;
      skipBlank();
    }
    const start = offset;
    const problemsBefore = problems.length;
    const value = startsValue() ? parseValue() : undefined;
    // `"Next": ⏎ "End": true`: the text after the colon is the next member's key, not this one's value.
    const isNextKey = value?.kind === 'string' && isColonNext() && isKeyAt(start);
    if (value && !isNextKey) return value;
    if (isNextKey) {
      offset = start;
      problems.length = problemsBefore;
    }
    if (isNextKey || (offset === start && !startsValue())) report(key.start, key.end, messages.missingValue(key.value));
    return undefined;
  }

  function startsValue(): boolean {
    const unit = unitAt(offset);
    return unit !== END && unit !== COMMA && unit !== CLOSE_BRACE && unit !== CLOSE_BRACKET && unit !== COLON;
  }

  function isColonNext(): boolean {
    let at = offset;
    while (unitAt(at) === SPACE || unitAt(at) === TAB) at++;
    return unitAt(at) === COLON;
  }

  function isKeyAt(at: number): boolean {
    const key = /"(?:[^"\\\r\n]|\\.)*"[ \t]*:/y;
    key.lastIndex = at;
    return key.test(text);
  }

  function parseKey(): StringNode | undefined {
    if (unitAt(offset) === QUOTE) return parseString(QUOTE);
    if (unitAt(offset) === APOSTROPHE) {
      report(offset, offset + 1, messages.singleQuotes());
      return parseString(APOSTROPHE);
    }
    const word = wordAt(offset);
    if (!word) {
      report(offset, Math.min(offset + 1, length), messages.expectedKey(found()));
      return undefined;
    }
    const start = offset;
    offset += word.length;
    report(start, offset, messages.keyWithoutQuotes(word));
    return { kind: 'string', value: word, start, end: offset };
  }

  function parseString(quote: number): StringNode {
    const start = offset++;
    let value = readPlain(quote);
    for (;;) {
      const unit = unitAt(offset);
      if (unit === quote) {
        offset++;
        break;
      }
      if (unit === END || unit === LINE_FEED || unit === RETURN) {
        report(start, offset, messages.stringNotClosed());
        break;
      }
      if (unit === BACKSLASH) value += parseEscape(quote);
      else {
        report(offset, offset + 1, messages.controlCharacter());
        value += text[offset];
        offset++;
      }
      value += readPlain(quote);
    }
    return { kind: 'string', value, start, end: offset };
  }

  /** The characters a text may hold as they are: no quote, backslash or control character. */
  function readPlain(quote: number): string {
    const start = offset;
    while (offset < length) {
      const unit = text.charCodeAt(offset);
      if (unit === quote || unit === BACKSLASH || unit < SPACE) break;
      offset++;
    }
    return sharedText(text, start, offset);
  }

  function parseEscape(quote: number): string {
    const start = offset;
    const letter = text[offset + 1];
    const plain = letter === undefined ? undefined : letter === String.fromCharCode(quote) ? letter : ESCAPES[letter];
    if (plain !== undefined) {
      offset += 2;
      return plain;
    }
    const hex = letter === 'u' ? text.slice(offset + 2, offset + 6) : '';
    if (/^[0-9a-fA-F]{4}$/.test(hex)) {
      offset += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const isBreak = letter === undefined || letter === '\n' || letter === '\r';
    offset += isBreak ? 1 : 2;
    report(start, offset, messages.badEscape(text.slice(start, offset)));
    return text.slice(start, offset);
  }

  function parsePlaceholder(): Node {
    const start = offset;
    const end = /\}|[\r\n]|$/g;
    end.lastIndex = offset;
    const match = end.exec(text);
    offset = (match?.index ?? text.length) + (match?.[0] === '}' ? 1 : 0);
    return { kind: 'placeholder', text: text.slice(start, offset), start, end: offset };
  }

  // Numbers, true, false, null; and words that forgot their quotes.
  function parseWord(): Node | undefined {
    const word = wordAt(offset);
    if (!word) {
      report(offset, Math.min(offset + 1, text.length), messages.expectedValue(found()));
      return undefined;
    }
    const start = offset;
    offset += word.length;
    const end = offset;
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', start, end };
    if (word === 'null') return { kind: 'null', start, end };
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word))
      return { kind: 'number', value: Number(word), start, end };
    if (/^[-+.\d]/.test(word)) {
      report(start, end, messages.badNumber(word));
      return { kind: 'number', value: Number.parseFloat(word) || 0, start, end };
    }
    report(start, end, messages.stringWithoutQuotes(word));
    return { kind: 'string', value: word, start, end };
  }

  // Past text that is neither key nor value, up to something that may be.
  function skipUnknown(): void {
    offset++;
    const next = /["'{}[\],\s]|$/g;
    next.lastIndex = offset;
    offset = next.exec(text)?.index ?? text.length;
  }

  skipBlank();
  if (offset >= text.length) {
    report(0, text.length, messages.emptyText());
    return { problems };
  }
  const root = parseValue();
  skipBlank();
  if (offset < text.length) report(offset, text.length, messages.extraText());
  return root ? { root, problems } : { problems };
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

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
