// Machines in the Tasks that start them, on the page: how they are opened and closed, whose breakpoints and cursor they show, in which
// order they are found; and in the client: how their states fare.
import assert from 'node:assert/strict';
import { type DrawnDefinition, GraphRuns } from '../../client/graphRuns.ts';
import type { Batch } from '../../debugger/protocol.ts';
import { layoutGraph, scopeInside, withStarted } from '../../graph/model/index.ts';
import type { PageMessage, TextBreakpoint } from '../../graph/protocol.ts';
import { breakpointsByState } from '../../graph/view/breakpoints.ts';
import { crumbsOf } from '../../graph/view/crumbs.ts';
import { describeNode } from '../../graph/view/describeNode.ts';
import { essentialsOf } from '../../graph/view/essentials.ts';
import { findStates } from '../../graph/view/findStates.ts';
import { createFolding } from '../../graph/view/folding.ts';
import { foldingOf, indexLayout, type LayoutIndex } from '../../graph/view/layoutIndex.ts';
import { innermostAt } from '../../graph/view/textPlaces.ts';
import { graphOf } from './checkGraph.ts';

const START = 'arn:aws:states:::states:startExecution.sync:2';
const PARENT = `StartAt: One
States:
  One: { Type: Task, Resource: "${START}", Next: Two }
  Two: { Type: Task, Resource: "${START}", Next: Charged }
  Charged: { Type: Succeed }
`;
const CHILD = `StartAt: Charge
States:
  Charge: { Type: Pass, Next: Charged }
  Charged: { Type: Succeed }
`;
const URI = 'file:///pay.asl.yaml';
const [ONE, TWO] = ['/States/One', '/States/Two'];
const inOne = (name: string) => `${ONE}~>/States/${name}`;
const inTwo = (name: string) => `${TWO}~>/States/${name}`;

function look(opened: readonly string[], problem?: string): LayoutIndex {
  const child = graphOf(CHILD);
  const graph = withStarted(graphOf(PARENT), ({ id }) => ({
    about: { name: 'Pay', uri: URI, ...(problem !== undefined && { problem }) },
    ...(opened.includes(id) && { scope: scopeInside(child, { task: id, title: 'pay.asl.yaml', uri: URI }) }),
  }));
  return indexLayout(layoutGraph(graph, { direction: 'down' }));
}

const FACTS = {
  status: undefined,
  run: undefined,
  problem: undefined,
  counts: new Map(),
  breakpoints: [],
  phase: undefined,
  only: undefined,
  taken: () => 0,
} as const;

describe('A Task that starts a machine at hand', () => {
  it('can be opened, unless the machine cannot be drawn, and says what it starts', () => {
    const closed = look([]).node(ONE);
    assert.ok(closed);
    assert.equal(foldingOf(closed), 'closed');
    assert.match(describeNode(closed, look([]), FACTS), /Starts Pay\./);
    const open = look([ONE]).node(ONE);
    assert.equal(open && foldingOf(open), 'open');
    const index = look([], 'It is gone.');
    const gone = index.node(ONE);
    assert.equal(gone && foldingOf(gone), undefined);
    const state = index.state(ONE);
    const row = state && essentialsOf(index, state, FACTS).rows.find(({ term }) => term === 'Starts');
    assert.deepEqual(row, { term: 'Starts', lines: ['Pay', 'It is gone.'], tone: 'warning' });
  });

  it('is opened and closed by folding; all containers are expanded without opening one', () => {
    const sent: PageMessage[] = [];
    const folding = createFolding(
      message => sent.push(message),
      () => undefined,
    );
    const last = () => {
      const message = sent.at(-1);
      assert.ok(message?.kind === 'collapse');
      return { collapsed: message.ids, opened: message.opened };
    };
    const draw = (opened: readonly string[], collapsed: readonly string[] = []) =>
      folding.draw('graph', look(opened), { collapsed, opened });
    draw([]);
    const fold = (id: string) => {
      const placed = folding.foldable(id);
      assert.ok(placed);
      folding.fold(placed);
    };
    fold(ONE);
    assert.deepEqual(last(), { collapsed: [], opened: [ONE] });
    draw([ONE]);
    fold(TWO);
    assert.deepEqual(last(), { collapsed: [], opened: [ONE, TWO] });
    draw([ONE, TWO]);
    fold(ONE);
    assert.deepEqual(last(), { collapsed: [], opened: [TWO] });
    draw([ONE], ['/States/Gone']);
    folding.expandAll();
    assert.deepEqual(last(), { collapsed: [], opened: [ONE] });
    draw([ONE, TWO]);
    folding.collapseAll();
    assert.deepEqual(last(), { collapsed: [], opened: [] });
    draw([TWO]);
    folding.close(TWO);
    assert.deepEqual(last().opened, []);
  });
});

describe('The states of an opened machine', () => {
  const index = look([ONE, TWO]);

  it('have the breakpoints of their own document, wherever they are drawn', () => {
    const at = (text: string, word: string, uri?: string): TextBreakpoint => {
      const start = text.indexOf(`${word}:`);
      const end = text.indexOf('\n', start);
      return { id: word, start, end, sort: 'plain', isEnabled: true, ...(uri !== undefined && { uri }) };
    };
    const shown = (breakpoint: TextBreakpoint) => [...breakpointsByState(index, [breakpoint]).keys()];
    assert.deepEqual(shown(at(CHILD, 'Charge', URI)), [inOne('Charge'), inTwo('Charge')]);
    assert.deepEqual(shown(at(CHILD, 'Charge', 'file:///other.asl.yaml')), []);
    assert.deepEqual(shown(at(PARENT, 'Two')), [TWO]);
  });

  it('are marked by the cursor in their own document', () => {
    const { nodes } = index.layout;
    const offset = CHILD.indexOf('Charged:') + 2;
    assert.deepEqual(innermostAt(nodes, offset, URI), [inOne('Charged'), inTwo('Charged')]);
    assert.deepEqual(innermostAt(nodes, PARENT.indexOf('Two:'), undefined), [TWO]);
    assert.deepEqual(innermostAt(nodes, offset, 'file:///other.asl.yaml'), []);
  });

  it('are found behind the Task they are drawn in', () =>
    assert.deepEqual(findStates(index, 'charge'), [
      inOne('Charge'),
      inOne('Charged'),
      inTwo('Charge'),
      inTwo('Charged'),
      '/States/Charged',
    ]));

  it('have crumbs with the machine they are of', () => {
    const labels = crumbsOf(index, 'order', inTwo('Charge')).map(({ label }) => label);
    assert.deepEqual(labels, ['order', 'Two', 'pay.asl.yaml', 'Charge']);
  });
});

const SHOWN = { passages: [], clock: 0, row: 0, lane: 0 };

describe('What the debugger says of a definition', () => {
  const file = '/shop/order.asl.yaml';
  const child = '/shop/pay.asl.yaml';
  const drawn: readonly DrawnDefinition[] = [
    { inside: '', file },
    { inside: `${ONE}~>`, file: child },
    { inside: `${TWO}~>`, file: child },
  ];
  const status = (one: 'running' | 'succeeded') => ({ status: one, visits: 1, lastMs: 0 });
  const batch = (definition: string, at: number, more: Partial<Batch>): Batch => ({
    definition,
    reset: false,
    states: {},
    ways: {},
    clock: at,
    moment: { at, head: at },
    timeline: 0,
    ...more,
  });
  const noNames = () => new Map([['One', ONE]]);

  it('is shown wherever it is drawn', () => {
    const runs = new GraphRuns();
    const message = runs.add(batch(child, 1, { states: { '/States/Charge': status('running') } }), drawn, noNames);
    assert.deepEqual(message?.states, { [inOne('Charge')]: status('running'), [inTwo('Charge')]: status('running') });
    runs.add(batch(file, 1, { states: { [ONE]: status('running') } }), drawn, noNames);
    const whole = { [ONE]: status('running'), ...message?.states };
    assert.deepEqual(runs.whole(drawn, noNames).states, whole);
    // Closed, it is not; opened again, it is still known.
    assert.deepEqual(runs.whole(drawn.slice(0, 1), noNames).states, { [ONE]: status('running') });
  });

  it('keeps the place where the debugger stands while all others are told of the moment, and no longer', () => {
    const runs = new GraphRuns();
    const cursor = { pointer: '/States/Charge', phase: 'enter', label: 'Enter' };
    assert.equal(runs.add(batch(child, 4, { cursor }), drawn, noNames)?.cursor, inOne('Charge'));
    assert.equal(runs.add(batch(file, 4, {}), drawn, noNames)?.cursor, inOne('Charge'));
    assert.equal(runs.add(batch(file, 5, {}), drawn, noNames)?.cursor, null);
    runs.add(batch(child, 6, { cursor }), drawn, noNames);
    assert.equal(runs.add(batch(child, 7, {}), drawn, noNames)?.cursor, null);
  });

  it('has ways and one iteration where it is drawn, and questions of them reach it with places of its own', () => {
    const runs = new GraphRuns();
    const only = { pointer: '/States/Each', index: 3 };
    const ways = { '/States/Charge/Next': 2 };
    const message = runs.add(batch(child, 1, { ways, only }), drawn, noNames);
    assert.deepEqual(message?.ways, { [`${inOne('Charge')}/Next`]: 2, [`${inTwo('Charge')}/Next`]: 2 });
    assert.deepEqual(message?.only, { id: inOne('Each'), index: 3 });
    const flow = { kind: 'flow', asked: 1, isWhole: false, ways: [`${inTwo('Charge')}/Next`] } as const;
    assert.deepEqual(runs.meant(flow, drawn), [{ of: drawn[2], message: { ...flow, ways: ['/States/Charge/Next'] } }]);
    assert.deepEqual(
      runs.meant({ kind: 'showAll' }, drawn).map(({ of }) => of.file),
      [child],
    );
  });

  it('is of one machine of a template', () => {
    const template = '/shop/template.yaml';
    const [order, pay] = ['Order', 'Pay'].map(stateMachine => ({ file: template, stateMachine }));
    const all = [
      { inside: '', ...order, file: template },
      { inside: `${ONE}~>`, ...pay, file: template },
    ];
    const runs = new GraphRuns();
    const states = { '/States/Charge': status('succeeded') };
    const message = runs.add(batch(template, 1, { stateMachine: 'Pay', states }), all, noNames);
    assert.deepEqual(message?.states, { [inOne('Charge')]: status('succeeded') });
  });

  it('gives way to what another view shows of the graph by names', () => {
    const runs = new GraphRuns();
    assert.equal(runs.show(file, { ...SHOWN, states: { One: status('running') }, cursor: 'One' }), true);
    assert.equal(
      runs.add(batch(child, 1, { states: { '/States/Charge': status('running') } }), drawn, noNames),
      undefined,
    );
    const { states, cursor } = runs.whole(drawn, noNames);
    assert.deepEqual([states, cursor], [{ [ONE]: status('running') }, ONE]);
    assert.equal(runs.show(file, undefined), true);
    assert.equal(runs.show(file, undefined), false);
    assert.deepEqual(Object.keys(runs.whole(drawn, noNames).states), [inOne('Charge'), inTwo('Charge')]);
  });

  it('is forgotten when the run is moved to another moment', () => {
    const runs = new GraphRuns();
    runs.add(batch(child, 3, { states: { '/States/Charge': status('running') } }), drawn, noNames);
    runs.add(batch(file, 3, { states: { [ONE]: status('running') } }), drawn, noNames);
    const back = runs.add(batch(child, 1, { reset: true }), drawn, noNames);
    assert.deepEqual([back?.reset, back?.states], [true, { [ONE]: status('running') }]);
  });
});
