// YAML text → the same tree as JSON. The doorway of the package `yaml`: none of its types leave this file.
// Its parser survives broken text and gives exact ranges; we bound what aliases may expand to and how deep it goes.
// A value with a deployment tag such as `!Sub` is a placeholder.
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type Scalar } from 'yaml';
import { messages, type Problem } from '../problems.ts';
import { DEPTH_LIMIT, type ParsedText } from './parseJson.ts';
import { isDeploymentFunction, Member, mayRepeatIn, type Node, type ObjectNode, type StringNode } from './tree.ts';

/** What aliases may add. The largest definition AWS takes has 1 MB, so this is more than any real one expands to. */
const ALIAS_NODE_LIMIT = 200_000;

export function parseYaml(text: string): ParsedText {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    const problem = { start: tooDeep, end: tooDeep + 1, message: messages.tooDeep(DEPTH_LIMIT) };
    return { problems: [{ code: 'yaml-syntax', severity: 'error', pointer: '', ...problem }] };
  }
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', merge: true });
  const problems: Problem[] = document.errors.map(error => ({
    code: 'yaml-syntax',
    severity: 'error',
    message: sentence(error.message),
    ...visibleSpan(error.pos, text),
    pointer: '',
  }));
  const anchors = new Map<string, ParsedNode>();
  const open = new Set<ParsedNode>();
  let aliasDepth = 0;
  let aliasNodes = 0;

  function convert(node: ParsedNode): Node {
    const [start, end] = node.range;
    if (aliasDepth > 0 && ++aliasNodes > ALIAS_NODE_LIMIT) return { kind: 'null', value: null, start, end };
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      // An alias inside its own anchor would never end.
      if (!target || open.has(target)) return { kind: 'null', value: null, start, end };
      aliasDepth++;
      const value = convert(target);
      aliasDepth--;
      return value;
    }
    if (node.anchor) anchors.set(node.anchor, node);
    if (isTagged(node)) {
      const tagged = { tag: node.tag ?? '', value: convertUntagged(node) };
      const last = Math.max(end, tagged.value.end);
      return { kind: 'placeholder', text: text.slice(start, last), tagged, start, end: last };
    }
    return convertUntagged(node);
  }

  function convertUntagged(node: ParsedNode): Node {
    const [start, end] = node.range;
    return isScalar(node) ? convertScalar(node, start, end) : convertNested(node);
  }

  function convertNested(node: ParsedNode): Node {
    const start = node.range[0];
    // In broken text the package lets a collection end before the last thing in it.
    let end = node.range[1];
    const within = (raw: ParsedNode): Node => {
      const child = convert(raw);
      end = Math.max(end, isAlias(raw) ? raw.range[1] : child.end);
      return child;
    };
    open.add(node);
    let result: Node = { kind: 'null', value: null, start, end };
    if (isMap(node)) {
      const members: Member[] = [];
      for (const pair of node.items) {
        const key = keyOf(pair.key);
        end = Math.max(end, key.end);
        const value = pair.value ? within(pair.value as ParsedNode) : undefined;
        if (key.value === '<<' && value) members.push(...merged(value));
        else members.push(new Member(key.value, key.start, key.end, value));
      }
      const object: ObjectNode = { kind: 'object', members, start, end, mayRepeat: mayRepeatIn(members) };
      const isLater = isDeploymentFunction(members);
      result = isLater ? { kind: 'placeholder', text: text.slice(start, end), object, start, end } : object;
    } else if (isSeq(node)) {
      const items = node.items.map(item =>
        item ? within(item as ParsedNode) : ({ kind: 'null', value: null, start, end } as const),
      );
      result = { kind: 'array', items, start, end };
    } else if (isScalar(node)) {
      result = convertScalar(node, start, end);
    }
    open.delete(node);
    return result;
  }

  // `<<: *defaults` brings the members of the map, or of each map of a list.
  function merged(node: Node): Member[] {
    if (node.kind === 'object') return [...node.members];
    if (node.kind !== 'array') return [];
    return node.items.flatMap(item => (item.kind === 'object' ? item.members : []));
  }

  function keyOf(key: unknown): StringNode {
    const node = key as ParsedNode | null;
    const [start, end] = node?.range ?? [0, 0];
    if (node && isScalar(node)) return { kind: 'string', value: String(node.value), start, end };
    return { kind: 'string', value: text.slice(start, end), start, end };
  }

  if (!document.contents) return { problems };
  const root = convert(document.contents as ParsedNode);
  if (aliasNodes > ALIAS_NODE_LIMIT) {
    const problem = { start: root.start, end: root.start + 1, message: messages.aliasTooLarge() };
    problems.push({ code: 'yaml-syntax', severity: 'error', pointer: '', ...problem });
  }
  return { root, problems };
}

/** `!Sub`, `!GetAtt`, `!Ref`…: CloudFormation replaces the value. YAML's own tags (`!!str`) do not count. */
function isTagged(node: ParsedNode): boolean {
  return node.tag?.startsWith('!') === true && !node.tag.startsWith('!!');
}

function convertScalar({ value }: Scalar.Parsed, start: number, end: number): Node {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value, start, end };
    case 'number':
      return { kind: 'number', value, start, end };
    case 'boolean':
      return { kind: 'boolean', value, start, end };
    default:
      return { kind: 'null', value: null, start, end };
  }
}

// The package recurses; hostile nesting would end its stack. Flow brackets and indentation are what nests.
function findTooDeep(text: string): number | undefined {
  let flow = 0;
  const token = /"(?:[^"\\]|\\.)*"|'[^']*'|#.*|[{}[\]]|^ {800,}(?=\S)|^(?: *- *){400,}/gm;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '{' || match[0] === '[') flow++;
    else if (match[0] === '}' || match[0] === ']') flow = Math.max(0, flow - 1);
    if (flow > DEPTH_LIMIT || match[0].length >= 800) {
      if (flow > DEPTH_LIMIT || /^[ -]/.test(match[0])) return match.index;
    }
  }
  return undefined;
}

// The package points past the text when something is missing at its end; a person looks at the last thing they typed.
function visibleSpan([from, to]: readonly [number, number], text: string) {
  const start = Math.min(from, Math.max(0, text.trimEnd().length - 1));
  return { start, end: Math.max(start + 1, Math.min(to, text.length)) };
}

function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
