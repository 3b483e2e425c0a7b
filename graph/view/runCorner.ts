// What is said of the run as a whole: its clock, and that of a Map one iteration alone is shown, with the way back to all.
import { timeInWords } from './essentials.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import { isRunShown, type RunView } from './runFold.ts';
import { html, iconButton } from './svg.ts';

export interface RunCorner {
  readonly clock: HTMLElement;
  readonly iteration: HTMLElement;
  show(run: RunView, index: LayoutIndex): void;
}

const CLOSE = 'M4.5 4.5l7 7M11.5 4.5l-7 7';

export function createRunCorner(showAll: () => void): RunCorner {
  const time = html('span');
  const title = 'Since the start of the execution, by its own clock';
  const clock = html('div', { class: 'chip clock', role: 'img', title, hidden: true }, time);
  const text = html('span');
  const iteration = html(
    'div',
    { class: 'chip iteration', role: 'status', hidden: true },
    text,
    iconButton('Show all iterations', CLOSE, showAll),
  );
  return {
    clock,
    iteration,
    show: (run, index) => {
      const shownTime =
        isRunShown(run) && run.clock !== undefined ? `+${run.clock === 0 ? '0 s' : timeInWords(run.clock)}` : undefined;
      clock.hidden = shownTime === undefined;
      if (shownTime !== undefined && time.textContent !== shownTime) {
        time.textContent = shownTime;
        clock.setAttribute('aria-label', `${shownTime.slice(1)} since the start of the execution`);
      }
      iteration.hidden = run.only === null;
      const name = run.only && index.state(run.only.id)?.name;
      const said = run.only ? `Only #${run.only.index} of ${name ?? 'a Map'}` : '';
      if (text.textContent !== said) text.textContent = said;
    },
  };
}
