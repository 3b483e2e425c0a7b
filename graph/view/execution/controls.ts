// The line above: to the state before or after, playing, the scrubber, the flow of control and the timeline that are shown.
import type { Lane } from '../../model/index.ts';
import { html, setAttributes, svg } from '../svg.ts';

export interface ControlActions {
  go(row: number): void;
  step(direction: 1 | -1): void;
  /** States in a second; undefined: stop. */
  play(rate: number | undefined): void;
  chooseLane(lane: number): void;
  chooseTimeline(id: number): void;
}

export interface ControlState {
  readonly title: string;
  readonly row: number;
  readonly count: number;
  readonly place: string;
  readonly canGo: boolean;
  readonly lanes: readonly Lane[];
  readonly lane: number;
}

export interface Controls {
  readonly element: HTMLElement;
  show(state: ControlState): void;
  showPlaying(isPlaying: boolean): void;
  showTimelines(timelines: readonly { readonly id: number; readonly why: string }[], current: number): void;
}

const ICONS = {
  before: 'M10.5 3.5 6 8l4.5 4.5',
  after: 'M5.5 3.5 10 8l-4.5 4.5',
  play: 'M5 3.2v9.6L12.5 8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
} as const;

const RATES = [1, 2, 5, 10] as const;

/** A list of more would not be read; the lanes below have them all. */
const MOST_LANES = 500;

export function createControls({ go, step, play, chooseLane, chooseTimeline }: ControlActions): Controls {
  let isPlaying = false;
  const playIcon = svg('path', { d: ICONS.play });
  const before = button('To the state before', ICONS.before, () => step(-1));
  const after = button('To the next state', ICONS.after, () => step(1));
  const playButton = button('Play', playIcon, () => play(isPlaying ? undefined : Number(rate.value)));
  const rate = html('select', { 'aria-label': 'States in a second', title: 'States in a second' });
  rate.append(...RATES.map(value => html('option', { value }, `${value}/s`)));
  rate.value = '2';
  rate.addEventListener('change', () => isPlaying && play(Number(rate.value)));
  const scrubber = html('input', { type: 'range', min: 0, class: 'scrubber', 'aria-label': 'Event' });
  scrubber.addEventListener('input', () => go(Number(scrubber.value)));
  const place = html('output', { class: 'place' });
  const laneList = html('select', { 'aria-label': 'What the graph shows', title: 'What the graph shows' });
  laneList.addEventListener('change', () => chooseLane(Number(laneList.value)));
  const timelineList = html('select', { 'aria-label': 'Timeline', title: 'Timeline', hidden: true });
  timelineList.addEventListener('change', () => chooseTimeline(Number(timelineList.value)));
  const title = html('span', { class: 'title' });
  const element = html(
    'div',
    { class: 'controls', role: 'toolbar', 'aria-label': 'Execution' },
    before,
    playButton,
    after,
    rate,
    scrubber,
    place,
    laneList,
    timelineList,
    title,
  );
  let shownLanes: readonly Lane[] | undefined;
  let shownCount = 0;

  function showLanes(lanes: readonly Lane[]): void {
    if (lanes === shownLanes && lanes.length === shownCount) return;
    shownLanes = lanes;
    shownCount = lanes.length;
    laneList.replaceChildren(
      ...lanes
        .slice(0, MOST_LANES)
        .map(({ name, depth }, value) =>
          html('option', { value }, value === 0 ? 'All flows' : `${'\u2003'.repeat(depth - 1)}${name}`),
        ),
    );
    laneList.hidden = lanes.length < 2;
  }

  return {
    element,
    show(state) {
      for (const one of [before, after, playButton, scrubber]) one.disabled = !state.canGo;
      scrubber.max = String(Math.max(0, state.count - 1));
      scrubber.value = String(Math.max(0, state.row));
      setAttributes(scrubber, { 'aria-valuetext': state.place });
      place.textContent = state.place;
      title.textContent = state.title;
      showLanes(state.lanes);
      // The graph offers all of them.
      const { name } = state.lanes[state.lane] ?? {};
      if (state.lane >= MOST_LANES && laneList.querySelector(`[value="${state.lane}"]`) === null) {
        laneList.append(html('option', { value: state.lane }, name ?? ''));
      }
      laneList.value = String(state.lane);
      element.hidden = state.count === 0;
    },
    showPlaying(now) {
      isPlaying = now;
      setAttributes(playIcon, { d: now ? ICONS.pause : ICONS.play });
      const label = now ? 'Pause' : 'Play';
      setAttributes(playButton, { title: label, 'aria-label': label });
    },
    showTimelines(timelines, current) {
      timelineList.hidden = timelines.length < 2;
      timelineList.replaceChildren(...timelines.map(({ id, why }) => html('option', { value: id }, `${id}: ${why}`)));
      timelineList.value = String(current);
    },
  };
}

function button(label: string, icon: string | SVGPathElement, pressed: () => void): HTMLButtonElement {
  const path = typeof icon === 'string' ? svg('path', { d: icon }) : icon;
  const drawing = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': true }, path);
  const element = html('button', { type: 'button', title: label, 'aria-label': label }, drawing);
  element.addEventListener('click', pressed);
  return element;
}
