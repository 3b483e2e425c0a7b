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
  dragging(canvas, {
    move: (dx, dy) => show({ ...view, x: view.x + dx, y: view.y + dy }),
    zoom: (factor, x, y) => {
      const { left, top } = canvas.getBoundingClientRect();
      zoomAt(factor, x - left, y - top);
    },
  });

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

interface Dragged {
  move(dx: number, dy: number): void;
  /** Around a point of the window. */
  zoom(factor: number, x: number, y: number): void;
}

// A press that does not move stays a click. Two fingers move and zoom at once: what is between them stays between them.
function dragging(canvas: HTMLElement, { move, zoom }: Dragged): void {
  const pressed = new Map<number, Position>();
  let isMoving = false;
  canvas.addEventListener('pointerdown', event => {
    if (event.button > 1 || pressed.size === 2) return;
    pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pressed.size === 2) begin();
  });
  // The middle button would begin to scroll by itself.
  canvas.addEventListener('mousedown', event => {
    if (event.button === 1) event.preventDefault();
  });
  const begin = () => {
    isMoving = true;
    canvas.classList.add('dragging');
    for (const id of pressed.keys()) if (!canvas.hasPointerCapture(id)) canvas.setPointerCapture(id);
  };
  canvas.addEventListener('pointermove', event => {
    const from = pressed.get(event.pointerId);
    // Released where nobody said so.
    if (from && event.buttons === 0) end(event);
    if (!from || event.buttons === 0) return;
    const to = { x: event.clientX, y: event.clientY };
    if (!isMoving && Math.abs(to.x - from.x) + Math.abs(to.y - from.y) < 5) return;
    if (!isMoving) begin();
    pressed.set(event.pointerId, to);
    const [other] = [...pressed].flatMap(([id, at]) => (id === event.pointerId ? [] : at));
    const share = other ? 0.5 : 1;
    move((to.x - from.x) * share, (to.y - from.y) * share);
    if (other)
      zoom(distance(to, other) / Math.max(1, distance(from, other)), (to.x + other.x) / 2, (to.y + other.y) / 2);
  });
  const end = (event: PointerEvent) => {
    if (!pressed.delete(event.pointerId) || pressed.size > 0) return;
    isMoving = false;
    canvas.classList.remove('dragging');
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}

function distance(a: Position, b: Position): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
