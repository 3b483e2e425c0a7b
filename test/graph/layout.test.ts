// The layout: order, sides, and what may never happen. The corpus test checks the same promises on published definitions.
import assert from 'node:assert/strict';
import { layoutGraph } from '../../graph/model/index.ts';
import { checkRows, graphOf, layoutOf } from './checkGraph.ts';
import { layoutFaults } from './layoutFaults.ts';

const LOOP = `
  StartAt: Ask
  States:
    Ask: { Type: Pass, Next: Ready? }
    Ready?:
      Type: Choice
      Choices:
        - { Variable: $.ready, BooleanEquals: true, Next: Done }
        - { Variable: $.failed, BooleanEquals: true, Next: Failed }
        - { Variable: $.again, BooleanEquals: true, Next: Ready? }
      Default: Rest
    Rest: { Type: Wait, Seconds: 5, Next: Ask }
    Done: { Type: Succeed }
    Failed: { Type: Fail }
`;

const CATCHES = 'Catch: [{ ErrorEquals: [Late], Next: Undo }, { ErrorEquals: [States.ALL], Next: Handle }]';

describe('The layout of a graph', () => {
  it('flows from the start, with ways out in the order of the text', () => {
    checkRows(
      layoutOf(LOOP, 'down'),
      `
      Start
      Ask
      Ready?
      Done | Failed | Rest
      End
      `,
    );
  });

  it('lays a container out like a graph of its own', () => {
    const text = `
      StartAt: Both
      States:
        Both:
          Type: Parallel
          Next: Last
          Branches:
            - { StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } }
            - { StartAt: C, States: { C: { Type: Succeed } } }
        Last: { Type: Succeed }
    `;
    checkRows(
      layoutOf(text, 'down'),
      `
      Start
      Both
        A | C
        B
      Last
      End
      `,
    );
    checkRows(
      layoutOf(text, 'right'),
      `
      Start
      Both
        A
        C
        B
      Last
      End
      `,
    );
  });

  for (const direction of ['down', 'right'] as const) {
    it(`takes loops around the outside, drawn ${direction}`, () => {
      assert.deepEqual(layoutFaults(layoutOf(LOOP, direction)), []);
    });
  }

  it('keeps a straight line straight', () => {
    const { nodes } = layoutOf('{ StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } }', 'down');
    const middles = nodes.map(({ x, width }) => x + width / 2);
    assert.equal(new Set(middles).size, 1);
  });

  it('draws a row of checks as a straight line, with what they refuse beside it', () => {
    const check = (n: number) => `
    Check ${n}: { Type: Choice, Choices: [{ Variable: $.a${n}, IsNull: true, Next: No ${n} }], Default: Check ${n + 1} }
    No ${n}: { Type: Fail }`;
    const layout = layoutOf(
      `
  StartAt: Check 1
  States:${[1, 2, 3, 4].map(check).join('')}
    Check 5: { Type: Pass, Next: Done }
    Done: { Type: Succeed }
`,
      'down',
    );
    const centers = layout.nodes.filter(({ title }) => /Check|Done/.test(title)).map(({ x, width }) => x + width / 2);
    assert.deepEqual(
      centers,
      [1, 2, 3, 4, 5, 6].map(() => centers[0]),
    );
  });

  it('keeps the longer way in line, and takes the one that skips it around', () => {
    const layout = layoutOf(
      `
  StartAt: Check
  States:
    Check: { Type: Choice, Choices: [{ Variable: $.n, IsNull: true, Next: Refuse }, { Variable: $.m, IsNull: true, Next: Wait }], Default: Pay }
    Refuse: { Type: Fail }
    Wait: { Type: Wait, Seconds: 5, Next: Pay }
    Pay: { Type: Pass, Next: Done }
    Done: { Type: Succeed }
`,
      'down',
    );
    const centers = ['Check', 'Wait', 'Pay', 'Done'].map(name => {
      const placed = layout.nodes.find(({ title }) => title === name);
      return placed && placed.x + placed.width / 2;
    });
    assert.deepEqual(
      centers,
      [1, 2, 3, 4].map(() => centers[0]),
    );
  });

  it('takes errors of every step to one handler on one straight line, beside steps that stay in line', () => {
    const steps = [1, 2, 3, 4, 5].map(
      n => `Step ${n}: { Type: Task, Resource: r, Next: ${n < 5 ? `Step ${n + 1}` : 'Done'}, ${CATCHES} }`,
    );
    const layout = layoutOf(
      `
  StartAt: Step 1
  States:
    ${steps.join('\n    ')}
    Done: { Type: Succeed }
    Undo: { Type: Pass, Next: Handle }
    Handle: { Type: Fail }
`,
      'down',
    );
    const centers = layout.nodes.filter(({ title }) => /Step/.test(title)).map(({ x, width }) => x + width / 2);
    assert.deepEqual(
      centers,
      centers.map(() => centers[0]),
    );
    const [first, ...others] = layout.edges.filter(({ style, to }) => style === 'catch' && to.endsWith('Handle'));
    const trunk = others[0]?.points[others[0].sharedFrom]?.x;
    assert.ok(first?.points.some(({ x }) => x === trunk));
    assert.deepEqual(
      others.map(({ points, sharedFrom }) => points[sharedFrom]?.x),
      [trunk, trunk, trunk, trunk],
    );
  });

  it('brings edges with one end together, and draws the arrow once', () => {
    const { edges } = layoutOf(
      `
      StartAt: A
      States:
        A: { Type: Choice, Choices: [{ Variable: $.b, BooleanEquals: true, Next: B }], Default: C }
        B: { Type: Pass, Next: D }
        C: { Type: Pass, Next: D }
        D: { Type: Succeed }
      `,
      'down',
    );
    const [first, second] = edges.filter(edge => edge.to === '/States/D');
    assert.deepEqual(first?.points.at(-1), second?.points.at(-1));
    assert.equal(first?.sharedFrom, (first?.points.length ?? 0) - 1);
    assert.ok((second?.sharedFrom ?? 0) < (second?.points.length ?? 0) - 1);
  });

  it('puts the reasons of several edges between two states on one line', () => {
    const { edges } = layoutOf(
      `
      StartAt: A
      States:
        A:
          Type: Choice
          Choices:
            - { Variable: $.b, BooleanEquals: true, Next: B }
            - { Variable: $.c, BooleanEquals: true, Next: B }
          Default: B
        B: { Type: Succeed }
      `,
      'down',
    );
    const line = edges.find(edge => edge.from === '/States/A');
    assert.deepEqual(line?.label?.lines, ['b', 'c', 'otherwise']);
  });

  it('gives the same picture every time', () => {
    assert.deepEqual(layoutOf(LOOP, 'down'), layoutOf(LOOP, 'down'));
  });

  it('has room for nothing at all', () => {
    const layout = layoutOf('States: {}', 'down');
    assert.deepEqual([layout.nodes.length, layout.edges.length, Number.isFinite(layout.width)], [0, 0, true]);
  });

  it('draws states nothing leads to, below the beginning', () => {
    checkRows(
      layoutOf(
        `
        StartAt: A
        States:
          Lost: { Type: Pass, Next: Found }
          Found: { Type: Fail }
          A: { Type: Succeed }
        `,
        'down',
      ),
      `
      Start
      A | Lost
      End | Found
      `,
    );
  });

  it('survives a long chain', () => {
    const states = Array.from({ length: 2_000 }, (_, i) => `S${i}: { Type: Pass, Next: S${i + 1} }`);
    const graph = graphOf(`{ StartAt: S0, States: { ${states.join(', ')}, S2000: { Type: Succeed } } }`);
    assert.equal(layoutGraph(graph, { direction: 'down' }).nodes.length, 2_003);
  });
});
