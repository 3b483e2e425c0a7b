// Holds the run loop at its gate: decides before every step whether the debugger stops there, forwards and backwards, and moves
// between timelines. Knows nothing of the Debug Adapter Protocol.
import {
  type Clock,
  Driver,
  delay,
  type Interference,
  type Mock,
  type Reopen,
  type StoppableClock,
  type Tasks,
} from '../../host/index.ts';
import {
  type ExecutionEvent,
  Journal,
  type JournalMemory,
  type Moment,
  type Moved,
  type Run,
  type Strand,
} from '../../interpreter/index.ts';
import { type Found, isByHand, type Stops } from '../stops/stops.ts';
import type { Answers, Question } from './answers.ts';
import { ancestorsOf, type Goal, isReached } from './goal.ts';
import type { RecordedExecution } from './recorded.ts';
import { type Recorded, type Timeline, Timelines, unheardOf } from './timeline.ts';

export type StopReason = Found['reason'] | 'entry' | 'step' | 'pause' | 'goto' | 'restart';

/** Why and where the run is held. */
export interface Stop {
  readonly reason: StopReason;
  /** As it stood when the run was held. */
  readonly strand: Strand;
  readonly found?: Found | undefined;
  /** A task that nothing answers. */
  readonly question?: Question | undefined;
  /** The execution is over; it stands before its last step. */
  readonly isAtEnd?: boolean;
}

export interface ControlListener {
  stopped(stop: Stop): void;
  /** `relived` when it had happened before. */
  happened(events: readonly ExecutionEvent[], relived: boolean): void;
  /** The run stands at another moment than before, and not by going forward. */
  movedElsewhere(): void;
  /** Between two turns of the loop, or of a search in the past: how far it has come. */
  progressed(searched?: { readonly done: number; readonly of: number }): void;
  ended(run: Run): void;
  /** A fault of ours: the run cannot go on. */
  broken(error: unknown): void;
}

export interface ControlOptions {
  readonly started: Moved;
  /** The execution has happened before: it is gone through from its start. */
  readonly recorded?: RecordedExecution | undefined;
  readonly answers: Answers;
  /** What states are answered at first, by name. */
  readonly mocks: ReadonlyMap<string, Mock>;
  /** What all timelines together may take. */
  readonly memory: JournalMemory;
  readonly clock: Clock | StoppableClock;
  /** A new clock for a run that stands at this time. */
  readonly clockAt: (time: number) => Clock | StoppableClock;
  readonly stops: Stops;
  readonly listener: ControlListener;
  readonly stopAtEnd: boolean;
  /** Milliseconds, to give each turn of the loop its share. */
  readonly now: () => number;
}

export class Control {
  readonly timelines = new Timelines();
  readonly #options: ControlOptions;
  #timeline: Timeline;
  #driver: Driver;
  #clock: Clock | StoppableClock;
  #goal: Goal = { kind: 'continue' };
  /** The moment the run was held at: it passes the gate there when it goes on. */
  #heldAt: Moment = -1;
  #stop: Stop | undefined;
  /** The run before the newest signal, while data is watched. */
  #before: Run | undefined;
  /** Data was written; the run is held at the next occasion. */
  #pending: { readonly found: Found; readonly strand: number } | undefined;
  #pauseAsked = false;
  #isDisposed = false;
  #isMoving = false;
  #tasks: Tasks | undefined;
  #recorded: Recorded = new Map();
  #isReopened = true;
  /** Where a record ends before the execution does. */
  #recordEnds: Moment | undefined;
  /** It goes on from the last stop before its end. */
  #isLeaving = false;
  #lastStep: 'state' | 'phase' = 'state';
  /** Where the last step back came from: a step into leads there again. */
  #cameFrom: { readonly at: Moment; readonly to: Moment } | undefined;

  constructor(options: ControlOptions) {
    this.#options = options;
    this.#clock = options.clock;
    const { recorded } = options;
    const journal = recorded?.journal ?? new Journal(options.started);
    journal.keepWithin(options.memory);
    this.#timeline = this.timelines.add(journal, options.mocks, recorded?.calls);
    this.#recordEnds = recorded?.end;

    options.stops.follow(this.#timeline.journal, -1);
    this.#isReopened = recorded === undefined;
    this.#driver = this.#drive(
      recorded ? { run: recorded.journal.runAt(0), events: recorded.journal.eventsAt(0) } : options.started,
      0,
    );
  }

  get run(): Run {
    return this.#driver.run;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** What states are answered in this timeline. */
  get mocks(): Map<string, Mock> {
    return this.#timeline.mocks;
  }

  get journal(): Journal {
    return this.#timeline.journal;
  }

  /** Why the run is held; undefined while it goes on. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** The strand the debugger stands at, as it is now. */
  get held(): Strand | undefined {
    const id = this.#stop?.strand.id;
    return id === undefined ? undefined : (this.run.strands.find(strand => strand.id === id) ?? this.run.strands[0]);
  }

  get moment(): { readonly at: Moment; readonly head: Moment } {
    return { at: this.#driver.moment, head: this.journal.head };
  }

  get isInPast(): boolean {
    return this.#driver.isInPast;
  }

  start(stopOnEntry: boolean): void {
    this.#go(stopOnEntry ? { kind: 'entry' } : { kind: 'continue' });
  }

  continue(): void {
    this.#go({ kind: 'continue' });
  }

  /** Forwards, and what a step back will be the mirror of. */
  step(goal: Extract<Goal, { strand: number }>): void {
    this.#lastStep = goal.kind === 'over' || goal.kind === 'resume' ? 'state' : 'phase';
    const { at, to } = this.#cameFrom ?? {};
    if (this.#lastStep === 'phase' && at === this.#driver.moment && to !== undefined) {
      this.#go({ kind: 'moment', moment: to });
    } else this.#go(goal);
  }

  pause(): void {
    this.#pauseAsked = this.#stop === undefined;
  }

  /** To where the strand last stood before a state, or before a phase when the last step forward was by phase. */
  stepBack(id: number, granularity?: 'state' | 'phase'): void {
    const kind = granularity ?? this.#lastStep;
    // Before its beginning a strand was where the one around it started it.
    const line = new Set([id, ...ancestorsOf(this.run, id)]);
    const from = this.#driver.moment;
    for (let moment = from - 1; moment >= 0; moment--) {
      const place = this.journal.placeAfter(moment);
      if (!place || !line.has(place.strand)) continue;
      if (kind === 'state' && (place.step > 0 || place.isFailing)) continue;
      this.#standAt(moment, { reason: 'step', strand: place.strand });
      this.#cameFrom = { at: moment, to: from };
      return;
    }
    this.#standAt(0, { reason: 'entry' });
  }

  /** To the latest earlier moment at which what stops the run now would have stopped it. */
  reverseContinue(): void {
    if (this.#isMoving) return;
    const shown = this.#stop?.strand.id ?? 1;
    this.#stop = undefined;
    this.#isMoving = true;
    this.#pauseAsked = false;
    void this.#searchBack(this.#driver.moment, shown).catch((error: unknown) => this.#options.listener.broken(error));
  }

  /** To any moment of any timeline. False when there is none such. */
  seek(timelineId: number, moment: Moment): boolean {
    const timeline = this.timelines.withId(timelineId);
    if (!timeline || !Number.isInteger(moment) || moment < 0 || moment > timeline.journal.head) return false;
    if (timeline !== this.#timeline) this.#open(timeline, moment);
    this.#standAt(moment, { reason: 'pause' });
    return true;
  }

  /** Changes the run. In the past that makes another timeline, which goes on from here. */
  interfere(signal: Interference, why: string): void {
    if (this.#driver.isInPast) this.fork(why, new Set());
    this.#driver.interfere(signal);
    this.#heldAt = this.#driver.moment;
    this.#options.listener.movedElsewhere();
  }

  /** Another timeline from this moment on. `changed`: states that are answered otherwise than before. */
  fork(why: string, changed: ReadonlySet<string>): void {
    const moment = this.#driver.moment;
    this.#open(this.timelines.fork(this.#timeline, moment, why, changed), moment);
    this.#heldAt = moment;
    this.#options.listener.movedElsewhere();
  }

  /** Says again where the run stands, after it was changed. */
  standAgain(reason: StopReason, strandId: number): void {
    this.#hold(reason, strandId);
  }

  abort(): void {
    this.#driver.stop();
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  #drive(from: Pick<Moved, 'run' | 'events'>, moment: Moment): Driver {
    const { answers, listener } = this.#options;
    const timeline = this.#timeline;
    this.#recorded = this.timelines.recordedFor(timeline);
    const ports = answers.outsideOf(timeline, this.#recorded, () => driver.moment);
    this.#tasks = ports.tasks;
    this.#before = from.run;
    let isReady = false;
    const driver: Driver = new Driver(
      from,
      {
        clock: this.#clock,
        ...ports,
        journal: timeline.journal,
        gate: (strand, run, at) => !this.#holds(strand, run, at),
        sink: (events, relived) => {
          if (isReady) this.#afterSignal(driver);
          listener.happened(events, relived);
        },
      },
      moment,
    );
    isReady = true;
    return driver;
  }

  // Calls that are open at the head of a timeline that was left or has just been made must be made again there.
  #open(timeline: Timeline, moment: Moment): void {
    const common = this.#commonWith(timeline);
    this.#timeline = timeline;
    const run = timeline.journal.runAt(moment);
    const head = moment === timeline.journal.head ? run : timeline.journal.runAt(timeline.journal.head);
    this.#clock = this.#options.clockAt(head.now);
    if (this.#stop && 'stop' in this.#clock) this.#clock.stop();
    this.#driver = this.#drive({ run, events: [] }, moment);
    this.#options.stops.follow(timeline.journal, common);
    this.#isReopened = false;
    this.#pending = undefined;
    this.#cameFrom = undefined;
  }

  #commonWith({ from }: Timeline): Moment {
    return from?.timeline === this.#timeline.id ? from.moment : 0;
  }

  #reopen(): void {
    if (this.#isReopened || this.#driver.isInPast) return;
    this.#isReopened = true;
    const heard = this.timelines.heardAtFork(this.#timeline, this.#recorded);
    const open: (() => void)[] = [];
    const reopen: Reopen = ({ command }, hear) => {
      // What was said before the timeline was left is not asked for again.
      const again = heard.filter(({ call }) => call === command.id);
      const said = unheardOf(this.#timeline, command.id);
      // A call that starts an execution may wait for a token after that.
      const hasStarted = said.some(({ kind }) => kind === 'execution');
      open[command.id] = () => {
        if (said.length === 0 || hasStarted) this.#tasks?.call(hasStarted ? { ...command, hasStarted } : command, hear);
        for (const answer of said.slice(again.length)) hear(answer);
      };
    };
    this.#driver.takeUp(heard, reopen, heard.length);
    // They are made, and noted, again: in the order they were made the first time.
    this.#timeline.calls = this.#timeline.calls.filter(({ answers }) => answers.length > 0);
    for (const call of open) call?.();
  }

  #go(goal: Goal): void {
    // A client that asks for a move while the run moves gets what it asked for first.
    if (this.#isMoving) return;
    this.#goal = goal;
    this.#isLeaving = this.#stop?.isAtEnd === true;
    this.#stop = undefined;
    this.#cameFrom = undefined;
    this.#isMoving = true;
    if ('goOn' in this.#clock) this.#clock.goOn();
    void this.#loop()
      .catch((error: unknown) => this.#options.listener.broken(error))
      .finally(() => {
        this.#isMoving = false;
      });
  }

  // One turn of the loop at a time, so that a pause can be heard in an endless one.
  async #loop(): Promise<void> {
    const { listener, now } = this.#options;
    let turnEnds = now() + TURN_MS;
    for (;;) {
      const { at, head } = this.moment;
      // What is open at the head is made again before anything goes on from there.
      this.#reopen();
      const pumped = this.#driver.pump(at < head ? Math.min(STEPS, head - at) : STEPS);
      if (pumped.kind === 'held') return;
      if (pumped.kind === 'ended') {
        this.#end();
        return;
      }
      if (pumped.kind === 'yielded' && now() < turnEnds) continue;
      listener.progressed();
      if (pumped.kind === 'sleeping' && (this.#stopForData() || this.#stopForQuestion())) return;
      await (pumped.kind === 'sleeping' ? this.#sleep(pumped.until) : delay(0));
      if (this.#isDisposed) return;
      if (pumped.kind === 'sleeping' && this.#pauseAsked) {
        // Every strand waits for the clock: there is no gate to hold, so the first of them is shown.
        this.#hold('pause', this.run.strands[0]?.id ?? 1);
        return;
      }
      turnEnds = now() + TURN_MS;
    }
  }

  // In turns, as a long past may take a while. Whoever pauses it stays where they were.
  async #searchBack(from: Moment, shown: number): Promise<void> {
    const { listener, now, stops } = this.#options;
    let turnEnds = now() + TURN_MS;
    for (let at = from - 1; at >= 0; at--) {
      const last = stops.stopAt(at);
      if (last) {
        this.#isMoving = false;
        this.#standAt(last.moment, { reason: last.found.reason, found: last.found, strand: last.strand });
        return;
      }
      if (at % LOOK > 0 || now() < turnEnds) continue;
      listener.progressed({ done: from - at, of: from });
      await delay(0);
      if (this.#isDisposed) return;
      if (this.#pauseAsked) {
        this.#isMoving = false;
        this.#hold('pause', shown);
        return;
      }
      turnEnds = now() + TURN_MS;
    }
    this.#isMoving = false;
    this.#standAt(0, { reason: 'entry' });
  }

  #sleep(until: number): Promise<void> {
    const clock = this.#clock;
    const wait = 'untilTime' in clock ? Math.min(clock.untilTime(until), LISTEN_MS) : LISTEN_MS;
    // The driver sleeps by the machine's clock.
    return this.#driver.sleep(this.#options.now() + wait);
  }

  #end(): void {
    const { listener, stopAtEnd } = this.#options;
    if (stopAtEnd && !this.#isLeaving && this.journal.head > 0) {
      let last = this.journal.head - 1;
      while (last > 0 && !this.journal.placeAfter(last)) last--;
      this.#standAt(last, { reason: 'pause', isAtEnd: true });
    } else listener.ended(this.run);
  }

  #holds(strand: Strand, run: Run, moment: Moment): boolean {
    if (moment === this.#heldAt) {
      this.#heldAt = -1;
      return false;
    }
    if (this.#stopForData()) return true;
    const { stops } = this.#options;
    const found = stops.concerns(strand) ? stops.at({ run, strand, moment }) : undefined;
    if (found) this.#hold(found.reason, strand.id, { found });
    else if (isReached(this.#goal, run, strand, moment)) this.#hold(this.#reasonOfGoal(strand), strand.id);
    else if (this.#pauseAsked) this.#hold('pause', strand.id);
    else if (moment === this.#recordEnds && this.#timeline.id === 1) {
      this.#recordEnds = undefined;
      this.#hold('pause', strand.id);
    } else return this.#stopForQuestion();
    return true;
  }

  // The strand that was stepped has ended because another failed.
  #reasonOfGoal(strand: Strand): StopReason {
    const goal = this.#goal;
    if (goal.kind === 'entry') return 'entry';
    return 'strand' in goal && goal.strand !== strand.id && strand.failing ? 'exception' : 'step';
  }

  #afterSignal(driver: Driver): void {
    const { stops } = this.#options;
    const before = this.#before;
    this.#before = driver.run;
    if (!stops.watchesData || !before || this.#pending || isByHand(this.journal, driver.moment - 1)) return;
    const found = stops.afterChange(before, driver.run, driver.moment);
    const [hit] = found && found.reason !== 'exception' ? found.hits : [];
    if (found && hit?.change) this.#pending = { found, strand: hit.change.strand.id };
  }

  #stopForData(): boolean {
    const pending = this.#pending;
    if (!pending) return false;
    this.#hold(pending.found.reason, pending.strand, { found: pending.found });
    return true;
  }

  #stopForQuestion(): boolean {
    const { answers } = this.#options;
    const [question] = answers.isAsking ? answers.questions : [];
    if (!question || this.#driver.isInPast) return false;
    const asking = this.run.strands.find(
      ({ waiting }) => waiting?.kind === 'call' && waiting.id === question.command.id,
    );
    if (!asking) return false;
    // Others may go on while it waits; a question is shown again when nothing else can move.
    if (this.#asked.has(question.id) && this.run.strands.some(({ waiting }) => !waiting)) return false;
    this.#asked.add(question.id);
    this.#hold('pause', asking.id, { question });
    return true;
  }

  readonly #asked = new Set<number>();

  #hold(reason: StopReason, strandId: number, more: Omit<Stop, 'reason' | 'strand'> = {}): void {
    const strand = this.run.strands.find(({ id }) => id === strandId) ?? this.run.strands[0];
    if (!strand) return;
    this.#pauseAsked = false;
    this.#pending = undefined;
    this.#heldAt = this.#driver.moment;
    if ('stop' in this.#clock) this.#clock.stop();
    this.#stop = { reason, strand, ...more };
    this.#options.listener.stopped(this.#stop);
  }

  #standAt(moment: Moment, { strand, ...stop }: Omit<Stop, 'strand'> & { readonly strand?: number }): void {
    let at = moment;
    this.#driver.seek(at);
    // Where an execution is over nothing can be shown any more.
    while (this.run.strands.length === 0 && at > 0) this.#driver.seek(--at);
    this.#before = this.#driver.run;
    this.#pending = undefined;
    this.#cameFrom = undefined;
    this.#options.listener.movedElsewhere();
    const shown = strand ?? this.journal.placeAfter(at)?.strand ?? this.#lastMover(at);
    const { reason, ...more } = stop;
    this.#hold(reason, shown, more);
  }

  // Nothing steps next: the strand that moved last waits for the clock or an answer, or the run is over.
  #lastMover(moment: Moment): number {
    for (let at = moment - 1; at >= 0; at--) {
      const place = this.journal.placeAfter(at);
      if (place) return place.strand;
    }
    return 1;
  }
}

/** Steps between two looks at the time, and moments of a search. */
const STEPS = 500;
const LOOK = 64;

/** How long the loop goes on before others have their turn. */
const TURN_MS = 20;

/** While the real clock runs, how often a pause is listened for. */
const LISTEN_MS = 50;
