// YAML text → the same tree as JSON. The doorway of the package `yaml`: none of its types leave this file.
// Its parser survives broken text and gives exact ranges; we bound what aliases may expand to and how deep it goes.
// A value with a deployment tag such as `!Sub` is a placeholder.
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type Scalar } from 'yaml';
import { messages, type Problem } from '../problems.ts';
import { DEPTH_LIMIT, type ParsedText } from './parseJson.ts';
import { isDeploymentFunction, type Member, type Node, type ObjectNode, type StringNode } from './tree.ts';

/** More nodes than the largest definition AWS takes (1 MB) can hold: only aliases can get there. */
const NODE_LIMIT = 1_000_000;

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
    start: error.pos[0],
    end: Math.max(error.pos[1], error.pos[0] + 1),
    pointer: '',
  }));
  let count = 0;
  const open = new Set<ParsedNode>();

  function convert(node: ParsedNode): Node {
    const [start, end] = node.range;
    if (++count > NODE_LIMIT) return { kind: 'null', start, end };
    if (isAlias(node)) {
      const target = node.resolve(document) as ParsedNode | undefined;
      // An alias inside its own anchor would never end. Everything an alias brings is shown where the alias stands.
      if (!target || open.has(target)) return { kind: 'null', start, end };
      return convertNested(target);
    }
    if (isTagged(node)) return { kind: 'placeholder', text: text.slice(start, end), start, end };
    if (isScalar(node)) return convertScalar(node, start, end);
    return convertNested(node);
  }

  function convertNested(node: ParsedNode): Node {
    const [start, end] = node.range;
    open.add(node);
    let result: Node = { kind: 'null', start, end };
    if (isMap(node)) {
      const members: Member[] = [];
      for (const pair of node.items) {
        const key = keyOf(pair.key);
        if (key.value === '<<' && pair.value) members.push(...merged(pair.value as ParsedNode));
        else members.push(memberOf(key, pair.value as ParsedNode | null));
      }
      const object: ObjectNode = { kind: 'object', members, start, end };
      const isLater = isDeploymentFunction(members);
      result = isLater ? { kind: 'placeholder', text: text.slice(start, end), object, start, end } : object;
    } else if (isSeq(node)) {
      const items = node.items.map(item =>
        item ? convert(item as ParsedNode) : ({ kind: 'null', start, end } as const),
      );
      result = { kind: 'array', items, start, end };
    } else if (isScalar(node)) {
      result = convertScalar(node, start, end);
    }
    open.delete(node);
    return result;
  }

  // `<<: *defaults` brings the members of the map, or of each map of a list.
  function merged(value: ParsedNode): Member[] {
    const node = convert(value);
    if (node.kind === 'object') return [...node.members];
    if (node.kind !== 'array') return [];
    return node.items.flatMap(item => (item.kind === 'object' ? item.members : []));
  }

  function memberOf(key: StringNode, value: ParsedNode | null): Member {
    if (!value) return { key, start: key.start, end: key.end };
    const node = convert(value);
    return { key, value: node, start: key.start, end: Math.max(key.end, node.end) };
  }

  function keyOf(key: unknown): StringNode {
    const node = key as ParsedNode | null;
    const [start, end] = node?.range ?? [0, 0];
    if (node && isScalar(node)) return { kind: 'string', value: String(node.value), start, end };
    return { kind: 'string', value: text.slice(start, end), start, end };
  }

  if (!document.contents) return { problems };
  const root = convert(document.contents as ParsedNode);
  if (count > NODE_LIMIT) {
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
      return { kind: 'null', start, end };
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

function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
