// The clock of the process: how long something took, and when somebody has paused.
import type { PaceClock } from './drawingPace.ts';

export const nodeClock: PaceClock = {
  now: () => performance.now(),
  after: (ms, back) => {
    // Messages that have arrived meanwhile are read first.
    let immediate: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      immediate = setImmediate(back);
    }, ms);
    return () => {
      clearTimeout(timer);
      if (immediate) clearImmediate(immediate);
    };
  },
};
