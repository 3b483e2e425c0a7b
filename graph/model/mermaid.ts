// A graph as a Mermaid flowchart, for Markdown files and pull requests. Containers are subgraphs; texts are quoted, so that
// no name is taken for syntax.
import { SIGNS } from './difference/describeDifference.ts';
import { DIFFERENCE_KINDS, type DifferenceKind } from './difference/difference.ts';
import type { DifferenceMarks } from './difference/marks.ts';
import type { Graph, GraphEdge, GraphNode, GraphScope } from './graph.ts';
import type { Direction } from './layout/layout.ts';

/** `marks` show what differs from another definition: as classes and link styles, and by signs before the names. */
export function mermaid(graph: Graph, direction: Direction, marks?: DifferenceMarks): string {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known = ids.get(id) ?? `s${ids.size}`;
    ids.set(id, known);
    return known;
  };
  const lines = [`flowchart ${direction === 'down' ? 'TD' : 'LR'}`, ...scopeLines(graph, { idOf, marks }, '  ')];
  if (marks) return `${[...lines, ...markLines(graph, marks, idOf)].join('\n')}\n`;
  lines.push('  classDef fail stroke:#cf222e', '  classDef choice stroke:#bc4c00', '  classDef succeed stroke:#1a7f37');
  return `${lines.join('\n')}\n`;
}

/** What GitHub's Mermaid draws, where nobody has set it otherwise. */
const MOST = { edges: 500, characters: 50_000 };

/** Why a text would not be drawn by those who are shown it, as a sentence. */
export function tooLargeToShow(text: string): string | undefined {
  const edges = text.match(/ (?:-->|-\.->)/g)?.length ?? 0;
  if (edges <= MOST.edges && text.length <= MOST.characters) return undefined;
  return `Mermaid draws at most ${MOST.edges} lines and ${MOST.characters} characters unless it is told otherwise, and this graph has ${edges} and ${text.length}`;
}

interface Names {
  readonly idOf: (id: string) => string;
  readonly marks: DifferenceMarks | undefined;
}

function scopeLines(scope: GraphScope, names: Names, indent: string): readonly string[] {
  return [
    ...scope.nodes.flatMap(node => nodeLines(node, names, indent)),
    ...scope.edges.map(edge => indent + edgeLine(edge, names)),
  ];
}

function nodeLines(node: GraphNode, names: Names, indent: string): readonly string[] {
  const { idOf, marks } = names;
  const id = idOf(node.id);
  if (node.kind !== 'state') return [`${indent}${id}(["${quoted(node.name)}"])`];
  const kind = marks?.nodes.get(node.id);
  const name = kind ? `${signOf(kind)}${node.name}` : node.name;
  const text = quoted([name, node.detail].filter(Boolean).join('\n'));
  if (node.scopes.length === 0) {
    return [`${indent}${id}${shapeOf(node.type, text)}${marks ? '' : classOf(node.type)}`];
  }
  const inner = node.scopes.flatMap((scope, i) =>
    node.scopes.length === 1 && scope.title === undefined
      ? scopeLines(scope, names, `${indent}  `)
      : [
          `${indent}  subgraph ${idOf(`${scope.id} branch`)}["${quoted(scope.title ?? `Branch ${i + 1}`)}"]`,
          ...scopeLines(scope, names, `${indent}    `),
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

function edgeLine({ from, to, kind, label }: GraphEdge, { idOf }: Names): string {
  const line = kind === 'catch' ? '-.->' : '-->';
  return `${idOf(from)} ${line}${label ? `|"${quoted(label)}"|` : ''} ${idOf(to)}`;
}

// With a usual blank behind it, Mermaid takes `+` and `-` for the beginning of a list, which it refuses.
function signOf(kind: DifferenceKind): string {
  return `${SIGNS[kind].replace('-', '−')}\u00a0`;
}

const STYLES: Readonly<Record<DifferenceKind, string>> = {
  added: 'stroke:#1a7f37,stroke-width:3px',
  removed: 'stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 3',
  moved: 'stroke:#8250df,stroke-width:3px',
  renamed: 'stroke:#8250df,stroke-width:3px',
  changed: 'stroke:#9a6700,stroke-width:3px',
  rewired: 'stroke:#0969da,stroke-width:3px',
};

function markLines(graph: Graph, marks: DifferenceMarks, idOf: Names['idOf']): readonly string[] {
  const lines: string[] = [];
  for (const kind of DIFFERENCE_KINDS) {
    const ids = [...marks.nodes].flatMap(([id, one]) => (one === kind ? [idOf(id)] : []));
    if (ids.length > 0) lines.push(`  classDef ${kind} ${STYLES[kind]}`, `  class ${ids.join()} ${kind}`);
  }
  // Links are numbered in the order they are written.
  const edges = edgesOf(graph);
  for (const kind of ['added', 'removed', 'changed'] as const) {
    const numbers = edges.flatMap(({ id }, i) => (marks.edges.get(id) === kind ? [i] : []));
    if (numbers.length > 0) lines.push(`  linkStyle ${numbers.join()} ${STYLES[kind]}`);
  }
  return lines;
}

// What is inside stands before the edges of the scope around it.
function edgesOf({ nodes, edges }: GraphScope): readonly GraphEdge[] {
  return [...nodes.flatMap(node => (node.kind === 'state' ? node.scopes.flatMap(edgesOf) : [])), ...edges];
}

/** Mermaid reads entities inside quotes; a line break is written as an element. */
function quoted(text: string): string {
  return text.replace(/[#"<>&`]/g, sign => `#${sign.charCodeAt(0)};`).replace(/\r?\n/g, '<br/>');
}
