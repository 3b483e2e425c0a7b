// The parts of the comparison page that need no browser: two windows that move as one.
import assert from 'node:assert/strict';
import { differenceOf } from '../../graph/model/index.ts';
import { anchorsBetween, linkedView } from '../../graph/view/compare/linkedViews.ts';
import { machineOf } from './checkDifference.ts';
import { dedent, layoutOf } from './checkGraph.ts';

const BEFORE = `
  StartAt: A
  States:
    A: { Type: Pass, Next: B }
    B: { Type: Pass, End: true }
  `;
const AFTER = `
  StartAt: A
  States:
    A: { Type: Pass, Next: X }
    X: { Type: Pass, Next: Y }
    Y: { Type: Pass, Next: B }
    B: { Type: Pass, End: true }
  `;

describe('linked views', () => {
  const [before, after] = [layoutOf(BEFORE, 'down'), layoutOf(AFTER, 'down')];
  const { partners } = differenceOf(machineOf(dedent(BEFORE), 'yaml'), machineOf(dedent(AFTER), 'yaml'));
  const anchors = anchorsBetween(before, after, partners);
  const room = { width: 400, height: 300 };
  const centerOf = (layout: typeof before, id: string) => {
    const node = layout.nodes.find(one => one.node.id === id);
    assert.ok(node);
    return { x: node.x + node.width / 2, y: node.y + 26 };
  };

  for (const id of ['/States/A', '/States/B']) {
    for (const scale of [0.5, 2]) {
      it(`show ${id} in the middle of both at ${scale}`, () => {
        const { x, y } = centerOf(before, id);
        const view = linkedView({ scale, x: 200 - x * scale, y: 150 - y * scale }, room, room, anchors);
        const there = centerOf(after, id);
        assert.equal(view.scale, scale);
        assert.ok(Math.abs(view.x + there.x * scale - 200) < 3, `${view.x}`);
        assert.ok(Math.abs(view.y + there.y * scale - 150) < 3, `${view.y}`);
      });
    }
  }

  it('go on smoothly between states', () => {
    let last: number | undefined;
    for (let y = 0; y < 400; y += 2) {
      const view = linkedView({ scale: 1, x: 0, y: -y }, room, room, anchors);
      if (last !== undefined) assert.ok(view.y < last + 1 && last - view.y < 40, `${y}: ${last} ${view.y}`);
      last = view.y;
    }
  });

  it('move alike where nothing is shared, in windows of any size', () => {
    const view = linkedView({ scale: 1, x: 10, y: 20 }, room, { width: 200, height: 300 }, []);
    assert.deepEqual(view, { scale: 1, x: -90, y: 20 });
  });
});
