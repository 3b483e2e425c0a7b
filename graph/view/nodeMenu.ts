// The menu of a node: opened beside it, walked with the arrow keys or by first letters, closed by Escape or a click elsewhere.
import type { MenuItem } from './menuItems.ts';
import { html } from './svg.ts';

export interface NodeMenu {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  open(menu: OpenMenu): void;
  close(): void;
}

export interface OpenMenu {
  readonly label: string;
  readonly groups: readonly (readonly MenuItem[])[];
  /** In the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** Nothing was chosen. */
  left(): void;
}

const EDGE = 6;

export function createNodeMenu(choose: (does: MenuItem['does']) => void): NodeMenu {
  const element = html('div', { class: 'menu', role: 'menu', tabindex: -1, hidden: true });
  let left: () => void = () => undefined;

  const items = () => [...element.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const close = () => {
    element.hidden = true;
  };
  const leave = () => {
    close();
    left();
  };
  const step = (by: number) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  const toLetter = (letter: string) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    after.find(item => item.textContent?.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
  };

  element.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Home') items()[0]?.focus();
    else if (event.key === 'End') items().at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') leave();
    else if (event.key === 'Enter' || event.key === ' ') (document.activeElement as HTMLElement | null)?.click();
    else if (event.key.length === 1) toLetter(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener('contextmenu', event => event.preventDefault());
  document.addEventListener('pointerdown', event => {
    if (!element.hidden && !(event.target instanceof Node && element.contains(event.target))) close();
  });
  window.addEventListener('blur', close);

  const entry = ({ label, key, does }: MenuItem) => {
    const item = html('div', { role: 'menuitem', tabindex: -1 }, label);
    if (key) item.append(html('span', { 'aria-hidden': true }, key));
    item.addEventListener('click', () => {
      leave();
      choose(does);
    });
    item.addEventListener('pointermove', () => item.focus());
    return item;
  };

  return {
    element,
    get isOpen() {
      return !element.hidden;
    },
    close,
    open: ({ label, groups, at, left: onLeave }) => {
      left = onLeave;
      const lines = groups.flatMap((group, i) => [
        ...(i > 0 ? [html('div', { role: 'separator' })] : []),
        ...group.map(entry),
      ]);
      element.replaceChildren(...lines);
      element.setAttribute('aria-label', label);
      element.hidden = false;
      const { width, height } = element.getBoundingClientRect();
      element.style.left = `${Math.max(EDGE, Math.min(at.x, window.innerWidth - width - EDGE))}px`;
      element.style.top = `${Math.max(EDGE, Math.min(at.y, window.innerHeight - height - EDGE))}px`;
      items()[0]?.focus();
    },
  };
}
