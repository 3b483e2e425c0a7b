// Collapsing and expanding: which containers are to be one node. The server draws; until it has, what was said last counts.
import type { PlacedNode } from '../model/index.ts';
import type { PageMessage } from '../protocol.ts';
import { isFoldable, type LayoutIndex } from './layoutIndex.ts';

export interface Folding {
  readonly collapsed: readonly string[];
  /** Another picture is drawn. Returns the container somebody has just folded. */
  draw(uri: string, index: LayoutIndex, collapsed: readonly string[]): string | undefined;
  /** The node, if it can be folded. */
  foldable(id: string): PlacedNode | undefined;
  fold(placed: PlacedNode): void;
  /** Opens every container around a hidden state. */
  unfold(id: string): void;
  collapseAll(): void;
  expandAll(): void;
}

export function createFolding(send: (message: PageMessage) => void, say: (text: string) => void): Folding {
  let uri = '';
  let index: LayoutIndex | undefined;
  let collapsed: readonly string[] = [];
  let foldedId: string | undefined;
  const collapse = (ids: readonly string[]) => {
    collapsed = ids;
    send({ kind: 'collapse', uri, ids });
  };
  return {
    get collapsed() {
      return collapsed;
    },
    draw: (nextUri, nextIndex, nextCollapsed) => {
      [uri, index, collapsed] = [nextUri, nextIndex, nextCollapsed];
      const folded = foldedId;
      foldedId = undefined;
      return folded;
    },
    foldable: id => {
      const placed = index?.node(id);
      return placed && isFoldable(placed) ? placed : undefined;
    },
    fold: ({ node: { id, name }, isCollapsed }) => {
      const others = collapsed.filter(other => other !== id);
      foldedId = id;
      collapse(isCollapsed ? others : [...others, id]);
      say(`${name} ${isCollapsed ? 'expanded' : 'collapsed'}`);
    },
    unfold: id => {
      const around = new Set<string>();
      for (let at = index?.parentOf(id); at !== undefined; at = index?.parentOf(at)) around.add(at);
      collapse(collapsed.filter(other => !around.has(other)));
    },
    collapseAll: () => {
      const outermost = index?.layout.nodes.filter(placed => placed.parent === undefined && placed.isContainer) ?? [];
      collapse([...collapsed, ...outermost.map(({ node }) => node.id)]);
      say('All collapsed');
    },
    expandAll: () => {
      collapse([]);
      say('All expanded');
    },
  };
}
