// The way of a run on the page: which lines were taken and how often, what their cards say, what went over them, and all that in
// words. Nothing here needs a browser.
import assert from 'node:assert/strict';
import { layoutGraph, type PlacedEdge } from '../../graph/model/index.ts';
import type { Flow, PageMessage, RunMessage } from '../../graph/protocol.ts';
import { describeNode } from '../../graph/view/describeNode.ts';
import { edgeCardOf, type KnownFlow } from '../../graph/view/edgeCard.ts';
import { restPath } from '../../graph/view/edgeRest.ts';
import { essentialsOf } from '../../graph/view/essentials.ts';
import { createFlows } from '../../graph/view/flows.ts';
import { indexLayout } from '../../graph/view/layoutIndex.ts';
import { factsOf } from '../../graph/view/marks.ts';
import { foldRun, NO_RUN, timesOf } from '../../graph/view/runFold.ts';
import { partsInWords } from '../../graph/view/wayWords.ts';
import { graphOf } from './checkGraph.ts';

const ORDER = `
  StartAt: Size
  States:
    Size:
      Type: Choice
      Choices:
        - { Variable: $.n, NumericEquals: 1, Next: Pay }
        - { Variable: $.n, NumericEquals: 2, Next: Pay }
      Default: Each
    Pay:
      Type: Task
      Resource: arn:aws:states:::lambda:invoke
      Retry: [{ ErrorEquals: [Busy] }]
      Catch: [{ ErrorEquals: [Refused], Next: Each }]
      Next: Each
    Each:
      Type: Map
      ItemProcessor: { StartAt: One, States: { One: { Type: Pass, Next: Two }, Two: { Type: Pass, End: true } } }
      End: true
`;
const ONE = '/States/Each/ItemProcessor/States/One';

const RUN: RunMessage = {
  kind: 'run',
  reset: true,
  states: {
    '/States/Size': { status: 'succeeded', visits: 4 },
    '/States/Pay': { status: 'caught', visits: 3, retries: 2 },
    '/States/Each': { status: 'running', visits: 1, parts: { total: 10, succeeded: 6, failed: 1, aborted: 0 } },
    [ONE]: { status: 'succeeded', visits: 1 },
  },
  ways: {
    '/StartAt': 1,
    '/States/Size/Choices/0/Next': 1,
    '/States/Size/Choices/1/Next': 2,
    '/States/Pay/Catch/0/Next': 1,
    [`${ONE}/Next`]: 7,
  },
  cursor: ONE,
  phase: 'Parameters',
  clock: 200_000,
};

function look(...collapsed: string[]) {
  return indexLayout(layoutGraph(graphOf(ORDER), { direction: 'down', collapsed: new Set(collapsed) }));
}

const edgeBetween = (from: string, to: string, style: 'flow' | 'catch' = 'flow'): PlacedEdge => {
  const edge = look().edge(`${style} /States/${from} /States/${to}`);
  assert.ok(edge);
  return edge;
};

describe('A line of the picture', () => {
  it('counts what was taken for any of its reasons', () => {
    const run = foldRun(NO_RUN, RUN);
    assert.equal(timesOf(run, edgeBetween('Size', 'Pay')), 3);
    assert.equal(timesOf(run, edgeBetween('Size', 'Each')), 0);
    assert.equal(timesOf(run, edgeBetween('Pay', 'Each', 'catch')), 1);
    assert.equal(timesOf(run, edgeBetween('Pay', 'Each')), 0);
  });

  it('keeps counts that are not told again, and forgets them at a reset', () => {
    const later = foldRun(foldRun(NO_RUN, RUN), { kind: 'run', states: {}, ways: { '/States/Size/Default': 1 } });
    assert.equal(timesOf(later, edgeBetween('Size', 'Pay')), 3);
    assert.equal(timesOf(later, edgeBetween('Size', 'Each')), 1);
    assert.equal(timesOf(foldRun(later, { kind: 'run', reset: true, states: {} }), edgeBetween('Size', 'Pay')), 0);
  });

  it('counts what a history tells of two states', () => {
    const passages = [
      { from: '/States/Size', to: '/States/Pay', isCaught: false, times: 3 },
      { from: '/States/Pay', to: '/States/Each', isCaught: true, times: 2 },
    ];
    const run = foldRun(NO_RUN, { kind: 'run', reset: true, states: {}, passages });
    assert.equal(timesOf(run, edgeBetween('Size', 'Pay')), 3);
    assert.equal(timesOf(run, edgeBetween('Pay', 'Each', 'catch')), 2);
    assert.equal(timesOf(run, edgeBetween('Pay', 'Each')), 0);
  });

  it('is drawn to its end where it joins another', () => {
    const index = look();
    const joined = index.layout.edges.filter(({ points, sharedFrom }) => sharedFrom < points.length - 1);
    assert.ok(joined.length > 0, 'no line joins another');
    for (const edge of joined) {
      const target = index.node(edge.to);
      const tip = /M(\S+) (\S+)L\S+ \S+L\S+ \S+Z$/.exec(restPath(edge, index));
      assert.ok(tip && target, `${edge.from} to ${edge.to}`);
      assert.equal(Number(tip[2]), target.y, 'the arrow head touches the state');
    }
    for (const edge of index.layout.edges) if (!joined.includes(edge)) assert.equal(restPath(edge, index), '');
  });
});

describe('The card of a line', () => {
  const checkCard = (
    edge: PlacedEdge,
    message: RunMessage | undefined,
    flow: KnownFlow | undefined,
    expected: string,
  ) => {
    const { name, what, rows, code, codeNote } = edgeCardOf(
      edge,
      look(),
      message ? foldRun(NO_RUN, message) : NO_RUN,
      flow,
    );
    const lines = rows.flatMap(({ term, lines: all }) => all.map(line => `${term}: ${line}`));
    const said = [
      name,
      what,
      ...lines,
      ...(code === undefined ? [] : [code]),
      ...(codeNote === undefined ? [] : [codeNote]),
    ];
    assert.equal(said.join('\n'), expected.trim().replace(/^ +/gm, ''));
  };

  it('says why, how often, and what went over it', () =>
    checkCard(
      edgeBetween('Size', 'Pay'),
      RUN,
      { text: '{ "n": 2 }', isCut: false, bytes: 7, assigned: { size: '"small"' } },
      `
      Size → Pay
      For 2 reasons
      Why: if n = 1: once
      Why: if n = 2: 2 times
      Run: Taken 3 times
      Assigned: $size = "small"
      { "n": 2 }
      7 bytes · click to open it
      `,
    ));
  it('says that a way was not taken', () =>
    checkCard(edgeBetween('Size', 'Each'), RUN, undefined, 'Size → Each\nOtherwise\nRun: Not taken in this run'));
  it('says no more than why, without a run', () =>
    checkCard(edgeBetween('Pay', 'Each', 'catch'), undefined, undefined, 'Pay → Each\nOn Refused'));
  it('says how large a long value is', () =>
    checkCard(
      edgeBetween('Pay', 'Each', 'catch'),
      RUN,
      { text: '[1', isCut: true, bytes: 61_234 },
      'Pay → Each\nOn Refused\nRun: Taken once\n[1\nThe beginning of 61.2 kB · click to open it',
    ));
  it('says that a value is not there any more', () =>
    checkCard(
      edgeBetween('Pay', 'Each', 'catch'),
      RUN,
      'unknown',
      'Pay → Each\nOn Refused\nRun: Taken once\nValue: Not known any more',
    ));
});

describe('A node of a run', () => {
  const factsAt = (id: string, more: Partial<RunMessage> = {}, ...collapsed: string[]) => {
    const index = look(...collapsed);
    const scene = { index, problems: {}, breakpoints: new Map(), run: foldRun(NO_RUN, { ...RUN, ...more }) };
    return { index, facts: factsOf(scene, id) };
  };
  const checkWords = (id: string, expected: string, more?: Partial<RunMessage>, ...collapsed: string[]) => {
    const { index, facts } = factsAt(id, more, ...collapsed);
    const placed = index.node(id);
    assert.ok(placed);
    assert.equal(describeNode(placed, index, facts), expected);
  };

  it('says where it went, and how often', () =>
    checkWords(
      '/States/Size',
      'Size, Choice. Succeeded, 4 visits. Leads to Pay if n = 1, taken 3 times; Each otherwise.',
    ));
  it('says its retries, and that it was caught', () =>
    checkWords(
      '/States/Pay',
      'Pay, Task, Lambda invoke. Failed and caught, 3 visits, 2 retries. Leads to Each; Each on Refused, taken once.',
    ));
  it('says where in it the debugger stands', () =>
    checkWords(ONE, 'One, Pass. Paused at Parameters. Leads to Two, taken 7 times.'));
  it('says how its iterations fare, and that one is shown', () =>
    checkWords('/States/Each', 'Each, Map. Running, 7 of 10, 1 failed. Only iteration #3 is shown. Leads to End.', {
      only: { id: '/States/Each', index: 3 },
    }));
  it('says in which of its states the debugger stands, when it is collapsed', () =>
    checkWords(
      '/States/Each',
      'Each, Map. Collapsed: Map · 2 states. Paused at One: Parameters, 7 of 10, 1 failed. In it: 1 paused here. Leads to End.',
      {},
      '/States/Each',
    ));
  it('has all that on its card', () => {
    const { index, facts } = factsAt('/States/Pay');
    const state = index.state('/States/Pay');
    assert.ok(state);
    const rows = essentialsOf(index, state, facts).rows.map(({ term, lines }) => `${term}: ${lines.join('; ')}`);
    assert.deepEqual(
      rows.filter(row => /^(?:Run|Next|Catch)/.test(row)),
      ['Run: Failed and caught, 3 visits, 2 retries', 'Next: Each', 'Catch: Each, on Refused (once)'],
    );
  });
  it('counts in words', () => {
    const said = (total: number, succeeded: number, failed = 0, aborted = 0) =>
      partsInWords({ total, succeeded, failed, aborted });
    assert.deepEqual(
      [said(3, 0), said(3, 3), said(10, 6, 1), said(10, 0, 1, 9), said(0, 1200), said(10_000, 1200)],
      ['0 of 3', '3 of 3', '7 of 10, 1 failed', '10 of 10, 1 failed, 9 aborted', '1,200', '1,200 of 10,000'],
    );
  });
});

describe('What went over a line', () => {
  const open = () => {
    const sent: PageMessage[] = [];
    const said: string[] = [];
    const index = look();
    let changes = 0;
    const flows = createFlows({
      index: () => index,
      send: message => sent.push(message),
      changed: () => changes++,
      say: text => said.push(text),
    });
    return { flows, sent, said, changes: () => changes };
  };
  const flow: Flow = { text: '1', isCut: false, bytes: 1 };
  const events = [
    { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"n":1}' } },
    { id: 2, previousEventId: 0, type: 'ChoiceStateEntered', stateEnteredEventDetails: { name: 'Size' } },
    {
      id: 3,
      previousEventId: 2,
      type: 'ChoiceStateExited',
      stateExitedEventDetails: { name: 'Size', output: '{"n":1}' },
    },
    { id: 4, previousEventId: 3, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Pay' } },
  ].map(event => ({ ...event, timestamp: 0 }));

  it('is asked for once, and again when something has happened', () => {
    const { flows, sent, changes } = open();
    const edge = edgeBetween('Size', 'Pay');
    assert.equal(flows.of(edge), 'asking');
    assert.equal(flows.of(edge), 'asking');
    const ways = ['/States/Size/Choices/0/Next', '/States/Size/Choices/1/Next'];
    assert.deepEqual(sent, [{ kind: 'flow', asked: 1, ways, isWhole: false }]);
    flows.receive({ kind: 'flow', asked: 1, flow });
    assert.deepEqual([flows.of(edge), changes(), sent.length], [flow, 1, 1]);
    flows.forget(true);
    assert.deepEqual([flows.of(edge), sent.length], [flow, 2]);
  });

  it('is not asked for with every step of a run that goes on', () => {
    const { flows, sent } = open();
    const edge = edgeBetween('Size', 'Pay');
    for (let i = 0; i < 100; i++) {
      flows.forget(false);
      flows.of(edge);
    }
    assert.equal(sent.length, 1);
  });

  it('is found in a history that was kept', () => {
    const { flows } = open();
    const [edge, other] = [edgeBetween('Size', 'Pay'), edgeBetween('Size', 'Each')];
    flows.of(edge);
    flows.receive({ kind: 'flow', asked: 1, history: { events } });
    assert.deepEqual(flows.of(edge), { text: '{\n  "n": 1\n}', isCut: false, bytes: 7 });
    flows.of(other);
    flows.receive({ kind: 'flow', asked: 2, history: { events } });
    assert.equal(flows.of(other), 'unknown');
  });

  it('is opened as a whole', () => {
    const { flows, sent, said } = open();
    flows.open([edgeBetween('Size', 'Pay')]);
    flows.receive({ kind: 'flow', asked: 1, flow });
    assert.deepEqual(sent[1], { kind: 'openValue', title: 'Size → Pay', text: '1' });
    flows.open([edgeBetween('Size', 'Pay')]);
    flows.receive({ kind: 'flow', asked: 2 });
    assert.deepEqual(said, ['The value is not known any more']);
  });
});
