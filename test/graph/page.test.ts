// The parts of the page that need no browser: lines, arrow keys, the fold over a run, words for the ear, the HTML.
import assert from 'node:assert/strict';
import { arrowPath, edgePath, type PlacedEdge, type PlacedNode } from '../../graph/model/index.ts';
import { pageHtml, type RunMessage } from '../../graph/protocol.ts';
import { describeNode } from '../../graph/view/describeNode.ts';
import { indexLayout } from '../../graph/view/layoutIndex.ts';
import { factsOf } from '../../graph/view/marks.ts';
import { type Heading, neighbourOf } from '../../graph/view/neighbours.ts';
import { foldRun, NO_RUN, statusOf } from '../../graph/view/runFold.ts';
import { layoutOf } from './checkGraph.ts';

const CHOICE = `
  StartAt: A
  States:
    A:
      Type: Choice
      Choices:
        - { Variable: $.b, BooleanEquals: true, Next: B }
      Default: C
    B: { Type: Map, ItemProcessor: { StartAt: I, States: { I: { Type: Pass, End: true } } }, Next: D }
    C: { Type: Pass, Next: A }
    D: { Type: Fail, Error: Late }
`;

describe('The line of an edge', () => {
  const edge: PlacedEdge = {
    edges: [],
    from: 'a',
    to: 'b',
    style: 'flow',
    points: [
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 60, y: 40 },
      { x: 60, y: 100 },
    ],
    sharedFrom: 3,
  };

  it('has rounded bends and ends inside its arrow head', () => {
    assert.equal(edgePath(edge), 'M0 0L0 32Q0 40 8 40L52 40Q60 40 60 48L60 94');
    assert.equal(arrowPath(edge), 'M60 100L64 93L56 93Z');
  });

  it('stops shortly after it has joined another, which has the arrow head', () => {
    assert.equal(edgePath({ ...edge, sharedFrom: 2 }), 'M0 0L0 32Q0 40 8 40L53 40Q60 40 60 47L60 54');
    assert.equal(arrowPath({ ...edge, sharedFrom: 2 }), '');
  });
});

describe('The arrow keys', () => {
  const checkKeys = (direction: 'down' | 'right', keys: readonly Heading[], expected: string) => {
    const layout = layoutOf(CHOICE, direction);
    let id = '/States/A';
    for (const key of keys) id = neighbourOf(layout, id, key) ?? id;
    assert.equal(layout.nodes.find(({ node }) => node.id === id)?.node.name, expected);
  };

  it('follow the edges down', () => checkKeys('down', ['down'], 'B'));
  it('go into a container, and on behind it', () => {
    checkKeys('down', ['down', 'down'], 'I');
    checkKeys('down', ['down', 'down', 'down'], 'D');
  });
  it('come back up', () => checkKeys('down', ['down', 'down', 'down', 'up', 'up'], 'A'));
  it('go across to what stands beside', () => checkKeys('down', ['down', 'right'], 'C'));
  it('stay where there is nothing', () => checkKeys('down', ['left'], 'A'));
  it('turn with the picture', () => checkKeys('right', ['right', 'right', 'right'], 'D'));
});

describe('A run on the page', () => {
  const message: RunMessage = {
    kind: 'run',
    reset: true,
    states: { a: { status: 'succeeded', visits: 2 }, b: { status: 'running', visits: 1 } },
    cursor: 'b',
  };

  it('shows where the debugger stands before what happened there', () => {
    const run = foldRun(NO_RUN, message);
    assert.deepEqual([statusOf(run, 'a'), statusOf(run, 'b'), statusOf(run, 'c')], ['succeeded', 'paused', undefined]);
  });

  it('keeps what a later message does not mention', () => {
    const run = foldRun(foldRun(NO_RUN, message), { kind: 'run', states: { b: { status: 'failed', visits: 1 } } });
    assert.deepEqual([statusOf(run, 'a'), run.cursor], ['succeeded', 'b']);
  });

  it('forgets everything at a reset', () => {
    const run = foldRun(foldRun(NO_RUN, message), { kind: 'run', reset: true, states: {} });
    assert.deepEqual(run, NO_RUN);
  });
});

describe('A state in words', () => {
  const checkWords = (name: string, expected: string, run = NO_RUN) => {
    const layout = layoutOf(CHOICE, 'down');
    const placed = layout.nodes.find(({ node }) => node.name === name) as PlacedNode;
    const index = indexLayout(layout);
    const scene = { index, problems: {}, breakpoints: new Map(), run };
    assert.equal(describeNode(placed, index, factsOf(scene, placed.node.id)), expected);
  };

  it('says where it leads and why', () => checkWords('A', 'A, Choice. Leads to B if b; C otherwise.'));
  it('says its type unless its detail does', () => checkWords('D', 'D, Fail, Late.'));
});

describe('The HTML of the page', () => {
  it('allows one script and the style sheets of the extension, nothing else', () => {
    const page = pageHtml({
      nonce: 'N0',
      cspSource: 'csp:',
      scriptUri: 'csp:/graph.js',
      styleUri: 'csp:/graph.css',
      title: 'State machine graph',
    });
    assert.match(page, /content="default-src 'none'; script-src 'nonce-N0'; style-src csp:"/);
    assert.doesNotMatch(page, / style=| on\w+=|unsafe/);
  });
});
