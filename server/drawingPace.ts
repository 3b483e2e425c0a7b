// When a watched graph is drawn again. One that is drawn quickly follows every edit; one that takes long waits until somebody
// pauses, so that what they type and ask for is answered first.

export interface PaceClock {
  now(): number;
  /** Calls back once, when nothing else has to be done either; what comes back calls that off. */
  after(ms: number, back: () => void): () => void;
}

/** Nobody notices this beside an answer. */
const UNNOTICED_MS = 50;
/** Drawing takes at most a third of the time in which somebody types and looks. */
const PAUSE = 2;
const LONGEST_PAUSE_MS = 2000;

export class DrawingPace {
  readonly #clock: PaceClock;
  readonly #lastMs = new Map<string, number>();
  readonly #callOff = new Map<string, () => void>();

  constructor(clock: PaceClock) {
    this.#clock = clock;
  }

  /** Of an edit: draws now or, where that took long the last time, when no other has come for a while. */
  edited(uri: string, draw: () => void): void {
    const lastMs = this.#lastMs.get(uri) ?? 0;
    if (lastMs <= UNNOTICED_MS) {
      this.now(uri, draw);
      return;
    }
    this.#callOff.get(uri)?.();
    const pauseMs = Math.min(LONGEST_PAUSE_MS, PAUSE * lastMs);
    this.#callOff.set(
      uri,
      this.#clock.after(pauseMs, () => this.now(uri, draw)),
    );
  }

  /** What somebody asks to see. */
  now(uri: string, draw: () => void): void {
    this.#drop(uri);
    const start = this.#clock.now();
    draw();
    this.#lastMs.set(uri, this.#clock.now() - start);
  }

  /** Nobody looks any more. */
  forget(uri: string): void {
    this.#drop(uri);
    this.#lastMs.delete(uri);
  }

  #drop(uri: string): void {
    this.#callOff.get(uri)?.();
    this.#callOff.delete(uri);
  }
}
