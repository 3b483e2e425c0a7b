// Where somebody is in the picture: the node the keyboard is at, and the one that holds the text cursor. Whenever either
// moves, the node comes into view.
import { CARD_HEIGHT } from './drawNode.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import type { Marks } from './marks.ts';
import { type Heading, neighbourOf } from './neighbours.ts';
import type { Picture } from './picture.ts';
import { innermostAt } from './textPlaces.ts';
import type { Viewport } from './viewport.ts';

export interface Selection {
  /** The node the keyboard is at, or was last. */
  readonly id: string | undefined;
  /** Another picture is drawn. */
  draw(index: LayoutIndex): void;
  /** The picture is seen as before a reload: at this node, and a text cursor that is where it was leads nowhere. */
  restore(id: string | undefined, cursor: string | undefined): void;
  /** Puts the keyboard at a node. */
  focus(id: string | undefined): void;
  /** The keyboard is at a node. */
  focused(id: string): void;
  move(where: Heading | 'first' | 'last'): void;
  /** Without the keyboard: brings a node into view. */
  show(id: string): void;
  /** The same, so that it can be read. */
  approach(id: string): void;
  /** Where the text cursor stands, and in which document if not that of the graph. */
  setCursor(offset: number, uri?: string): void;
}

export interface SelectionParts {
  readonly picture: Picture;
  readonly marks: Marks;
  readonly viewport: Viewport;
  /** It is at another node. */
  changed(id: string | undefined): void;
  /** The text cursor is in another state. */
  cursorMoved(id: string): void;
}

export function createSelection({ picture, marks, viewport, changed, cursorMoved }: SelectionParts): Selection {
  let index: LayoutIndex | undefined;
  let offset: number | undefined;
  let document: string | undefined;
  let cursorId: string | undefined;
  let id: string | undefined;
  let restoredCursor: string | undefined;

  const set = (next: string | undefined) => {
    id = next;
    marks.setTabStop(id);
    changed(id);
  };
  const show = (shown: string) => {
    const placed = index?.node(shown);
    if (placed) viewport.reveal(placed.isContainer ? { ...placed, height: CARD_HEIGHT } : placed);
  };
  const approach = (shown: string) => {
    const placed = index?.node(shown);
    if (!placed) return;
    viewport.approach(placed);
    // In the middle, where nothing that lies over the picture hides it.
    viewport.center({ x: placed.x + placed.width / 2, y: placed.y + Math.min(placed.height, CARD_HEIGHT) / 2 });
  };
  const focus = (next: string | undefined) => {
    if (next === undefined) return;
    set(next);
    show(next);
    picture.nodeElement(next)?.focus({ preventScroll: true });
  };
  const markCursor = () => {
    const before = cursorId;
    const all = offset === undefined || !index ? [] : innermostAt(index.layout.nodes, offset, document);
    // Of a machine that is drawn in several Tasks, the one somebody is at.
    cursorId = all.find(one => one === id) ?? all[0];
    marks.select(cursorId);
    if (cursorId === undefined || cursorId === before) return;
    cursorMoved(cursorId);
    const isWhereItWas = cursorId === restoredCursor;
    restoredCursor = undefined;
    if (isWhereItWas) return;
    set(cursorId);
    show(cursorId);
  };

  return {
    get id() {
      return id;
    },
    focus,
    show,
    approach,
    draw: next => {
      index = next;
      const kept = id === undefined ? undefined : index.shownOf(id)?.node.id;
      set(kept ?? index.childrenOf(undefined)[0]);
      markCursor();
    },
    restore: (before, cursor) => {
      restoredCursor = cursor;
      if (before !== undefined && index?.node(before)) set(before);
    },
    focused: next => {
      if (next !== id) set(next);
    },
    move: where => {
      if (!index || id === undefined) return;
      const states = index.layout.nodes.filter(({ node }) => node.kind === 'state');
      if (where === 'first') focus(states[0]?.node.id);
      else if (where === 'last') focus(states.at(-1)?.node.id);
      else focus(neighbourOf(index.layout, id, where));
    },
    setCursor: (at, uri) => {
      [offset, document] = [at, uri];
      markCursor();
    },
  };
}
