// Where in its state the debugger stands, on the node: in the place of what the state does, so that nothing moves.
import { shorten, textWidth } from '../model/index.ts';
import { setAttributes, svg } from './svg.ts';

const FACE = { size: 11, weight: 'bold' } as const;
const LEFT = 42;
const PADDING = 6;
/** To the right of it stand the mark of a retry and the button that folds. */
const RIGHT = 36;

/** Takes it away without a text. `width`: of the card. */
export function showPhase(element: SVGGElement, text: string | undefined, width: number): void {
  if (text === undefined && !element.hasAttribute('data-phase')) return;
  const before = element.querySelector<SVGGElement>('.phase');
  setAttributes(element, { 'data-phase': text });
  if (text === undefined) {
    before?.remove();
    return;
  }
  const short = shorten(text, width - LEFT - RIGHT - 2 * PADDING, FACE);
  const chip = before ?? svg('g', { class: 'phase' }, svg('rect', { x: LEFT, y: 28, height: 17, rx: 4 }), svg('text'));
  chip.querySelector('rect')?.setAttribute('width', String(textWidth(short, FACE) + 2 * PADDING));
  const words = chip.querySelector('text');
  if (words) {
    setAttributes(words, { x: LEFT + PADDING, y: 40 });
    if (words.textContent !== short) words.textContent = short;
  }
  if (!before) element.append(chip);
}
