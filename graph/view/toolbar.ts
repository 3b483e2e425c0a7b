// The few buttons in the corner.
import type { Direction } from '../protocol.ts';
import { html, iconButton, setAttributes } from './svg.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  /** The direction the picture has; the button shows the other. */
  showDirection(direction: Direction): void;
  showMinimap(isShown: boolean): void;
}

/** Pages without a search or an overview have no buttons for them. */
export interface ToolbarActions {
  search?(): void;
  minimap?(): void;
  zoomOut(): void;
  zoomIn(): void;
  actualSize(): void;
  fitAll(): void;
  turn(): void;
}

const ICONS = {
  search: 'M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM10 10l3.5 3.5',
  minimap: 'M3.5 3h9q1 0 1 1v8q0 1-1 1h-9q-1 0-1-1V4q0-1 1-1ZM8 8h3v2.5H8Z',
  zoomOut: 'M3.5 8h9',
  zoomIn: 'M8 3.5v9M3.5 8h9',
  actualSize: 'M3 5.2 4.8 4v8M10.8 5.2 12.6 4v8M7.8 6.2v.1M7.8 10v.1',
  fitAll: 'M2.5 6V3.5q0-1 1-1H6M10 2.5h2.5q1 0 1 1V6M13.5 10v2.5q0 1-1 1H10M6 13.5H3.5q-1 0-1-1V10',
  turn: 'M8 2.5v9M4.6 8.4 8 11.8l3.4-3.4',
} as const;

export function createToolbar(actions: ToolbarActions): Toolbar {
  const turn = iconButton('Change direction', ICONS.turn, actions.turn);
  const minimap = actions.minimap && iconButton('Overview (m)', ICONS.minimap, actions.minimap);
  const element = html(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': 'View' },
    ...(actions.search ? [iconButton('Find (/)', ICONS.search, actions.search)] : []),
    ...(minimap ? [minimap] : []),
    iconButton('Zoom out (-)', ICONS.zoomOut, actions.zoomOut),
    iconButton('Zoom in (+)', ICONS.zoomIn, actions.zoomIn),
    iconButton('Zoom to 100 % (1)', ICONS.actualSize, actions.actualSize),
    iconButton('Fit to window (0)', ICONS.fitAll, actions.fitAll),
    turn,
  );
  return {
    element,
    showDirection: direction => setAttributes(turn, { 'data-direction': direction }),
    showMinimap: isShown => minimap && setAttributes(minimap, { 'aria-pressed': isShown }),
  };
}
