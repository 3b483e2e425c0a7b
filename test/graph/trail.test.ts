// The history of an execution as lanes, visits and rows: one that has everything as a transcript, and over all recorded
// executions what must hold for any.
import assert from 'node:assert/strict';
import {
  detailsOf,
  isWithin,
  iterationsOf,
  lastStep,
  passagesAt,
  statesAt,
  statusNow,
  Trail,
  type TrailEvent,
} from '../../graph/model/index.ts';
import { describeTime, rowAtMoment, stopsOf } from '../../graph/view/execution/places.ts';
import { toHistory } from '../../interpreter/index.ts';
import { playable } from '../conformance/recordedCases.ts';
import { checkGolden } from '../support/golden.ts';
import { executionWith, programOf, runSteps } from '../support/runs.ts';
import { runWithMocks } from '../support/tasks.ts';

const EVERYTHING = `
StartAt: Both
States:
  Both:
    Type: Parallel
    Next: Each
    Branches:
      - StartAt: Left
        States: { Left: { Type: Wait, Seconds: 5, End: true } }
      - StartAt: Right
        States: { Right: { Type: Pass, Next: Inner }, Inner: { Type: Wait, Seconds: 2, End: true } }
  Each:
    Type: Map
    ItemsPath: $[0].items
    Next: Never
    Catch: [{ ErrorEquals: [States.ALL], Next: Done }]
    ItemProcessor:
      StartAt: Check
      States:
        Check:
          Type: Choice
          Choices: [{ Variable: $, NumericGreaterThan: 1, Next: Refuse }]
          Default: Fine
        Fine: { Type: Pass, End: true }
        Refuse: { Type: Fail, Error: TooMany }
  Never: { Type: Pass, End: true }
  Done: { Type: Succeed }
`;

function trailOf(events: readonly TrailEvent[]): Trail {
  const trail = new Trail();
  for (const event of events) trail.add(event);
  return trail;
}

function everything(): Trail {
  const input = { items: [1, 2] };
  const { events } = runSteps(programOf(EVERYTHING), input);
  return trailOf(toHistory(events, executionWith(input)) as readonly TrailEvent[]);
}

describe('The trail of an execution', () => {
  it('has a lane for each branch and iteration, and a visit for each state', () => {
    const trail = everything();
    const lines = trail.rows.map(({ event, time, lane, state = '' }) =>
      [event.id, describeTime(time), event.type, trail.lanes[lane]?.name, state].join(' | '),
    );
    for (const visit of trail.visits) {
      const said = visit.statuses.map(({ row, status }) => `${status} at ${row + 1}`).join(', ');
      lines.push(`${trail.lanes[visit.lane]?.name}: ${visit.state}: ${said}`);
    }
    checkGolden('graph/trail', `${lines.join('\n')}\n`);
  });

  it('knows what each state had come to, in all lanes or in one', () => {
    const trail = everything();
    const told = (row: number, lane?: number) =>
      [...statesAt(trail, row, lane)]
        .map(([name, { status, visits, parts }]) => {
          const counts =
            parts && ` (${parts.succeeded} of ${parts.total}, ${parts.failed} failed, ${parts.aborted} aborted)`;
          return `${name} ${status} ${visits}${counts ?? ''}`;
        })
        .join(', ');
    const first = trail.lanes.findIndex(({ name }) => name === 'Each #0');
    const end = trail.rows.length - 1;
    assert.equal(told(1), 'Both running 1');
    assert.equal(
      told(end, first),
      'Both succeeded 1 (2 of 2, 0 failed, 0 aborted), Left succeeded 1, Right succeeded 1, Inner succeeded 1, ' +
        'Each caught 1 (1 of 2, 1 failed, 0 aborted), Check succeeded 1, Fine succeeded 1, Done succeeded 1',
    );
    assert.match(told(end), /Each caught 1 .*, Check succeeded 2, .*Refuse failed 1, .*Done succeeded 1/);
    const branch = trail.lanes.findIndex(({ name }) => name === 'Both ▸ branch 2');
    assert.equal(told(end, branch), 'Right succeeded 1, Inner succeeded 1');
  });

  it('knows the ways that were gone, and what went over them', () => {
    const trail = everything();
    const end = trail.rows.length - 1;
    const told = (row: number, lane?: number) =>
      passagesAt(trail, row, lane)
        .map(({ from, to, isCaught, times }) => `${from} ${isCaught ? '=>' : '->'} ${to} ${times}`)
        .join(', ');
    assert.equal(told(1), '#start -> Both 1');
    assert.equal(
      told(end),
      '#start -> Both 1, Right -> Inner 1, Both -> Each 1, Check -> Fine 1, Check -> Refuse 1, Each => Done 1, Done -> #end 1',
    );
    const [first] = iterationsOf(trail, 'Each');
    assert.match(told(end, first?.lane), /Both -> Each 1, Check -> Fine 1, Each => Done 1/);
    const way = { from: 'Right', to: 'Inner', isCaught: false };
    assert.match(String(detailsOf(lastStep(trail, way) ?? {}).output), /items/);
    assert.equal(lastStep(trail, { ...way, to: 'Left' }), undefined);
    assert.equal(lastStep(trail, way, 3), undefined);
  });

  it('knows the iterations of a Map', () => {
    const found = iterationsOf(everything(), 'Each').map(({ index, status }) => `${index} ${status}`);
    assert.deepEqual(found, ['0 succeeded', '1 failed']);
  });

  it('counts what was tried again', () => {
    const text = `
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:states:::lambda:invoke
          Retry: [{ ErrorEquals: [Busy] }]
          End: true
    `;
    const busy = { throw: { error: 'Busy' } };
    const { events } = runWithMocks(text, {}, { Call: { sequence: [busy, busy, { return: 1 }] } });
    const trail = trailOf(toHistory(events, executionWith({})) as readonly TrailEvent[]);
    assert.deepEqual(statesAt(trail, trail.rows.length).get('Call'), { status: 'succeeded', visits: 1, retries: 2 });
  });

  it('holds of every recorded execution', () => {
    let count = 0;
    for (const { expect, runs = [], unordered, id } of playable()) {
      if (unordered) continue;
      for (const events of [expect, ...runs.map(run => run.expect)].map(one => one?.events ?? [])) {
        const trail = trailOf(events as readonly TrailEvent[]);
        assert.equal(trail.rows.length, events.length);
        const isOver = /^Execution(?:Succeeded|Failed|Aborted|TimedOut)$/.test(trail.rows.at(-1)?.event.type ?? '');
        for (const visit of trail.visits) {
          const told = `${id}: ${visit.state} in ${trail.lanes[visit.lane]?.name}`;
          assert.equal(visit.isOver, isOver, told);
          if (isOver) assert.doesNotMatch(statusNow(visit), /running|waiting|retrying/, told);
          assert.ok(isWithin(trail.lanes, visit.lane, 0), told);
        }
        count += events.length;
      }
    }
    assert.ok(count === 0 || count > 1000, `${count} events`);
  });
});

describe('Places in a history', () => {
  it('are found by the moment, and gone through state by state', () => {
    const trail = everything();
    const rows = [0, 0, 2, 2, 5].map((moment, index) => {
      const row = trail.rows[index];
      assert.ok(row);
      return { ...row, event: { ...row.event, moment } };
    });
    assert.deepEqual(
      [-1, 0, 1, 2, 4, 5, 9].map(at => rowAtMoment(rows, at)),
      [-1, 1, 1, 3, 3, 4, 4],
    );
    const names = stopsOf(trail, 0).map(row => trail.rows[row]?.state ?? 'end');
    assert.deepEqual(names, [
      'Both',
      'Left',
      'Right',
      'Inner',
      'Each',
      'Check',
      'Check',
      'Fine',
      'Refuse',
      'Done',
      'end',
    ]);
  });

  it('have times a person reads', () => {
    const times = [0, 999, 1250, 59_999, 185_000, 93_600_000].map(describeTime);
    assert.deepEqual(times, ['+0 ms', '+999 ms', '+1.25 s', '+59.999 s', '+3:05 min', '+26:00 h']);
  });
});
