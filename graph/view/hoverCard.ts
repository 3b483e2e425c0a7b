// The card that tells of a state: after a moment's rest of the pointer, or when a key asks for it. The pointer may go onto
// it; Escape, a press and a move of the picture take it away.
import type { Essentials } from './essentials.ts';
import { placeBeside } from './placeBeside.ts';
import { html } from './svg.ts';

export interface HoverCard {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  /** The pointer is over a node, or over none. */
  over(id: string | undefined): void;
  /** At once: or away, when it is there for this node. */
  toggle(id: string): void;
  hide(): void;
  /** Something else is known now, or it is elsewhere. */
  refresh(): void;
}

export interface HoverCardParts {
  /** Undefined for what has no card. */
  essentials(id: string): Shown | undefined;
  /** It is shown because a key asked for it. */
  asked(about: Essentials): void;
  /** Somebody has clicked on it. */
  pressed(id: string): void;
}

interface Shown {
  readonly about: Essentials;
  readonly element: Element;
  /** Beside this instead of the element. */
  readonly beside?: DOMRect;
}

const DELAY_MS = 500;
/** To get from the node onto the card. */
const GRACE_MS = 200;

export function createHoverCard({ essentials, asked, pressed }: HoverCardParts): HoverCard {
  const element = html('div', { class: 'details', id: 'details', role: 'tooltip', hidden: true });
  let shownId: string | undefined;
  let described: Element | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (ms: number, what: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(what, ms);
  };
  const hide = () => {
    clearTimeout(timer);
    element.hidden = true;
    shownId = undefined;
    described?.removeAttribute('aria-describedby');
    described = undefined;
  };
  const show = (id: string) => {
    hide();
    const found = essentials(id);
    if (!found) return undefined;
    shownId = id;
    described = found.element;
    described.setAttribute('aria-describedby', element.id);
    fill(found);
    return found.about;
  };
  const fill = (found: Shown) => {
    element.replaceChildren(...contentOf(found.about));
    element.hidden = false;
    const box = found.beside ?? (found.element.querySelector('.card') ?? found.element).getBoundingClientRect();
    const size = element.getBoundingClientRect();
    const { left, top } = placeBeside(box, size, { width: window.innerWidth, height: window.innerHeight });
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  };
  element.addEventListener('click', () => shownId !== undefined && pressed(shownId));
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', () => later(GRACE_MS, hide));

  return {
    element,
    get isOpen() {
      return shownId !== undefined;
    },
    over: id => {
      if (id === undefined) later(GRACE_MS, hide);
      else if (id === shownId) clearTimeout(timer);
      else later(DELAY_MS, () => show(id));
    },
    toggle: id => {
      if (shownId === id) {
        hide();
        return;
      }
      const about = show(id);
      if (about) asked(about);
    },
    hide,
    refresh: () => {
      if (shownId === undefined) return;
      const found = essentials(shownId);
      if (found) fill(found);
      else hide();
    },
  };
}

// Texts only: whatever a state is called, it is never markup.
function contentOf({ name, what, comment, rows, code, codeNote }: Essentials): readonly HTMLElement[] {
  const list = rows.flatMap(({ term, lines, tone }) => [
    html('dt', {}, term),
    html('dd', { 'data-tone': tone }, ...lines.map(line => html('div', {}, line))),
  ]);
  return [
    html('strong', {}, name),
    html('div', { class: 'what' }, what),
    ...(comment === undefined ? [] : [html('p', {}, comment)]),
    ...(list.length > 0 ? [html('dl', {}, ...list)] : []),
    ...(code === undefined ? [] : [html('pre', {}, code)]),
    ...(codeNote === undefined ? [] : [html('div', { class: 'what' }, codeNote)]),
  ];
}
