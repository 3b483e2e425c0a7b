// Executions that Tasks start, as one line per event: how they end, and what becomes of whoever waits for them.
import assert from 'node:assert/strict';
import { createStarts, createVirtualClock, Driver, noAnswer, type Tasks } from '../../host/index.ts';
import { type ExecutionEvent, Journal, RunPrinter, start, toHistory, type Value } from '../../interpreter/index.ts';
import { TakenNames } from '../../interpreter/takenNames.ts';
import { machinesIn } from '../support/machinesAtHand.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';

const nobody: Tasks = { call: (command, answer) => answer(noAnswer(command)), cancel: () => undefined };

const task = (pattern: string, more: object = {}, machine = 'child') => ({
  Type: 'Task',
  Resource: `arn:aws:states:::states:startExecution${pattern}`,
  Parameters: {
    StateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${machine}`,
    Input: { a: 1 },
    Name: 'x',
  },
  End: true,
  ...more,
});
const machine = (State: object, more: object = {}) => ({ StartAt: 'S', States: { S: State }, ...more });
const WAIT = { Type: 'Wait', Seconds: 60, End: true };

function play(first: object, child: object, input: Value = {}) {
  const program = programOf(JSON.stringify(first), 'json');
  const started = start(program, executionWith(input), { events: true });
  const events: ExecutionEvent[] = [];
  const driver = new Driver(started, {
    clock: createVirtualClock(START_TIME),
    journal: new Journal(started),
    tasks: createStarts(machinesIn(program, { 'child.asl.json': JSON.stringify(child) }), nobody),
    sink: more => events.push(...more),
  });
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    assert.notEqual(pumped.kind, 'sleeping');
  }
  const lines = new RunPrinter(START_TIME).print(events).map(line => line.slice(0, 150));
  return { lines, run: driver.run, events };
}

/** The end of the lines, without what is the same everywhere. */
function ends({ lines }: ReturnType<typeof play>, count: number): string {
  return lines
    .slice(-count)
    .join('\n')
    .replace(/arn:aws:states:us-east-1:123456789012/g, '…');
}

describe('an execution that a Task starts', () => {
  it('times out by what its machine declares', () => {
    const played = play(machine(task('.sync')), machine(WAIT, { TimeoutSeconds: 10 }));
    const [timedOut, failed, end] = ends(played, 3).split('\n');
    assert.equal(timedOut, '10s  child ▸ TIMED_OUT: States.Timeout');
    assert.match(
      failed ?? '',
      /^10s {2}S failed: States\.TaskFailed: \{"Error":"States\.Timeout","ExecutionArn":"…:execution:child:x"/,
    );
    assert.equal(end, '10s  FAILED');
  });

  it('is stopped when the time of its Task is over, or another branch has failed', () => {
    const late = play(machine(task('.sync:2', { TimeoutSeconds: 5 })), machine(WAIT));
    assert.equal(ends(late, 4), '5s  child ▸ ABORTED\n5s  S timed out\n5s  S failed: States.Timeout\n5s  FAILED');
    const branches = [
      { StartAt: 'A', States: { A: task('.sync:2') } },
      { StartAt: 'B', States: { B: { Type: 'Wait', Seconds: 5, Next: 'C' }, C: { Type: 'Fail', Error: 'Other' } } },
    ];
    const failed = play(machine({ Type: 'Parallel', Branches: branches, End: true }), machine(WAIT));
    assert.match(ends(failed, 4), /5s {2}C failed: Other\n5s {2}child ▸ ABORTED\n5s {2}S failed: Other\n5s {2}FAILED/);
  });

  it('goes on when nobody waits for it, whatever becomes of the one that started it', () => {
    const caller = {
      StartAt: 'S',
      States: { S: { ...task('', { Next: 'No' }), End: undefined }, No: { Type: 'Fail', Error: 'No' } },
    };
    const { lines, run } = play(caller, machine(WAIT));
    assert.deepEqual(lines.slice(-4), [
      '0s  No failed: No',
      '0s  FAILED',
      '1m  child ▸ S -> (end)  {"a":1}',
      '1m  child ▸ SUCCEEDED with {"a":1}',
    ]);
    assert.equal(run.status, 'FAILED');
  });

  it('has a history of its own', () => {
    const { events } = play(machine(task('.sync')), machine({ Type: 'Pass', End: true }));
    const begun = events.find(event => event.kind === 'childStarted');
    assert.ok(begun?.kind === 'childStarted');
    const history = toHistory(events, begun.execution).map(
      ({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`,
    );
    assert.deepEqual(history, [
      '1 0 ExecutionStarted',
      '2 0 PassStateEntered',
      '3 2 PassStateExited',
      '4 3 ExecutionSucceeded',
    ]);
    assert.equal(begun.execution.id, 'arn:aws:states:us-east-1:123456789012:execution:child:x');
  });

  it('is refused an input that is no JSON', () => {
    const Parameters = { ...task('').Parameters, Input: '{' };
    const { lines } = play(machine(task('', { Parameters })), machine(WAIT));
    assert.match(
      lines.join('\n'),
      /S failed: StepFunctions\.InvalidExecutionInputException: Invalid State Machine Execution Input/,
    );
  });

  it('has a name of its own for good: a loop, and a second attempt, are refused the same one', () => {
    const again = {
      StartAt: 'S',
      States: {
        S: { ...task('', { Next: 'Wait' }), End: undefined },
        Wait: { Type: 'Wait', Seconds: 10, Next: 'S2' },
        S2: { ...task('', { Next: 'Later' }), End: undefined },
        Later: { Type: 'Wait', Seconds: 100, Next: 'S3' },
        S3: task(''),
      },
    };
    const { lines } = play(again, machine(WAIT));
    assert.equal(lines.filter(line => /child ▸ SUCCEEDED/.test(line)).length, 1);
    assert.match(
      lines.join('\n'),
      /1m 50s {2}S3 failed: StepFunctions\.ExecutionAlreadyExistsException: Execution Already Exists: 'arn:[^']*:child:x'/,
    );
    const retried = task('.sync', { Retry: [{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 1 }] });
    const failed = play(machine(retried), machine({ Type: 'Fail', Error: 'No' }));
    assert.match(failed.lines.at(-2) ?? '', /S failed: StepFunctions\.ExecutionAlreadyExistsException/);
  });

  it('names that are taken are those of its own past', () => {
    const one = (root: number) => ({ root, inputText: '{}', startTime: 0 });
    const first = TakenNames.none.with('a', one(1));
    const [left, right] = [first.with('b', one(2)), first.with('c', one(3)).with('b', one(4))];
    const roots = (names: TakenNames) => ['a', 'b', 'c'].map(name => names.get(name)?.root);
    assert.deepEqual([TakenNames.none, first, left, right].map(roots), [
      [undefined, undefined, undefined],
      [1, undefined, undefined],
      [1, 2, undefined],
      [1, 4, 3],
    ]);
  });

  it('is given no name that AWS forbids', () => {
    const Parameters = { ...task('').Parameters, Name: 'a b' };
    const { lines } = play(machine(task('', { Parameters })), machine(WAIT));
    assert.match(lines.join('\n'), /S failed: StepFunctions\.InvalidNameException: Invalid Name: 'a b'/);
  });

  it('is started through the SDK integration, and answered as the operation answers', () => {
    const call = (action: string, more: object = {}, given: object = {}) => {
      const { Resource: _, Parameters, ...rest } = task('', more);
      const Resource = `arn:aws:states:::aws-sdk:sfn:${action}`;
      return { Resource, Parameters: { ...Parameters, ...given }, ...rest };
    };
    const started = play(machine(call('startExecution')), machine(WAIT));
    const answer = started.lines.find(line => /S is answered/.test(line)) ?? '';
    assert.match(answer, /is answered \{"ExecutionArn":"arn:[^"]*:execution:child:x","StartDate":"20\d\d-[^"]*Z"\}$/);
    assert.equal(started.lines.at(-1), '1m  child ▸ SUCCEEDED with {"a":1}');
    const sync = play(machine(call('startSyncExecution')), machine(WAIT));
    const output = sync.run.output as Record<string, Value>;
    assert.deepEqual(
      [sync.run.status, output['Status'], output['Output'], output['Input'], output['InputDetails'], output['Name']],
      ['SUCCEEDED', 'SUCCEEDED', '{"a":1}', '{"a":1}', { Included: true }, 'x'],
    );
    assert.match(String(output['ExecutionArn']), /:express:child:x:/);
    assert.equal(sync.events.filter(({ kind }) => kind === 'callSubmitted').length, 0);
    // That it fails is an answer like any other.
    const failed = play(machine(call('startSyncExecution')), machine({ Type: 'Fail', Error: 'No', Cause: 'Why' }));
    const { Status, Error: error, Cause: cause } = failed.run.output as Record<string, Value>;
    assert.deepEqual([failed.run.status, Status, error, cause], ['SUCCEEDED', 'FAILED', 'No', 'Why']);
    const refused = play(machine(call('startExecution', {}, { Name: 'a b' })), machine(WAIT));
    assert.match(
      refused.lines.join('\n'),
      /S failed: Sfn\.InvalidNameException: Invalid Name: 'a b' \(Service: Sfn, Status/,
    );
  });
});
