// The whole picture in a corner, with a frame around what is in view. Only where not all of it is; dragging the frame pans.
import { shownStatus } from './collapsed.ts';
import type { Scene } from './marks.ts';
import { type Cell, cellsOf, mostTelling } from './minimapCells.ts';
import { setAttributes, svg } from './svg.ts';
import type { View } from './viewport.ts';

export interface Minimap {
  readonly element: SVGSVGElement;
  draw(scene: Scene): void;
  /** The statuses of these nodes, or of all. */
  mark(scene: Scene, ids?: Iterable<string>): void;
  show(view: View, room: { readonly width: number; readonly height: number }): void;
  /** Whether somebody wants it. */
  want(isWanted: boolean): void;
}

const MOST = { width: 170, height: 130 };
/** Of the room there is. */
const SHARE = 0.25;
/** What is nearer than this, in pixels, is one spot of the overview of a large picture. */
const SPOT = 2;

/** `pan` to where this point of the picture is in the middle. */
export function createMinimap(pan: (x: number, y: number) => void): Minimap {
  const states = svg('g');
  const frame = svg('rect', { class: 'frame' });
  const element = svg('svg', { class: 'minimap', 'aria-hidden': true, visibility: 'hidden' }, states, frame);
  let drawn: readonly DrawnCell[] = [];
  const cellOf = new Map<string, DrawnCell>();
  let size = { width: 1, height: 1 };
  let isWanted = true;
  let isLarger = false;
  const hideOrShow = () => setAttributes(element, { visibility: isWanted && isLarger ? undefined : 'hidden' });

  const panTo = (event: PointerEvent) => {
    const toPicture = element.getScreenCTM()?.inverse();
    if (!toPicture) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toPicture);
    pan(x, y);
  };
  element.addEventListener('pointerdown', event => {
    element.setPointerCapture(event.pointerId);
    panTo(event);
  });
  element.addEventListener('pointermove', event => {
    if (element.hasPointerCapture(event.pointerId)) panTo(event);
  });

  const mark: Minimap['mark'] = ({ index, run }, ids) => {
    const cells = ids ? new Set([...ids].flatMap(id => cellOf.get(id) ?? [])) : drawn;
    for (const { rect, cell } of cells) {
      setAttributes(rect, { 'data-status': mostTelling(cell.ids.map(id => shownStatus(index, run, id))) });
    }
  };

  return {
    element,
    mark,
    draw: scene => {
      const { layout } = scene.index;
      size = { width: Math.max(1, layout.width), height: Math.max(1, layout.height) };
      setAttributes(element, { viewBox: `0 0 ${size.width} ${size.height}` });
      const spot = SPOT / Math.min(MOST.width / size.width, MOST.height / size.height);
      drawn = cellsOf(layout, spot).map(cell => ({ cell, rect: rectOf(cell) }));
      cellOf.clear();
      for (const each of drawn) for (const id of each.cell.ids) cellOf.set(id, each);
      states.replaceChildren(...drawn.map(({ rect }) => rect));
      mark(scene);
    },
    show: ({ x, y, scale }, room) => {
      isLarger = size.width * scale > room.width + 1 || size.height * scale > room.height + 1;
      hideOrShow();
      if (!isLarger) return;
      const most = {
        width: Math.min(MOST.width, room.width * SHARE),
        height: Math.min(MOST.height, room.height * SHARE),
      };
      const factor = Math.min(most.width / size.width, most.height / size.height);
      setAttributes(element, { width: Math.max(24, size.width * factor), height: Math.max(24, size.height * factor) });
      setAttributes(frame, { x: -x / scale, y: -y / scale, width: room.width / scale, height: room.height / scale });
    },
    want: wanted => {
      isWanted = wanted;
      hideOrShow();
    },
  };
}

interface DrawnCell {
  readonly cell: Cell;
  readonly rect: SVGRectElement;
}

function rectOf({ x, y, width, height, isContainer }: Cell): SVGRectElement {
  return svg('rect', { x, y, width, height, rx: 8, 'data-container': isContainer ? true : undefined });
}
