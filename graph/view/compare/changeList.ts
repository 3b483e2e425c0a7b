// The list of changes, grouped by kind: a person goes through it with the arrow keys, and both graphs follow.
import { type ChangeLine, type DifferenceKind, HEADINGS, type ListedChange, SIGNS } from '../../model/index.ts';
import { html } from '../svg.ts';

export interface ChangeList {
  readonly element: HTMLElement;
  show(changes: readonly ListedChange[]): void;
  /** Of the entry at the index, or of none. Does not call back. */
  select(index: number | undefined): void;
}

export interface ListEvents {
  /** The person has come to the entry; `isOpening` to see its text. */
  chosen(index: number, isOpening: boolean): void;
}

export function createChangeList({ chosen }: ListEvents): ChangeList {
  const nothing = html('p', { class: 'nothing', hidden: true }, 'Both mean the same.');
  const groups = html('div', { class: 'groups' });
  const element = html('nav', { class: 'changes', 'aria-label': 'Changes' }, nothing, groups);
  let buttons: readonly HTMLButtonElement[] = [];
  let tabStop = 0;

  const setTabStop = (index: number) => {
    buttons[tabStop]?.setAttribute('tabindex', '-1');
    buttons[index]?.setAttribute('tabindex', '0');
    tabStop = index;
  };
  element.addEventListener('keydown', event => {
    const to = { ArrowDown: tabStop + 1, ArrowUp: tabStop - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons[to].focus();
    chosen(to, false);
  });

  return {
    element,
    show: changes => {
      const focused = buttons.indexOf(document.activeElement as HTMLButtonElement);
      buttons = changes.map((change, i) => {
        const button = entryOf(change);
        button.addEventListener('click', () => chosen(i, true));
        button.addEventListener('focus', () => setTabStop(i));
        return button;
      });
      nothing.hidden = changes.length > 0;
      groups.replaceChildren(...groupsOf(changes, buttons));
      setTabStop(Math.min(tabStop, Math.max(0, buttons.length - 1)));
      if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)]?.focus();
    },
    select: index => {
      for (const [i, button] of buttons.entries()) {
        if (i === index) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
      if (index === undefined) return;
      setTabStop(index);
      buttons[index]?.scrollIntoView({ block: 'nearest' });
    },
  };
}

// A hyphen is too short beside a plus.
function signOf(kind: DifferenceKind): string {
  return SIGNS[kind].replace('-', '−');
}

function groupsOf(changes: readonly ListedChange[], buttons: readonly HTMLButtonElement[]): readonly HTMLElement[] {
  const groups = new Map<string, HTMLElement>();
  for (const [i, change] of changes.entries()) {
    const heading = change.place === '' ? 'State machine' : HEADINGS[change.kind];
    let list = groups.get(heading);
    if (!list) {
      list = html('ul', { 'aria-label': heading });
      groups.set(heading, list);
    }
    const button = buttons[i];
    if (button) list.append(html('li', {}, button));
  }
  return [...groups].flatMap(([heading, list]) => [html('h3', { 'aria-hidden': true }, heading), list]);
}

function entryOf({ kind, also, title, place, lines }: ListedChange): HTMLButtonElement {
  const sign = html('span', { class: 'sign', 'aria-hidden': true }, signOf(kind));
  const more = also.length > 0 ? `${place}, ${also.join(' and ')}` : place;
  return html(
    'button',
    { type: 'button', tabindex: -1, 'data-kind': kind },
    html('span', { class: 'entry-head' }, sign, html('b', {}, title), ' ', html('span', { class: 'place' }, more)),
    ...lines.map(lineOf),
  );
}

function lineOf({ kind, text }: ChangeLine): HTMLElement {
  const sign = html('span', { class: 'sign', 'aria-hidden': true }, signOf(kind));
  // What the sign says to those who see it.
  const word = html('span', { class: 'announcement' }, `${HEADINGS[kind]}: `);
  return html('span', { class: 'line-of-change', 'data-kind': kind }, sign, word, text);
}
