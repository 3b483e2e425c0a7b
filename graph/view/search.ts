// Searching: the field, the states that are found, which of them is shown. A hidden one is shown by its container while
// somebody types, and its containers are opened when somebody goes there.
import { findStates } from './findStates.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import type { Marks } from './marks.ts';
import { createSearchBox, type SearchBox } from './searchBox.ts';
import type { Selection } from './selection.ts';
import { comparePlaces, placeInText } from './textPlaces.ts';

export interface Search extends Pick<SearchBox, 'element' | 'open' | 'close' | 'isOpen'> {
  /** Another picture is drawn. */
  draw(index: LayoutIndex): void;
  next(): void;
  previous(): void;
}

export interface SearchParts {
  readonly marks: Marks;
  readonly selection: Selection;
  /** Opens the containers around a hidden state; another picture follows. */
  unfold(id: string): void;
}

export function createSearch({ marks, selection, unfold }: SearchParts): Search {
  let index: LayoutIndex | undefined;
  let query = '';
  let found: readonly string[] = [];
  let at = 0;
  /** To be shown as soon as it is drawn. */
  let awaited: string | undefined;

  const shown = (id: string | undefined) => (id === undefined ? undefined : index?.shownOf(id)?.node.id);
  const show = () => {
    box.show(found.length, at);
    marks.find(new Set(found.flatMap(id => shown(id) ?? [])), shown(found[at]));
  };
  const go = (step: number) => {
    if (!box.isOpen) {
      box.open();
      return;
    }
    if (found.length === 0) return;
    at = (at + step + found.length) % found.length;
    const id = found[at] as string;
    show();
    if (index?.node(id)) selection.approach(id);
    else {
      awaited = id;
      unfold(id);
    }
  };
  const box = createSearchBox({
    typed: text => {
      query = text;
      found = index ? findStates(index, query) : [];
      // The first from where somebody is, so that looking around does not lead away.
      const all = index;
      const start = all && placeInText(all, selection.id ?? '');
      const isAfter = (id: string) => all !== undefined && comparePlaces(placeInText(all, id), start ?? []) >= 0;
      at = Math.max(0, found.findIndex(isAfter));
      show();
      const first = shown(found[at]);
      if (first !== undefined) selection.show(first);
    },
    next: () => go(1),
    previous: () => go(-1),
    closed: () => {
      marks.find(new Set(), undefined);
      selection.focus(shown(found[at]) ?? selection.id);
    },
  });

  return {
    element: box.element,
    get isOpen() {
      return box.isOpen;
    },
    open: box.open,
    close: box.close,
    next: () => go(1),
    previous: () => go(-1),
    draw: next => {
      index = next;
      if (!box.isOpen) return;
      const before = found[at];
      found = findStates(index, query);
      at = Math.max(0, before === undefined ? 0 : found.indexOf(before));
      show();
      if (awaited !== undefined && index.node(awaited)) selection.approach(awaited);
      awaited = undefined;
    },
  };
}
