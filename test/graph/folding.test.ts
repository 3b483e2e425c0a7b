// Collapsed containers: how they are laid out, what they say of what is in them, and that opening them again is as before.
import assert from 'node:assert/strict';
import { createLayoutMemory, type Layout, layoutGraph } from '../../graph/model/index.ts';
import type { RunStatus } from '../../graph/protocol.ts';
import { hiddenCounts, shownProblems, shownStatus } from '../../graph/view/collapsed.ts';
import { indexLayout } from '../../graph/view/layoutIndex.ts';
import { readState, withCollapsed } from '../../graph/view/pageState.ts';
import { foldRun, NO_RUN } from '../../graph/view/runFold.ts';
import { checkRows, graphOf } from './checkGraph.ts';
import { layoutFaults } from './layoutFaults.ts';

const ORDER = `
  StartAt: Both
  States:
    Both:
      Type: Parallel
      Branches:
        - { StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } }
        - StartAt: Each
          States:
            Each: { Type: Map, ItemProcessor: { StartAt: C, States: { C: { Type: Pass, End: true } } }, End: true }
      Next: Last
    Last: { Type: Succeed }
`;
const BOTH = '/States/Both';
const EACH = `${BOTH}/Branches/1/States/Each`;
const C = `${EACH}/ItemProcessor/States/C`;

const folded = (...ids: string[]): Layout =>
  layoutGraph(graphOf(ORDER), { direction: 'down', collapsed: new Set(ids) });

describe('A collapsed container', () => {
  it('is one node that says what it holds', () => {
    const layout = folded(BOTH);
    checkRows(
      layout,
      `
      Start
      Both
      Last
      End
      `,
    );
    assert.equal(layout.nodes.find(({ node }) => node.id === BOTH)?.subtitle, '2 branches · 4 states');
    assert.deepEqual(
      layout.hidden?.map(({ node, parent }) => [node.name, parent]),
      [
        ['A', BOTH],
        ['B', BOTH],
        ['Each', BOTH],
        ['C', EACH],
      ],
    );
    assert.deepEqual(layoutFaults(layout), []);
  });

  it('says of one branch and one state that there is one', () => {
    const layout = folded(EACH);
    assert.equal(layout.nodes.find(({ node }) => node.id === EACH)?.subtitle, 'Map · 1 state');
  });

  it('is as before when it is opened again, and an id that is not there changes nothing', () => {
    const memory = createLayoutMemory();
    const graph = graphOf(ORDER);
    const draw = (...ids: string[]) => layoutGraph(graph, { direction: 'down', collapsed: new Set(ids), memory });
    const before = draw();
    assert.deepEqual(draw(BOTH), folded(BOTH));
    assert.deepEqual(draw('/States/Gone', '/States/Last'), before);
  });

  it('stands for what is in it', () => {
    const index = indexLayout(folded(BOTH, EACH));
    assert.equal(index.shownOf(C)?.node.name, 'Both');
    assert.equal(index.state(C)?.name, 'C');
    assert.equal(index.parentOf(C), EACH);
    assert.deepEqual(index.childrenOf(undefined), [BOTH, '/States/Last']);
  });

  it('has the worst problem of what is in it, with its name', () => {
    const index = indexLayout(folded(BOTH));
    const of = (problems: Parameters<typeof shownProblems>[1]) => shownProblems(index, problems)[BOTH]?.message;
    assert.equal(of({ [C]: { severity: 'warning', message: 'Odd.' } }), 'C: Odd.');
    assert.equal(
      of({ [BOTH]: { severity: 'info', message: 'So.' }, [C]: { severity: 'error', message: 'Bad.' } }),
      'C: Bad.',
    );
    assert.equal(
      of({ [BOTH]: { severity: 'error', message: 'So.' }, [C]: { severity: 'error', message: 'Bad.' } }),
      'So.',
    );
  });

  const checkStatus = (states: Readonly<Record<string, RunStatus>>, cursor: string | null, expected: string) => {
    const entries = Object.entries(states).map(([id, status]) => [id, { status, visits: 1 }] as const);
    const run = foldRun(NO_RUN, { kind: 'run', states: Object.fromEntries(entries), cursor });
    assert.equal(shownStatus(indexLayout(folded(BOTH)), run, BOTH), expected);
  };

  it('shows where the debugger stands in it', () => checkStatus({ [BOTH]: 'running', [C]: 'running' }, C, 'paused'));
  it('shows a failure in it while it runs', () =>
    checkStatus({ [BOTH]: 'running', [C]: 'failed', [EACH]: 'running' }, null, 'failed'));
  it('waits when all that goes on in it waits', () => {
    checkStatus({ [BOTH]: 'running', [C]: 'waiting' }, null, 'waiting');
    checkStatus({ [BOTH]: 'running', [C]: 'waiting', [EACH]: 'running' }, null, 'running');
  });
  it('shows how it ended when it has', () => checkStatus({ [BOTH]: 'caught', [C]: 'failed' }, null, 'caught'));

  it('counts how what is in it fares', () => {
    const states = { [C]: { status: 'running', visits: 1 }, [EACH]: { status: 'running', visits: 1 } } as const;
    const run = foldRun(NO_RUN, { kind: 'run', states });
    assert.deepEqual([...hiddenCounts(indexLayout(folded(BOTH)), run, BOTH)], [['running', 2]]);
  });
});

describe('What is collapsed', () => {
  it('is remembered for each document, the latest ones', () => {
    const one = withCollapsed({}, 'a', ['/States/X']);
    assert.deepEqual(withCollapsed(one, 'b', ['/States/Y']), { a: ['/States/X'], b: ['/States/Y'] });
    assert.deepEqual(withCollapsed(one, 'a', []), {});
    const many = Array.from({ length: 40 }, (_, i) => i).reduce((all, i) => withCollapsed(all, `u${i}`, ['/x']), {});
    assert.equal(Object.keys(many).length, 30);
    assert.ok('u39' in many && !('u0' in many));
  });

  it('is read though another version wrote it', () => {
    assert.deepEqual(readState({ collapsed: { a: ['/x', 3], b: 'no' }, opened: [], direction: 'up', view: { x: 1 } }), {
      direction: 'down',
      minimap: true,
      collapsed: { a: ['/x'] },
      opened: {},
    });
    assert.deepEqual(readState(null), { direction: 'down', minimap: true, collapsed: {}, opened: {} });
  });
});
