// From a view to what of the picture is in sight, and how much of it can be made out.
import type { Box } from '../model/index.ts';
import type { View, Viewport } from './viewport.ts';

/** What of the picture is in view. */
export function windowOf({ x, y, scale }: View, { width, height }: Viewport['room']): Box {
  return { x: -x / scale, y: -y / scale, width: width / scale, height: height / scale };
}

/** How far away one looks from: what cannot be read from there is left out. */
export function distanceOf({ scale }: View): 'far' | 'farthest' | undefined {
  if (scale < 0.3) return 'farthest';
  return scale < 0.5 ? 'far' : undefined;
}
