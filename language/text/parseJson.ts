// JSON text → tree, whatever state the text is in. Comments, trailing commas, single quotes, missing commas, missing
// quotes and half-typed members are reported and understood; what follows them is still read. Never throws.
// Written here rather than taken from jsonc-parser: that one drops members without a value, cannot read a bare
// placeholder, has one message per kind of fault, and follows hostile nesting until the stack ends.
import { messages, type Problem } from '../problems.ts';
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
  const problems: Problem[] = [];
  // A byte order mark is not part of the text.
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;
  // The closers of the containers being read, innermost last: tells a stray "]" from one that an outer list waits for.
  const closers: string[] = [];

  function report(start: number, end: number, message: string): void {
    problems.push({ code: 'json-syntax', severity: 'error', message, start, end, pointer: '' });
  }

  function skipBlank(): void {
    for (;;) {
      const unit = text.charCodeAt(offset);
      if (unit === 32 || unit === 10 || unit === 13 || unit === 9) offset++;
      else if (unit === 47 && (text[offset + 1] === '/' || text[offset + 1] === '*')) skipComment();
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
    const unit = text[offset];
    switch (unit) {
      case '{':
        return nested(parseObject);
      case '[':
        return nested(parseArray);
      case '"':
        return parseString('"');
      case "'":
        report(offset, offset + 1, messages.singleQuotes());
        return parseString("'");
      case '$':
        if (text[offset + 1] === '{') return parsePlaceholder();
        return parseWord();
      default:
        return parseWord();
    }
  }

  function nested(parse: () => Node): Node {
    if (depth === DEPTH_LIMIT) {
      const start = offset;
      report(start, start + 1, messages.tooDeep(DEPTH_LIMIT));
      skipNested();
      return { kind: 'null', start, end: offset };
    }
    depth++;
    const node = parse();
    depth--;
    return node;
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
    parseList(start, '}', () => {
      const member = parseMember();
      if (!member) return 'none';
      members.push(member);
      return member.value ? 'whole' : 'half';
    });
    const object: ObjectNode = { kind: 'object', start, end: offset, members };
    if (!isDeploymentFunction(members)) return object;
    return { kind: 'placeholder', text: text.slice(start, offset), object, start, end: offset };
  }

  function parseArray(): ArrayNode {
    const start = offset++;
    const items: Node[] = [];
    parseList(start, ']', () => {
      const item = parseValue();
      if (!item) return 'none';
      items.push(item);
      return 'whole';
    });
    return { kind: 'array', start, end: offset, items };
  }

  // The entries of a container up to its closer, with commas between them. Leaves `offset` after the closer, or where
  // the container must have ended.
  function parseList(start: number, closer: string, parseEntry: () => Entry): void {
    closers.push(closer);
    let comma = -1; // offset of a comma nothing has followed yet
    let expectComma = false; // an entry may not follow
    let mayComma = false;
    for (;;) {
      skipBlank();
      const unit = text[offset];
      if (unit === closer || unit === undefined || ((unit === '}' || unit === ']') && closers.includes(unit))) {
        if (comma >= 0) report(comma, comma + 1, messages.extraComma());
        if (unit === closer) offset++;
        else report(start, start + 1, messages.notClosed(closer));
        break;
      }
      if (unit === '}' || unit === ']') {
        report(offset, offset + 1, messages.unexpectedCloser(unit));
        offset++;
      } else if (unit === ',') {
        if (!mayComma) report(offset, offset + 1, messages.extraComma());
        comma = mayComma ? offset : -1;
        mayComma = false;
        expectComma = false;
        offset++;
      } else {
        const before = offset;
        const missingComma = expectComma;
        const problemsBefore = problems.length;
        const entry = parseEntry();
        if (entry !== 'none') {
          if (missingComma) {
            problems.splice(problemsBefore, 0, {
              code: 'json-syntax',
              severity: 'error',
              message: messages.missingComma(),
              start: before,
              end: before + 1,
              pointer: '',
            });
          }
          comma = -1;
          // What misses its value misses its comma too; one problem is enough.
          expectComma = entry === 'whole';
          mayComma = true;
        } else if (offset === before) {
          skipUnknown();
        }
      }
    }
    closers.pop();
  }

  function parseMember(): Member | undefined {
    const start = offset;
    const key = parseKey();
    if (!key) return undefined;
    skipBlank();
    if (text[offset] !== ':') {
      report(key.start, key.end, messages.missingColon(key.value));
      // `"Next" "Pay"`: a value follows unless the next text is itself a key.
      if (!startsValue() || isKey()) return { key, start, end: key.end };
    } else {
      offset++;
      skipBlank();
    }
    // `"Next": ⏎ "End": true`: the text after the colon is the next member's key, not this one's value.
    if (!startsValue() || isKey()) {
      report(key.start, key.end, messages.missingValue(key.value));
      return { key, start, end: key.end };
    }
    const value = parseValue();
    return value ? { key, value, start, end: value.end } : { key, start, end: key.end };
  }

  function startsValue(): boolean {
    const unit = text[offset];
    return unit !== undefined && unit !== ',' && unit !== '}' && unit !== ']' && unit !== ':';
  }

  function isKey(): boolean {
    const key = /"(?:[^"\\\r\n]|\\.)*"[ \t]*:/y;
    key.lastIndex = offset;
    return key.test(text);
  }

  function parseKey(): StringNode | undefined {
    if (text[offset] === '"') return parseString('"');
    if (text[offset] === "'") {
      report(offset, offset + 1, messages.singleQuotes());
      return parseString("'");
    }
    const word = wordAt(offset);
    if (!word) {
      report(offset, Math.min(offset + 1, text.length), messages.expectedKey(found()));
      return undefined;
    }
    const start = offset;
    offset += word.length;
    report(start, offset, messages.keyWithoutQuotes(word));
    return { kind: 'string', value: word, start, end: offset };
  }

  function parseString(quote: string): StringNode {
    const start = offset++;
    let value = '';
    for (;;) {
      const runStart = offset;
      while (offset < text.length && isPlain(text.charCodeAt(offset), quote)) offset++;
      value += text.slice(runStart, offset);
      const unit = text[offset];
      if (unit === quote) {
        offset++;
        break;
      }
      if (unit === undefined || unit === '\n' || unit === '\r') {
        report(start, offset, messages.stringNotClosed());
        break;
      }
      if (unit === '\\') value += parseEscape(quote);
      else {
        report(offset, offset + 1, messages.controlCharacter());
        value += unit;
        offset++;
      }
    }
    return { kind: 'string', value, start, end: offset };
  }

  function parseEscape(quote: string): string {
    const start = offset;
    const letter = text[offset + 1];
    const plain = letter === undefined ? undefined : letter === quote ? quote : ESCAPES[letter];
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

  // With the rest of a number around it, as in `1${zeros}` and `${seconds}.5`.
  function parsePlaceholder(): Node {
    const start = offset;
    const end = /\}[\d.]*(?:\$\{[^}\r\n]*\}[\d.]*)*|[\r\n]|$/g;
    end.lastIndex = offset;
    const match = end.exec(text);
    offset = (match?.index ?? text.length) + (match?.[0].startsWith('}') ? match[0].length : 0);
    return { kind: 'placeholder', text: text.slice(start, offset), start, end: offset };
  }

  // Numbers, true, false, null; and words that forgot their quotes.
  function parseWord(): Node | undefined {
    const word = wordAt(offset);
    if (!word) {
      report(offset, Math.min(offset + 1, text.length), messages.expectedValue(found()));
      return undefined;
    }
    if (/^-?\d[\d.]*\$$/.test(word) && text[offset + word.length] === '{') return parsePlaceholder();
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

/** A character a text may hold as it is: no quote, backslash or control character. */
function isPlain(unit: number, quote: string): boolean {
  return unit >= 32 && unit !== 92 && unit !== quote.charCodeAt(0);
}

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
