// The states of a scope in the order they are gone through: each before those it leads to, ways out in the order they are
// written. What nothing leads to comes last. Comments move with the state they stand above or behind.
import type { Definition } from '../definition.ts';
import { commaAfter, contentEnd, lineStart, ownMembers } from '../fixes/edits.ts';
import { type Fix, fixOf } from '../fixes/fix.ts';
import type { Scope, State } from '../machine/machine.ts';
import { transitionsOf } from '../machine/transitions.ts';
import { memberNamed } from '../text/tree.ts';

export function sortStates({ text }: Definition, scope: Scope): readonly Fix[] {
  const node = memberNamed(scope.node, 'States')?.value;
  if (node?.kind !== 'object' || node.members.length !== scope.states.length) return [];
  const members = ownMembers(node);
  const order = flowOrder(scope);
  if (members.length !== order.length || order.every((place, i) => place === i)) return [];
  const isBlock = text[node.start] !== '{';
  const start = isBlock ? node.start : lineBreakAfter(text, node.start + 1, node.end);
  const blocks: Block[] = [];
  let from = start;
  for (const member of members) {
    const end = contentEnd(text, member);
    if (end === undefined) return [];
    const comma = isBlock ? undefined : commaAfter(text, end);
    const stop = lineBreakAfter(text, comma === undefined ? end : comma + 1, node.end);
    const after = comma === undefined ? text.slice(end, stop) : text.slice(end, comma) + text.slice(comma + 1, stop);
    blocks.push({ lead: text.slice(from, member.start), body: text.slice(member.start, end), tail: after.trimEnd() });
    from = stop;
  }
  // The first row of a YAML block begins in the middle of its line.
  const head = isBlock ? `\n${' '.repeat(start - lineStart(text, start))}` : '';
  const last = order.length - 1;
  const rows = order.map((place, i) => {
    const { lead, body, tail } = blocks[place] as Block;
    return `${place === 0 ? head : ''}${lead}${body}${isBlock || i === last ? '' : ','}${tail}`;
  });
  const sorted = rows.join('');
  const edit = { start, end: from, text: isBlock ? sorted.trimStart() : sorted };
  return fixOf('Sort states in the order of the flow', [edit], false);
}

interface Block {
  /** Blanks and comments above it. */
  readonly lead: string;
  readonly body: string;
  /** A comment behind it. */
  readonly tail: string;
}

/** Before the next line break, or where anything but blanks and comments begins. */
function lineBreakAfter(text: string, offset: number, limit: number): number {
  const rest = /[ \t]*(?:\/\/[^\n]*|#[^\n]*|\/\*[^\n]*?\*\/[ \t]*)?/y;
  rest.lastIndex = offset;
  const end = offset + (rest.exec(text)?.[0].length ?? 0);
  return text[end] === '\n' || text[end] === '\r' || end >= limit ? Math.min(end, limit) : offset;
}

/** The places of the states in the text, in the order to write them. */
export function flowOrder({ states, startAt, byName }: Scope): readonly number[] {
  const placeOf = new Map<State, number>(states.map((state, place) => [state, place]));
  const done = new Set<State>();
  const order: State[] = [];
  // Depth first; what is left last stands first. No recursion: a chain may be ten thousand states long.
  const visit = (root: State): void => {
    const stack: { state: State; ways: State[] }[] = [];
    const open = (state: State): void => {
      done.add(state);
      const ways = transitionsOf(state).flatMap(({ target }) => byName.get(target.value) ?? []);
      stack.push({ state, ways });
    };
    open(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      // The last way first, so that the first one comes right behind the state.
      const next = top.ways.pop();
      if (next === undefined) order.push((stack.pop() as { state: State }).state);
      else if (!done.has(next)) open(next);
    }
  };
  const first = startAt && byName.get(startAt.value);
  if (first) visit(first);
  const flow = order.reverse();
  const rest = states.filter(state => !done.has(state));
  return [...flow, ...rest].map(state => placeOf.get(state) ?? 0);
}
