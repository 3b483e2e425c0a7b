// The text of a picture as a PNG, drawn as it would be in a page of this theme, twice as large so that it is sharp when shown
// large. Needs a canvas.
import type { Face } from '../../model/index.ts';
import { textScale } from '../textScale.ts';

const SCALE = 2;
/** Chromium makes no canvas that is longer, nor one of more points than a computer has room for. */
const LONGEST = 16_384;
const MOST_POINTS = 100_000_000;
/** Names can just be made out. */
const LEAST_SCALE = 0.25;

/** Rejects with a sentence where the picture cannot be drawn. */
export async function drawPng(svg: string, isDark: boolean): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  const scale = scaleFor(sizeIn(svg));
  const themed = svgInTheme(svg, isDark, textScale(measureWith(context)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(themed)}`;
  await image.decode();
  canvas.width = Math.ceil(image.naturalWidth * scale);
  canvas.height = Math.ceil(image.naturalHeight * scale);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture is too large for a PNG.');
  return blob;
}

/** Of the file's own size; throws a sentence where nothing could be read at any that there can be. */
export function scaleFor({ width, height }: Size): number {
  const scale = Math.min(SCALE, LONGEST / Math.max(width, height), Math.sqrt(MOST_POINTS / (width * height)));
  if (scale >= LEAST_SCALE) return scale;
  throw new Error(
    `the picture is ${width} by ${height} pixels, too large for a PNG in which names can be read. An SVG has no largest size.`,
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeIn(svg: string): Size {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)"[^>]* height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width ?? 1), height: Number(height ?? 1) };
}

/** The file follows whoever shows it; a PNG is light or dark once and for all. Texts are set smaller where the font is wide. */
export function svgInTheme(svg: string, isDark: boolean, scale: number): string {
  const [, head = '', style = '', rest = ''] = /^([\s\S]*?<style>)([\s\S]*?)(<\/style>[\s\S]*)$/.exec(svg) ?? [];
  const themed = style
    .replace(/@media\(prefers-color-scheme:dark\)\{(svg\{[^}]*\})\}/g, isDark ? '$1' : '')
    .replace(/font-size:(\d+)px/g, (_, size) => `font-size:${Number(size) * scale}px`);
  const texts = rest.replace(/ textLength="\d+" lengthAdjust="spacingAndGlyphs"/g, '');
  return head === '' ? svg : `${head}${themed}${texts}`;
}

// The font of the picture's own style.
function measureWith(context: CanvasRenderingContext2D) {
  return (text: string, { size, weight }: Face) => {
    context.font = `${weight === 'bold' ? 600 : 400} ${size}px system-ui, -apple-system, "Segoe UI", sans-serif`;
    return context.measureText(text).width;
  };
}
