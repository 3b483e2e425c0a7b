// Where a card stands: beside what it is about, on the side that has room, and never out of the window.

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

const GAP = 10;
const EDGE = 6;

/** Right of it, else left, else below, else above; where there is no room at all, over it. */
export function placeBeside(about: Rect, card: Extent, window: Extent): { left: number; top: number } {
  const within = (at: number, size: number, room: number) => Math.max(EDGE, Math.min(at, room - size - EDGE));
  const top = within(about.top, card.height, window.height);
  const left = within(about.left, card.width, window.width);
  if (about.right + GAP + card.width + EDGE <= window.width) return { left: Math.max(EDGE, about.right + GAP), top };
  if (about.left - GAP - card.width >= EDGE) return { left: about.left - GAP - card.width, top };
  if (about.bottom + GAP + card.height + EDGE <= window.height)
    return { left, top: Math.max(EDGE, about.bottom + GAP) };
  if (about.top - GAP - card.height >= EDGE) return { left, top: about.top - GAP - card.height };
  return { left, top };
}
