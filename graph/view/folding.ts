// Collapsing and expanding: which containers are to be one node, and which Tasks are to hold the machine they start. The server draws;
// until it has, what was said last counts.
import type { PlacedNode } from '../model/index.ts';
import type { PageMessage } from '../protocol.ts';
import { foldingOf, type LayoutIndex } from './layoutIndex.ts';

export interface Folding {
  readonly collapsed: readonly string[];
  /** The Tasks that are to hold the machine they start, where it can be drawn. */
  readonly opened: readonly string[];
  /** Another picture is drawn. Returns the container somebody has just folded. */
  draw(uri: string, index: LayoutIndex, asked: Asked): string | undefined;
  /** The node, if it can be folded. */
  foldable(id: string): PlacedNode | undefined;
  fold(placed: PlacedNode): void;
  /** A Task is not to hold the machine any more, whether it could be drawn or not. */
  close(task: string): void;
  /** Opens every container around a hidden state. */
  unfold(id: string): void;
  collapseAll(): void;
  /** Of containers. Machines are opened one by one: they may start each other. */
  expandAll(): void;
}

export interface Asked {
  readonly collapsed: readonly string[];
  readonly opened: readonly string[];
}

export function createFolding(send: (message: PageMessage) => void, say: (text: string) => void): Folding {
  let uri = '';
  let index: LayoutIndex | undefined;
  let asked: Asked = { collapsed: [], opened: [] };
  let foldedId: string | undefined;
  const ask = (next: Partial<Asked>) => {
    asked = { ...asked, ...next };
    send({ kind: 'collapse', uri, ids: asked.collapsed, opened: asked.opened });
  };
  const without = (ids: readonly string[], id: string) => ids.filter(other => other !== id);
  return {
    get collapsed() {
      return asked.collapsed;
    },
    get opened() {
      return asked.opened;
    },
    draw: (nextUri, nextIndex, { collapsed, opened }) => {
      [uri, index, asked] = [nextUri, nextIndex, { collapsed, opened }];
      const folded = foldedId;
      foldedId = undefined;
      return folded;
    },
    foldable: id => {
      const placed = index?.node(id);
      return placed && foldingOf(placed) ? placed : undefined;
    },
    fold: placed => {
      const { id, name } = placed.node;
      const isOpen = foldingOf(placed) === 'open';
      const [collapsed, opened] = [without(asked.collapsed, id), without(asked.opened, id)];
      foldedId = id;
      if (isStarting(placed)) ask({ collapsed, opened: isOpen ? opened : [...opened, id] });
      else ask({ collapsed: isOpen ? [...collapsed, id] : collapsed });
      say(`${name} ${isOpen ? 'collapsed' : 'expanded'}`);
    },
    close: task => ask({ opened: without(asked.opened, task) }),
    unfold: id => {
      const around = new Set<string>();
      for (let at = index?.parentOf(id); at !== undefined; at = index?.parentOf(at)) around.add(at);
      ask({ collapsed: asked.collapsed.filter(other => !around.has(other)) });
    },
    collapseAll: () => {
      const outermost = index?.layout.nodes.filter(placed => placed.parent === undefined && placed.isContainer) ?? [];
      const tasks = new Set(outermost.filter(isStarting).map(({ node }) => node.id));
      const ids = outermost.flatMap(({ node }) => (tasks.has(node.id) ? [] : node.id));
      ask({ collapsed: [...asked.collapsed, ...ids], opened: asked.opened.filter(id => !tasks.has(id)) });
      say('All collapsed');
    },
    expandAll: () => {
      ask({ collapsed: [] });
      say('All expanded');
    },
  };
}

function isStarting({ node }: PlacedNode): boolean {
  return node.kind === 'state' && node.starts !== undefined;
}
