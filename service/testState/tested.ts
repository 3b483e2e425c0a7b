// The state to be tested, compiled by itself: taken out of the definition, with stand-ins for the states it leads to and, in
// a Map, for the states inside, which a mock replaces anyway.
import { compile, type StateCode } from '../../interpreter/index.ts';
import {
  allScopes,
  analyze,
  type Definition,
  type MapState,
  type ObjectNode,
  type QueryLanguage,
  type State,
  transitionsOf,
} from '../../language/index.ts';
import { checkText, type Diagnostic, printDiagnostics } from '../definition.ts';
import { errors } from '../errors.ts';

/** What AWS calls a state that is tested, whatever its name in a machine (recorded). */
export const STATE_NAME = 'StateName';

export interface Tested {
  /** As it was written. */
  readonly state: State;
  readonly code: StateCode;
  /** The same without OutputPath, where it has one. */
  readonly beforeOutputPath?: StateCode;
}

export function findTested(definition: string, stateName: string | undefined): Tested {
  return stateName === undefined ? aloneIn(definition) : namedIn(definition, stateName);
}

function aloneIn(text: string): Tested {
  refuse(checkText(text).filter(({ code }) => code === 'INVALID_JSON_DESCRIPTION'));
  // First without the states it leads to, to learn their names.
  const first = stateIn(analyze(around(text, []), { format: 'json' }));
  const whole = around(text, first ? targetsOf(first) : []);
  refuse(checkText(whole));
  const state = stateIn(analyze(whole, { format: 'json' }));
  if (!state) throw errors.invalidDefinition('INVALID_JSON_DESCRIPTION: The definition of a state is an object');
  return compileTested(state, whole);
}

function namedIn(text: string, stateName: string): Tested {
  refuse(checkText(text));
  const { machine } = analyze(text, { format: 'json' });
  for (const scope of machine ? allScopes(machine.scope) : []) {
    const state = scope.states.find(({ name }) => name === stateName);
    if (state) return compileTested(state, text);
  }
  throw errors.validation('State not found in definition');
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(({ severity }) => severity === 'ERROR')) {
    throw errors.invalidDefinition(printDiagnostics(diagnostics));
  }
}

function compileTested(state: State, text: string): Tested {
  const code = compileWithout(state, text, []);
  if (!state.fields.has('OutputPath')) return { state, code };
  return { state, code, beforeOutputPath: compileWithout(state, text, ['OutputPath']) };
}

function compileWithout(state: State, text: string, dropped: readonly string[]): StateCode {
  const own = textOf(state.node, text, [...dropped, ...(state.type === 'Map' ? OF_DISTRIBUTED : []), 'QueryLanguage']);
  const members = [`"QueryLanguage":${JSON.stringify(state.queryLanguage)}`, ...own];
  if (state.type === 'Map') members.push(processor(state));
  const wrapped = around(`{${members.join(',')}}`, targetsOf(state));
  const { program, refusals = [] } = compile(analyze(wrapped, { format: 'json' }));
  if (!program) throw errors.invalidDefinition(refusals.map(({ message }) => message).join(' '));
  return program.start;
}

/** What a Map's processing consists of: a mock takes its place. */
const OF_DISTRIBUTED = [
  'ItemProcessor',
  'Iterator',
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

function processor({ queryLanguage }: MapState): string {
  const item = { Type: 'Pass', QueryLanguage: queryLanguage satisfies QueryLanguage, End: true };
  return `"ItemProcessor":${JSON.stringify({ StartAt: 'Item', States: { Item: item } })}`;
}

function textOf(node: ObjectNode, text: string, dropped: readonly string[]): string[] {
  return node.members.filter(({ key }) => !dropped.includes(key.value)).map(({ start, end }) => text.slice(start, end));
}

function around(state: string, targets: readonly string[]): string {
  const standIns = targets.map(name => `,${JSON.stringify(name)}:{"Type":"Succeed"}`).join('');
  return `{"StartAt":"${STATE_NAME}","States":{"${STATE_NAME}":${state}${standIns}}}`;
}

function targetsOf(state: State): readonly string[] {
  const names = new Set(transitionsOf(state).map(({ target }) => target.value));
  names.delete(STATE_NAME);
  return [...names];
}

function stateIn({ machine }: Definition): State | undefined {
  return machine?.scope.byName.get(STATE_NAME);
}
