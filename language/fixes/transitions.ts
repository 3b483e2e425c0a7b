// Where states lead: targets that are no states, states without a way on or with two, and Choice states without a Default.
import { allScopes, type Scope, type State } from '../machine/machine.ts';
import { transitionsOf } from '../machine/transitions.ts';
import { memberNamed, type Node, type ObjectNode } from '../text/tree.ts';
import { insertMember, removeMember, renameKey, replaceValue } from './edits.ts';
import { type Asked, type Fix, type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

export const unknownTarget: FixMaker = asked => {
  const { problem, at } = asked;
  const { subject: name } = problem;
  const scope = scopeOfTarget(asked);
  if (!scope || name === undefined || at?.node?.kind !== 'string') return [];
  const fixes: Fix[] = [];
  const start = problem.pointer.endsWith('/StartAt') ? startOf(scope) : undefined;
  if (start) fixes.push(...fixOf(titles.startAt(start.name), [replaceValue(asked, at.node, start.name)], true));
  const isElsewhere = asked.definition.machine && namesOf(asked.definition.machine.scope).has(name);
  if (!isElsewhere) fixes.push(...fixOf(titles.addState(name), [addState(asked, scope, name, PASS)], false));
  else if (at.parent?.kind === 'object' && at.member?.key.value === 'Next' && isState(at.parentMember?.value, asked)) {
    fixes.push(...endInstead(asked, at.parent, true));
  }
  return fixes;
};

const PASS = { Type: 'Pass', End: true } as const;

function isState(node: Node | undefined, { state }: Asked): boolean {
  return node !== undefined && node.start === state?.node.start;
}

function scopeOfTarget({ definition: { machine }, problem, scope }: Asked): Scope | undefined {
  if (!problem.pointer.endsWith('/StartAt') || !machine) return scope;
  const pointer = problem.pointer.slice(0, -'/StartAt'.length);
  return [...allScopes(machine.scope)].find(candidate => candidate.pointer === pointer) ?? scope;
}

function namesOf(root: Scope): ReadonlySet<string> {
  return new Set([...allScopes(root)].flatMap(({ states }) => states.map(({ name }) => name)));
}

/** The one state nothing leads to; in a scope of one state that one. */
export function startOf(scope: Scope): State | undefined {
  const orphans = orphansOf(scope, undefined);
  return orphans.length === 1 ? orphans[0] : undefined;
}

/** States that no other state leads to. What `from` leads to itself does not count. */
function orphansOf({ states, startAt }: Scope, from: State | undefined): readonly State[] {
  const led = new Set<string>();
  for (const state of states) {
    if (state === from) continue;
    for (const { target } of transitionsOf(state)) if (target.value !== state.name) led.add(target.value);
  }
  const start = from ? startAt?.value : undefined;
  return states.filter(state => !led.has(state.name) && state.name !== start && state !== from);
}

export function addState(asked: Asked, scope: Scope, name: string, value: Readonly<Record<string, string | boolean>>) {
  const states = memberNamed(scope.node, 'States')?.value;
  return states?.kind === 'object' ? insertMember(asked, states, name, value) : undefined;
}

/** `Next`, `End`, both or neither. */
export const transition: FixMaker = asked => {
  const { state, scope } = asked;
  if (!state || !scope) return [];
  const next = state.fields.get('Next');
  const end = state.fields.get('End');
  if (next && end) {
    const isFalse = end.value?.kind === 'boolean' && !end.value.value;
    const target = next.value?.kind === 'string' ? next.value.value : undefined;
    // What only this state leads to would be lost without it.
    const isNeeded = orphansOf(scope, state).some(({ name }) => name === target);
    return [
      ...fixOf(titles.remove('End'), [removeMember(asked, state.node, end)], isFalse || isNeeded),
      ...(isFalse ? [] : fixOf(titles.remove('Next'), [removeMember(asked, state.node, next)], false)),
    ];
  }
  const orphans = orphansOf(scope, state);
  const [only] = orphans;
  const following = scope.states[scope.states.indexOf(state) + 1];
  const target = only ?? following;
  const isOne = orphans.length === 1;
  if (end) {
    const ending = fixOf(titles.end(), [end.value && replaceValue(asked, end.value, true)], orphans.length === 0);
    return [...ending, ...replaceEnd(asked, state.node, target?.name, isOne)];
  }
  const ending = fixOf(titles.end(), [insertMember(asked, state.node, 'End', true)], orphans.length === 0);
  const onward = target
    ? fixOf(titles.goTo(target.name), [insertMember(asked, state.node, 'Next', target.name)], isOne)
    : [];
  return isOne ? [...onward, ...ending] : [...ending, ...onward];
};

function replaceEnd(asked: Asked, node: ObjectNode, name: string | undefined, isPreferred: boolean): readonly Fix[] {
  const end = memberNamed(node, 'End');
  if (!end?.value || name === undefined) return [];
  const edits = [renameKey(asked, end.key, 'Next'), replaceValue(asked, end.value, name)];
  return fixOf(titles.goTo(name), edits, isPreferred);
}

/** `Next` to nowhere becomes the end. */
function endInstead(asked: Asked, node: ObjectNode, isPreferred: boolean): readonly Fix[] {
  const next = memberNamed(node, 'Next');
  if (!next?.value || memberNamed(node, 'End')) return [];
  return fixOf(titles.end(), [renameKey(asked, next.key, 'End'), replaceValue(asked, next.value, true)], isPreferred);
}

export const missingDefault: FixMaker = asked => {
  const { state, scope, definition } = asked;
  const { machine } = definition;
  if (!state || !scope || !machine) return [];
  const names = namesOf(machine.scope);
  let name = `${state.name} without a match`;
  if (name.length > 80) name = 'No match';
  for (let i = 2; names.has(name); i++) name = `No match ${i}`;
  const choices = state.fields.get('Choices');
  const fail = { Type: 'Fail', Error: 'States.NoChoiceMatched' };
  return fixOf(
    titles.addDefault(name),
    [insertMember(asked, state.node, 'Default', name, choices ?? 'last'), addState(asked, scope, name, fail)],
    false,
  );
};

/** Another name for a state, and for all that lead to it. */
export const duplicateState: FixMaker = asked => {
  const { problem, definition } = asked;
  const { machine } = definition;
  const name = problem.subject;
  if (!machine || name === undefined) return [];
  const scope = [...allScopes(machine.scope)].find(({ states }) =>
    states.some(({ key }) => key.start === problem.start),
  );
  if (!scope || scope.states.filter(each => each.name === name).length > 1) return [];
  const names = namesOf(machine.scope);
  const key = scope.byName.get(name)?.key;
  let other = '';
  for (let i = 2; other === '' || names.has(other); i++) other = `${name} ${i}`;
  if (!key || other.length > 80) return [];
  const targets = scope.states.flatMap(state => [...transitionsOf(state)].map(({ target }) => target));
  const all = scope.startAt ? [scope.startAt, ...targets] : targets;
  const edits = all.filter(({ value }) => value === name).map(target => replaceValue(asked, target, other));
  return fixOf(titles.rename(name, other), [renameKey(asked, key, other), ...edits], true);
};

export const unreachableState: FixMaker = asked => {
  const { at, problem } = asked;
  if (at?.parent?.kind !== 'object' || !at.member || problem.subject === undefined) return [];
  return fixOf(titles.removeState(problem.subject), [removeMember(asked, at.parent, at.member)], false);
};

/** Takes a state out that only hands on: what led to it leads to what stands behind it. */
export const idleState: FixMaker = asked => {
  const { state, scope } = asked;
  const next = state?.fields.get('Next')?.value;
  const states = scope && memberNamed(scope.node, 'States')?.value;
  if (!state || !scope || next?.kind !== 'string' || states?.kind !== 'object') return [];
  const member = states.members.find(({ key }) => key.start === state.key.start);
  const all = scope.states.flatMap(each => (each === state ? [] : transitionsOf(each).map(({ target }) => target)));
  const targets = (scope.startAt ? [scope.startAt, ...all] : all).filter(({ value }) => value === state.name);
  const relinked = targets.map(target => replaceValue(asked, target, next.value));
  return fixOf(titles.removeState(state.name), [member && removeMember(asked, states, member), ...relinked], false);
};
