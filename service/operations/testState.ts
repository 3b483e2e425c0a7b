// TestState: one state, run by itself with a given input, variables and context, its work done or mocked.
import { randomInt, randomUUID } from 'node:crypto';
import {
  type Alone,
  type AloneOptions,
  type Answer,
  type Call,
  enterAlone,
  isObject,
  resumeAlone,
  type StateCode,
  type Value,
} from '../../interpreter/index.ts';
import { errors } from '../errors.ts';
import { flag, integer, required, structureOf, text, word } from '../members.ts';
import { operation } from '../operation.ts';
import type { Service } from '../service.ts';
import { DEFINITION, PAYLOAD } from '../shapes.ts';
import { createTasks } from '../tasks/tasks.ts';
import { defaultContext, readContext } from '../testState/context.ts';
import { inspect, mapLimits } from '../testState/inspect.ts';
import { readMock, type TestMock } from '../testState/mock.ts';
import { SourceTexts } from '../testState/sourceTexts.ts';
import { findTested, STATE_NAME, type Tested } from '../testState/tested.ts';

const SHAPE = {
  definition: required(DEFINITION),
  roleArn: text(1, 256),
  input: PAYLOAD,
  inspectionLevel: word('INFO', 'DEBUG', 'TRACE'),
  revealSecrets: flag,
  variables: PAYLOAD,
  stateName: text(1, 80),
  context: PAYLOAD,
  mock: structureOf({
    result: PAYLOAD,
    errorOutput: structureOf({ error: text(0, 256), cause: text(0, 32_768) }),
    fieldValidationMode: word('STRICT', 'PRESENT', 'NONE'),
  }),
  stateConfiguration: structureOf({
    retrierRetryCount: integer(0, Number.MAX_SAFE_INTEGER),
    errorCausedByState: text(1, 80),
    mapIterationFailureCount: integer(0, Number.MAX_SAFE_INTEGER),
    mapItemReaderData: PAYLOAD,
  }),
} as const;

export const testState = operation(SHAPE, async (params, service) => {
  const { roleArn, inspectionLevel = 'INFO', stateConfiguration } = params;
  const tested = findTested(params.definition, params.stateName);
  const { state } = tested;
  const texts = new SourceTexts();
  const mock = readMock(params.mock, state, texts);
  if (params.mock && params.revealSecrets) {
    throw errors.validation('TestState does not support RevealSecrets when a mock is specified.');
  }
  if (!mock) checkWithoutMock(tested, roleArn, stateConfiguration?.mapIterationFailureCount);
  const input = texts.read(params.input ?? '{}');
  if (input === undefined) throw errors.invalidInput('Invalid execution input.');
  const variables = readVariables(params.variables, texts);
  const now = service.clock.now();
  const context =
    params.context === undefined
      ? defaultContext({ state, name: STATE_NAME, input, roleArn, now })
      : readContext(params.context, state);
  const items = readItems(tested, stateConfiguration?.mapItemReaderData, texts);
  const retries = stateConfiguration?.retrierRetryCount ?? 0;
  const attempts = { total: retries, byRetrier: Array.from({ length: 100 }, () => retries) };
  const failures = stateConfiguration?.mapIterationFailureCount;
  const play = (code: StateCode) =>
    playAlone({ code, scope: scopeOf(context, variables ?? {}, now), attempts }, input, items, working =>
      settle(working, mock, tested, failures, service, code),
    );
  const played = await play(tested.code);
  const shown = tested.beforeOutputPath ? await play(tested.beforeOutputPath) : played;
  const print = (value: Value) => texts.print(value);
  const { data } = played;
  const known = variables || data.assigned ? { ...variables, ...data.assigned } : undefined;
  const afterResultPath = shown.kind === 'exited' ? shown.data.output : undefined;
  const inspection = {
    ...inspect({ state, data, variables: known, print, ...(afterResultPath !== undefined && { afterResultPath }) }),
    ...errorDetails(played),
  };
  return { ...outcomeOf(played, print), ...(inspectionLevel !== 'INFO' && { inspectionData: inspection }) };
});

type Working = Extract<Alone, { kind: 'working' }>;
type Settled = Exclude<Alone, Working>;
type Done = Parameters<typeof resumeAlone>[2];

async function playAlone(
  options: AloneOptions,
  input: Value,
  items: readonly Value[] | undefined,
  work: (working: Working) => Promise<Done>,
): Promise<Settled> {
  const entered = enterAlone(options, input, items);
  if (entered.kind !== 'working') return entered;
  const resumed = resumeAlone(options, entered.data, await work(entered));
  if (resumed.kind === 'working') throw new Error('A state works only once.');
  return resumed;
}

// What the state's work gives: the mock, unless too many iterations are said to have failed, or the real thing.
async function settle(
  { data, call }: Working,
  mock: TestMock | undefined,
  { state }: Tested,
  failures: number | undefined,
  service: Service,
  code: StateCode,
): Promise<Done> {
  if (mock && 'failure' in mock) return mock;
  if (state.type === 'Map' && failures !== undefined) {
    const count = data.items?.length ?? 0;
    if (failures > count) {
      throw errors.validation('Map iteration failure count must be less than or equal to the number of Map iterations');
    }
    const { toleratedFailureCount, toleratedFailurePercentage } = mapLimits(state, data);
    const isExceeded =
      (toleratedFailureCount !== undefined && failures > toleratedFailureCount) ||
      (toleratedFailurePercentage !== undefined && (failures / count) * 100 > toleratedFailurePercentage);
    if (isExceeded) {
      const cause = 'The specified tolerated failure threshold was exceeded';
      return { failure: { error: 'States.ExceedToleratedFailureThreshold', cause } };
    }
  }
  if (mock) return mock;
  if (!call) throw new Error('Only a task works without a mock.');
  return callOutside(call, code, service);
}

/** TestState waits for a task at most so long (spec/api.md §5). */
const LONGEST_SECONDS = 300;

function callOutside(call: Call, code: StateCode, service: Service): Promise<Done> {
  const tasks = createTasks(service, new Map());
  const seconds = Math.min(call.timeoutSeconds ?? LONGEST_SECONDS, LONGEST_SECONDS);
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      tasks.cancel(1);
      resolve({ failure: { error: 'States.Timeout' } });
    }, seconds * 1000);
    const hear = (answer: Answer) => {
      if (answer.kind !== 'succeeded' && answer.kind !== 'failed') return;
      clearTimeout(timer);
      resolve(answer.kind === 'succeeded' ? { result: answer.output } : { failure: answer.failure });
    };
    tasks.call({ kind: 'call', id: 1, state: code, attempt: 0, call }, hear);
  });
}

function checkWithoutMock({ state }: Tested, roleArn: string | undefined, failures: number | undefined): void {
  if (failures !== undefined) {
    throw errors.validation('TestState does not support MapIterationFailureCount when a mock is not specified.');
  }
  if (state.type === 'Task' && roleArn === undefined) {
    throw errors.validation('RoleArn must be specified when testing a Task state');
  }
}

function readVariables(text: string | undefined, texts: SourceTexts) {
  if (text === undefined) return undefined;
  const value = texts.read(text);
  if (!isObject(value)) throw errors.validation('Variables must be a JSON object');
  return value;
}

// What an ItemReader would have read: the items of the Map.
function readItems({ state }: Tested, text: string | undefined, texts: SourceTexts): readonly Value[] | undefined {
  if (state.type !== 'Map' || !state.fields.has('ItemReader')) return undefined;
  const value = text === undefined ? [] : texts.read(text);
  return Array.isArray(value) ? value : [];
}

function scopeOf(context: Value, variables: { readonly [name: string]: Value }, now: number): AloneOptions['scope'] {
  const token = isObject(context) && isObject(context['Task']) ? context['Task']['Token'] : undefined;
  return {
    context: () => context,
    variables,
    now,
    newToken: () => (typeof token === 'string' ? token : randomUUID()),
    chance: { random: () => randomInt(2 ** 32) / 2 ** 32, uuid: randomUUID },
  };
}

function outcomeOf(played: Settled, print: (value: Value) => string): object {
  const { data } = played;
  const next = data.next === undefined ? {} : { nextState: data.next };
  const output = data.output === undefined ? {} : { output: print(data.output) };
  if (played.kind === 'exited') return { ...output, ...next, status: 'SUCCEEDED' };
  const { failure, reaction } = played;
  const said = {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.cause !== undefined && { cause: failure.cause }),
  };
  switch (reaction.kind) {
    case 'caught':
      return { ...said, ...output, ...next, status: 'CAUGHT_ERROR' };
    case 'retry':
      return { ...said, status: 'RETRIABLE' };
    case 'uncaught':
      return { ...said, status: 'FAILED' };
  }
}

function errorDetails(played: Settled): object {
  if (played.kind !== 'failed') return {};
  const { reaction } = played;
  if (reaction.kind === 'caught') return { errorDetails: { catchIndex: reaction.catcher } };
  if (reaction.kind === 'uncaught') return {};
  const { retrier, delayMs } = reaction;
  return { errorDetails: { retryIndex: retrier, retryBackoffIntervalSeconds: delayMs / 1000 } };
}
