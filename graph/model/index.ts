// The face of the room: Machine → Graph → Layout, and the shapes these are made of.
export { buildGraph } from './buildGraph.ts';
export { arrowPath, edgePath } from './drawing/edgePath.ts';
export { iconOf, MARK_ICONS } from './drawing/icons.ts';
export { movedPath } from './drawing/movePath.ts';
export { svgPicture } from './drawing/svgPicture.ts';
export type { Graph, GraphEdge, GraphNode, GraphScope, MarkerNode, StateNode } from './graph.ts';
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
export { type Face, textWidth } from './layout/measure.ts';
export { mermaid } from './mermaid.ts';
export { printGraph } from './printGraph.ts';
