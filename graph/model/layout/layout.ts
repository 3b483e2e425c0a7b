// A graph with places: what the page draws and nothing it would have to work out. Plain data, in one coordinate system
// that begins at 0, 0 in the top left corner.
import type { GraphEdge, GraphScope, MarkerNode, StateNode } from '../graph.ts';

export type Direction = 'down' | 'right';

export interface Layout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  /** Outer before inner, each scope in the order of the text. */
  readonly nodes: readonly PlacedNode[];
  /** The branches of Parallels and the processors of Maps. */
  readonly regions: readonly PlacedRegion[];
  readonly edges: readonly PlacedEdge[];
  /** The states in collapsed containers, outer before inner. Absent where nothing is collapsed. */
  readonly hidden?: readonly HiddenNode[];
}

export interface HiddenNode {
  readonly node: Omit<StateNode, 'scopes'>;
  /** The container it would stand in, which may be hidden itself. */
  readonly parent: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Box {
  readonly node: MarkerNode | Omit<StateNode, 'scopes'>;
  /** Name and detail as far as there is room for them. */
  readonly title: string;
  readonly subtitle: string;
  readonly isContainer: boolean;
  /** Its scopes are not drawn; what is in them is hidden. */
  readonly isCollapsed?: true;
  /** The container it stands in. */
  readonly parent?: string;
}

export interface PlacedRegion extends Box {
  readonly id: string;
  readonly kind: GraphScope['kind'];
  readonly parent: string;
  readonly title?: string;
  readonly isEmpty: boolean;
}

/** One line in the picture. It stands for several edges where these join the same two states in the same way. */
export interface PlacedEdge {
  readonly edges: readonly GraphEdge[];
  readonly from: string;
  readonly to: string;
  readonly style: EdgeStyle;
  /** Corner points from the rim of `from` to the rim of `to`, or one further than where it joins another edge to there. */
  readonly points: readonly Position[];
  /** The point where it joins an edge that is earlier in the list; the last one where it joins none. */
  readonly sharedFrom: number;
  readonly label?: PlacedLabel;
}

export type EdgeStyle = 'flow' | 'catch';

export interface PlacedLabel extends Box {
  readonly lines: readonly string[];
}
