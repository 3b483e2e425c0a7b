// Retry and Catch put on states that have none.
import type { Value } from '../../expressions/index.ts';
import type { Definition } from '../definition.ts';
import { insertMember } from '../fixes/edits.ts';
import { type Edit, type Fix, fixOf } from '../fixes/fix.ts';
import { allScopes, type Machine, type Scope, type State } from '../machine/machine.ts';
import { resourceOf } from '../rules/taskResource.ts';
import { memberNamed } from '../text/tree.ts';

type Source = { readonly definition: Definition };

/** What Lambda itself may fail with for a moment, whatever the function does. */
const LAMBDA_ERRORS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

export function addRetry(source: Source, state: State): readonly Fix[] {
  if (!canFail(state) || state.fields.has('Retry')) return [];
  const resource = resourceOf(state.fields.get('Resource')?.value);
  const isLambda = resource?.kind === 'function' || (resource?.kind === 'integration' && resource.service === 'lambda');
  const retrier = {
    ErrorEquals: isLambda ? LAMBDA_ERRORS : [state.type === 'Task' ? 'States.TaskFailed' : 'States.ALL'],
    IntervalSeconds: 1,
    MaxAttempts: 3,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  };
  const where = state.fields.get('Catch') === undefined ? 'last' : before(state, 'Catch');
  return fixOf(`Retry "${state.name}"`, [insertMember(source, state.node, 'Retry', [retrier], where)], false);
}

export function addCatch(source: Source, state: State, scope: Scope): readonly Fix[] {
  if (!canFail(state) || state.fields.has('Catch')) return [];
  return fixOf(`Catch what fails in "${state.name}"`, handlersIn(source, scope, [state]), false);
}

/** On every task of the machine that has no Catch; undefined where at most one lacks it. */
export function catchAll(source: Source, machine: Machine): readonly Fix[] {
  const edits: (readonly Edit[] | undefined)[] = [];
  let count = 0;
  const taken = new Set<string>();
  for (const scope of allScopes(machine.scope)) {
    const bare = scope.states.filter(state => state.type === 'Task' && !state.fields.has('Catch'));
    if (bare.length === 0) continue;
    count += bare.length;
    edits.push(...handlersIn(source, scope, bare, taken));
  }
  return count < 2 ? [] : fixOf(`Catch what fails in all ${count} tasks without a Catch`, edits, false);
}

function canFail(state: State): boolean {
  return state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
}

/** A Catch for each of the states, and where it leads to: the scope's one Fail state, or a new one. */
function handlersIn(
  source: Source,
  scope: Scope,
  states: readonly State[],
  taken: Set<string> = new Set(),
): readonly (readonly Edit[] | undefined)[] {
  const { machine } = source.definition;
  const fails = scope.states.filter(({ type }) => type === 'Fail');
  const known = fails.length === 1 ? fails[0]?.name : undefined;
  const name = known ?? newName(machine, states, taken);
  taken.add(name);
  const edits = states.map(state => {
    const isJsonata = state.queryLanguage === 'JSONata';
    const kept: Record<string, Value> = isJsonata
      ? { Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" }
      : { ResultPath: '$.error' };
    const catcher = { ErrorEquals: ['States.ALL'], ...kept, Next: name };
    const where = state.fields.get('Retry') ?? 'last';
    return insertMember(source, state.node, 'Catch', [catcher], where);
  });
  if (known !== undefined) return edits;
  const all = memberNamed(scope.node, 'States')?.value;
  const isJsonata = machine?.queryLanguage === 'JSONata';
  const fail = isJsonata
    ? { Type: 'Fail', Error: '{% $states.input.error.Error %}', Cause: '{% $states.input.error.Cause %}' }
    : { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' };
  return [...edits, all?.kind === 'object' ? insertMember(source, all, name, fail) : undefined];
}

function newName(machine: Machine | undefined, [only, second]: readonly State[], taken: ReadonlySet<string>): string {
  const names = new Set(taken);
  if (machine) for (const { states } of allScopes(machine.scope)) for (const { name } of states) names.add(name);
  const base = only && !second && only.name.length < 70 ? `${only.name} failed` : 'Failed';
  let name = base;
  for (let i = 2; names.has(name); i++) name = `${base} ${i}`;
  return name;
}

/** The member that stands before another one. */
function before(state: State, name: string) {
  const { members } = state.node;
  const index = members.findIndex(({ key }) => key.value === name);
  return members[index - 1] ?? 'first';
}
