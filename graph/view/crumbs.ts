// The way from the whole machine down to a state, as crumbs to click on: containers, and which branch of them.
import type { Box } from '../model/index.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import { html } from './svg.ts';

export interface Crumb {
  readonly label: string;
  /** What to look at; absent for the whole machine, and for the state itself, which is the last. */
  readonly box?: Box;
}

/** Empty for a state of the outermost scope: there is nothing around it. */
export function crumbsOf(index: LayoutIndex, machine: string, id: string): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  for (let at: string | undefined = id; at !== undefined; at = index.parentOf(at)) {
    const container = index.parentOf(at);
    const region = regionOf(index, at, container);
    const box = at === id ? undefined : index.shownOf(at);
    crumbs.unshift({ label: index.state(at)?.name ?? '', ...(box && { box }) });
    if (region?.title !== undefined) crumbs.unshift({ label: region.title, box: region });
  }
  return crumbs.length > 1 ? [{ label: machine }, ...crumbs] : [];
}

function regionOf({ layout }: LayoutIndex, id: string, container: string | undefined) {
  if (container === undefined) return undefined;
  return layout.regions.find(region => region.parent === container && id.startsWith(`${region.id}/States/`));
}

export interface Crumbs {
  readonly element: HTMLElement;
  show(crumbs: readonly Crumb[]): void;
}

/** `look` at a part of the picture; at all of it without a box. */
export function createCrumbs(look: (box: Box | undefined) => void): Crumbs {
  const list = html('ol');
  const element = html('nav', { class: 'crumbs', 'aria-label': 'Scope', hidden: true }, list);
  let shown = '';
  return {
    element,
    show: crumbs => {
      element.hidden = crumbs.length === 0;
      const now = JSON.stringify(crumbs);
      // A button that is made anew loses the focus.
      if (now === shown) return;
      shown = now;
      list.replaceChildren(
        ...crumbs.map(({ label, box }, i) => {
          if (i === crumbs.length - 1) return html('li', { 'aria-current': 'location' }, label);
          const button = html('button', { type: 'button', title: `Show ${label}` }, label);
          button.addEventListener('click', () => look(box));
          return html('li', {}, button);
        }),
      );
      // Where there is one line only, its end is where somebody is.
      list.scrollLeft = list.scrollWidth;
    },
  };
}
