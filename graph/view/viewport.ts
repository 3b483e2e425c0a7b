// The window onto the picture: how large and which part of it. Wheel and touchpad move it, with Ctrl they zoom; dragging
// moves it from anywhere.
import type { Box, Position } from '../model/index.ts';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Viewport {
  readonly view: View;
  show(view: View): void;
  /** What of the canvas there is room in. */
  readonly room: { readonly width: number; readonly height: number };
  zoom(factor: number): void;
  zoomTo(scale: number): void;
  /** This point of the picture in the middle. */
  center(at: Position): void;
  /** As near as it takes to read what is in the box. */
  approach(box: Box): void;
  /** All of the box, no larger than it is. */
  look(box: Box): void;
  /** The whole picture, or at the scale `least` as much of it as there is room for, around `anchor`. */
  fit(size: { width: number; height: number }, least: number, anchor?: Box): void;
  /** Whether some of the box is. */
  isInView(box: Box): boolean;
  /** Moves only as far as it takes to see the box. */
  reveal(box: Box): void;
  /** Moves with the nodes that are gliding to new places, so that what was at `before` and is at `after` stays where it is. */
  hold(before: Position, after: Position): void;
}

const LEAST = 0.02;
const MOST = 3;
const READABLE = 0.5;
const EDGE = 24;
/** As long as nodes glide, by the style sheet. */
const GLIDE_MS = 180;
const SETTLED_MS = 200;
/** What the toolbar covers at the bottom. */
const TOOLBAR = 40;

export function createViewport(canvas: HTMLElement, content: SVGSVGElement, changed: (view: View) => void): Viewport {
  let view: View = { x: 0, y: 0, scale: 1 };

  let gliding: ReturnType<typeof setTimeout> | undefined;
  let moving: ReturnType<typeof setTimeout> | undefined;

  const show = (next: View) => {
    content.classList.remove('gliding');
    // While it moves the browser keeps the sheet as it is, which is quick; afterwards it draws it sharply.
    content.classList.add('moving');
    clearTimeout(moving);
    moving = setTimeout(() => content.classList.remove('moving'), SETTLED_MS);
    move(next);
  };
  const glide = () => {
    content.classList.add('gliding');
    clearTimeout(gliding);
    gliding = setTimeout(() => content.classList.remove('gliding'), GLIDE_MS);
  };
  const move = (next: View) => {
    view = { ...next, scale: clamp(next.scale, LEAST, MOST) };
    content.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    changed(view);
  };
  const zoomAt = (factor: number, x: number, y: number) => {
    const scale = clamp(view.scale * factor, LEAST, MOST);
    const ratio = scale / view.scale;
    show({ scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
  };

  canvas.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const { left, top } = canvas.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        // A touchpad's pinch arrives as small steps, a mouse wheel's notch as one of a hundred or more.
        zoomAt(Math.exp(-clamp(event.deltaY * step, -60, 60) * 0.008), event.clientX - left, event.clientY - top);
        return;
      }
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      show({ ...view, x: view.x - dx * step, y: view.y - dy * step });
    },
    { passive: false },
  );
  dragging(canvas, (dx, dy) => show({ ...view, x: view.x + dx, y: view.y + dy }));

  return {
    get view() {
      return view;
    },
    get room() {
      return { width: canvas.clientWidth, height: canvas.clientHeight };
    },
    show,
    zoomTo: scale => zoomAt(scale / view.scale, canvas.clientWidth / 2, canvas.clientHeight / 2),
    center: ({ x, y }) => {
      show({ ...view, x: canvas.clientWidth / 2 - x * view.scale, y: canvas.clientHeight / 2 - y * view.scale });
    },
    approach: ({ x, y, width, height }) => {
      if (view.scale >= READABLE) return;
      glide();
      move({ scale: 1, x: canvas.clientWidth / 2 - x - width / 2, y: canvas.clientHeight / 2 - y - height / 2 });
    },
    look: ({ x, y, width, height }) => {
      const room = { width: canvas.clientWidth - 2 * EDGE, height: canvas.clientHeight - 2 * EDGE - TOOLBAR };
      const scale = clamp(Math.min(room.width / width, room.height / height), LEAST, 1);
      glide();
      move({
        scale,
        x: EDGE + (room.width - width * scale) / 2 - x * scale,
        y: EDGE + (room.height - height * scale) / 2 - y * scale,
      });
    },
    zoom: factor => zoomAt(factor, canvas.clientWidth / 2, canvas.clientHeight / 2),
    fit: ({ width, height }, least, anchor) => {
      const room = { width: canvas.clientWidth, height: canvas.clientHeight };
      const scale = clamp(Math.min(room.width / width, room.height / height), least, 1);
      show({
        scale,
        x: fitted(width * scale, room.width, anchor && (anchor.x + anchor.width / 2) * scale),
        y: fitted(height * scale, room.height, anchor && (anchor.y + anchor.height / 2) * scale),
      });
    },
    isInView: ({ x, y, width, height }) => {
      const [left, top] = [x * view.scale + view.x, y * view.scale + view.y];
      const isAcross = left + width * view.scale > 0 && left < canvas.clientWidth;
      return isAcross && top + height * view.scale > 0 && top < canvas.clientHeight;
    },
    reveal: box => {
      const dx = push(box.x * view.scale + view.x, box.width * view.scale, canvas.clientWidth);
      const dy = push(box.y * view.scale + view.y, box.height * view.scale, canvas.clientHeight - TOOLBAR);
      if (dx !== 0 || dy !== 0) show({ ...view, x: view.x + dx, y: view.y + dy });
    },
    hold: (before, after) => {
      const dx = (before.x - after.x) * view.scale;
      const dy = (before.y - after.y) * view.scale;
      if (dx === 0 && dy === 0) return;
      glide();
      move({ ...view, x: view.x + dx, y: view.y + dy });
    },
  };
}

function fitted(size: number, room: number, anchor = 0): number {
  return size <= room ? (room - size) / 2 : clamp(room / 2 - anchor, room - size, 0);
}

function push(start: number, size: number, room: number): number {
  if (start < EDGE || size > room - 2 * EDGE) return start < EDGE || start > room - EDGE ? EDGE - start : 0;
  return Math.min(0, room - EDGE - (start + size));
}

// A press that does not move stays a click.
function dragging(canvas: HTMLElement, move: (dx: number, dy: number) => void): void {
  let from: { x: number; y: number; isMoving: boolean } | undefined;
  canvas.addEventListener('pointerdown', event => {
    if (event.button <= 1) from = { x: event.clientX, y: event.clientY, isMoving: false };
  });
  canvas.addEventListener('pointermove', event => {
    if (!from) return;
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    if (!from.isMoving && Math.abs(dx) + Math.abs(dy) < 5) return;
    if (!from.isMoving) canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('dragging');
    from = { x: event.clientX, y: event.clientY, isMoving: true };
    move(dx, dy);
  });
  const end = () => {
    from = undefined;
    canvas.classList.remove('dragging');
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
