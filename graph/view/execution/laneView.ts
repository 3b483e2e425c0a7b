// The lanes: one line for each flow of control, a bar for each visit of a state, over the time it took or, where that is
// nothing, over the events. Only the lanes on the screen are drawn.
import { type Lane, statusNow, type Trail, type Visit } from '../../model/index.ts';
import { html, svg } from '../svg.ts';
import { describeTime } from './places.ts';

const LANE_HEIGHT = 22;
const AXIS_HEIGHT = 20;
const NAME_WIDTH = 150;
const INDENT = 10;
/** Narrower bars are drawn together. */
const LEAST_BAR = 2;
const LETTER_WIDTH = 6.4;
const MOST_TICKS = 6;

export interface LaneView {
  readonly element: HTMLElement;
  show(trail: Trail, row: number, lane: number): void;
  /** Shows where a state was visited. */
  mark(state: string): void;
}

export function createLaneView({ choose }: { choose(row: number): void }): LaneView {
  const space = html('div', { class: 'space' });
  const picture = svg('svg', { class: 'lanes', role: 'img' });
  const scroll = html('div', { class: 'scroll', role: 'group', tabindex: 0, 'aria-label': 'Timeline' }, space);
  const axis = html('button', { type: 'button', class: 'axis' });
  const element = html('div', { class: 'timeline' }, scroll, picture, axis);
  let trail: Trail | undefined;
  let row = 0;
  let lane = 0;
  let marked: string | undefined;
  let byTime: boolean | undefined;

  scroll.addEventListener('scroll', draw);
  scroll.addEventListener('click', event => {
    const chosen = rowAt(event.offsetX, event.clientY - scroll.getBoundingClientRect().top);
    if (chosen !== undefined) choose(chosen);
  });
  scroll.addEventListener('mousemove', event => {
    const visit = visitAt(event.offsetX, event.clientY - scroll.getBoundingClientRect().top);
    scroll.title = visit && trail ? describeVisit(visit, trail) : '';
  });
  axis.addEventListener('click', () => {
    byTime = !isByTime();
    draw();
  });

  // Local runs on the virtual clock often take no time at all.
  function isByTime(): boolean {
    return byTime ?? (trail?.rows.at(-1)?.time ?? 0) > 0;
  }

  function placeOf(index: number): number {
    const at = trail?.rows[index];
    if (!trail || !at) return 0;
    const [now, most] = isByTime() ? [at.time, trail.rows.at(-1)?.time ?? 0] : [index, trail.rows.length - 1];
    return NAME_WIDTH + (scroll.clientWidth - NAME_WIDTH - 12) * (most > 0 ? now / most : 0);
  }

  // Asked for with every move of the mouse, and there may be thousands.
  let shownLanes: readonly number[] = [];
  let visitsOf: ReadonlyMap<number, readonly Visit[]> = new Map();

  function arrange({ lanes, visits }: Trail): void {
    shownLanes = inOrder(lanes, lane);
    const found = new Map<number, Visit[]>(shownLanes.map(index => [index, []]));
    for (const visit of visits) found.get(visit.lane)?.push(visit);
    visitsOf = found;
  }

  /** The end of a visit that still goes on is now. */
  const endOf = (visit: Visit) => (visit.isOver ? visit.last : (trail?.rows.length ?? 1) - 1);

  function visitAt(x: number, y: number): Visit | undefined {
    const at = shownLanes[Math.floor((y + scroll.scrollTop) / LANE_HEIGHT)] ?? -1;
    return visitsOf.get(at)?.findLast(visit => placeOf(visit.first) <= x + 1 && placeOf(endOf(visit)) + LEAST_BAR >= x);
  }

  function rowAt(x: number, y: number): number | undefined {
    return visitAt(x, y)?.first;
  }

  function draw(): void {
    if (!trail) return;
    space.style.height = `${shownLanes.length * LANE_HEIGHT}px`;
    const first = Math.max(0, Math.floor(scroll.scrollTop / LANE_HEIGHT));
    const count = Math.ceil(scroll.clientHeight / LANE_HEIGHT) + 1;
    const seen = shownLanes.slice(first, first + count);
    const top = (index: number) => (first + index) * LANE_HEIGHT - scroll.scrollTop;
    picture.setAttribute('aria-label', describeLanes(trail));
    picture.replaceChildren(
      ...ticks(),
      ...seen.flatMap((index, at) => drawLane(index, top(at), visitsOf.get(index) ?? [])),
      cursorLine(),
    );
    const words = isByTime() ? 'by time' : 'by event';
    axis.textContent = words;
    axis.title = `Drawn ${words}. Click for the other.`;
  }

  function drawLane(index: number, y: number, visits: readonly Visit[]): readonly SVGElement[] {
    const { name = '', depth = 0 } = trail?.lanes[index] ?? {};
    const indent = 8 + Math.min(depth, 5) * INDENT;
    const label = svg('text', { class: 'lane', x: indent, y: y + 15 }, fitted(name, NAME_WIDTH - indent - 4));
    label.append(svg('title', {}, name));
    const drawn: SVGElement[] = [label];
    let filledTo = -1;
    for (const visit of visits) {
      const x = placeOf(visit.first);
      const width = Math.max(LEAST_BAR, placeOf(endOf(visit)) - x);
      if (x + width <= filledTo) continue;
      filledTo = x + width;
      const status = statusNow(visit);
      const attributes = { class: 'bar', 'data-status': status, 'data-marked': visit.state === marked || undefined };
      const bar = svg('g', attributes, svg('rect', { x, y: y + 3, width, height: LANE_HEIGHT - 6, rx: 3 }));
      const text = fitted(visit.state, width - 8);
      if (text.length > 2) bar.append(svg('text', { x: x + 5, y: y + 15 }, text));
      drawn.push(bar);
    }
    return drawn;
  }

  function cursorLine(): SVGElement {
    const x = placeOf(row);
    return svg('line', { class: 'now', x1: x, x2: x, y1: 0, y2: '100%' });
  }

  function ticks(): readonly SVGElement[] {
    if (!isByTime() || !trail) return [];
    const all = trail.rows.at(-1)?.time ?? 0;
    const width = scroll.clientWidth - NAME_WIDTH - 12;
    const step = niceStep(all / Math.min(MOST_TICKS, Math.max(1, width / 90)));
    const drawn: SVGElement[] = [];
    for (let at = 0; at <= all; at += step) {
      const x = NAME_WIDTH + (width * at) / all;
      drawn.push(svg('line', { class: 'tick', x1: x, x2: x, y1: 0, y2: '100%' }));
      const words = describeTime(at);
      if (x + 3 + words.length * LETTER_WIDTH > scroll.clientWidth) continue;
      drawn.push(svg('text', { class: 'tick', x: x + 3, y: element.clientHeight - AXIS_HEIGHT / 2 + 4 }, words));
    }
    return drawn;
  }

  return {
    element,
    show(given, at, only) {
      if (given !== trail) byTime = undefined;
      trail = given;
      row = at;
      lane = only;
      arrange(given);
      draw();
    },
    mark(state) {
      marked = state;
      draw();
    },
  };
}

/** A lane and those inside it, each before those inside it. */
function inOrder(lanes: readonly Lane[], outermost: number): readonly number[] {
  const inner = new Map<number, number[]>();
  lanes.forEach(({ parent }, index) => {
    if (parent === undefined) return;
    const known = inner.get(parent);
    if (known) known.push(index);
    else inner.set(parent, [index]);
  });
  const order: number[] = [];
  const waiting = [outermost];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    order.push(next);
    waiting.push(...(inner.get(next) ?? []).toReversed());
  }
  return order;
}

function fitted(text: string, width: number): string {
  const letters = Math.floor(width / LETTER_WIDTH);
  return text.length <= letters ? text : `${text.slice(0, Math.max(0, letters - 1))}…`;
}

function describeVisit(visit: Visit, { rows, lanes }: Trail): string {
  const from = rows[visit.first]?.time ?? 0;
  const took = (rows[visit.last]?.time ?? from) - from;
  const lane = visit.lane === 0 ? '' : `, ${lanes[visit.lane]?.name ?? ''}`;
  return `${visit.state}${lane}: ${statusNow(visit)}, ${describeTime(from)}, took ${describeTime(took).slice(1)}`;
}

function describeLanes({ lanes, visits }: Trail): string {
  return `Timeline: ${visits.length} visits of states in ${lanes.length} ${lanes.length === 1 ? 'lane' : 'lanes'}. The table has all of it.`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(step => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(step => step * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 120, 240].map(step => step * HOUR),
];

/** A step of time a person counts in that is no less. */
function niceStep(least: number): number {
  return STEPS.find(step => step >= least) ?? Math.ceil(least / (240 * HOUR)) * 240 * HOUR;
}
