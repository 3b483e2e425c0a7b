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

/** The real time, less the time during which it was stopped: nothing runs out while a debugger stands. */
export interface StoppableClock extends Clock {
  stop(): void;
  goOn(): void;
  /** Milliseconds until a time of this clock comes, if it is not stopped. */
  untilTime(time: number): number;
  /** From now on it is this time. */
  set(time: number): void;
}

export function createStoppableClock(): StoppableClock {
  let behind = 0;
  let stoppedAt: number | undefined;
  const now = () => (stoppedAt ?? Date.now()) - behind;
  return {
    isVirtual: false,
    now,
    reach: target => now() >= target,
    stop: () => {
      stoppedAt ??= Date.now();
    },
    goOn: () => {
      if (stoppedAt !== undefined) behind += Date.now() - stoppedAt;
      stoppedAt = undefined;
    },
    untilTime: time => time - now(),
    set: time => {
      behind = (stoppedAt ?? Date.now()) - time;
    },
  };
}
