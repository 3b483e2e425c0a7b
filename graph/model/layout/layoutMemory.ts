// What was drawn of each scope the last time. An edit, or a container that is collapsed, changes few scopes; the others have
// boxes and links of the same sizes again, and so the same drawing.
import { type Layered, layered } from './layered.ts';
import type { Link, Size } from './levels.ts';

export interface ScopeShape {
  readonly boxes: readonly Size[];
  readonly links: readonly Link[];
  readonly first: number | undefined;
}

export interface LayoutMemory {
  /** The drawing of a scope: the last one where its shape is the same. */
  draw(scope: string, shape: ScopeShape): Layered;
  /** What was drawn of a scope is kept although it is not drawn now. */
  keep(scope: string): void;
  /** Forgets the scopes nobody asked for since the last time. */
  forgetUnused(): void;
}

interface Drawn {
  readonly shape: ScopeShape;
  readonly drawing: Layered;
}

export function createLayoutMemory(): LayoutMemory {
  let before = new Map<string, Drawn>();
  let now = new Map<string, Drawn>();
  return {
    draw: (scope, shape) => {
      const last = before.get(scope);
      const isSame = last !== undefined && isSameShape(last.shape, shape);
      const drawn = isSame ? last : { shape, drawing: layered(shape.boxes, shape.links, shape.first) };
      now.set(scope, drawn);
      return drawn.drawing;
    },
    keep: scope => {
      const last = before.get(scope);
      if (last) now.set(scope, last);
    },
    forgetUnused: () => {
      before = now;
      now = new Map();
    },
  };
}

function isSameShape(a: ScopeShape, b: ScopeShape): boolean {
  if (a.first !== b.first || a.boxes.length !== b.boxes.length || a.links.length !== b.links.length) return false;
  return (
    a.boxes.every((box, i) => isSameSize(box, b.boxes[i])) && a.links.every((link, i) => isSameLink(link, b.links[i]))
  );
}

function isSameSize(a: Size | undefined, b: Size | undefined): boolean {
  return a?.across === b?.across && a?.along === b?.along;
}

function isSameLink(a: Link, b: Link | undefined): boolean {
  return (
    a.from === b?.from && a.to === b.to && a.style === b.style && a.isMain === b.isMain && isSameSize(a.label, b.label)
  );
}
