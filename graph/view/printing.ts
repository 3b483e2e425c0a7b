// Printing: the whole picture on the page, whatever part of it is on the screen.
import { setAttributes } from './svg.ts';

export function printWhole(canvas: HTMLElement, content: SVGSVGElement): void {
  let before: { readonly distance: string | undefined; readonly transform: string } | undefined;
  window.addEventListener('beforeprint', () => {
    before = { distance: canvas.dataset['distance'], transform: content.style.transform };
    content.style.transform = '';
    const [width, height] = [content.getAttribute('width'), content.getAttribute('height')];
    setAttributes(content, { viewBox: `0 0 ${width} ${height}` });
    setAttributes(canvas, { 'data-distance': undefined });
  });
  window.addEventListener('afterprint', () => {
    setAttributes(content, { viewBox: undefined });
    setAttributes(canvas, { 'data-distance': before?.distance });
    content.style.transform = before?.transform ?? '';
  });
}
