// Long searches in turns: between them others have theirs, and whoever asked may give up.
import { delay } from '../../host/index.ts';

export interface Turns {
  /** Called often; mostly it does nothing. Throws when nobody wants the result any more. */
  rest(): Promise<void> | undefined;
}

/** How long something goes on before others have their turn. */
const TURN_MS = 20;

/** `giveUp` is asked between two turns, and throws. */
export function takeTurns(now: () => number, giveUp: () => void): Turns {
  let ends = now() + TURN_MS;
  return {
    rest() {
      if (now() < ends) return undefined;
      return delay(0).then(() => {
        giveUp();
        ends = now() + TURN_MS;
      });
    },
  };
}
