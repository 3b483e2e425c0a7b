// The pieces of a text after an edit inside one state of the outermost scope: only that state is read and checked again.
// Every other edit (of the head, of several states, of a state's name) is for a reading of the whole text.
import { Checker } from './check/checker.ts';
import { isSameToOthers } from './check/isSameToOthers.ts';
import { HEAD, type PlacedFinding } from './check/placed.ts';
import type { ScopeSummary } from './check/summary.ts';
import { checkPieces, type Pieces, summarize, summarizeRoot } from './pieces.ts';
import type { Context } from './rules/rule.ts';
import { type Change, changeBetween } from './text/change.ts';
import { movedMember } from './text/moved.ts';
import { readSoundObject } from './text/soundJson.ts';
import { Member, type ObjectNode, type StringNode } from './text/tree.ts';

/** Pieces with all that has been found in them. */
export interface Checked {
  readonly pieces: Pieces;
  readonly root: ScopeSummary;
  readonly machineFindings: readonly PlacedFinding[];
}

/** 'broken' when the edit broke the syntax of a state; undefined when more has changed than one state. */
export function update(earlier: Checked, context: Context): Checked | 'broken' | undefined {
  const { pieces } = earlier;
  const change = changeBetween(pieces.context.text, context.text);
  const index = pieceAt(pieces, change);
  const before = pieces.summaries[index];
  const start = pieces.starts[index];
  if (!before || start === undefined) return undefined;
  // Names that nobody writes any more are forgotten now and then.
  if (pieces.names.states.count + pieces.names.variables.count > 2 * pieces.summaries.length + MOST_FORMER_NAMES)
    return undefined;
  const shift = change.newEnd - change.oldEnd;
  const node = readSoundObject(context.text, start + before.node.start, STATE_DEPTH);
  if (!node) return 'broken';
  if (node.end !== start + before.node.end + shift) return undefined;
  const key: StringNode = { kind: 'string', value: before.key.name, start, end: start + before.key.end };
  const checker = new Checker(context, pieces.queryLanguage, pieces.names);
  const after = summarize(key, node, checker, pieces.queryLanguage);
  const next: Pieces = {
    context,
    queryLanguage: pieces.queryLanguage,
    names: pieces.names,
    head: shift === 0 ? pieces.head : movedHead(pieces.head, change, shift),
    starts: shift === 0 ? pieces.starts : pieces.starts.map((each, i) => (i > index ? each + shift : each)),
    summaries: pieces.summaries.with(index, after),
  };
  const root = summarizeRoot(next);
  // What was found at places that have moved has to be found again.
  const isElsewhere = earlier.machineFindings.every(({ piece }) => piece !== HEAD && piece !== index);
  const isSame = isElsewhere && isSameToOthers(before, after);
  return { pieces: next, root, machineFindings: isSame ? earlier.machineFindings : checkPieces(next, root) };
}

const MOST_FORMER_NAMES = 10_000;

/** How deep the states of the outermost scope stand. */
const STATE_DEPTH = 2;

/** The state between whose braces everything has happened; -1 if there is none. */
function pieceAt({ starts, summaries }: Pieces, { start, oldEnd }: Change): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const from = starts[low] ?? 0;
  const node = summaries[low]?.node;
  return node && start > from + node.start && oldEnd < from + node.end ? low : -1;
}

// The head has a handful of members, most of them before the states.
function movedHead(head: ObjectNode, { oldEnd }: Change, by: number): ObjectNode {
  const members = head.members.map(member => {
    if (member.start >= oldEnd) return movedMember(member, by);
    const { name, start, keyEnd, value } = member;
    if (member.end < oldEnd || value?.kind !== 'object') return member;
    return new Member(name, start, keyEnd, { ...value, end: value.end + by });
  });
  return { ...head, end: head.end + by, members };
}
