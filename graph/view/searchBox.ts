// The field to search in: how many states are found, which one is shown, on to the next and back.
import { isFind } from './keys.ts';
import { html, iconButton } from './svg.ts';

export interface SearchBox {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  /** `at` counts from 0. */
  show(count: number, at: number): void;
}

export interface SearchActions {
  typed(query: string): void;
  next(): void;
  previous(): void;
  /** The field is gone. */
  closed(): void;
}

const ICONS = { previous: 'M4.5 9.5 8 6l3.5 3.5', next: 'M4.5 6.5 8 10l3.5-3.5', close: 'M4.5 4.5l7 7M11.5 4.5l-7 7' };

export function createSearchBox({ typed, next, previous, closed }: SearchActions): SearchBox {
  const input = html('input', {
    type: 'text',
    placeholder: 'Find a state',
    'aria-label': 'Find a state by name, type or resource',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  const count = html('span', { class: 'count', role: 'status' });
  const element = html(
    'div',
    { class: 'search', role: 'search', hidden: true },
    input,
    count,
    iconButton('Previous (Shift+Enter)', ICONS.previous, previous),
    iconButton('Next (Enter)', ICONS.next, next),
    iconButton('Close (Escape)', ICONS.close, () => close()),
  );
  const close = () => {
    if (element.hidden) return;
    element.hidden = true;
    closed();
  };
  input.addEventListener('input', () => typed(input.value));
  element.addEventListener('keydown', event => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target === input) (event.shiftKey ? previous : next)();
    else if (isFind(event)) input.select();
    else return;
    event.stopPropagation();
    event.preventDefault();
  });
  return {
    element,
    get isOpen() {
      return !element.hidden;
    },
    open: () => {
      element.hidden = false;
      input.focus();
      input.select();
      typed(input.value);
    },
    close,
    show: (found, at) => {
      count.textContent = input.value.trim() === '' ? '' : found === 0 ? 'No results' : `${at + 1} of ${found}`;
      element.toggleAttribute('data-nothing', found === 0 && input.value.trim() !== '');
    },
  };
}
