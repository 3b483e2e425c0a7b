// What differs between two definitions in what they mean: states added, removed, changed, rewired, renamed and moved to
// another scope, and the machine's own fields. The order of keys, the layout of the texts, their comments and their format
// make no difference. Takes time in proportion to the definitions.
import type { Machine, State } from '../../../language/index.ts';
import { type FieldChange, memberChanges } from './fieldChanges.ts';
import { type Entry, entriesIn, matchStates, type ScopeEntry } from './matchStates.ts';
import { type Rewording, startChange, type WayChange, wayChanges } from './wayChanges.ts';

/** Nothing in any list: the definitions mean the same. */
export interface Difference {
  /** Of the machine itself, without its states. */
  readonly fields: readonly FieldChange[];
  readonly ways: readonly WayChange[];
  /** In the order of the new text; what is gone stands at the end. */
  readonly states: readonly StateDifference[];
  /** The ids of nodes and inner scopes of the old graph, each with what it is in the new one. */
  readonly partners: ReadonlyMap<string, string>;
}

export interface StateDifference {
  /** At least one; it is listed under the first. */
  readonly kinds: readonly [DifferenceKind, ...DifferenceKind[]];
  readonly before?: StatePlace;
  readonly after?: StatePlace;
  readonly fields: readonly FieldChange[];
  readonly ways: readonly WayChange[];
  /** Rules and catchers that are changed and lead where they led; their fields are among `fields`. */
  readonly rewordings: readonly Rewording[];
  /** How many states came or went with it, of a container. */
  readonly innerCount: number;
}

/** In the order they are listed. */
export const DIFFERENCE_KINDS = ['added', 'removed', 'moved', 'renamed', 'changed', 'rewired'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface StatePlace {
  /** The id of its node in the graph. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Where its name stands. */
  readonly key: { readonly start: number; readonly end: number };
  /** The containers it stands in, outermost first: `Both, branch 2`. */
  readonly within: readonly string[];
}

export function isNoDifference({ fields, ways, states }: Difference): boolean {
  return fields.length + ways.length + states.length === 0;
}

/** Never throws, whatever the texts lack. */
export function differenceOf(before: Machine, after: Machine): Difference {
  const sides = matchStates(before, after);
  const added = [...entriesIn(sides.after)].flatMap(entry => {
    if (!entry.partner) return cameOrWent('added', entry);
    return changed(entry.partner, entry);
  });
  const removed = [...entriesIn(sides.before)].flatMap(entry => (entry.partner ? [] : cameOrWent('removed', entry)));
  const partners = new Map<string, string>();
  for (const { id, partner, inner } of entriesIn(sides.before)) {
    if (partner) partners.set(id, partner.id);
    for (const scope of inner) if (scope.partner) partners.set(scope.scope.pointer, scope.partner.scope.pointer);
  }
  return {
    fields: memberChanges(before.fields, after.fields, '', SCOPE_FIELDS),
    ways: startChange(sides.before, sides.after, 'StartAt'),
    states: [...added, ...removed],
    partners,
  };
}

const SCOPE_FIELDS: ReadonlySet<string> = new Set(['States', 'StartAt']);

/** Told as ways, and as differences of the states inside. */
const TOLD_ELSEWHERE = ['Next', 'End', 'Default', 'Choices', 'Catch', 'Branches', 'ItemProcessor', 'Iterator'] as const;

function toldElsewhere(...states: readonly State[]): ReadonlySet<string> {
  return new Set(TOLD_ELSEWHERE.filter(name => states.every(state => !state.fields.has(name) || isRead(state, name))));
}

/** Whether the field has what belongs there: anything else is compared as it stands. */
function isRead(state: State, name: (typeof TOLD_ELSEWHERE)[number]): boolean {
  const value = state.fields.get(name)?.value;
  const isWhole = (read: readonly unknown[]) => value?.kind === 'array' && value.items.length === read.length;
  switch (name) {
    case 'Next':
      return 'next' in state && state.next !== undefined;
    case 'End':
      return 'end' in state && state.end !== undefined;
    case 'Default':
      return state.type === 'Choice' && state.default !== undefined;
    case 'Choices':
      return state.type === 'Choice' && isWhole(state.rules);
    case 'Catch':
      return 'catchers' in state && isWhole(state.catchers);
    case 'Branches':
      return state.type === 'Parallel' && isWhole(state.branches);
    case 'ItemProcessor':
    case 'Iterator':
      return state.type === 'Map' && state.processor?.node === value;
  }
}

// What is in a container that came or went with it is not told again.
function cameOrWent(kind: 'added' | 'removed', entry: Entry): readonly StateDifference[] {
  const { owner } = entry.scope;
  if (owner && !owner.partner) return [];
  const innerCount = entry.inner.flatMap(scope => [...entriesIn(scope)]).filter(({ partner }) => !partner).length;
  const place = { [kind === 'added' ? 'after' : 'before']: placeOf(entry) };
  return [{ kinds: [kind], ...place, fields: [], ways: [], rewordings: [], innerCount }];
}

function changed(before: Entry, after: Entry): readonly StateDifference[] {
  const out = wayChanges(before, after);
  const inner = scopeChanges(before, after);
  const fields = [
    ...memberChanges(before.state.fields, after.state.fields, '', toldElsewhere(before.state, after.state)),
    ...out.fields,
    ...inner.fields,
  ];
  const ways = [...out.ways, ...inner.ways];
  const [kind, ...more] = DIFFERENCE_KINDS.filter(
    one =>
      (one === 'moved' && before.scope.partner !== after.scope) ||
      (one === 'renamed' && before.state.name !== after.state.name) ||
      (one === 'changed' && fields.length > 0) ||
      (one === 'rewired' && ways.length > 0),
  );
  if (!kind) return [];
  const places = { before: placeOf(before), after: placeOf(after) };
  return [{ kinds: [kind, ...more], ...places, fields, ways, rewordings: out.rewordings, innerCount: 0 }];
}

/** Of branches and processors, without the states in them. */
function scopeChanges(before: Entry, after: Entry): Pick<StateDifference, 'fields' | 'ways'> {
  const fields: FieldChange[] = [];
  const ways: WayChange[] = [];
  const order: number[] = [];
  for (const scope of after.inner) {
    const path = scopePath(scope);
    if (scope.partner?.owner !== before) {
      fields.push({ path, after: scope.scope.node });
      continue;
    }
    order.push(scope.partner.index);
    fields.push(...memberChanges(scope.partner.scope.fields, scope.scope.fields, path, SCOPE_FIELDS));
    ways.push(...startChange(scope.partner, scope, `${path}.StartAt`));
  }
  for (const scope of before.inner) {
    if (scope.partner?.owner !== after) fields.push({ path: scopePath(scope), before: scope.scope.node });
  }
  if (order.some((index, i) => i > 0 && index < (order[i - 1] ?? 0))) fields.push({ path: 'Branches', isOrder: true });
  return { fields, ways };
}

function scopePath({ scope, index }: ScopeEntry): string {
  return scope.kind === 'Branch' ? `Branches[${index}]` : 'ItemProcessor';
}

function placeOf({ id, state, scope }: Entry): StatePlace {
  const { name, type, key } = state;
  return { id, name, type, key: { start: key.start, end: key.end }, within: withinOf(scope) };
}

function withinOf({ owner, index, scope }: ScopeEntry): readonly string[] {
  if (!owner) return [];
  const isOneOfSeveral = scope.kind === 'Branch' && owner.inner.length > 1;
  return [...withinOf(owner.scope), isOneOfSeveral ? `${owner.state.name}, branch ${index + 1}` : owner.state.name];
}
