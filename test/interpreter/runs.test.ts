// Whole executions, a line per event.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { toHistory } from '../../interpreter/index.ts';
import { checkGolden } from '../support/golden.ts';
import { executionWith, programOf, runFast, runSteps, transcript } from '../support/runs.ts';

describe('runs', () => {
  const order = (total: number, trusted = false) => ({ order: { id: 'A-1', total, customer: { trusted } } });
  const json = fs.readFileSync('samples/order.asl.json', 'utf8');
  const yaml = fs.readFileSync('samples/order.asl.yaml', 'utf8');

  it('the order sample: small, large, trusted, empty', () => {
    const runs = [order(20), order(5000), order(5000, true), order(0)];
    checkGolden('runs/order', runs.map(input => transcript(json, input, 'json')).join('\n'));
  });

  it('the order sample runs the same from YAML', () => {
    for (const input of [order(20), order(5000), order(0)]) {
      assert.equal(transcript(yaml, input), transcript(json, input, 'json'));
    }
  });

  it('the hello-world sample', () => {
    const text = fs.readFileSync('samples/hello-world.asl.json', 'utf8');
    checkGolden('runs/hello-world', transcript(text, { name: 'Ada' }, 'json'));
  });

  it('the history is as AWS writes it', () => {
    const { events } = runSteps(programOf(json, 'json'), order(5000));
    checkGolden('runs/order-history', `${JSON.stringify(toHistory(events, executionWith({})), null, 2)}\n`);
  });

  it('without an observer the end is the same', () => {
    for (const input of [order(20), order(5000), order(0), {}, 'text', null]) {
      const program = programOf(json, 'json');
      const { status, output, failure, eventCount } = runSteps(program, input).run;
      const fast = runFast(program, input);
      assert.deepEqual({ status, output, failure, eventCount }, pick(fast));
    }
  });

  it('any moment of the journal can be reached again', () => {
    const { journal, run } = runSteps(programOf(json, 'json'), order(5000));
    const forward = Array.from({ length: journal.head + 1 }, (_, moment) =>
      JSON.stringify(journal.runAt(moment).strands),
    );
    for (let moment = journal.head; moment >= 0; moment--) {
      assert.equal(JSON.stringify(journal.runAt(moment).strands), forward[moment]);
    }
    assert.deepEqual(pick(journal.runAt(journal.head)), pick(run));
  });

  it('an endless loop ends at the limit of the history', () => {
    const program = programOf(`
StartAt: A
States:
  A: { Type: Pass, Next: B }
  B: { Type: Choice, Choices: [{ Variable: $.stop, IsPresent: true, Next: C }], Default: A }
  C: { Type: Succeed }`);
    const { status, failure, eventCount } = runFast(program, {});
    assert.equal(status, 'FAILED');
    assert.equal(failure?.cause, 'The execution reached the maximum number of history events (25000).');
    assert.ok(eventCount <= 25_000);
    assert.deepEqual(runSteps(program, {}).run.eventCount, eventCount);
  });

  it('the machine times out on the virtual clock', () => {
    const text = '{StartAt: A, TimeoutSeconds: 10, States: {A: {Type: Wait, Seconds: 60, End: true}}}';
    assert.equal(transcript(text, {}), '0s  started with {}\n0s  A waits 1m\n10s  TIMED_OUT\n');
  });

  function pick({ status, output, failure, eventCount }: ReturnType<typeof runFast>) {
    return { status, output, failure, eventCount };
  }
});
