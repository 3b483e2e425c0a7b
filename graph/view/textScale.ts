// The layout has made room for a font of usual width; a wider one is set a little smaller instead of running over.
import { type Face, textWidth } from '../model/index.ts';
import { svg } from './svg.ts';

const SAMPLE = 'Validate order details and reserve 100 items';

/** By what texts are to be scaled; `measure` says how wide one is drawn. */
export function textScale(measure: (text: string, face: Face) => number): number {
  const scales = (['normal', 'bold'] as const).map(weight => {
    const face = { size: 100, weight };
    return textWidth(SAMPLE, face) / measure(SAMPLE, face);
  });
  return Math.max(0.8, Math.min(1, ...scales));
}

/** The same by how wide texts are drawn on a sheet. */
export function textScaleOn(content: SVGSVGElement): number {
  return textScale((sample, { size, weight }) => {
    const text = svg('text', { 'font-size': size, 'font-weight': weight === 'bold' ? 600 : 400 }, sample);
    content.append(text);
    const width = text.getComputedTextLength();
    text.remove();
    return width;
  });
}
