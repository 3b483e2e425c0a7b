// The few buttons in the corner.
import type { Direction } from '../protocol.ts';
import { html, setAttributes, svg } from './svg.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  /** The direction the picture has; the button shows the other. */
  showDirection(direction: Direction): void;
}

export interface ToolbarActions {
  zoomOut(): void;
  zoomIn(): void;
  fitAll(): void;
  turn(): void;
}

const ICONS = {
  zoomOut: 'M3.5 8h9',
  zoomIn: 'M8 3.5v9M3.5 8h9',
  fitAll: 'M2.5 6V3.5q0-1 1-1H6M10 2.5h2.5q1 0 1 1V6M13.5 10v2.5q0 1-1 1H10M6 13.5H3.5q-1 0-1-1V10',
  turn: 'M8 2.5v9M4.6 8.4 8 11.8l3.4-3.4',
} as const;

export function createToolbar({ zoomOut, zoomIn, fitAll, turn }: ToolbarActions): Toolbar {
  const turnButton = button('Change direction', ICONS.turn, turn);
  const element = html(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': 'View' },
    button('Zoom out (-)', ICONS.zoomOut, zoomOut),
    button('Zoom in (+)', ICONS.zoomIn, zoomIn),
    button('Fit to window (0)', ICONS.fitAll, fitAll),
    turnButton,
  );
  return { element, showDirection: direction => setAttributes(turnButton, { 'data-direction': direction }) };
}

function button(label: string, icon: string, pressed: () => void): HTMLButtonElement {
  const drawing = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': true }, svg('path', { d: icon }));
  const element = html('button', { type: 'button', title: label, 'aria-label': label }, drawing);
  element.addEventListener('click', pressed);
  return element;
}
