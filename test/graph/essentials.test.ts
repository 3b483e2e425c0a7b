// The card of a state: what it says, and where it stands.
import assert from 'node:assert/strict';
import { layoutGraph } from '../../graph/model/index.ts';
import type { NodeProblem, StateRun } from '../../graph/protocol.ts';
import { essentialsInWords, essentialsOf, timeInWords } from '../../graph/view/essentials.ts';
import { indexLayout } from '../../graph/view/layoutIndex.ts';
import { factsOf } from '../../graph/view/marks.ts';
import { type Extent, placeBeside, type Rect } from '../../graph/view/placeBeside.ts';
import { foldRun, NO_RUN } from '../../graph/view/runFold.ts';
import { graphOf } from './checkGraph.ts';

const ORDER = `
  StartAt: Check
  States:
    Check:
      Type: Choice
      Choices: [{ Variable: $.total, NumericGreaterThan: 1000, Next: Pay }]
      Default: Both
    Pay:
      Type: Task
      Comment: Charges the card.
      Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
      Parameters: { FunctionName: arn:aws:lambda:eu-west-1:123456789012:function:charge-card }
      Retry:
        - { ErrorEquals: [CardBusy], IntervalSeconds: 30, MaxAttempts: 2 }
        - { ErrorEquals: [States.Timeout], MaxAttempts: 1 }
        - { ErrorEquals: [Odd], MaxAttempts: 0 }
        - { ErrorEquals: [States.ALL], MaxDelaySeconds: 60 }
      Catch: [{ ErrorEquals: [CardDeclined, CardLost], Next: Refuse }]
      Next: Both
    Both:
      Type: Parallel
      Branches: [{ StartAt: A, States: { A: { Type: Pass, End: true } } }]
      End: true
    Refuse: { Type: Fail }
`;

describe('The card of a state', () => {
  const card = (id: string, known: { run?: StateRun; problem?: NodeProblem; collapsed?: string } = {}) => {
    const collapsed = new Set(known.collapsed === undefined ? [] : [known.collapsed]);
    const index = indexLayout(layoutGraph(graphOf(ORDER), { direction: 'down', collapsed }));
    const run = known.run ? foldRun(NO_RUN, { kind: 'run', states: { [id]: known.run } }) : NO_RUN;
    const problems = known.problem ? { [id]: known.problem } : {};
    const state = index.state(id);
    assert.ok(state);
    return essentialsOf(index, state, factsOf({ index, problems, run, breakpoints: new Map() }, id));
  };
  const checkCard = (id: string, expected: string, known?: Parameters<typeof card>[1]) => {
    const { name, what, comment, rows } = card(id, known);
    const lines = rows.flatMap(({ term, lines }) => lines.map((line, i) => `${i === 0 ? term : '-'}: ${line}`));
    assert.equal(
      [name, what, ...(comment === undefined ? [] : [comment]), ...lines].join('\n'),
      expected.trim().replace(/^ +/gm, ''),
    );
  };

  it('says what a Task calls, and what becomes of its errors', () =>
    checkCard(
      '/States/Pay',
      `
      Pay
      Task, Lambda charge-card, token
      Charges the card.
      Calls: arn:aws:states:::lambda:invoke.waitForTaskToken
      Next: Both
      Retry: CardBusy: 2 times, after 30 s, then 2 × as long
      -: States.Timeout: once, after 1 s
      -: Odd: never
      -: States.ALL: 3 times, after 1 s, then 2 × as long, at most 1 min
      Catch: Refuse, on CardDeclined, CardLost
      `,
    ));

  it('says where a Choice leads', () =>
    checkCard(
      '/States/Check',
      `
      Check
      Choice
      Next: Pay, if total > 1000
      -: Both, otherwise
      `,
    ));

  it('says what is in a container, collapsed or not', () => {
    const expected = `
      Both
      Parallel, 1 branch
      Holds: A
      Next: End
    `;
    checkCard('/States/Both', expected);
    checkCard('/States/Both', expected, { collapsed: '/States/Both' });
  });

  it('says what is wrong and how it fared', () =>
    checkCard(
      '/States/Refuse',
      `
      Refuse
      Fail
      Run: Failed, 3 visits, the last after 2.5 s
      Warning: No cause is given.
      `,
      {
        run: { status: 'failed', visits: 3, lastMs: 2500 },
        problem: { severity: 'warning', message: 'No cause is given.' },
      },
    ));

  it('is short, whatever there is to say', () => {
    const states = Array.from({ length: 12 }, (_, i) => `S${i}: { Type: Succeed, Comment: ${'x'.repeat(500)} }`);
    const rules = Array.from({ length: 12 }, (_, i) => `{ Variable: $.a, NumericEquals: ${i}, Next: S${i} }`);
    const text = `{ StartAt: C, States: { C: { Type: Choice, Choices: [${rules.join(', ')}] }, ${states.join(', ')} } }`;
    const index = indexLayout(layoutGraph(graphOf(text), { direction: 'down' }));
    const scene = { index, problems: {}, run: NO_RUN, breakpoints: new Map() };
    const of = (id: string) => {
      const state = index.state(id);
      assert.ok(state);
      return essentialsOf(index, state, factsOf(scene, id));
    };
    assert.deepEqual(of('/States/C').rows[0]?.lines.slice(4), ['S4, if a = 4', 'and 7 more']);
    assert.equal(of('/States/S1').comment?.length, 240);
  });

  it('is told in words to those who hear it', () =>
    assert.equal(
      essentialsInWords(card('/States/Check')),
      'Check, Choice. Next: Pay, if total > 1000; Both, otherwise',
    ));

  it('says times as people do', () => {
    const times = [0, 350, 2_500, 60_000, 200_000, 3_600_000, 93_600_000].map(timeInWords);
    assert.deepEqual(times, ['0 ms', '350 ms', '2.5 s', '1 min', '3 min 20 s', '1 h', '1 d 2 h']);
  });
});

describe('A card stands', () => {
  const window: Extent = { width: 600, height: 400 };
  const checkPlace = (about: Rect, card: Extent, expected: readonly [number, number], room = window) => {
    const { left, top } = placeBeside(about, card, room);
    assert.deepEqual([left, top], expected);
    assert.ok(left >= 0 && top >= 0 && left + card.width <= room.width && top + card.height <= room.height);
  };
  const box = (left: number, top: number): Rect => ({ left, top, right: left + 140, bottom: top + 52 });

  it('on the right', () => checkPlace(box(20, 30), { width: 200, height: 100 }, [170, 30]));
  it('on the left where there is no room', () => checkPlace(box(400, 30), { width: 200, height: 100 }, [190, 30]));
  it('within the window', () => checkPlace(box(20, 380), { width: 200, height: 100 }, [170, 294]));
  it('below in a narrow window, else above', () => {
    const narrow = { width: 300, height: 400 };
    checkPlace(box(20, 30), { width: 250, height: 100 }, [20, 92], narrow);
    checkPlace(box(20, 320), { width: 250, height: 100 }, [20, 210], narrow);
  });
  it('over it where there is no room at all', () =>
    checkPlace(box(20, 100), { width: 250, height: 380 }, [20, 14], { width: 300, height: 400 }));
});
