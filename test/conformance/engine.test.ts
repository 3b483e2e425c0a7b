// What AWS answered, for the executions that call nothing but Lambda functions: status, output, error, cause and history of
// each, played by the engine alone. The cases live beside the project and are used when they are there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createExecution, createVirtualClock, Driver } from '../../host/index.ts';
import { compile, type ExecutionEvent, start, toHistory, type Value } from '../../interpreter/index.ts';
import { analyze } from '../../language/index.ts';
import { lambdaTasks } from './lambdas.ts';
import { matches, sameTree } from './matching.ts';
import { CASES, playable, type Recorded, textOf } from './recordedCases.ts';

/** Kept here so that it can only go up. */
const AT_LEAST = 373;

/** Cases that need what the engine has not: each with the reason. */
const NOT_YET: Readonly<Record<string, string>> = {
  'lambda-task-service.invoke-unsupported-param': 'the functions played here write no log',
  'lambda-task.invoke-json-values--0.0': 'a number does not keep its form (0.0) yet',
  'wait.timestamp-too-far-in-future-boundary--24855': 'the recording ends while the execution runs',
};

// Undefined when the answer is AWS's, to the character.
function difference(
  definition: string,
  { input, expect }: Recorded,
  { placeholders = {}, resources = [], racy, branching, unordered }: Recorded,
): string | undefined {
  const { program, refusals } = compile(analyze(definition, { format: 'json' }));
  if (!program) return `refused: ${refusals.map(({ message }) => message).join(' ')}`;
  const moment = (_: string, days: string) => new Date(Date.now() + Number(days) * 86_400_000).toISOString();
  const value: Value = input === undefined ? {} : JSON.parse(input.replace(/\$\{now\+(\d+)d\}/g, moment));
  const execution = createExecution({
    name: 'test',
    input: value,
    startTime: Date.now(),
    ...(input !== undefined && { inputText: input }),
  });
  const events: ExecutionEvent[] = [];
  const driver = new Driver(start(program, execution, { events: true }), {
    clock: createVirtualClock(execution.startTime),
    tasks: lambdaTasks(resources),
    sink: more => events.push(...more),
  });
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    if (pumped.kind === 'sleeping') return 'waits for ever';
  }
  const { status, output, failure } = driver.run;
  const answer = { status, output: output === undefined ? undefined : JSON.stringify(output), ...failure };
  for (const name of ['status', 'output', 'error', 'cause'] as const) {
    if (!matches(expect[name], answer[name], placeholders)) {
      return `${name}: ${JSON.stringify(answer[name])} instead of ${JSON.stringify(expect[name])}`;
    }
  }
  const history = toHistory(events, execution);
  if (!expect.events || racy || unordered) return undefined;
  const same = branching
    ? sameTree(expect.events, history, placeholders)
    : matches(expect.events, history, placeholders);
  if (!same) {
    return `history: ${JSON.stringify(history)} instead of ${JSON.stringify(expect.events)}`;
  }
  return undefined;
}

describe('recorded executions', () => {
  it('are answered as AWS answered, to the character', () => {
    if (!fs.existsSync(CASES)) return;
    let passed = 0;
    const differing: string[] = [];
    for (const recorded of playable()) {
      for (const [i, run] of (recorded.runs ?? [recorded]).entries()) {
        const text = textOf(run.definition ?? recorded.definition);
        const found = difference(text, run, recorded);
        if (found === undefined) passed++;
        else if (!NOT_YET[recorded.id]) differing.push(`${recorded.group}/${recorded.id} run ${i}: ${found}`);
      }
    }
    assert.deepEqual(differing, []);
    assert.ok(passed >= AT_LEAST, `${passed} passed, ${AT_LEAST} did before`);
  }).timeout(60_000);
});
