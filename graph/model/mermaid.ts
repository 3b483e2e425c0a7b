// A graph as a Mermaid flowchart, for Markdown files and pull requests. Containers are subgraphs; texts are quoted, so that
// no name is taken for syntax.
import type { Graph, GraphEdge, GraphNode, GraphScope } from './graph.ts';
import type { Direction } from './layout/layout.ts';

export function mermaid(graph: Graph, direction: Direction): string {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known = ids.get(id) ?? `s${ids.size}`;
    ids.set(id, known);
    return known;
  };
  const lines = [`flowchart ${direction === 'down' ? 'TD' : 'LR'}`, ...scopeLines(graph, idOf, '  ')];
  lines.push('  classDef fail stroke:#cf222e', '  classDef choice stroke:#bc4c00', '  classDef succeed stroke:#1a7f37');
  return `${lines.join('\n')}\n`;
}

type IdOf = (id: string) => string;

function scopeLines(scope: GraphScope, idOf: IdOf, indent: string): readonly string[] {
  return [
    ...scope.nodes.flatMap(node => nodeLines(node, idOf, indent)),
    ...scope.edges.map(edge => indent + edgeLine(edge, idOf)),
  ];
}

function nodeLines(node: GraphNode, idOf: IdOf, indent: string): readonly string[] {
  const id = idOf(node.id);
  if (node.kind !== 'state') return [`${indent}${id}(["${quoted(node.name)}"])`];
  const text = quoted([node.name, node.detail].filter(Boolean).join('\n'));
  if (node.scopes.length === 0) return [`${indent}${id}${shapeOf(node.type, text)}${classOf(node.type)}`];
  const inner = node.scopes.flatMap((scope, i) =>
    node.scopes.length === 1
      ? scopeLines(scope, idOf, `${indent}  `)
      : [
          `${indent}  subgraph ${idOf(`${scope.id} branch`)}["Branch ${i + 1}"]`,
          ...scopeLines(scope, idOf, `${indent}    `),
          `${indent}  end`,
        ],
  );
  return [`${indent}subgraph ${id}["${text}"]`, ...inner, `${indent}end`];
}

function shapeOf(type: string, text: string): string {
  if (type === 'Choice') return `{"${text}"}`;
  return type === 'Succeed' || type === 'Fail' ? `(["${text}"])` : `["${text}"]`;
}

function classOf(type: string): string {
  return type === 'Choice' || type === 'Succeed' || type === 'Fail' ? `:::${type.toLowerCase()}` : '';
}

function edgeLine({ from, to, kind, label }: GraphEdge, idOf: IdOf): string {
  const line = kind === 'catch' ? '-.->' : '-->';
  return `${idOf(from)} ${line}${label ? `|"${quoted(label)}"|` : ''} ${idOf(to)}`;
}

/** Mermaid reads entities inside quotes; a line break is written as an element. */
function quoted(text: string): string {
  return text.replace(/[#"<>&`]/g, sign => `#${sign.charCodeAt(0)};`).replace(/\r?\n/g, '<br/>');
}
