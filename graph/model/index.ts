// The face of the room: Machine → Graph → Layout, and the shapes these are made of.
export { buildGraph } from './buildGraph.ts';
export {
  type ComparedSide,
  type Comparison,
  comparisonOf,
  type ListedChange,
  type ListedPlace,
} from './difference/comparison.ts';
export {
  type ChangeLine,
  changeLines,
  describePlace,
  SIGNS,
  summaryOf,
  titleOf,
} from './difference/describeDifference.ts';
export {
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  differenceOf,
  isNoDifference,
  type StateDifference,
  type StatePlace,
} from './difference/difference.ts';
export type { FieldChange } from './difference/fieldChanges.ts';
export { illegible } from './difference/illegible.ts';
export { type DifferenceMarks, marksOf, type Side } from './difference/marks.ts';
export { mergedGraph } from './difference/mergedGraph.ts';
export { HEADINGS, type Paint, printDifference } from './difference/printDifference.ts';
export type { WayChange } from './difference/wayChanges.ts';
export { arrowPath, edgePath } from './drawing/edgePath.ts';
export { type FencedPicture, pictureOfFence } from './drawing/fencedPicture.ts';
export { DIFFERENCE_ICONS, iconOf, MARK_ICONS } from './drawing/icons.ts';
export { movedPath } from './drawing/movePath.ts';
export { edgeKind, svgPicture } from './drawing/svgPicture.ts';
export {
  type IterationLane,
  iterationsOf,
  lastStep,
  passagesAt,
  type StateSoFar,
  statesAt,
} from './execution/soFar.ts';
export {
  detailsOf,
  isWithin,
  type Lane,
  type Passage,
  type Row,
  statusNow,
  Trail,
  type TrailEvent,
  type Visit,
  type VisitStatus,
} from './execution/trail.ts';
export type { Graph, GraphEdge, GraphNode, GraphScope, MarkerNode, StartedMachine, StateNode } from './graph.ts';
export { END_ID, START_ID } from './graph.ts';
export type {
  Box,
  Direction,
  EdgeStyle,
  HiddenNode,
  Layout,
  PlacedEdge,
  PlacedLabel,
  PlacedNode,
  PlacedRegion,
  Position,
} from './layout/layout.ts';
export { type LayoutOptions, layoutGraph } from './layout/layoutGraph.ts';
export { createLayoutMemory, type LayoutMemory } from './layout/layoutMemory.ts';
export { type Face, shorten, textWidth } from './layout/measure.ts';
export { MOST_STATES, tooLargeToDraw } from './layout/tooLarge.ts';
export { mermaid, tooLargeToShow } from './mermaid.ts';
export { printGraph } from './printGraph.ts';
export { INSIDE, placeOfId, type Started, scopeInside, withStarted } from './startedMachines.ts';
