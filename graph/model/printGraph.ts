// A graph as indented lines, for `stepthrough dump graph` and for tests.
import type { Graph, GraphEdge, GraphScope, StartedMachine } from './graph.ts';

export function printGraph(graph: Graph): string {
  const lines: string[] = [];
  printScope(graph, '', lines);
  return lines.map(line => `${line}\n`).join('');
}

function printScope(scope: GraphScope, indent: string, lines: string[]): void {
  const names = new Map(scope.nodes.map(node => [node.id, node.name]));
  for (const node of scope.nodes) {
    if (node.kind === 'end') continue;
    const isFirst = node.kind === 'state' && node.id === scope.first;
    const marks = [
      node.kind === 'state' && `(${node.detail})`,
      isFirst && 'first',
      node.kind === 'state' && node.hasRetry && 'retry',
      node.kind === 'state' && node.hasUnknownTarget && 'unknown target',
      node.kind === 'state' && node.starts !== undefined && startsInWords(node.starts),
    ].filter(mark => mark !== false);
    lines.push(`${indent}${[node.name, ...marks].join(' ')}`);
    for (const edge of scope.edges) {
      if (edge.from === node.id) lines.push(`${indent}  → ${names.get(edge.to)}${reason(edge)}`);
    }
    if (node.kind !== 'state') continue;
    node.scopes.forEach((inner, index) => {
      const title = inner.title === undefined ? undefined : `machine ${inner.title}`;
      lines.push(`${indent}  ${title ?? (inner.kind === 'Branch' ? `branch ${index + 1}` : 'each item')}`);
      printScope(inner, `${indent}    `, lines);
    });
  }
}

function startsInWords({ name, problem }: StartedMachine): string {
  return problem === undefined ? `starts ${name}` : `starts ${name}: ${problem}`;
}

function reason({ kind, label }: GraphEdge): string {
  if (kind === 'catch') return ` catch ${label ?? ''}`.trimEnd();
  if (kind === 'choice') return ` if ${label ?? '…'}`;
  return label ? ` ${label}` : '';
}
