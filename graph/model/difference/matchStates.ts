// Which state of one definition is which of another. First by name, scope by scope. Of the names that only one definition
// has, two are one state under another name if they are of one type in the same scope and
//   – nothing else there has the same content, which is more than a type, or
//   – the same way of a matched state (or StartAt) leads to them, and more than half of their fields are the same.
// Last, a name that has left its scope and stands in another is a state that was moved, if its type is the same; and a state
// that was moved has another name as well if no other state of either definition says what it says, and that is a lot.
// Every state is looked at a bounded number of times.
import { innerScopes, type Machine, type Node, type Scope, type State } from '../../../language/index.ts';
import { keyOf } from './sameNode.ts';

/** A state, where it stands, and which state of the other definition it is. */
export interface Entry {
  readonly state: State;
  readonly scope: ScopeEntry;
  /** The id of its node in the graph. */
  readonly id: string;
  readonly inner: readonly ScopeEntry[];
  partner?: Entry;
}

export interface ScopeEntry {
  readonly scope: Scope;
  /** Absent for the machine's own scope. */
  readonly owner?: Entry;
  /** Among the scopes of its owner. */
  readonly index: number;
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
  partner?: ScopeEntry;
}

/** The scopes of the two machines, with their states matched as far as they can be. */
export function matchStates(
  before: Machine,
  after: Machine,
): { readonly before: ScopeEntry; readonly after: ScopeEntry } {
  const sides = { before: readScope(before.scope, 0, undefined), after: readScope(after.scope, 0, undefined) };
  const known = { before: namesIn(sides.before), after: namesIn(sides.after) };
  pairScopes(sides.before, sides.after, known);
  pairMovedAndRenamed(sides.before, sides.after, known);
  const stray = strayByName(sides.before);
  const others = strayByName(sides.after);
  // Outer states come first, so that what is in a container that was moved is matched with what was in it.
  for (const [name, [entry, ...more]] of stray) {
    const [other, ...rivals] = others.get(name) ?? [];
    if (!entry || !other || more.length + rivals.length > 0 || entry.partner || other.partner) continue;
    if (entry.state.type === other.state.type) pair(entry, other, known);
  }
  return sides;
}

interface Known {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

function readScope(scope: Scope, index: number, owner: Entry | undefined): ScopeEntry {
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  const counts = new Map<string, number>();
  const read: ScopeEntry = { scope, index, entries, byName, ...(owner && { owner }) };
  for (const state of scope.states) {
    const count = (counts.get(state.name) ?? 0) + 1;
    counts.set(state.name, count);
    const inner: ScopeEntry[] = [];
    const id = count === 1 ? state.pointer : `${state.pointer}#${count}`;
    const entry: Entry = { state, scope: read, id, inner };
    for (const [i, one] of innerScopes(state).entries()) inner.push(readScope(one, i, entry));
    entries.push(entry);
    // Of two states of one name transitions mean the first.
    if (count === 1) byName.set(state.name, entry);
    else byName.set(`${state.name}#${count}`, entry);
  }
  return read;
}

/** Every state, outer before inner. */
export function* entriesIn({ entries }: ScopeEntry): Generator<Entry> {
  for (const entry of entries) {
    yield entry;
    for (const scope of entry.inner) yield* entriesIn(scope);
  }
}

function namesIn(scope: ScopeEntry): ReadonlySet<string> {
  return new Set([...entriesIn(scope)].map(({ state }) => state.name));
}

function strayByName(scope: ScopeEntry): ReadonlyMap<string, readonly Entry[]> {
  const stray = new Map<string, Entry[]>();
  for (const entry of entriesIn(scope)) {
    if (entry.partner) continue;
    const same = stray.get(entry.state.name);
    if (same) same.push(entry);
    else stray.set(entry.state.name, [entry]);
  }
  return stray;
}

function pair(before: Entry, after: Entry, known: Known): void {
  before.partner = after;
  after.partner = before;
  for (const [ours, theirs] of scopePairs(before.inner, after.inner)) pairScopes(ours, theirs, known);
}

function pairScopes(before: ScopeEntry, after: ScopeEntry, known: Known): void {
  before.partner = after;
  after.partner = before;
  for (const [name, entry] of before.byName) {
    const other = after.byName.get(name);
    if (other) pair(entry, other, known);
  }
  pairByContent(before, after, known);
  pairByPosition(before, after, known);
}

// Branches have no names: those that share most states belong together, then those that are left, in their order.
function scopePairs(
  before: readonly ScopeEntry[],
  after: readonly ScopeEntry[],
): readonly (readonly [ScopeEntry, ScopeEntry])[] {
  const holders = new Map<string, ScopeEntry>();
  for (const scope of before) for (const name of scope.byName.keys()) holders.set(name, scope);
  const shared: { readonly ours: ScopeEntry; readonly theirs: ScopeEntry; count: number }[] = [];
  for (const theirs of after) {
    const counts = new Map<ScopeEntry, number>();
    for (const name of theirs.byName.keys()) {
      const ours = holders.get(name);
      if (ours) counts.set(ours, (counts.get(ours) ?? 0) + 1);
    }
    for (const [ours, count] of counts) shared.push({ ours, theirs, count });
  }
  shared.sort((a, b) => b.count - a.count);
  const taken = new Set<ScopeEntry>();
  const pairs: (readonly [ScopeEntry, ScopeEntry])[] = [];
  const take = (ours: ScopeEntry, theirs: ScopeEntry) => {
    if (taken.has(ours) || taken.has(theirs)) return;
    taken.add(ours).add(theirs);
    pairs.push([ours, theirs]);
  };
  for (const { ours, theirs } of shared) take(ours, theirs);
  const left = after.filter(scope => !taken.has(scope));
  for (const [i, ours] of before.filter(scope => !taken.has(scope)).entries()) {
    const theirs = left[i];
    if (theirs) take(ours, theirs);
  }
  return pairs;
}

/** Whether it could be a state under another name: the other definition has no state of its name. */
function isGone(entry: Entry | undefined, others: ReadonlySet<string>): entry is Entry {
  return entry !== undefined && !entry.partner && !others.has(entry.state.name);
}

function pairByContent(before: ScopeEntry, after: ScopeEntry, known: Known): void {
  const ours = byContent(before.entries.filter(entry => isGone(entry, known.after)));
  if (ours.size === 0) return;
  const theirs = byContent(after.entries.filter(entry => isGone(entry, known.before)));
  for (const [key, [entry, ...more]] of ours) {
    const [other, ...rivals] = theirs.get(key) ?? [];
    if (entry && other && more.length + rivals.length === 0) pair(entry, other, known);
  }
}

/** What is shorter, such as a Wait of five seconds, is written alike twice. */
const TELLING_LENGTH = 30;
/** What is pasted from state to state. */
const PASTED: ReadonlySet<string> = new Set(['Retry', 'Catch', 'InputPath', 'OutputPath', 'ResultPath']);

function isTelling({ state }: Entry): boolean {
  let length = 0;
  for (const [name, value] of contentOf(state)) {
    const isIntegration = name === 'Resource' && value.startsWith('"arn:aws:states:::');
    if (!PASTED.has(name) && !isIntegration) length += value.length;
  }
  return length >= TELLING_LENGTH;
}

function pairMovedAndRenamed(before: ScopeEntry, after: ScopeEntry, known: Known): void {
  const gone = [...entriesIn(before)].filter(entry => isGone(entry, known.after));
  if (gone.length === 0) return;
  const came = [...entriesIn(after)].filter(entry => isGone(entry, known.before));
  if (came.length === 0) return;
  const [ours, theirs] = [byContent([...entriesIn(before)]), byContent([...entriesIn(after)])];
  for (const [key, [entry, ...more]] of ours) {
    const [other, ...rivals] = theirs.get(key) ?? [];
    if (more.length + rivals.length > 0 || !isGone(entry, known.after) || !isGone(other, known.before)) continue;
    if (isTelling(entry)) pair(entry, other, known);
  }
}

function byContent(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const fields = contentOf(entry.state);
    if (fields.length === 0) continue;
    const key = `${entry.state.type} ${fields.map(([name, value]) => `${name}:${value}`).join()}`;
    const same = found.get(key);
    if (same) same.push(entry);
    else found.set(key, [entry]);
  }
  return found;
}

/** What a state does, without where it leads: its fields by name, each with a key of what it says. */
function contentOf({ fields }: State): readonly (readonly [string, string])[] {
  return [...fields]
    .filter(isContent)
    .map(([name, { value }]): readonly [string, string] => [name, contentKey(name, value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function contentKey(name: string, value: Node | undefined): string {
  const isWays = (name === 'Choices' || name === 'Catch') && value?.kind === 'array';
  return isWays ? value.items.map(item => keyOf(item, 'Next')).join() : keyOf(value);
}

const LEFT_OUT: ReadonlySet<string> = new Set(['Type', 'Next', 'End', 'Default', 'Comment']);
const SCOPES: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor', 'Iterator']);

function pairByPosition(before: ScopeEntry, after: ScopeEntry, known: Known): void {
  const isDone = !before.entries.some(entry => isGone(entry, known.after));
  if (isDone) return;
  const queue: Entry[] = [];
  const meet = (ours: string | undefined, theirs: string | undefined) => {
    const entry = ours === undefined ? undefined : before.byName.get(ours);
    const other = theirs === undefined ? undefined : after.byName.get(theirs);
    if (!isGone(entry, known.after) || !isGone(other, known.before)) return;
    if (entry.state.type !== other.state.type || !isAlike(entry, other)) return;
    pair(entry, other, known);
    queue.push(entry);
  };
  meet(before.scope.startAt?.value, after.scope.startAt?.value);
  queue.push(...before.entries.filter(({ partner }) => partner?.scope === after));
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const theirs = slotsOf(entry.partner?.state);
    for (const [slot, name] of slotsOf(entry.state)) meet(name, theirs.get(slot));
  }
}

/** The names a state leads to, by what leads there. */
function slotsOf(state: State | undefined): ReadonlyMap<string, string> {
  const slots = new Map<string, string>();
  if (!state) return slots;
  if ('next' in state && state.next) slots.set('Next', state.next.value);
  if (state.type === 'Choice' && state.default) slots.set('Default', state.default.value);
  const ways = state.type === 'Choice' ? state.rules : 'catchers' in state ? state.catchers : [];
  for (const { node, next } of ways) if (next) slots.set(keyOf(node, 'Next'), next.value);
  return slots;
}

function isAlike(before: Entry, after: Entry): boolean {
  const [ours, theirs] = [before, after].map(({ state }) => new Map([...state.fields].filter(isContent)));
  const names = new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])]);
  const isEqual = (name: string) => {
    if (SCOPES.has(name)) return sharesStates(before, after);
    return contentKey(name, ours?.get(name)?.value) === contentKey(name, theirs?.get(name)?.value);
  };
  return [...names].filter(isEqual).length * 2 > names.size || names.size === 0;
}

function isContent([name]: readonly [string, unknown]): boolean {
  return !LEFT_OUT.has(name);
}

function sharesStates(before: Entry, after: Entry): boolean {
  const ours = before.inner.flatMap(scope => [...scope.byName.keys()]);
  const theirs = new Set(after.inner.flatMap(scope => [...scope.byName.keys()]));
  const shared = ours.filter(name => theirs.has(name)).length;
  return shared * 2 >= Math.max(ours.length, theirs.size);
}
