// A layout as one SVG file that needs nothing else: light, and dark where whoever shows it prefers that. Drawn as on the
// page. Texts are escaped: a state may be named "<script>".
import type { DifferenceKind } from '../difference/difference.ts';
import type { DifferenceMarks } from '../difference/marks.ts';
import type { Layout, PlacedEdge, PlacedNode, PlacedRegion } from '../layout/layout.ts';
import { type Face, textWidth } from '../layout/measure.ts';
import { arrowPath, edgePath } from './edgePath.ts';
import { DIFFERENCE_ICONS, iconOf, MARK_ICONS } from './icons.ts';

/** `marks` show what differs from another definition. */
export function svgPicture(layout: Layout, title: string, marks?: DifferenceMarks): string {
  const style = `<style>${STYLE}${marks ? MARKS_STYLE : ''}</style>`;
  const paper = '<rect class="paper" width="100%" height="100%"/>';
  return `${picture(layout, title, [style, paper], marks)}\n`;
}

/** For a page that has a style of its own for it, and no paper. */
export function inlinePicture(layout: Layout, title: string): string {
  return picture(layout, title, [], undefined);
}

function picture(layout: Layout, title: string, first: readonly string[], marks: DifferenceMarks | undefined): string {
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    ...first,
    ...layout.nodes.flatMap(node => (node.isContainer ? [backdrop(node)] : [])),
    ...layout.regions.filter(({ title: name, isEmpty }) => name !== undefined || isEmpty).map(region),
    ...layout.edges.map(one => edge(one, marks)),
    ...layout.edges.flatMap(label),
    ...layout.nodes.map(one => node(one, marks?.nodes.get(one.node.id))),
    '</svg>',
  ].join('\n');
}

const STYLE = `
svg{--paper:#fff;--text:#1f2328;--quiet:#59636e;--card:#f6f8fa;--rim:#d1d9e0;--flow:#818b98;--bad:#cf222e;--warn:#9a6700;--task:#8250df;--choice:#bc4c00;--pass:#59636e;--wait:#0969da;--succeed:#1a7f37;--group:#0969da}
@media(prefers-color-scheme:dark){svg{--paper:#1f1f1f;--text:#e6e6e6;--quiet:#9d9d9d;--card:#272727;--rim:#454545;--flow:#8c8c8c;--bad:#f85149;--warn:#d29922;--task:#ab7df8;--choice:#e09b3d;--pass:#9d9d9d;--wait:#4daafc;--succeed:#3fb950;--group:#4daafc}}
text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--text)}
.paper{fill:var(--paper)}.card,.marker rect{fill:var(--card);stroke:var(--rim)}.name{font-size:13px;font-weight:600}
.detail,.label text,.region text,.marker text{font-size:11px;fill:var(--quiet)}.marker text{font-size:12px}
.backdrop{fill:none;stroke:var(--rim)}.region{fill:none;stroke:var(--rim);stroke-dasharray:4 4}
.line{fill:none;stroke:var(--flow);stroke-width:1.5}.head{fill:var(--flow)}
.catch .line{stroke:var(--bad);stroke-dasharray:5 4}.catch .head{fill:var(--bad)}
.label rect{fill:var(--paper);stroke:var(--rim)}.label.catch rect{stroke:var(--bad)}
.icon,.retry{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;stroke:var(--pass)}.retry{stroke:var(--quiet)}
.Task .icon{stroke:var(--task)}.Choice .icon{stroke:var(--choice)}.Wait .icon{stroke:var(--wait)}.Succeed .icon{stroke:var(--succeed)}.Fail .icon{stroke:var(--bad)}.Parallel .icon,.Map .icon{stroke:var(--group)}.unknown .card{stroke:var(--warn)}
`.replaceAll('\n', '');

const MARKS_STYLE = `
svg{--added:#1a7f37;--removed:#cf222e;--changed:#9a6700;--rewired:#0969da;--renamed:#8250df;--moved:#8250df}
@media(prefers-color-scheme:dark){svg{--added:#3fb950;--removed:#f85149;--changed:#d29922;--rewired:#4daafc;--renamed:#ab7df8;--moved:#ab7df8}}
.added{--kind:var(--added)}.removed{--kind:var(--removed)}.changed{--kind:var(--changed)}.rewired{--kind:var(--rewired)}.renamed{--kind:var(--renamed)}.moved{--kind:var(--moved)}
.marked .card{stroke:var(--kind);stroke-width:2}.marked.removed .card{stroke-dasharray:5 3}.marked .line{stroke:var(--kind);stroke-width:2.5}.marked.removed .line{stroke-dasharray:2 4}.marked .head{fill:var(--kind)}
.kind circle{fill:var(--kind);stroke:var(--paper);stroke-width:2}.kind path{fill:none;stroke:var(--paper);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
`.replaceAll('\n', '');

function backdrop({ x, y, width, height }: PlacedNode): string {
  return `<rect class="backdrop" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`;
}

function region({ x, y, width, height, title, isEmpty }: PlacedRegion): string {
  const text = isEmpty ? `${title ?? 'Empty'}${title ? ', empty' : ''}` : (title ?? '');
  const frame = `<rect class="region" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;
  return `<g class="region">${frame}${textAt(x + 12, y + 19, text, SMALL, 'stroke="none"')}</g>`;
}

function edge(placed: PlacedEdge, marks: DifferenceMarks | undefined): string {
  const kind = edgeKind(placed, marks);
  const head = arrowPath(placed);
  const arrow = head ? `<path class="head" d="${head}"/>` : '';
  const classes = `${placed.style}${kind ? ` marked ${kind}` : ''}`;
  return `<g class="${classes}"><path class="line" d="${edgePath(placed)}"/>${arrow}</g>`;
}

/** Of a line that stands for several edges: what all of them are. */
export function edgeKind({ edges }: PlacedEdge, marks: DifferenceMarks | undefined): DifferenceKind | undefined {
  const [kind, ...others] = new Set(edges.map(({ id }) => marks?.edges.get(id)));
  return others.length > 0 ? 'changed' : kind;
}

function label({ label: placed, style, edges }: PlacedEdge): readonly string[] {
  if (!placed) return [];
  const { x, y, width, height, lines } = placed;
  const whole = edges.flatMap(one => (one.label ? [one.label] : [])).join('\n');
  const texts = lines.map((line, i) => textAt(x + width / 2, y + 14 + i * 15, line, SMALL, MIDDLE));
  return [
    `<g class="label ${style}"><title>${escaped(whole)}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>${texts.join('')}</g>`,
  ];
}

function node(placed: PlacedNode, kind: DifferenceKind | undefined): string {
  const { node: of, x, y, width, height, title, subtitle, isContainer } = placed;
  if (of.kind !== 'state') {
    const text = textAt(x + width / 2, y + height / 2 + 4, title, MARKER, MIDDLE);
    return `<g class="marker"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/>${text}</g>`;
  }
  const tall = isContainer ? 52 : height;
  const retry = of.hasRetry
    ? `<path class="retry" transform="translate(${width - 28} ${tall / 2 - 6}) scale(0.8)" d="${MARK_ICONS.retry}"/>`
    : '';
  return [
    `<g class="${of.type}${of.hasUnknownTarget ? ' unknown' : ''}${kind ? ` marked ${kind}` : ''}" transform="translate(${x} ${y})">`,
    `<title>${escaped([of.name, of.detail, kind].filter(Boolean).join('\n'))}</title>`,
    `<rect class="card" width="${width}" height="${tall}" rx="8"/>`,
    `<path class="icon" transform="translate(15 18)" d="${iconOf(of)}"/>`,
    textAt(44, 23, title, NAME, 'class="name"'),
    textAt(44, 39, subtitle, SMALL, 'class="detail"'),
    `${retry}${kind ? badge(kind, width) : ''}</g>`,
  ].join('');
}

const NAME: Face = { size: 13, weight: 'bold' };
const MARKER: Face = { size: 12, weight: 'normal' };
const SMALL: Face = { size: 11, weight: 'normal' };
const MIDDLE = 'text-anchor="middle"';

// As wide as the layout took it to be, in whatever font it is shown.
function textAt(x: number, y: number, text: string, face: Face, attributes: string): string {
  if (text === '') return '';
  const width = `textLength="${Math.round(textWidth(text, face))}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${attributes} x="${x}" y="${y}" ${width}>${escaped(text)}</text>`;
}

// In the corner, so that the kind is not said by colour alone.
function badge(kind: DifferenceKind, x: number): string {
  const icon = `<path transform="translate(${x - 7.6} -1.6) scale(0.7)" d="${DIFFERENCE_ICONS[kind]}"/>`;
  return `<g class="kind"><circle cx="${x - 2}" cy="4" r="9"/>${icon}</g>`;
}

/** XML has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]/gu, '\ufffd')
    .replace(/[<>&"]/g, sign => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[sign] ?? '&quot;');
}
