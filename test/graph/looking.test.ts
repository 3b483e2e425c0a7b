// Finding one's way in the picture: search, paths, the crumbs of a scope, and the keys that lead there.
import assert from 'node:assert/strict';
import { layoutGraph } from '../../graph/model/index.ts';
import { crumbsOf } from '../../graph/view/crumbs.ts';
import { findStates } from '../../graph/view/findStates.ts';
import { nodeCommandOf, pageCommandOf } from '../../graph/view/keys.ts';
import { indexLayout, type LayoutIndex } from '../../graph/view/layoutIndex.ts';
import { pathsOf, type Way } from '../../graph/view/paths.ts';
import { graphOf } from './checkGraph.ts';

const ORDER = `
  StartAt: Check
  States:
    Check:
      Type: Choice
      Choices: [{ Variable: $.ok, BooleanEquals: true, Next: Both }]
      Default: Refuse
    Both:
      Type: Parallel
      Branches:
        - StartAt: Pay
          States:
            Pay: { Type: Task, Resource: 'arn:aws:states:::dynamodb:putItem', Next: Paid }
            Paid: { Type: Succeed }
        - { StartAt: Tell, States: { Tell: { Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', End: true } } }
      Next: Last
    Refuse: { Type: Fail }
    Last: { Type: Wait, Seconds: 5, Next: Done }
    Done: { Type: Succeed }
`;
const PAY = '/States/Both/Branches/0/States/Pay';

function look(...collapsed: string[]): LayoutIndex {
  return indexLayout(layoutGraph(graphOf(ORDER), { direction: 'down', collapsed: new Set(collapsed) }));
}

describe('A search in the graph', () => {
  const checkFound = (query: string, expected: string, ...collapsed: string[]) => {
    const index = look(...collapsed);
    const names = findStates(index, query).map(id => index.state(id)?.name);
    assert.equal(names.join(', '), expected);
  };

  it('goes by name', () => checkFound('pa', 'Both, Pay, Paid'));
  it('goes by type', () => checkFound('wait', 'Last'));
  it('goes by what a state does', () => checkFound('putitem', 'Pay'));
  it('wants all words', () => checkFound('task sqs', 'Tell'));
  it('finds what is in collapsed containers, in the order of the text', () =>
    checkFound('succeed', 'Paid, Done', '/States/Both'));
  it('finds nothing for nothing', () => checkFound('  ', ''));
});

describe('The paths', () => {
  const checkPaths = (way: Way, id: string, expected: string, ...collapsed: string[]) => {
    const index = look(...collapsed);
    const { nodes } = pathsOf(index, id, way);
    const names = index.layout.nodes.filter(({ node }) => nodes.has(node.id)).map(({ node }) => node.name);
    assert.equal(names.join(', '), expected);
  };

  it('from a state go on to the end', () => checkPaths('from', '/States/Last', 'Last, Done, End'));
  it('to a state come from the start, through all of a container', () =>
    checkPaths('to', '/States/Last', 'Start, Check, Both, Pay, Paid, Tell, Last'));
  it('from a state in a branch go on behind the container, not through the other branch', () =>
    checkPaths('from', PAY, 'Both, Pay, Paid, Last, Done, End'));
  it('through a state go both ways', () =>
    checkPaths('through', '/States/Both', 'Start, Check, Both, Pay, Paid, Tell, Last, Done, End'));
  it('through a collapsed container are the same', () =>
    checkPaths('through', '/States/Both', 'Start, Check, Both, Last, Done, End', '/States/Both'));
  it('leave out the edges that go by', () => {
    const index = look();
    const edges = [...pathsOf(index, '/States/Both', 'through').edges].map(({ from, to }) => `${from} ${to}`);
    assert.ok(edges.includes('/States/Check /States/Both'));
    assert.ok(!edges.includes('/States/Check /States/Refuse'));
  });
  it('end in a loop', () => {
    const text = '{ StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Pass, Next: A } } }';
    const index = indexLayout(layoutGraph(graphOf(text), { direction: 'down' }));
    assert.equal(pathsOf(index, '/States/A', 'from').nodes.size, 2);
  });
});

describe('The crumbs', () => {
  const checkCrumbs = (id: string, expected: string, ...collapsed: string[]) => {
    const crumbs = crumbsOf(look(...collapsed), 'order.asl.json', id);
    assert.equal(crumbs.map(({ label }) => label).join(' › '), expected);
  };

  it('lead from the machine over container and branch to the state', () =>
    checkCrumbs(PAY, 'order.asl.json › Both › Branch 1 › Pay'));
  it('are none for a state of the outermost scope', () => checkCrumbs('/States/Last', ''));
  it('lead to what can be looked at', () => {
    const boxes = crumbsOf(look(), 'order.asl.json', PAY).map(({ box }) => box?.width !== undefined);
    assert.deepEqual(boxes, [false, true, true, false]);
  });
});

describe('The keys of the page', () => {
  const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  });

  it('find with a slash, and as everywhere', () => {
    for (const pressed of [press('/'), press('f', { ctrlKey: true }), press('F', { metaKey: true })]) {
      assert.equal(pageCommandOf(pressed), 'search');
    }
    assert.equal(pageCommandOf(press('F3', { shiftKey: true })), 'previous');
  });

  it('are left alone with Ctrl, Alt or Cmd: they are the editor’s', () => {
    assert.equal(pageCommandOf(press('0', { ctrlKey: true })), undefined);
    assert.equal(nodeCommandOf(press('Enter', { altKey: true })), undefined);
    assert.equal(nodeCommandOf(press('f', { ctrlKey: true })), undefined);
  });

  it('take signs that need Shift as they come', () => {
    assert.equal(pageCommandOf(press('+', { shiftKey: true })), 'zoomIn');
    assert.equal(nodeCommandOf(press(' ')), 'foldOrOpen');
  });
});
