// What live views are told after a jump is what they would have been told on the way there.
import assert from 'node:assert/strict';
import { LiveView } from '../../debugger/running/liveView.ts';
import { createVirtualClock, Driver } from '../../host/index.ts';
import { Journal, start } from '../../interpreter/index.ts';
import { executionWith, programOf } from '../support/runs.ts';

const LOOP = `
StartAt: Add
States:
  Add: { Type: Pass, Parameters: { n.$: "States.MathAdd($.n, 1)" }, Next: More }
  More: { Type: Choice, Choices: [{ Variable: $.n, NumericLessThan: 2500, Next: Add }], Default: Done }
  Done: { Type: Succeed }
`;

describe('the live view', () => {
  it('is the same after jumps as after going there', () => {
    const program = programOf(LOOP);
    const started = start(program, executionWith({ n: 0 }), { events: true });
    const journal = new Journal(started);
    const driver = new Driver(started, { clock: createVirtualClock(started.run.now), journal });
    while (driver.pump(1000).kind !== 'ended');
    const jumping = new LiveView('x', program);
    const { head } = journal;
    for (const moment of [head, 0, 4095, 4096, 4097, head - 1, 8192, 10_000, 5]) {
      jumping.restart(journal, moment);
      const going = new LiveView('x', program);
      for (let at = 0; at <= moment; at++) going.add(journal.eventsAt(at));
      const cursor = undefined;
      const now = { cursor, moment: { at: moment, head }, timeline: 1, clock: 0 };
      const [is, was] = [jumping, going].map(view => view.take(now));
      assert.deepEqual(is?.states, was?.states, `at ${moment}`);
      assert.deepEqual(is?.ways, was?.ways, `ways at ${moment}`);
      assert.equal(is?.reset, true);
    }
  });
});
