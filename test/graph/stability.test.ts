// Edits: what was not changed does not move, relative to its scope, and a layout with a memory is the one without.
import assert from 'node:assert/strict';
import { createLayoutMemory, type Direction, type Layout, layoutGraph } from '../../graph/model/index.ts';
import { graphOf, layoutOf } from './checkGraph.ts';

const text = (parts: { check?: string; left?: string; right?: string; last?: string } = {}) => `
  StartAt: Check
  States:
    Check: ${parts.check ?? '{ Type: Choice, Choices: [{ Variable: $.a, BooleanEquals: true, Next: Both }], Default: No }'}
    Both:
      Type: Parallel
      Branches:
        - { StartAt: A, States: { A: { Type: Pass, Next: B }, ${parts.left ?? 'B: { Type: Pass, End: true }'} } }
        - { StartAt: X, States: { X: { Type: Pass, Next: Y }, ${parts.right ?? 'Y: { Type: Pass, End: true }'} } }
      Catch: [{ ErrorEquals: [States.ALL], Next: No }]
      Next: Last
    No: { Type: Fail, Error: No }
    Last: ${parts.last ?? '{ Type: Succeed }'}
`;

const LONGER_BRANCH = { left: 'B: { Type: Pass, Next: B2 }, B2: { Type: Pass, Next: B3 }, B3: { Type: Succeed }' };

describe('An edit', () => {
  for (const direction of ['down', 'right'] as const) {
    it(`inside one state moves nothing, drawn ${direction}`, () => {
      const edited = text({ last: '{ Type: Succeed, Comment: "All is well", OutputPath: $.done }' });
      assert.deepEqual(places(layoutOf(edited, direction)), places(layoutOf(text(), direction)));
    });

    it(`of a condition of the same length moves nothing, drawn ${direction}`, () => {
      const edited = text().replace('$.a,', '$.b,');
      assert.deepEqual(places(layoutOf(edited, direction)), places(layoutOf(text(), direction)));
    });

    it(`in one branch leaves the other as it was, drawn ${direction}`, () => {
      const before = inScope(layoutOf(text(), direction), '/States/Both/Branches/1');
      const after = inScope(layoutOf(text(LONGER_BRANCH), direction), '/States/Both/Branches/1');
      assert.deepEqual(after, before);
      assert.equal(before.length, 2);
    });

    it(`in one branch keeps the order around it, drawn ${direction}`, () => {
      assert.deepEqual(order(layoutOf(text(LONGER_BRANCH), direction)), order(layoutOf(text(), direction)));
    });

    it(`of a name keeps the rows and their order, drawn ${direction}`, () => {
      const renamed = text().replaceAll('Last', 'Tell everybody that it is done');
      const expected = order(layoutOf(text(), direction)).map(name =>
        name === 'Last' ? 'Tell everybody that it is done' : name,
      );
      assert.deepEqual(order(layoutOf(renamed, direction)), expected);
    });
  }

  it('is drawn with a memory as without', () => {
    const memory = createLayoutMemory();
    const edits = [
      {},
      LONGER_BRANCH,
      {},
      { right: 'Y: { Type: Wait, Seconds: 5, End: true }' },
      { last: '{ Type: Fail }' },
    ];
    for (const edit of edits) {
      for (const direction of ['down', 'right'] as const) {
        const graph = graphOf(text(edit));
        assert.deepEqual(layoutGraph(graph, { direction, memory }), layoutGraph(graph, { direction }));
      }
    }
  });

  it('lays out again only the scopes whose shape has changed', () => {
    const memory = createLayoutMemory();
    const drawn: string[] = [];
    const spy: typeof memory = {
      ...memory,
      draw: (scope, shape) => {
        const before = last.get(scope);
        const drawing = memory.draw(scope, shape);
        if (drawing !== before) drawn.push(scope);
        last.set(scope, drawing);
        return drawing;
      },
    };
    const last = new Map<string, unknown>();
    const draw = (edit: Parameters<typeof text>[0]) => {
      drawn.length = 0;
      layoutGraph(graphOf(text(edit)), { direction: 'down', memory: spy });
      return drawn.toSorted();
    };
    assert.equal(draw({}).length, 3);
    assert.deepEqual(draw({ last: '{ Type: Succeed, Comment: Well }' }), []);
    assert.deepEqual(draw(LONGER_BRANCH), ['', '/States/Both/Branches/0']);
  });
});

function places({ nodes, edges }: Layout): unknown {
  return [nodes.map(({ node, x, y, width, height }) => [node.id, x, y, width, height]), edges.map(edge => edge.points)];
}

/** The states of a scope, from its first one on. */
function inScope({ nodes }: Layout, scope: string): readonly unknown[] {
  const inside = nodes.filter(({ node }) => node.id.startsWith(`${scope}/States/`));
  const [first] = inside;
  return inside.map(({ node, x, y, width, height }) => [
    node.name,
    x - (first?.x ?? 0),
    y - (first?.y ?? 0),
    width,
    height,
  ]);
}

/** The states of the outermost scope by rows, and along them. */
function order({ nodes, direction }: Layout & { readonly direction: Direction }): readonly string[] {
  const outer = nodes.filter(({ node, parent }) => parent === undefined && node.kind === 'state');
  const along = (box: { x: number; y: number }) => (direction === 'down' ? [box.y, box.x] : [box.x, box.y]);
  return outer
    .toSorted((a, b) => {
      const [[a1 = 0, a2 = 0], [b1 = 0, b2 = 0]] = [along(a), along(b)];
      return a1 - b1 || a2 - b2;
    })
    .map(({ node }) => node.name);
}
