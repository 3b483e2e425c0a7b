// Printing: the whole picture on the page, whatever part of it is on the screen.
import type { Picture } from './picture.ts';
import { setAttributes } from './svg.ts';

export function printWhole(canvas: HTMLElement, picture: Picture): void {
  const { content } = picture;
  let before: { readonly distance: string | undefined; readonly transform: string } | undefined;
  window.addEventListener('beforeprint', () => {
    before = { distance: canvas.dataset['distance'], transform: content.style.transform };
    picture.lookAtAll();
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
