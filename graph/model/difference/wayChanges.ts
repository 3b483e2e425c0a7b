// How the ways out of a state differ: where they lead, which are new, which are gone. A way to a state that has another name
// now is no change. Rules and catchers are told from each other by what they say, not by their number.
import type { Catcher, ChoiceRule, StringNode } from '../../../language/index.ts';
import { errorNames } from '../describeRetriers.ts';
import { describeRule } from '../describeRule.ts';
import { type FieldChange, memberChanges } from './fieldChanges.ts';
import type { Entry, ScopeEntry } from './matchStates.ts';
import { isSame, keyOf, membersOf } from './sameNode.ts';

/** A way that is new (no `before`), gone (no `after`), or leads elsewhere. */
export interface WayChange {
  /** `Next`, `Default`, `StartAt`, `Choices[1]`, `Catch[0]`. */
  readonly way: string;
  /** The rule in words, the names of the errors. */
  readonly label?: string;
  readonly before?: Target;
  readonly after?: Target;
}

export interface Target {
  /** The name of the state it leads to; absent where it is the end. */
  readonly name?: string;
  /** There is no state of that name. */
  readonly isUnknown?: true;
  /** The id of its edge in the graph. */
  readonly edge: string;
  readonly start: number;
  readonly end: number;
}

/** A rule or catcher that says something else, and leads where it led. */
export interface Rewording {
  /** `Choices[1]`, `Catch[0]`. */
  readonly way: string;
  readonly before: Said;
  readonly after: Said;
}

export interface Said {
  /** The rule in words, the names of the errors. */
  readonly label?: string;
  /** The id of its edge in the graph. */
  readonly edge: string;
}

export interface Ways {
  readonly ways: readonly WayChange[];
  readonly rewordings: readonly Rewording[];
  /** Of rules and catchers that lead where they led. */
  readonly fields: readonly FieldChange[];
}

export function wayChanges(before: Entry, after: Entry): Ways {
  const leadsSame: LeadsSame = (ours, theirs) => isSameTarget(before.scope, after.scope, ours, theirs);
  const flow = compared('Next', flowOf(before), flowOf(after), leadsSame);
  // A state that has become a Succeed ends as it did; its type says so.
  const isTypeOnly = flow && !flow.before?.name && !flow.after?.name && (!flow.before || !flow.after);
  const otherwise = compared('Default', defaultOf(before), defaultOf(after), leadsSame);
  const rules = listChanges('Choices', rulesOf(before), rulesOf(after), leadsSame);
  const catchers = listChanges('Catch', catchersOf(before), catchersOf(after), leadsSame);
  return {
    ways: [...(flow && !isTypeOnly ? [flow] : []), ...rules.ways, ...(otherwise ? [otherwise] : []), ...catchers.ways],
    rewordings: [...rules.rewordings, ...catchers.rewordings],
    fields: [...rules.fields, ...catchers.fields],
  };
}

/** The change of where a scope begins. */
export function startChange(before: ScopeEntry, after: ScopeEntry, way: string): readonly WayChange[] {
  const leadsSame: LeadsSame = (ours, theirs) => isSameTarget(before, after, ours, theirs);
  const change = compared(way, startOf(before), startOf(after), leadsSame);
  return change ? [change] : [];
}

/** Names of states; undefined is the end. */
type LeadsSame = (before: string | undefined, after: string | undefined) => boolean;

function isSameTarget(
  before: ScopeEntry,
  after: ScopeEntry,
  ours: string | undefined,
  theirs: string | undefined,
): boolean {
  if (ours === undefined || theirs === undefined) return ours === theirs;
  const [entry, other] = [before.byName.get(ours), after.byName.get(theirs)];
  return entry && other ? entry.partner === other : !entry && !other && ours === theirs;
}

function compared(
  way: string,
  before: Target | undefined,
  after: Target | undefined,
  leadsSame: LeadsSame,
): WayChange | undefined {
  if ((!before && !after) || (before && after && leadsSame(before.name, after.name))) return undefined;
  return { way, ...(before && { before }), ...(after && { after }) };
}

function flowOf({ state, id, scope }: Entry): Target | undefined {
  if ('next' in state && state.next) return targetOf(state.next, `${state.pointer}/Next`, scope);
  if (!('end' in state) || state.end?.value !== true) return undefined;
  return { edge: `${id}/End`, start: state.end.start, end: state.end.end };
}

function defaultOf({ state, scope }: Entry): Target | undefined {
  if (state.type !== 'Choice' || !state.default) return undefined;
  return targetOf(state.default, `${state.pointer}/Default`, scope);
}

function startOf(entry: ScopeEntry): Target | undefined {
  const { startAt, pointer } = entry.scope;
  return startAt && targetOf(startAt, `${pointer}/StartAt`, entry);
}

function targetOf({ value, start, end }: StringNode, edge: string, { byName }: ScopeEntry): Target {
  return { name: value, edge, start, end, ...(!byName.has(value) && { isUnknown: true }) };
}

interface Listed {
  readonly node: ChoiceRule['node'];
  readonly index: number;
  /** What it says, without where it leads. */
  readonly key: string;
  readonly label: string | undefined;
  readonly target: Target | undefined;
}

function rulesOf({ state, scope }: Entry): readonly Listed[] {
  return state.type === 'Choice' ? state.rules.map((rule, i) => listed(rule, i, describeRule(rule), scope)) : [];
}

function catchersOf({ state, scope }: Entry): readonly Listed[] {
  return 'catchers' in state
    ? state.catchers.map((catcher, i) => listed(catcher, i, errorNames(catcher.fields).join(', '), scope))
    : [];
}

function listed(
  { node, next, pointer }: ChoiceRule | Catcher,
  index: number,
  label: string | undefined,
  scope: ScopeEntry,
): Listed {
  const target = next && targetOf(next, `${pointer}/Next`, scope);
  return { node, index, key: keyOf(node, next && 'Next'), label, target };
}

function listChanges(field: string, before: readonly Listed[], after: readonly Listed[], leadsSame: LeadsSame): Ways {
  const pairs = pairsOf(before, after, leadsSame);
  const ways: WayChange[] = [];
  const fields: FieldChange[] = [];
  const rewordings: Rewording[] = [];
  for (const [ours, theirs] of pairs) {
    const way = `${field}[${(theirs ?? ours)?.index}]`;
    const label = theirs?.label ?? ours?.label;
    const change = compared(way, ours?.target, theirs?.target, leadsSame);
    if (change) ways.push({ ...change, ...(label && { label }) });
    if (!ours || !theirs || ours.key === theirs.key) continue;
    if (!change && ours.target && theirs.target) {
      rewordings.push({ way, before: saidBy(ours, ours.target), after: saidBy(theirs, theirs.target) });
    }
    fields.push(
      ...memberChanges(
        membersOf(ours.node),
        membersOf(theirs.node),
        way,
        ours.target && theirs.target ? TARGET : undefined,
      ),
    );
  }
  const order = pairs.flatMap(([ours, theirs]) => (ours && theirs ? [ours.index] : []));
  if (order.some((index, i) => i > 0 && index < (order[i - 1] ?? 0))) fields.push({ path: field, isOrder: true });
  return { ways, rewordings, fields };
}

function saidBy({ label }: Listed, { edge }: Target): Said {
  return { edge, ...(label && { label }) };
}

const TARGET: ReadonlySet<string> = new Set(['Next']);

// In the order of the new text, with what is gone at the end. First what says the same, then of what leads to the same state
// the pairs that have most in common.
function pairsOf(
  before: readonly Listed[],
  after: readonly Listed[],
  leadsSame: LeadsSame,
): readonly (readonly [Listed | undefined, Listed | undefined])[] {
  const found = new Map<Listed, Listed>();
  const byKey = new Map<string, Listed[]>();
  for (const ours of before) {
    const same = byKey.get(ours.key);
    if (same) same.push(ours);
    else byKey.set(ours.key, [ours]);
  }
  for (const theirs of after) {
    const ours = byKey.get(theirs.key)?.shift();
    if (ours) found.set(theirs, ours);
  }
  const left = new Set([...byKey.values()].flat().sort((a, b) => a.index - b.index));
  const others = after.filter(theirs => !found.has(theirs));
  for (const { ours, theirs } of likeliest([...left], others, leadsSame)) {
    if (!left.has(ours) || found.has(theirs)) continue;
    found.set(theirs, ours);
    left.delete(ours);
  }
  return [
    ...after.map(theirs => [found.get(theirs), theirs] as const),
    ...[...left].map(ours => [ours, undefined] as const),
  ];
}

/** More than this are compared in their order only: a table of all pairs would be as long as its square. */
const MOST_COMPARED = 50;

function likeliest(
  before: readonly Listed[],
  after: readonly Listed[],
  leadsSame: LeadsSame,
): readonly { readonly ours: Listed; readonly theirs: Listed }[] {
  const isShort = before.length <= MOST_COMPARED && after.length <= MOST_COMPARED;
  const pairs: { ours: Listed; theirs: Listed; common: number }[] = [];
  const byTarget = new Map<string | undefined, Listed[]>();
  if (!isShort) {
    // A way to a renamed state has another name: such are found among fifty, not among thousands.
    for (const ours of before) {
      const same = byTarget.get(ours.target?.name);
      if (same) same.push(ours);
      else byTarget.set(ours.target?.name, [ours]);
    }
  }
  for (const theirs of after) {
    const candidates = isShort ? before : [byTarget.get(theirs.target?.name)?.shift()].filter(one => one !== undefined);
    for (const ours of candidates) {
      if (!leadsSame(ours.target?.name, theirs.target?.name)) continue;
      pairs.push({ ours, theirs, common: isShort ? inCommon(ours, theirs) : 0 });
    }
  }
  // Equals stay in the order of the new text.
  return pairs.sort((a, b) => b.common - a.common);
}

function inCommon(ours: Listed, theirs: Listed): number {
  const [mine, yours] = [membersOf(ours.node), membersOf(theirs.node)];
  let count = 0;
  for (const [name, { value }] of mine) {
    const other = yours.get(name);
    if (other) count += isSame(value, other.value) ? 2 : 1;
  }
  return count;
}
