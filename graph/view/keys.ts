// Which key does what. Plain letters are free here: nothing is typed into a picture.

export type PageCommand =
  | 'zoomIn'
  | 'zoomOut'
  | 'actualSize'
  | 'fitAll'
  | 'search'
  | 'next'
  | 'previous'
  | 'minimap'
  | 'leave';

export type NodeCommand =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'open'
  | 'foldOrOpen'
  | 'paths'
  | 'menu'
  | 'breakpoint'
  | 'rename'
  | 'details'
  | 'value'
  | 'iteration';

/** Keys that work anywhere on the page. */
const PAGE: Readonly<Record<string, PageCommand | undefined>> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  0: 'fitAll',
  1: 'actualSize',
  '/': 'search',
  F3: 'next',
  'Shift+F3': 'previous',
  m: 'minimap',
  Escape: 'leave',
};

/** Keys that mean the node they are pressed at. */
const NODE: Readonly<Record<string, NodeCommand | undefined>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
  Enter: 'open',
  ' ': 'foldOrOpen',
  f: 'paths',
  ContextMenu: 'menu',
  'Shift+F10': 'menu',
  '.': 'menu',
  F9: 'breakpoint',
  F2: 'rename',
  i: 'details',
  v: 'value',
  n: 'iteration',
};

/** For those who hear the page. */
export const KEYS_IN_WORDS = [
  'Arrow keys lead along the flow',
  'Enter goes to the state in the text',
  'Space collapses and expands',
  'the full stop opens the menu',
  'I tells more',
  'V opens what a state handed on',
  'N chooses the iteration that is shown',
  'F9 sets a breakpoint',
  'F shows the paths through a state',
  'the slash finds',
].join(', ');

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function pageCommandOf(pressed: Pressed): PageCommand | undefined {
  return isFind(pressed) ? 'search' : PAGE[nameOf(pressed)];
}

export function nodeCommandOf(pressed: Pressed): NodeCommand | undefined {
  return NODE[nameOf(pressed)];
}

export function isFind({ key, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'f';
}

// Shift is part of the key for signs and letters, which come as they are meant; for the others it is told.
function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  if (ctrlKey || metaKey || altKey) return '';
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}
