// Machines that are different for every seed, for properties that hold for all of them. Small, finite, with every state type,
// both query languages, inner scopes, variables, retries and catchers; what their tasks answer follows from the call alone.
import type { Answer, Command, Value } from '../../interpreter/index.ts';

export interface RandomMachineOptions {
  /** What leaves the order of events its say in the outcome: chance, and failures that race with other branches. */
  readonly isOrdered: boolean;
  /** State machines that its Tasks may start, by name. */
  readonly starts?: readonly string[];
}

export type Random = (below: number) => number;

/** Whole numbers below a bound, the same for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function randomMachine(seed: number, { isOrdered, starts = [] }: RandomMachineOptions): object {
  const random = randomFrom(seed);
  let count = 0;
  const scope = (depth: number): { StartAt: string; States: Record<string, object> } => {
    const names = Array.from({ length: 1 + random(depth === 0 ? 5 : 3) }, () => `S${++count}`);
    const states = names.map((name, i): [string, object] => [name, one(names.slice(i + 1), depth)]);
    return { StartAt: names[0] ?? '', States: Object.fromEntries(states) };
  };
  const one = (later: readonly string[], depth: number): object => {
    // Every state must be reached, so the way leads through all of them; rules and catchers may skip some.
    const to = later[0];
    const skip = later[random(later.length)];
    const next = to === undefined ? { End: true } : { Next: to };
    const kind = KINDS[random(KINDS.length)];
    const handlers = {
      ...(random(2) === 0 && { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1 + random(3), MaxAttempts: 2 }] }),
      ...(to !== undefined &&
        (isOrdered || random(2) === 0) && {
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.caught', Next: skip }],
        }),
    };
    switch (kind) {
      case 'path':
        return { Type: 'Pass', Parameters: { 'n.$': '$.n', 'kept.$': '$$.State.Name' }, ResultPath: '$.p', ...next };
      case 'chance':
        if (!isOrdered) return { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, ResultPath: '$.u', ...next };
        return { Type: 'Pass', Result: random(100), ResultPath: '$.r', ...next };
      case 'jsonata': {
        const Output = '{% $merge([$states.input, {"n": $states.input.n + 1}]) %}';
        return {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Assign: { [`v${++count}`]: '{% $states.input.n %}' },
          Output,
          ...next,
        };
      }
      case 'wait':
        return { Type: 'Wait', Seconds: random(4), ...next };
      case 'choice': {
        if (to === undefined) return { Type: 'Succeed' };
        const Choices = [{ Variable: '$.n', NumericGreaterThan: random(4), Next: skip }];
        return { Type: 'Choice', Choices, Default: to };
      }
      case 'fail':
        if (isOrdered || to !== undefined) return { Type: 'Pass', Result: 'x', ResultPath: '$.x', ...next };
        return { Type: 'Fail', Error: 'Stopped' };
      case 'parallel': {
        if (depth > 1) return { Type: 'Pass', ...next };
        const Branches = Array.from({ length: 1 + random(3) }, () => scope(depth + 1));
        return { Type: 'Parallel', Branches, ResultPath: '$.b', ...handlers, ...next };
      }
      case 'map': {
        if (depth > 1) return { Type: 'Pass', ...next };
        const ItemSelector = { 'n.$': '$$.Map.Item.Value', 'items.$': '$.items' };
        const inner = {
          ItemsPath: '$.items',
          ItemSelector,
          MaxConcurrency: random(3),
          ItemProcessor: scope(depth + 1),
        };
        return { Type: 'Map', ...inner, ResultPath: '$.m', ...handlers, ...next };
      }
      default: {
        const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 3 }];
        const safe = isOrdered ? { ...handlers, Retry } : handlers;
        const started = starts.length > 0 ? starts[random(starts.length + 1)] : undefined;
        if (started !== undefined) return { ...startOf(started, random), ResultPath: '$.t', ...safe, ...next };
        if (starts.length > 0 && random(4) === 0) return { ...SEND, ResultPath: '$.s', ...safe, ...next };
        return { Type: 'Task', Resource: FUNCTION, ResultPath: '$.t', ...safe, ...next };
      }
    }
  };
  return scope(0);
}

function startOf(name: string, random: Random): object {
  const pattern = ['.sync:2', '.sync', '', '.waitForTaskToken'][random(4)];
  const Input = { 'n.$': '$.n', items: [1, 2], ...(pattern === '.waitForTaskToken' && { 'token.$': '$$.Task.Token' }) };
  const StateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution${pattern}`,
    Parameters: { StateMachineArn, Input },
    TimeoutSeconds: 1 + random(20),
  };
}

/** Where there is no token it fails. */
const SEND = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
  Parameters: { 'TaskToken.$': '$.token', Output: { sent: true } },
};

/** Several machines of which each may start those behind it: the first, and the others as files. */
export function randomMachines(seed: number): { readonly first: object; readonly files: Record<string, string> } {
  const names = ['c1', 'c2', 'c3'];
  const one = (i: number) => randomMachine(seed * 7 + i, { isOrdered: false, starts: names.slice(i) });
  const files = names.map((name, i) => [`${name}.asl.json`, JSON.stringify(one(i + 1))]);
  return { first: one(0), files: Object.fromEntries(files) };
}

export const RANDOM_INPUT: Value = { n: 1, items: [1, 2, 3] };

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:work';
const KINDS = ['task', 'path', 'task', 'chance', 'jsonata', 'wait', 'choice', 'fail', 'parallel', 'map'] as const;

/** The same call is answered the same: some fail at the first attempts. */
export function answerTo({ state, attempt, call }: Extract<Command, { kind: 'call' }>): Answer {
  const isBusy = attempt < Number(state.name.slice(1)) % 3;
  if (isBusy) return { kind: 'failed', failure: { error: 'Busy', cause: state.name } };
  const { n = null } = call.input as { n?: Value };
  return { kind: 'succeeded', output: { of: state.name, n } };
}
