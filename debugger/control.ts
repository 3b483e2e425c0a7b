// Holds the run loop at its gate: decides before every step whether the debugger stops there, forwards and backwards.
// Knows nothing of the Debug Adapter Protocol.
import { type Clock, Driver, delay, type Ports, type Pumped } from '../host/index.ts';
import {
  type ExecutionEvent,
  Journal,
  type Moment,
  type Moved,
  type Run,
  type StateCode,
  type Strand,
} from '../interpreter/index.ts';
import type { Breakpoints } from './breakpoints.ts';

export type StopReason = 'entry' | 'step' | 'breakpoint' | 'pause';

export interface ControlListener {
  /** The run is held before the next step of the strand. */
  stopped(reason: StopReason, strand: Strand): void;
  /** `relived` when it had happened before. */
  happened(events: readonly ExecutionEvent[], relived: boolean): void;
  /** The run stands at another moment than before, and not by going forward. */
  movedBack(): void;
  ended(run: Run): void;
}

export interface ControlOptions {
  readonly started: Moved;
  /** What answers tasks and distributed Maps. */
  readonly outside: Pick<Ports, 'tasks' | 'mapData'>;
  readonly clock: Clock;
  readonly breakpoints: Breakpoints;
  readonly listener: ControlListener;
}

/** How far to go. `over` runs to the next state of the strand, `into` to its next step. */
type Goal =
  | { readonly kind: 'continue' }
  | { readonly kind: 'entry' }
  /** `ancestors`: where to stop when the strand ends first, the nearest before the others. */
  | { readonly kind: 'over' | 'into'; readonly strand: number; readonly ancestors: readonly number[] };

export class Control {
  readonly #driver: Driver;
  readonly #journal: Journal;
  readonly #breakpoints: Breakpoints;
  readonly #listener: ControlListener;
  #goal: Goal = { kind: 'continue' };
  /** The moment the run was held at: it passes the gate there when it goes on. */
  #heldAt: Moment = -1;
  #held: Strand | undefined;
  #pauseAsked = false;
  #disposed = false;
  #moving = false;
  #lastStep: 'over' | 'into' = 'over';

  constructor({ started, clock, outside, breakpoints, listener }: ControlOptions) {
    this.#breakpoints = breakpoints;
    this.#listener = listener;
    this.#journal = new Journal(started);
    this.#driver = new Driver(started, {
      clock,
      ...outside,
      journal: this.#journal,
      gate: (strand, run, moment) => !this.#holds(strand, run, moment),
      sink: (events, relived) => listener.happened(events, relived),
    });
  }

  get run(): Run {
    return this.#driver.run;
  }

  /** The strand the debugger stands at; undefined while the run goes on. */
  get held(): Strand | undefined {
    return this.#held;
  }

  get moment(): { readonly at: Moment; readonly head: Moment } {
    return { at: this.#driver.moment, head: this.#journal.head };
  }

  /** Everything that happened up to where the run stands. */
  get past(): readonly ExecutionEvent[] {
    return this.#journal.eventsUntil(this.#driver.moment);
  }

  start(stopOnEntry: boolean): void {
    this.#go(stopOnEntry ? { kind: 'entry' } : { kind: 'continue' });
  }

  continue(): void {
    this.#go({ kind: 'continue' });
  }

  stepOver(strand: number): void {
    this.#lastStep = 'over';
    this.#go({ kind: 'over', strand, ancestors: ancestorsOf(this.run, strand) });
  }

  stepInto(strand: number): void {
    this.#lastStep = 'into';
    this.#go({ kind: 'into', strand, ancestors: ancestorsOf(this.run, strand) });
  }

  /** To where the strand around this one goes on; out of the outermost means to the end. */
  stepOut(strand: number): void {
    const [parent, ...ancestors] = ancestorsOf(this.run, strand);
    this.#lastStep = 'over';
    this.#go(parent === undefined ? { kind: 'continue' } : { kind: 'into', strand: parent, ancestors });
  }

  pause(): void {
    this.#pauseAsked = this.#held === undefined;
  }

  /** To where the strand last stood before a state, or before a phase when the last step forward was by phase. */
  stepBack(strand: number): void {
    this.#goBack('step', (_code, step, mover) => mover === strand && (this.#lastStep === 'into' || step === 0));
  }

  /** To the latest earlier moment at which a breakpoint of now would have stopped. */
  reverseContinue(): void {
    this.#goBack('breakpoint', (code, step) => this.#breakpoints.isAt(code, step));
  }

  stop(): void {
    this.#driver.stop();
  }

  dispose(): void {
    this.#disposed = true;
  }

  #go(goal: Goal): void {
    // A client that asks for a move while the run moves gets what it asked for first.
    if (this.#moving) return;
    this.#goal = goal;
    this.#held = undefined;
    this.#moving = true;
    void this.#loop().finally(() => {
      this.#moving = false;
    });
  }

  // One turn of the loop at a time, so that a pause can be heard in an endless one.
  async #loop(): Promise<void> {
    for (;;) {
      const pumped: Pumped = this.#driver.pump(STEPS_PER_TURN);
      if (pumped.kind === 'held') return;
      if (pumped.kind === 'ended') {
        this.#listener.ended(this.run);
        return;
      }
      await (pumped.kind === 'sleeping' ? this.#sleep(pumped.until) : delay(0));
      if (this.#disposed) return;
      if (pumped.kind === 'sleeping' && this.#pauseAsked) {
        this.#pauseAsleep();
        return;
      }
    }
  }

  #sleep(until: number): Promise<void> {
    return this.#driver.sleep(Math.min(until, Date.now() + LISTEN_MS));
  }

  // A pause while every strand waits for the clock: there is no gate to hold, so the first of them is shown.
  #pauseAsleep(): void {
    const strand = this.run.strands[0];
    if (strand) this.#stop('pause', strand);
  }

  #holds(strand: Strand, _run: Run, moment: Moment): boolean {
    if (moment === this.#heldAt) {
      this.#heldAt = -1;
      return false;
    }
    const reason = this.#reasonToStop(strand);
    if (!reason) return false;
    this.#stop(reason, strand);
    return true;
  }

  #reasonToStop(strand: Strand): StopReason | undefined {
    const goal = this.#goal;
    if (goal.kind === 'entry') return 'entry';
    if (!strand.failing && this.#breakpoints.isAt(strand.code, strand.step)) return 'breakpoint';
    if (goal.kind !== 'continue' && this.#isGoal(goal, strand)) return 'step';
    return this.#pauseAsked ? 'pause' : undefined;
  }

  #isGoal({ kind, strand: wanted, ancestors }: Extract<Goal, { strand: number }>, strand: Strand): boolean {
    if (strand.id === wanted) return kind === 'into' || (strand.step === 0 && !strand.failing);
    // The strand has ended: the step ends where the one around it goes on.
    const isAlive = (id: number) => this.run.strands.some(other => other.id === id);
    return !isAlive(wanted) && ancestors.find(isAlive) === strand.id;
  }

  #stop(reason: StopReason, strand: Strand): void {
    this.#pauseAsked = false;
    this.#heldAt = this.#driver.moment;
    this.#held = strand;
    this.#listener.stopped(reason, strand);
  }

  #goBack(reason: StopReason, isGoal: (code: StateCode, step: number, strand: number) => boolean): void {
    for (let moment = this.#driver.moment - 1; moment >= 0; moment--) {
      const place = this.#journal.placeAfter(moment);
      if (!place || !isGoal(place.code, place.step, place.strand)) continue;
      this.#standAt(moment, place.strand, reason);
      return;
    }
    this.#standAt(0, this.#journal.placeAfter(0)?.strand ?? 1, 'entry');
  }

  #standAt(moment: Moment, strandId: number, reason: StopReason): void {
    this.#driver.seek(moment);
    this.#listener.movedBack();
    const strand = this.run.strands.find(({ id }) => id === strandId) ?? this.run.strands[0];
    if (strand) this.#stop(reason, strand);
  }
}

/** The strands around one, the nearest first. */
function ancestorsOf(run: Run, id: number): number[] {
  const parent = run.strands.find(strand => strand.id === id)?.parent?.strand;
  return parent === undefined ? [] : [parent, ...ancestorsOf(run, parent)];
}

/** Steps between two looks at what the user asked for. */
const STEPS_PER_TURN = 500;

/** While the real clock runs, how often a pause is listened for. */
const LISTEN_MS = 50;
