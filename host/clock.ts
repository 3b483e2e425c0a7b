// The time a run lives by. Only this room reads the machine's clock.

export interface Clock {
  now(): number;
  /** Waits take no time: the clock may be moved on whenever nothing else can happen. */
  readonly isVirtual: boolean;
  /** Tries to get to a time: the virtual clock jumps there, the real one says whether it has come. */
  reach(time: number): boolean;
}

/** Waits take no time, and a run is the same every time it is repeated. */
export function createVirtualClock(startTime: number): Clock {
  let time = startTime;
  return {
    isVirtual: true,
    now: () => time,
    reach(target) {
      time = Math.max(time, target);
      return true;
    },
  };
}

export function createRealClock(): Clock {
  return {
    isVirtual: false,
    now: () => Date.now(),
    reach: target => Date.now() >= target,
  };
}
