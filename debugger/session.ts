// One debug session: what is alive between requests, and how a run that is held becomes what a client hears. The requests
// themselves are in requests/, a family to a file; what they mean is decided in running/ and stops/.
import { createStoppableClock, createVirtualClock, type MachineAtHand } from '../host/index.ts';
import {
  type ExecutionEvent,
  JournalMemory,
  machineOf,
  pathOf,
  printDuration,
  type Run,
  type Strand,
  start,
  toHistory,
} from '../interpreter/index.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Client, Context } from './context.ts';
import { toClientRange, toSource } from './convert.ts';
import { AdapterBase, type DebugProtocol, type Handlers, Refusal } from './dap.ts';
import type { Definitions } from './definitions.ts';
import type { Environment } from './environment.ts';
import { type Launched, launch } from './launch.ts';
import { describePhase, messages } from './messages.ts';
import { BATCH_EVENT, ENDED_EVENT, type EndedRun, type LaunchAttributes } from './protocol.ts';
import { BreakpointRequests } from './requests/breakpoints.ts';
import { Commands } from './requests/commands.ts';
import { DataRequests } from './requests/data.ts';
import { LiveRequests } from './requests/live.ts';
import { MoveRequests } from './requests/moving.ts';
import { ReplayRequests } from './requests/replay.ts';
import { TaskRequests } from './requests/tasks.ts';
import { TimeRequests } from './requests/timeTravel.ts';
import { Answers } from './running/answers.ts';
import { Control, type ControlListener, type Stop } from './running/control.ts';
import { LiveViews } from './running/liveViews.ts';
import { Progress } from './running/progress.ts';
import { styleLine } from './running/styling.ts';
import { Trace } from './running/trace.ts';
import { describeChange } from './stops/dataBreakpoints.ts';
import type { Standing } from './stops/spot.ts';
import { Stops } from './stops/stops.ts';
import { cursorAt } from './values/cursor.ts';
import { frameOf, strandOfFrame, strandOfThread, threadOf } from './values/stack.ts';
import { VariableStore } from './values/variables.ts';

/** What a launch makes, and a restart makes anew. */
interface Going {
  readonly launched: Launched;
  readonly answers: Answers;
  readonly live: LiveViews;
  readonly trace: Trace;
  readonly memory: JournalMemory;
  control?: Control;
}

export class StepthroughSession extends AdapterBase implements ControlListener, Context {
  readonly environment: Environment;
  readonly store = new VariableStore();
  readonly stops: Stops;
  client: Client = {
    linesStartAt1: true,
    columnsStartAt1: true,
    hasProgress: false,
    hasInvalidated: false,
    hasStyling: false,
  };
  before: Run | undefined;
  readonly #breakpoints: BreakpointRequests;
  readonly #moves: MoveRequests;
  readonly #tasks: TaskRequests;
  readonly #data: DataRequests;
  readonly #progress: Progress;
  readonly #replay: ReplayRequests;
  #going: Going | undefined;
  #isConfigured = false;
  #isEnded = false;
  #writtenAt = 0;
  #heldRun: Run | undefined;
  #threads: ReadonlySet<number> = new Set();
  #afterwards: (() => void)[] = [];

  constructor(environment: Environment) {
    super();
    this.environment = environment;
    this.stops = new Stops((text, standing, kind) => this.#say(text, standing, kind));
    this.#breakpoints = new BreakpointRequests(this);
    this.#moves = new MoveRequests(this);
    this.#tasks = new TaskRequests(this, () => this.#launchedGoing.answers);
    const time = new TimeRequests(this);
    this.#replay = new ReplayRequests(this);
    const live = new LiveRequests(this, () => this.#launchedGoing.live);
    this.#progress = new Progress((event, body) => this.client.hasProgress && this.sendEvent(event, body));
    this.#data = new DataRequests(this, new Commands(this, this.#moves, this.#tasks, time));
    this.handlers = {
      ...this.#breakpoints.handlers,
      ...this.#moves.handlers,
      ...this.#tasks.handlers,
      ...time.handlers,
      ...this.#replay.handlers,
      ...live.handlers,
      ...this.#data.handlers,
      initialize: args => this.#initialize(args as DebugProtocol.InitializeRequestArguments),
      launch: args => this.#launch(args as LaunchAttributes),
      configurationDone: () => this.#configured(),
      restart: args => this.restart((args as { arguments?: Partial<LaunchAttributes> }).arguments),
      terminate: () => this.#terminate(),
      disconnect: () => this.#terminate(),
      cancel: args => this.#cancel(args as DebugProtocol.CancelArguments),
    };
  }

  protected override readonly handlers: Handlers;

  protected override afterResponse(command: string, success: boolean): void {
    if (command === 'launch' && success) this.sendEvent('initialized');
    const works = this.#afterwards;
    this.#afterwards = [];
    for (const work of works) work();
  }

  override dispose(): void {
    this.#going?.control?.dispose();
    this.#going?.memory.close();
    super.dispose();
  }

  // The session as requests see it

  get isLaunched(): boolean {
    return this.#going !== undefined;
  }

  get launched(): Launched {
    return this.#launchedGoing.launched;
  }

  get definitions(): Definitions {
    return this.launched.definitions;
  }

  get control(): Control {
    const control = this.#going?.control;
    if (this.#isEnded) throw new Refusal(messages.hasEnded());
    if (!control) throw new Refusal(messages.notRunning());
    return control;
  }

  get running(): Control | undefined {
    return this.#isEnded ? undefined : this.#going?.control;
  }

  frame(id: number | undefined): Strand {
    const { run, held } = this.control;
    const strand = id === undefined ? held : strandOfFrame(run, id);
    if (!strand) throw new Refusal(id === undefined ? messages.noFrame() : messages.unknownFrame());
    return strand;
  }

  thread(id: unknown): Strand {
    const { run } = this.control;
    const strand = typeof id === 'number' ? strandOfThread(run, id) : undefined;
    if (!strand) throw new Refusal(messages.unknownThread(id));
    return strand;
  }

  afterwards(work: () => void): void {
    this.#afterwards.push(work);
  }

  move(move: (control: Control) => void) {
    const { control } = this;
    if (!control.stop) throw new Refusal(messages.isRunning());
    this.store.clear();
    this.#moves.forget();
    // The answer must reach the client before the stop the move may lead to.
    this.afterwards(() => move(control));
    return { allThreadsContinued: true } as const;
  }

  send(event: string, body?: object): void {
    this.sendEvent(event, body);
  }

  print(text: string, more: object = {}): void {
    this.sendEvent('output', { category: 'console', output: text, ...more });
  }

  invalidate(...areas: ('stacks' | 'variables' | 'threads')[]): void {
    if (this.client.hasInvalidated) this.sendEvent('invalidated', { areas });
    if (this.#going?.control?.held) this.tellLiveViews();
  }

  tellLiveViews(): void {
    this.#sendBatches(this.#going?.control?.held);
  }

  /** The definition is read again; input, mocks and breakpoints are kept where nothing else is given. */
  restart(attributes: Partial<LaunchAttributes> = {}): void {
    const before = this.#launchedGoing;
    const launched = launch({ ...before.launched.attributes, ...attributes }, this.environment);
    before.control?.dispose();
    before.memory.close();
    this.#take(launched);
    this.#breakpoints.reverify();
    this.#progress.end();
    if (this.#isConfigured) this.#begin();
  }

  redefine(machine: MachineAtHand): void {
    this.definitions.replace(machine);
    this.#launchedGoing.live.show(machine.root, this.definitions.of(machine.program.start));
    this.#breakpoints.reverify();
  }

  // A Task starts a state machine that was not known: breakpoints in it are in force before its first state.
  #found({ root, program, file }: MachineAtHand): void {
    this.#launchedGoing.live.show(root, this.definitions.of(program.start));
    this.#breakpoints.placeAll();
    this.sendEvent('loadedSource', { reason: 'new', source: toSource(file) });
  }

  // Requests about the session as a whole

  #initialize(args: DebugProtocol.InitializeRequestArguments): DebugProtocol.Capabilities {
    this.client = {
      linesStartAt1: args.linesStartAt1 ?? true,
      columnsStartAt1: args.columnsStartAt1 ?? true,
      hasProgress: args.supportsProgressReporting ?? false,
      hasInvalidated: args.supportsInvalidatedEvent ?? false,
      hasStyling: args.supportsANSIStyling ?? false,
    };
    return CAPABILITIES;
  }

  #launch(attributes: LaunchAttributes): void {
    if (this.#going) throw new Refusal(messages.launchedTwice());
    this.#take(launch(attributes, this.environment));
    this.#breakpoints.placeAll();
    const files = new Set(this.definitions.all.map(({ file }) => file));
    for (const file of files) this.sendEvent('loadedSource', { reason: 'new', source: toSource(file) });
  }

  #take(launched: Launched): void {
    const { definitions, execution, store, policy, attributes } = launched;
    const { pastBytes, newSpill } = this.environment;
    const { machines } = definitions;
    const live = new LiveViews();
    for (const { root, program } of machines.all) live.show(root, definitions.of(program.start));
    machines.onFound = machine => this.#found(machine);
    this.#going = {
      launched,
      answers: new Answers({ machines, store, policy }),
      memory: new JournalMemory({ budgetBytes: pastBytes, spill: newSpill(text => this.#warn(text)) }),
      live,
      trace: new Trace(
        execution.startTime,
        { isOn: attributes.trace !== false, isStyled: this.client.hasStyling },
        state => this.#placeOf(state),
      ),
    };
    this.#isEnded = false;
    this.before = undefined;
    this.#heldRun = undefined;
    this.store.clear();
  }

  // The client has said all it wants before the start.
  #configured(): void {
    const going = this.#launchedGoing;
    if (going.control) throw new Refusal(messages.launchedTwice());
    this.#isConfigured = true;
    this.#begin();
  }

  #begin(): void {
    const going = this.#launchedGoing;
    const { definitions, execution, mocks, attributes, startAt, variables, recorded } = going.launched;
    const { program } = definitions.launched;
    if (attributes.noDebug) {
      for (const family of ['source', 'function', 'data'] as const) this.stops.set(family, []);
      this.stops.setFilters(new Map());
    }
    const clockAt = (time: number) => {
      if (attributes.clock !== 'real') return createVirtualClock(time);
      const clock = createStoppableClock();
      clock.set(time);
      return clock;
    };
    const control = new Control({
      started: start(startAt ? { ...program, start: startAt } : program, execution, { events: true }),
      recorded,
      answers: going.answers,
      memory: going.memory,
      mocks,
      clock: clockAt(execution.startTime),
      clockAt,
      stops: this.stops,
      listener: this,
      // Whoever opens a record wants to look at it.
      stopAtEnd: (attributes.stopAtEnd ?? recorded !== undefined) && !attributes.noDebug,
      now: this.environment.now,
    });
    going.control = control;
    if (variables) control.interfere({ kind: 'edit', strand: 1, variables }, '');
    if (recorded) this.#replay.tell(recorded.divergences, state => this.#placeOf(state));
    const stopOnEntry = (attributes.stopOnEntry ?? recorded !== undefined) && !attributes.noDebug;
    this.afterwards(() => control.start(stopOnEntry));
  }

  #terminate(): void {
    const control = this.#going?.control;
    control?.abort();
    control?.dispose();
    if (control && !this.#isEnded) this.afterwards(() => this.ended(control.run));
    else if (!control) this.afterwards(() => this.sendEvent('terminated'));
  }

  // Requests that are given up are dap.ts's; what is shown as progress is a move, which ends where it has come to.
  #cancel({ progressId }: DebugProtocol.CancelArguments): void {
    if (progressId !== undefined && this.#progress.has(progressId)) this.control.pause();
  }

  // What Control says

  stopped(stop: Stop): void {
    const { control } = this;
    this.store.clear();
    this.before = this.#heldRun;
    this.#heldRun = control.run;
    this.#progress.end();
    this.#flush();
    const { strand, reason, found, question } = stop;
    this.#sendBatches(strand);
    const ids = found && found.reason !== 'exception' ? found.hits.map(({ breakpoint }) => breakpoint.options.id) : [];
    const text = reason === 'exception' ? (strand.failing?.error ?? strand.code.name) : undefined;
    this.sendEvent('stopped', {
      reason,
      description: this.#describe(stop),
      threadId: threadOf(control.run, strand),
      allThreadsStopped: true,
      ...(text !== undefined && { text }),
      ...(ids.length > 0 && { hitBreakpointIds: ids }),
    });
    if (question) this.#tasks.ask(question);
  }

  happened(events: readonly ExecutionEvent[], relived: boolean): void {
    const going = this.#going;
    going?.live.add(events);
    if (!relived) going?.trace.add(events);
  }

  movedElsewhere(): void {
    const { control } = this;
    this.#going?.live.restart(control.journal, control.moment.at);
  }

  progressed(searched?: { readonly done: number; readonly of: number }): void {
    const control = this.#going?.control;
    if (!control || this.#isEnded) return;
    const now = this.environment.now();
    // Views are drawn often; nobody reads lines as fast as that.
    if (now - this.#writtenAt > WRITE_MS) {
      this.#writtenAt = now;
      this.#flush();
    }
    this.#sendBatches(undefined);
    if (this.client.hasProgress) this.#progress.update(control.run, control.moment, now, searched);
  }

  ended(run: Run): void {
    if (this.#isEnded) return;
    this.#progress.end();
    this.#flush();
    // Nobody could ask for the others any more.
    const { control, live } = this.#launchedGoing;
    if (control) live.showAll(control.journal, control.moment.at);
    this.#sendBatches(undefined);
    this.#isEnded = true;
    this.#tellEnd(run);
    this.#going?.memory.close();
    this.sendEvent('exited', { exitCode: run.status === 'SUCCEEDED' ? 0 : 1 });
    // Without restart data: with such an editor would start again by itself.
    this.sendEvent('terminated');
  }

  // What there is to keep of it. A record is kept where it came from.
  #tellEnd(run: Run): void {
    const { control, launched } = this.#launchedGoing;
    if (!control || launched.recorded) return;
    const { execution, status, output, failure } = run;
    const { journal } = control;
    const events = journal.head > MOST_TOLD ? [] : journal.eventsUntil(journal.head);
    const body: EndedRun = {
      definition: launched.file,
      name: execution.name,
      input: execution.input,
      status,
      ...(output !== undefined && { output }),
      ...failure,
      startTime: execution.startTime,
      // What it has started may have gone on.
      endTime: events.findLast(({ kind }) => kind.startsWith('execution'))?.now ?? run.now,
      history: toHistory(events, execution),
    };
    this.sendEvent(ENDED_EVENT, body);
  }

  broken(error: unknown): void {
    this.print(`${messages.broken(error instanceof Error ? error.message : String(error))}\n`, { category: 'stderr' });
    if (!this.#isEnded) this.sendEvent('terminated');
    this.#isEnded = true;
  }

  #describe({ strand, found, question, isAtEnd }: Stop): string {
    const { control, definitions } = this;
    const { at, head } = control.moment;
    const { phase } = frameOf(strand, definitions.of(strand.code).program);
    const attempt = strand.attempts.total > 0 ? `, attempt ${strand.attempts.total + 1}` : '';
    const [hit] = found && found.reason !== 'exception' ? found.hits : [];
    const { data } = hit?.breakpoint.options ?? {};
    const change = hit?.change && data ? `: ${describeChange(data.expression, hit.change)}` : '';
    const asking = question ? ': nothing answers it' : '';
    const end = isAtEnd ? `, ${control.journal.runAt(head).status} after that` : '';
    const isRecordEnd = control.timeline.id === 1 && at === this.launched.recorded?.end;
    const record = isRecordEnd ? `, ${messages.recordEnds()}` : '';
    const replaying = at < head ? `, replaying ${at} of ${head}` : '';
    const line = control.timelines.all.length > 1 ? `, timeline ${control.timeline.id}` : '';
    const where = describePhase(phase, strand.code.name, strand.waiting !== undefined);
    const { execution } = strand;
    const child = execution?.kind === 'nested' ? ` of ${execution.stateMachineName}` : '';
    return `Paused ${where}${child}${attempt}${change}${asking}${end}${record}${replaying}${line}`;
  }

  #warn(text: string): void {
    this.print(`${text}\n`, { category: 'important' });
  }

  #say(text: string, { run, strand }: Standing, kind: 'log' | 'fault'): void {
    const category = kind === 'log' ? 'console' : 'important';
    const { code } = strand;
    const when = printDuration(run.now - run.execution.startTime);
    const line = kind === 'log' ? `${when}  ${pathOf(strand)}: ${text}` : text;
    this.#flush();
    const output = kind === 'log' && this.client.hasStyling ? styleLine(line) : line;
    this.print(`${output}\n`, { category, ...this.#placeOf(code.path) });
  }

  #placeOf(state: string) {
    const { definitions } = this.#going?.launched ?? {};
    const code = definitions?.state(state);
    if (!definitions || !code) return {};
    const { file, lines } = definitions.of(code);
    const { line, column } = toClientRange(code.state.key, lines, this.client);
    return { source: toSource(file), line, column };
  }

  // What is written and told in one go, before anything else is said.
  #flush(): void {
    for (const body of this.#going?.trace.take() ?? []) this.sendEvent('output', body);
    this.#tellThreads();
  }

  // Those that have ended, each; of those that have begun one is enough for a client to ask for all of them.
  #tellThreads(): void {
    if (!this.#going?.control || this.#isEnded) return;
    const now = new Set(this.#data.threads().map(({ id }) => id));
    const isFirst = this.#threads.size === 0;
    for (const id of this.#threads) if (!now.has(id)) this.sendEvent('thread', { reason: 'exited', threadId: id });
    const begun = [...now].filter(id => !this.#threads.has(id)).at(-1);
    if (begun !== undefined && !isFirst) this.sendEvent('thread', { reason: 'started', threadId: begun });
    this.#threads = now;
  }

  // `held`: the strand it stands at; without one only what has changed.
  #sendBatches(held: Strand | undefined): void {
    const going = this.#going;
    if (!going?.control || this.#isEnded) return;
    const { control, live } = going;
    const at = held && { root: machineOf(held.code), cursor: cursorAt(held, this.definitions.of(held.code)) };
    const { moment, timeline, run } = control;
    const now = { moment, timeline: timeline.id, clock: run.now - run.execution.startTime };
    for (const batch of live.take(at, now)) this.sendEvent(BATCH_EVENT, batch);
  }

  get #launchedGoing(): Going {
    if (!this.#going) throw new Refusal(messages.notLaunched());
    return this.#going;
  }
}

/** Events of a run of more steps are not sent to be kept: nobody reads so many in a list. */
const MOST_TOLD = 20_000;

/** While the run goes on, the console is written this often. */
const WRITE_MS = 100;
