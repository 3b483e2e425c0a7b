// All that a page shows of two definitions side by side: both pictures with their marks, and the list of changes. Plain data
// that survives a message.
import type { Machine, Span } from '../../../language/index.ts';
import { buildGraph } from '../buildGraph.ts';
import type { Direction, Layout } from '../layout/layout.ts';
import { layoutGraph } from '../layout/layoutGraph.ts';
import { type ChangeLine, changeLines, describePlace, summaryOf, titleOf } from './describeDifference.ts';
import { DIFFERENCE_KINDS, type Difference, type DifferenceKind, differenceOf } from './difference.ts';
import { type EdgeMark, marksOf, type Side } from './marks.ts';

export interface Comparison {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** `1 added, 2 changed` */
  readonly summary: string;
  /** Grouped by kind, in the order of the kinds. */
  readonly changes: readonly ListedChange[];
  /** Ids of nodes: what each of the first is on the other side. */
  readonly partners: Readonly<Record<string, string>>;
}

export interface ComparedSide {
  readonly layout: Layout;
  /** By the ids of nodes. */
  readonly nodes: Readonly<Record<string, DifferenceKind>>;
  /** By the ids of edges. */
  readonly edges: Readonly<Record<string, EdgeMark>>;
}

export interface ListedChange {
  readonly kind: DifferenceKind;
  /** Besides the first. */
  readonly also: readonly DifferenceKind[];
  readonly title: string;
  readonly place: string;
  readonly lines: readonly ChangeLine[];
  readonly before?: ListedPlace;
  readonly after?: ListedPlace;
}

/** The name of a state, or a field of the machine. */
export interface ListedPlace extends Span {
  /** Of its node; absent for the machine itself. */
  readonly id?: string;
}

/** Where spans stand in the files that hold the definitions. */
export interface Placing {
  readonly before: (span: Span) => Span;
  readonly after: (span: Span) => Span;
}

export function comparisonOf(before: Machine, after: Machine, direction: Direction, toHost: Placing): Comparison {
  const difference = differenceOf(before, after);
  return {
    before: sideOf(before, difference, direction, 'before'),
    after: sideOf(after, difference, direction, 'after'),
    summary: summaryOf(difference),
    changes: [...machineChange(difference, toHost), ...stateChanges(difference, toHost)],
    partners: Object.fromEntries(difference.partners),
  };
}

function sideOf(machine: Machine, difference: Difference, direction: Direction, side: Side): ComparedSide {
  const graph = buildGraph(machine);
  const { nodes, edges } = marksOf(difference, graph, side);
  return {
    layout: layoutGraph(graph, { direction }),
    nodes: Object.fromEntries(nodes),
    edges: Object.fromEntries(edges),
  };
}

function machineChange(difference: Difference, toHost: Placing): readonly ListedChange[] {
  const lines = changeLines(difference);
  if (lines.length === 0) return [];
  const changes = [...difference.fields, ...difference.ways];
  const [before, after] = [changes.find(one => one.before)?.before, changes.find(one => one.after)?.after];
  return [
    {
      kind: 'changed',
      also: [],
      title: 'State machine',
      place: '',
      lines,
      ...(before && { before: spanOf(toHost.before(before)) }),
      ...(after && { after: spanOf(toHost.after(after)) }),
    },
  ];
}

function stateChanges({ states }: Difference, toHost: Placing): readonly ListedChange[] {
  const rank = new Map(DIFFERENCE_KINDS.map((kind, i) => [kind, i]));
  const listed = states.map((state): ListedChange => {
    const { kinds, before, after } = state;
    const [kind, ...also] = kinds;
    return {
      kind,
      also,
      title: titleOf(state),
      place: describePlace(state),
      lines: changeLines(state),
      ...(before && { before: { id: before.id, ...spanOf(toHost.before(before.key)) } }),
      ...(after && { after: { id: after.id, ...spanOf(toHost.after(after.key)) } }),
    };
  });
  return listed.sort((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
