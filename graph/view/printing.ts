// Printing: the whole picture on the page, whatever part of it is on the screen.
import { setAttributes } from './svg.ts';

export function printWhole(
  canvas: SVGSVGElement,
  sizeNow: () => { readonly width: number; readonly height: number } | undefined,
): void {
  let before: string | undefined;
  window.addEventListener('beforeprint', () => {
    const size = sizeNow();
    before = canvas.dataset['distance'];
    if (!size) return;
    const { width, height } = size;
    setAttributes(canvas, { viewBox: `0 0 ${width} ${height}`, width, height, 'data-distance': undefined });
  });
  window.addEventListener('afterprint', () => {
    setAttributes(canvas, { viewBox: undefined, width: undefined, height: undefined, 'data-distance': before });
  });
}
