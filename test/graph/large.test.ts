// Graphs of thousands of states: drawn, or a sentence why not; and what the overview makes of them.
import assert from 'node:assert/strict';
import { buildGraph, layoutGraph, mermaid, tooLargeToDraw, tooLargeToShow } from '../../graph/model/index.ts';
import { cellsOf, mostTelling } from '../../graph/view/minimapCells.ts';
import { scaleFor } from '../../graph/view/png/drawPng.ts';
import { analyze } from '../../language/index.ts';
import { generateMachine } from '../support/generatedMachine.ts';

const graphOf = (text: string) => {
  const { machine } = analyze(text, { format: 'json' });
  assert(machine);
  return buildGraph(machine);
};
const machineOf = (states: Readonly<Record<string, object>>) =>
  JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
const pass = (next?: string) => ({ Type: 'Pass', ...(next === undefined ? { End: true } : { Next: next }) });

/** A Choice that leads to each of so many states, which all lead to one. */
function fan(count: number): string {
  const names = Array.from({ length: count }, (_, i) => `S${i}`);
  const rules = names.map((name, i) => ({ Variable: '$.a', NumericEquals: i, Next: name }));
  const states = Object.fromEntries(names.map(name => [name, pass('Last')]));
  return machineOf({ First: { Type: 'Choice', Choices: rules }, ...states, Last: pass() });
}

/** So many states in a row, each with a way far back or ahead. */
function tangle(count: number): string {
  const states = Array.from({ length: count }, (_, i) => {
    const rule = { Variable: '$.a', NumericEquals: i, Next: `S${(i * 7919) % count}` };
    return [`S${i}`, { Type: 'Choice', Choices: [rule], Default: `S${Math.min(i + 1, count - 1)}` }] as const;
  });
  return machineOf(Object.fromEntries(states));
}

describe('What is too large to draw', () => {
  it('is not a definition of 10,000 states', () => {
    assert.equal(tooLargeToDraw(graphOf(generateMachine(10_000))), undefined);
    const row = Array.from({ length: 10_000 }, (_, i) => [`S${i}`, pass(i < 9999 ? `S${i + 1}` : undefined)]);
    assert.equal(tooLargeToDraw(graphOf(machineOf(Object.fromEntries(row)))), undefined);
    const loose = Array.from({ length: 10_000 }, (_, i) => [`S${i}`, pass()]);
    assert.equal(tooLargeToDraw(graphOf(machineOf(Object.fromEntries(loose)))), undefined);
  });

  it('is one of more than 20,000, inner ones counted', () => {
    const notice = tooLargeToDraw(graphOf(generateMachine(15_000)));
    assert.equal(notice, 'A definition with 20627 states is too large to draw: the limit is 20000');
  });

  it('is one whose ways pass each other a thousand deep, though it has fewer states', () => {
    const notice = (count: number) =>
      `A definition with ${count} states and so many ways past and beside each other is too large to draw`;
    assert.equal(tooLargeToDraw(graphOf(tangle(2001))), notice(2001));
    assert.equal(tooLargeToDraw(graphOf(fan(5000))), notice(5002));
    assert.equal(tooLargeToDraw(graphOf(fan(2000))), undefined);
    assert.equal(tooLargeToDraw(graphOf(tangle(300))), undefined);
  });

  it('is for Mermaid what has more than 500 lines or 50,000 characters', () => {
    assert.equal(tooLargeToShow(mermaid(graphOf(generateMachine(100)), 'down')), undefined);
    const notice = tooLargeToShow(mermaid(graphOf(fan(300)), 'down'));
    assert.match(notice ?? '', /^Mermaid draws at most 500 lines .* this graph has 602 and \d+$/);
  });

  it('is for a PNG what could not be read in one', () => {
    assert.equal(scaleFor({ width: 800, height: 600 }), 2);
    assert.equal(scaleFor({ width: 800, height: 16_384 }), 1);
    assert.equal(scaleFor({ width: 20_000, height: 20_000 }), 0.5);
    assert.throws(
      () => scaleFor({ width: 800, height: 120_000 }),
      /^Error: the picture is 800 by 120000 pixels, too large/,
    );
  });
});

describe('The overview', () => {
  it('has a rectangle for each state where they can be told apart', () => {
    const layout = layoutGraph(graphOf(fan(20)), { direction: 'down' });
    assert.equal(cellsOf(layout, 1000).length, 22);
  });

  it('has one for all states on one spot of a large picture, and each state has its own', () => {
    const { nodes, ...layout } = layoutGraph(graphOf(generateMachine(2000)), { direction: 'down' });
    const cells = cellsOf({ nodes, ...layout }, layout.height / 65);
    assert(cells.length < 300, `${cells.length} rectangles`);
    const ids = cells.flatMap(cell => cell.ids);
    assert.deepEqual(ids.toSorted(), nodes.flatMap(({ node }) => (node.kind === 'state' ? node.id : [])).toSorted());
    for (const { ids, x, y, width, height } of cells) {
      for (const { node, ...box } of nodes.filter(({ node }) => ids.includes(node.id))) {
        const isWithin = x <= box.x && box.x + box.width <= x + width && y <= box.y && box.y + box.height <= y + height;
        assert(isWithin, node.id);
      }
    }
  });

  it('shows of several the status that needs a look', () => {
    assert.equal(mostTelling(['succeeded', undefined, 'failed', 'running']), 'failed');
    assert.equal(mostTelling([undefined]), undefined);
  });
});
