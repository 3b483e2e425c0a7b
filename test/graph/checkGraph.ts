// The helpers of the graph's tests: texts in, texts out.
import assert from 'node:assert/strict';
import {
  buildGraph,
  type Direction,
  type Graph,
  type Layout,
  layoutGraph,
  printGraph,
} from '../../graph/model/index.ts';
import { analyze } from '../../language/index.ts';

/** The graph of a YAML text, as it is printed. Both texts may be indented. */
export function checkGraph(text: string, expected: string): void {
  assert.equal(printGraph(graphOf(text)).trimEnd(), dedent(expected));
}

export function graphOf(text: string): Graph {
  const { machine } = analyze(dedent(text), { format: 'yaml' });
  assert.ok(machine, 'The text has no machine');
  return buildGraph(machine);
}

export function layoutOf(text: string, direction: Direction): Layout {
  return layoutGraph(graphOf(text), { direction });
}

/**
 * The picture, a line per row of it: what stands side by side across the flow, in order. Containers hold their own rows.
 */
export function checkRows(layout: Layout, expected: string): void {
  assert.equal(rows(layout, undefined).join('\n'), dedent(expected));
}

function rows(layout: Layout, parent: string | undefined): readonly string[] {
  const isDown = layout.direction === 'down';
  const byStart = new Map<number, { at: number; name: string; id: string }[]>();
  for (const { node, x, y, parent: container } of layout.nodes) {
    if (container !== parent) continue;
    const start = isDown ? y : x;
    byStart.set(start, [...(byStart.get(start) ?? []), { at: isDown ? x : y, name: node.name, id: node.id }]);
  }
  return [...byStart.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, row]) => {
      const sorted = row.sort((a, b) => a.at - b.at);
      const inner = sorted.flatMap(({ id }) => rows(layout, id).map(line => `  ${line}`));
      return [sorted.map(({ name }) => name).join(' | '), ...inner];
    });
}

export function dedent(text: string): string {
  const lines = text.replace(/^\n|\n *$/g, '').split('\n');
  const depths = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return lines.map(line => line.slice(depth)).join('\n');
}
