// Looking at one way only: what does not lie on it steps back, and a button says so and ends it.
import type { LayoutIndex } from './layoutIndex.ts';
import { pathsOf, type Way } from './paths.ts';
import type { Picture } from './picture.ts';
import { html, iconButton } from './svg.ts';

export interface PathFocus {
  readonly element: HTMLElement;
  readonly isOn: boolean;
  start(id: string, way: Way): void;
  end(): void;
  /** Another picture is drawn. */
  draw(index: LayoutIndex): void;
}

const CLOSE = 'M4.5 4.5l7 7M11.5 4.5l-7 7';

export function createPathFocus(picture: Picture, say: (text: string) => void): PathFocus {
  let index: LayoutIndex | undefined;
  let focus: { readonly id: string; readonly way: Way } | undefined;
  const text = html('span');
  const element = html(
    'div',
    { class: 'chip', hidden: true },
    text,
    iconButton('Show everything (Escape)', CLOSE, () => end()),
  );
  const apply = () => {
    const node = focus && index?.shownOf(focus.id)?.node;
    if (!node) focus = undefined;
    element.hidden = !focus;
    text.textContent = node && focus ? `Paths ${focus.way} ${node.name}` : '';
    if (index) picture.dim(index, node && focus && pathsOf(index, node.id, focus.way));
  };
  const end = () => {
    if (!focus) return;
    focus = undefined;
    apply();
    say('Everything is shown');
  };
  return {
    element,
    get isOn() {
      return focus !== undefined;
    },
    start: (id, way) => {
      focus = { id, way };
      apply();
      const count = index && focus ? pathsOf(index, id, way).nodes.size : 0;
      say(`${text.textContent}: ${count} nodes`);
    },
    end,
    draw: next => {
      index = next;
      if (focus) apply();
    },
  };
}
