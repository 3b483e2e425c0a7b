// Mutations of texts that hold definitions, and what must be true of every text, however broken. Used by a unit test with a
// few of them and by tools/languageFuzz.mjs with very many.
import assert from 'node:assert/strict';
import {
  analyze,
  analyzeFile,
  type Definition,
  findDefinitions,
  type Machine,
  type Node,
  pathAt,
  printMachine,
  printTree,
  type Scope,
  type Span,
  stateAt,
} from '../../language/index.ts';

export interface Sample {
  /** Its end says how it is read. */
  readonly name: string;
  readonly text: string;
}

export type Chance = (below: number) => number;

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const SIGNS = [
  ...'{}[]",:\\\'\n\r\t #|>&*!-?%$@=()<~/.0',
  ...[
    '//',
    '/*',
    '*/',
    '${',
    '%{',
    '${x}',
    '{%',
    '%}',
    '"}',
    '{"',
    '\r\n',
    '\u0000',
    '\ufeff',
    '\ud800',
    '😀',
    '\u2028',
  ],
  ...['<<EOF\n', 'EOF\n', '- ', '? ', '&a ', '*a', '!Sub ', '<<: *a', '---\n', '...\n', '1e999', '-', '\\u', '\\ud83d'],
  ...['"Type": "Map", ', '"States": {}, ', '"Assign": {"x": 1}, ', '"__proto__": {}, ', 'null', 'true', '"$.a[?(@"'],
  ...['jsonencode({', '})', '"{% $a %}"', "\"States.Format('{}'"],
];
const TOKEN = /"(?:[^"\\\n]|\\.)*"|[\p{L}\p{N}_$]+|[ \t]+|[\s\S]/gu;

/** One to three things done to a text: bytes, signs, tokens, an end cut off. */
export function mutated(text: string, other: string, chance: Chance): string {
  let changed = text;
  for (let left = 1 + chance(3); left > 0; left--) changed = once(changed, other, chance);
  return changed;
}

function once(text: string, other: string, chance: Chance): string {
  const at = chance(text.length + 1);
  switch (chance(8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
    case 3:
      return text.slice(0, at) + (SIGNS[chance(SIGNS.length)] ?? '') + text.slice(at + chance(3));
    case 4: {
      const bytes = new TextEncoder().encode(text);
      if (bytes.length > 0) bytes[chance(bytes.length)] = chance(256);
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    }
    case 5: {
      const from = chance(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + chance(200)) + text.slice(at + chance(80));
    }
    default:
      return tokensChanged(text, at, chance);
  }
}

/** Near a place: a token left out, doubled, or exchanged with the one behind it or with any other. */
function tokensChanged(text: string, at: number, chance: Chance): string {
  const end = Math.min(text.length, at + 120);
  const tokens = text.slice(at, end).match(TOKEN) ?? [];
  const index = chance(tokens.length);
  const far = chance(tokens.length);
  const token = tokens[index] ?? '';
  const how = chance(4);
  if (how === 0) tokens.splice(index, 1);
  else if (how === 1) tokens.splice(index, 0, token);
  else {
    const second = how === 2 ? Math.min(index + 1, tokens.length - 1) : far;
    tokens[index] = tokens[second] ?? '';
    tokens[second] = token;
  }
  return text.slice(0, at) + tokens.join('') + text.slice(end);
}

/** `before` is the text it was made from: after the edit all must be as if the text had been read from nothing. */
export function checkText(name: string, text: string, before?: string): void {
  for (const machine of findDefinitions(text, name)) {
    checkSpan(machine.range, text, 'the range of a machine');
    checkSpan(machine.nameSpan, text, 'the name of a machine');
    for (const problem of machine.problems) checkSpan(problem, text, problem.message);
    if (machine.definition) checkDefinition(machine.definition, true);
  }
  if (/\.tf$/.test(name)) return;
  const definition = analyzeFile(text, { fileName: name });
  const isYaml = /\.ya?ml/.test(name);
  checkDefinition(definition, isYaml);
  if (before === undefined || !/\.json$/.test(name)) return;
  const previous = analyze(before, { format: 'json' });
  // There and back: the second starts from a broken text.
  const after = analyze(text, { format: 'json', previous });
  assert.deepEqual(pictureOf(after), pictureOf(analyze(text, { format: 'json' })), 'incremental is not full');
  const back = analyze(before, { format: 'json', previous: after });
  assert.deepEqual(pictureOf(back), pictureOf(previous), 'incremental is not full on the way back');
}

/** All a reader can see of a definition. */
function pictureOf({ text, root, machine, problems }: Definition): object {
  const places = [0.2, 0.5, 0.8].map(part => Math.floor(text.length * part));
  return {
    problems,
    tree: printTree(root),
    machine: machine && printMachine(machine),
    reads: machine?.reads,
    at: places.map(place => [pathAt(root, place)?.node, stateAt(machine, place)?.state.pointer]),
  };
}

function checkDefinition({ text, root, machine, problems }: Definition, mayHaveAliases: boolean): void {
  for (const problem of problems) checkSpan(problem, text, problem.message);
  // What an alias stands for is elsewhere.
  if (root) checkNode(root, text, mayHaveAliases && text.includes('*'));
  if (machine) checkMachine(machine, text);
}

function checkMachine({ scope }: Machine, text: string): void {
  const visit = ({ states }: Scope): void => {
    for (const state of states) checkSpan(state.node, text, state.pointer);
  };
  visit(scope);
}

function checkNode(node: Node, text: string, hasAliases: boolean): void {
  const pending: Node[] = [node];
  checkSpan(node, text, 'the root');
  const below = (child: Span, parent: Span, what: string): void => {
    checkSpan(child, text, what);
    const isInside = parent.start <= child.start && child.end <= parent.end;
    if (!hasAliases) assert.ok(isInside, `${what} ${child.start}..${child.end} in ${parent.start}..${parent.end}`);
  };
  // Aliases make a tree of few nodes very large.
  for (let count = 0; pending.length > 0 && count < 100_000; count++) {
    const parent = pending.pop() as Node;
    if (parent.kind === 'array') {
      for (const item of parent.items) below(item, parent, 'an item');
      pending.push(...parent.items);
    } else if (parent.kind === 'object') {
      for (const member of parent.members) {
        below(member, parent, 'a member');
        below(member.key, member, 'a key');
        if (!member.value) continue;
        below(member.value, member, 'a value');
        pending.push(member.value);
      }
    }
  }
}

function checkSpan({ start, end }: Span, text: string, what: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}: ${what}`);
}

/** The text with as much left out as can be while `fails` stays true. Tries no longer than a while. */
export function reduced(text: string, fails: (text: string) => boolean): string {
  let rest = text;
  let tries = 0;
  for (let size = Math.ceil(text.length / 2); size >= 1 && tries < 3000; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = 0; at < rest.length && tries < 3000; ) {
      tries++;
      const shorter = rest.slice(0, at) + rest.slice(at + size);
      if (fails(shorter)) rest = shorter;
      else at += size;
    }
  }
  return rest;
}
