// Fields that are missing, and fields that should not be there.
import type { Value } from '../../expressions/index.ts';
import { nearest } from '../../expressions/index.ts';
import { allScopes, type Scope } from '../machine/machine.ts';
import { FIELDS, fieldsOf, QUERY_LANGUAGES, STATE_TYPES, type StateType } from '../spec/fields.ts';
import { memberNamed, type ObjectNode } from '../text/tree.ts';
import { insertMember, ownMembers, removeMember, renameKey } from './edits.ts';
import { type Asked, type Fix, type FixMaker, fixOf } from './fix.ts';
import { objectAround } from './place.ts';
import { titles } from './titles.ts';
import { startOf } from './transitions.ts';

/** Takes the field out that the problem is about. */
export function removal(isPreferred: boolean): FixMaker {
  return asked => {
    const { at } = asked;
    const object = at && objectAround(at);
    if (!object || !at?.member) return [];
    return fixOf(titles.remove(at.member.name), [removeMember(asked, object, at.member)], isPreferred);
  };
}

/** A field of other objects stands in the wrong place; one that nobody knows may be a misspelt one. */
export const unknownField: FixMaker = asked => {
  const name = asked.problem.subject;
  const isKnown = FIELDS.some(field => field.name === name);
  return removal(isKnown && asked.problem.severity === 'error' && !/ Did you mean /.test(asked.problem.message))(asked);
};

/** Every JSON reader takes the last one, so the one before it says nothing. */
export const duplicateKey: FixMaker = asked => {
  const { at, problem } = asked;
  const object = at && objectAround(at);
  const member = object?.members.find(({ key }) => key.start === problem.start);
  if (!object || !member) return [];
  const name = member.name;
  const earlier = object.members.findLast(({ key }) => key.value === name && key.start < member.key.start);
  return earlier ? fixOf(titles.removeEarlier(name), [removeMember(asked, object, earlier)], true) : [];
};

/** One of those that exclude each other. */
export const exclusiveField: FixMaker = asked => {
  const { at, problem } = asked;
  const object = at && objectAround(at);
  if (!object || !at?.member) return [];
  const names = [...problem.message.matchAll(/"([^"]+)"/g)].map(match => match[1]);
  const given = ownMembers(object).filter(({ key }) => names.includes(key.value));
  const isPair = given.length === 2;
  // Both names of the same thing: the old one goes.
  const isOldName = (name: string) => isPair && name === 'Iterator';
  return given.toReversed().flatMap(member => {
    const { value } = member.key;
    return fixOf(titles.remove(value), [removeMember(asked, object, member)], isOldName(value));
  });
};

export const deprecatedField: FixMaker = asked => {
  const { at } = asked;
  const now = NEW_NAMES[at?.member?.key.value ?? ''];
  if (!at?.member || now === undefined) return [];
  return fixOf(titles.rename(at.member.name, now), [renameKey(asked, at.member.key, now)], true);
};

const NEW_NAMES: Readonly<Record<string, string>> = { Iterator: 'ItemProcessor', Parameters: 'ItemSelector' };

/** A field of the other query language goes, or the state gets that language. */
export const fieldLanguage: FixMaker = asked => {
  const { at, state } = asked;
  const name = at?.member?.key.value ?? '';
  const value = at?.member?.value;
  // The whole input or output is what is taken without the field.
  const saysNothing = value?.kind === 'string' && value.value === '$' && name !== 'ItemsPath';
  return [...removal(saysNothing)(asked), ...(state?.queryLanguage === 'JSONPath' ? useJsonata(asked) : [])];
};

/** The state gets the language of its expressions. Good where nothing in it belongs to the other one. */
export function useJsonata(asked: Asked): readonly Fix[] {
  const { state } = asked;
  if (!state || state.fields.has('QueryLanguage') || state.type === 'Untyped') return [];
  const known = fieldsOf(state.type);
  const has = (language: string) => [...state.fields.keys()].some(name => known.get(name)?.language === language);
  const rules = state.type === 'Choice' && state.rules.some(({ test }) => test);
  const { text } = asked.definition;
  const hasMarks = /\.\$["']?\s*:/.test(text.slice(state.node.start, state.node.end));
  const type = state.fields.get('Type');
  const isWhole = !has('JSONPath') && !rules && !hasMarks && state.type !== 'Parallel' && state.type !== 'Map';
  return fixOf(
    titles.useLanguage(QUERY_LANGUAGES[1]),
    [insertMember(asked, state.node, 'QueryLanguage', 'JSONata', type ?? 'first')],
    isWhole,
  );
}

export const missingField: FixMaker = asked => {
  const { problem, at, state } = asked;
  const object = at?.node;
  if (object?.kind !== 'object') return [];
  const name = problem.subject ?? nameIn(problem.message);
  if (name === undefined) return [];
  if (name === 'StartAt') return missingStart(asked, object);
  if (name === 'Type') return missingType(asked, object);
  const value = name === 'Next' ? targetFor(asked) : VALUES[name];
  if (value === undefined) return [];
  return addField(asked, object, name, typeof value === 'function' ? value(state?.queryLanguage) : value, false);
};

/** `… needs the field "Type".`, `… needs one of "Seconds", …` */
function nameIn(message: string): string | undefined {
  return / needs (?:the field|one of) "(\w+)"/.exec(message)?.[1];
}

function addField(asked: Asked, object: ObjectNode, name: string, value: Value, isPreferred: boolean): readonly Fix[] {
  const title = typeof value === 'object' ? titles.addField(name) : titles.add(name, JSON.stringify(value));
  const where = name === 'Type' || name === 'StartAt' ? 'first' : 'last';
  return fixOf(title, [insertMember(asked, object, name, value, where)], isPreferred);
}

function missingStart(asked: Asked, object: ObjectNode): readonly Fix[] {
  const { machine } = asked.definition;
  const scope = machine && [...allScopes(machine.scope)].find(({ node }) => node.start === object.start);
  const only = scope && startOf(scope);
  const start = only ?? scope?.states[0];
  return start ? addField(asked, object, 'StartAt', start.name, only !== undefined) : [];
}

/** The type whose own fields stand there. */
function missingType(asked: Asked, object: ObjectNode): readonly Fix[] {
  const names = object.members.map(({ key }) => key.value);
  const type = STATE_TYPES.find(each => OWN[each].some(name => names.includes(name)));
  return addField(asked, object, 'Type', type ?? 'Pass', type !== undefined);
}

const OWN: Readonly<Record<StateType, readonly string[]>> = {
  Task: ['Resource'],
  Wait: ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Choice: ['Choices'],
  Parallel: ['Branches'],
  Map: ['ItemProcessor', 'Iterator', 'ItemsPath', 'Items'],
  Fail: ['Error', 'Cause', 'ErrorPath', 'CausePath'],
  Pass: ['Result'],
  Succeed: [],
};

/** A state to go on to: the Default of a Choice, else the first other one. */
function targetFor({ state, scope }: Asked): string | undefined {
  if (state?.type === 'Choice' && state.default) return state.default.value;
  return nextState(scope, state?.name)?.name;
}

function nextState(scope: Scope | undefined, name: string | undefined) {
  const index = scope?.states.findIndex(each => each.name === name) ?? -1;
  return scope?.states[index + 1] ?? scope?.states.find(each => each.name !== name);
}

const SCOPE = { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } };

/** Something to begin with, where there is no telling what is meant. */
const VALUES: Readonly<Record<string, Value | ((language: string | undefined) => Value)>> = {
  Resource: 'arn:aws:states:::lambda:invoke',
  Seconds: 1,
  ErrorEquals: ['States.ALL'],
  ItemProcessor: SCOPE,
  Branches: [SCOPE],
  States: { Done: { Type: 'Succeed' } },
  Variable: '$.value',
  Condition: '{% $states.input.value = 1 %}',
};

/** For names of values: the one that was meant. */
export function nearestOf(text: string, names: readonly string[]): string | undefined {
  return names.find(name => name.toLowerCase() === text.toLowerCase()) ?? nearest(text, names);
}

/** A field that belongs to a distributed Map: the Map becomes one, or the field goes. */
export const onlyDistributed: FixMaker = asked => {
  const { state, problem } = asked;
  if (problem.subject === 'ExecutionType') {
    const { at } = asked;
    if (at?.node?.kind === 'object') return addField(asked, at.node, 'ExecutionType', 'STANDARD', true);
    return removal(false)(asked);
  }
  if (state?.type !== 'Map' || !state.processor) return [];
  const { node } = state.processor;
  const config = memberNamed(node, 'ProcessorConfig');
  const value = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const make = config
    ? []
    : fixOf(titles.distributed(), [insertMember(asked, node, 'ProcessorConfig', value, 'first')], false);
  return [...make, ...removal(problem.severity === 'warning')(asked)];
};

/** A task that waits for its token waits for an hour at most. */
export const missingTimeout: FixMaker = asked => {
  const { state } = asked;
  if (!state) return [];
  const resource = state.fields.get('Resource');
  const edits = insertMember(asked, state.node, 'TimeoutSeconds', 3600, resource ?? 'last');
  return fixOf(titles.add('TimeoutSeconds', '3600'), [edits], false);
};

export const emptyBatcher: FixMaker = asked => {
  const { at } = asked;
  return at?.node?.kind === 'object' ? addField(asked, at.node, 'MaxItemsPerBatch', 10, false) : [];
};
