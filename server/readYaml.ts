// YAML as somebody sees it who moves its blanks: which words stand where, and what is inside of what. The server's doorway of
// the package `yaml`; none of its types leave this file.
import { type CST, isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument } from 'yaml';

export type YamlWordKind =
  | 'word'
  | 'alias'
  | 'property'
  | 'comment'
  | 'dash'
  | 'colon'
  | 'comma'
  | 'open'
  | 'close'
  | 'literal';

export interface YamlWord {
  readonly kind: YamlWordKind;
  readonly start: number;
  readonly end: number;
}

/** A block of members or of items, or what stands in one. */
export type YamlPart =
  | YamlBlock
  | YamlLiteral
  | { readonly kind: 'flow' | 'word'; readonly start: number; readonly end: number };

export interface YamlBlock {
  readonly kind: 'map' | 'list';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  /** Of its first word: a key, a dash, or what is said of a key. */
  readonly start: number;
  /** Anchors and tags of the value. */
  readonly properties: readonly number[];
  readonly value: YamlPart | undefined;
}

/** A text after `|` or `>`. */
export interface YamlLiteral {
  readonly kind: 'literal';
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  /** The header says how far the text is indented. */
  readonly saysIndent: boolean;
}

export interface YamlText {
  readonly root: YamlPart;
  /** In the order of the text. */
  readonly words: readonly YamlWord[];
}

/** Undefined where there is nothing, something is wrong, or a key is written with `?`. */
export function readYaml(text: string): YamlText | undefined {
  const document = parse(text);
  const token = document.contents?.srcToken;
  if (document.errors.length > 0 || !token) return undefined;
  const words: YamlWord[] = [];
  let isStrange = false;

  function word(kind: YamlWordKind, { offset, source }: { offset: number; source: string }): number {
    words.push({ kind, start: offset, end: offset + source.length });
    return offset;
  }

  /** The first word of these, and where the anchors and tags are. */
  function said(tokens: readonly CST.SourceToken[] | undefined): { first?: number; properties: number[] } {
    const properties: number[] = [];
    let first: number | undefined;
    for (const token of tokens ?? []) {
      const kind = KINDS[token.type];
      if (kind === undefined && !BLANKS.has(token.type)) isStrange = true;
      if (!kind) continue;
      word(kind, token);
      if (kind === 'property') properties.push(token.offset);
      if (kind !== 'comment') first ??= token.offset;
    }
    return { properties, ...(first !== undefined && { first }) };
  }

  function read(token: CST.Token): YamlPart | undefined {
    switch (token.type) {
      case 'block-map':
      case 'block-seq':
        return readBlock(token);
      case 'flow-collection': {
        const start = word('open', token.start);
        for (const item of token.items) {
          said(item.start);
          if (item.key) read(item.key);
          said(item.sep);
          if (item.value) read(item.value);
        }
        const ends = token.end.findIndex(({ type }) => type.startsWith('flow-'));
        said(token.end.slice(0, ends));
        const close = token.end[ends];
        const end = close ? word('close', close) + 1 : start;
        said(token.end.slice(ends + 1));
        return { kind: 'flow', start, end };
      }
      case 'block-scalar': {
        const header = token.props.find(({ type }) => type === 'block-scalar-header') as CST.SourceToken | undefined;
        said(token.props as CST.SourceToken[]);
        const last = token.props.at(-1) as CST.SourceToken | undefined;
        const contentStart = last ? last.offset + last.source.length : token.offset;
        const start = header?.offset ?? token.offset;
        const end = contentStart + token.source.length;
        return { kind: 'literal', start, contentStart, end, saysIndent: /\d/.test(header?.source ?? '') };
      }
      case 'alias':
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar': {
        const start = word(token.type === 'alias' ? 'alias' : 'word', token);
        said(token.end);
        return { kind: 'word', start, end: start + token.source.length };
      }
      default:
        isStrange = true;
        return undefined;
    }
  }

  function readBlock(token: CST.BlockMap | CST.BlockSequence): YamlBlock {
    const entries: YamlEntry[] = [];
    for (const item of token.items) {
      const before = said(item.start);
      const key = item.key ? read(item.key) : undefined;
      const between = said(item.sep);
      const start = before.first ?? key?.start ?? between.first;
      const value = item.value ? read(item.value) : undefined;
      // A comment at the end of a block is an entry without anything.
      if (start === undefined) continue;
      const properties = token.type === 'block-seq' ? before.properties : between.properties;
      entries.push({ start, properties, value });
    }
    const start = entries[0]?.start ?? token.offset;
    let last = words.length - 1;
    while (words[last]?.kind === 'comment') last--;
    const end = Math.max(words[last]?.end ?? start, entries.at(-1)?.value?.end ?? start);
    return { kind: token.type === 'block-map' ? 'map' : 'list', start, end, entries };
  }

  const root = read(token);
  return root && !isStrange ? { root, words } : undefined;
}

/** Whether two texts say the same, anchors, tags and the order of members included. */
export function isSameYaml(a: string, b: string): boolean {
  return meaningOf(a) === meaningOf(b);
}

function meaningOf(text: string): string {
  const { contents, errors } = parse(text);
  return JSON.stringify([errors.length, contents && plain(contents as ParsedNode)]);
}

function plain(node: ParsedNode | null): unknown {
  if (!node) return null;
  if (isAlias(node)) return ['*', node.source];
  const said = [node.tag, node.anchor];
  if (isMap(node)) return [...said, 'map', node.items.map(({ key, value }) => [plain(key), plain(value)])];
  if (isSeq(node)) return [...said, 'list', node.items.map(item => plain(item as ParsedNode))];
  return isScalar(node) ? [...said, node.type, node.value] : said;
}

function parse(text: string) {
  return parseDocument(text, { keepSourceTokens: true, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
}

const KINDS: Readonly<Record<string, YamlWordKind>> = {
  anchor: 'property',
  tag: 'property',
  comment: 'comment',
  'seq-item-ind': 'dash',
  'map-value-ind': 'colon',
  comma: 'comma',
  'block-scalar-header': 'literal',
};

const BLANKS = new Set(['space', 'newline']);
