// One debug session: which requests are answered, and by what. Speaks the protocol; what it means is decided by Control.
import { randomUUID } from 'node:crypto';
import { createOutside, createRealClock, createVirtualClock } from '../host/index.ts';
import { type ExecutionEvent, evaluatePath, type Run, RunPrinter, type Strand, start } from '../interpreter/index.ts';
import { Breakpoints, placeBreakpoint } from './breakpoints.ts';
import { Control, type ControlListener, type StopReason } from './control.ts';
import { type ClientPositions, samePath, toClientLine, toClientRange, toLine0, toSource } from './convert.ts';
import { AdapterBase, type DebugProtocol, Event, type Handlers, Refusal } from './dap.ts';
import { type LaunchEnvironment, type Launched, launch } from './launch.ts';
import { LiveView } from './liveView.ts';
import { describePhase, messages } from './messages.ts';
import { BATCH_EVENT, type LaunchAttributes } from './protocol.ts';
import { scopesOf } from './scopes.ts';
import { frameId, frameOf, stackOf, strandOfFrame, threadName } from './stack.ts';
import { VariableStore } from './variables.ts';

const CAPABILITIES: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: true,
  supportsTerminateRequest: true,
};

/** So many strands are listed as threads, and the one that is held. */
const MOST_THREADS = 200;

export class StepthroughSession extends AdapterBase implements ControlListener {
  readonly #environment: () => LaunchEnvironment;
  readonly #breakpoints = new Breakpoints();
  readonly #store = new VariableStore();
  #client: ClientPositions = { linesStartAt1: true, columnsStartAt1: true };
  #launched: (Launched & { readonly attributes: LaunchAttributes }) | undefined;
  #control: Control | undefined;
  #live: LiveView | undefined;
  #printer: RunPrinter | undefined;
  #ended = false;

  /** Tests give a fixed time and name; others use those of the machine. */
  constructor(environment: () => LaunchEnvironment = () => ({ startTime: Date.now(), executionName: randomUUID() })) {
    super();
    this.#environment = environment;
  }

  protected override readonly handlers: Handlers = {
    initialize: args => this.#initialize(args as DebugProtocol.InitializeRequestArguments),
    launch: args => this.#launch(args as LaunchAttributes),
    setBreakpoints: args => this.#setBreakpoints(args as DebugProtocol.SetBreakpointsArguments),
    setExceptionBreakpoints: () => ({}),
    configurationDone: () => this.#begin(),
    threads: () => this.#threads(),
    stackTrace: args => this.#stackTrace(args as DebugProtocol.StackTraceArguments),
    scopes: args => this.#scopes(args as DebugProtocol.ScopesArguments),
    variables: args => ({ variables: this.#store.children(args as DebugProtocol.VariablesArguments) }),
    evaluate: args => this.#evaluate(args as DebugProtocol.EvaluateArguments),
    continue: () => this.#move(control => control.continue()),
    next: args => this.#move(control => control.stepOver(threadOf(args))),
    stepIn: args => this.#move(control => control.stepInto(threadOf(args))),
    stepOut: args => this.#move(control => control.stepOut(threadOf(args))),
    stepBack: args => this.#move(control => control.stepBack(threadOf(args))),
    reverseContinue: () => this.#move(control => control.reverseContinue()),
    pause: () => this.#running.pause(),
    terminate: () => this.#terminate(),
    disconnect: () => this.#terminate(),
  };

  protected override afterResponse(command: string, success: boolean): void {
    if (command === 'launch' && success) this.sendEvent(new Event('initialized'));
  }

  // Requests

  #initialize(args: DebugProtocol.InitializeRequestArguments): DebugProtocol.Capabilities {
    this.#client = { linesStartAt1: args.linesStartAt1 ?? true, columnsStartAt1: args.columnsStartAt1 ?? true };
    return CAPABILITIES;
  }

  #launch(attributes: LaunchAttributes): void {
    const launched = launch(attributes, this.#environment());
    this.#launched = { ...launched, attributes };
    this.#live = new LiveView(launched.file, launched.program);
  }

  #setBreakpoints({ source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments) {
    const launched = this.#launched;
    if (!launched || !samePath(source.path ?? '', launched.file)) {
      return { breakpoints: breakpoints.map(() => ({ verified: false, message: messages.otherFile() })) };
    }
    const placed = breakpoints.map(({ line }) =>
      placeBreakpoint(launched.program, launched.lines, toLine0(line, this.#client)),
    );
    this.#breakpoints.set(placed.filter(one => one !== undefined));
    return {
      breakpoints: placed.map((one, i) => {
        if (!one) return { verified: false, message: messages.noStateHere(), line: breakpoints[i]?.line };
        const line = toClientLine(one.line0, this.#client);
        return { verified: true, line, ...(one.message && { message: one.message }) };
      }),
    };
  }

  // The client has said all it wants before the start.
  #begin(): void {
    const launched = this.#launched;
    if (!launched || this.#control) throw new Refusal(messages.notRunning());
    const { program, execution, attributes, mocks } = launched;
    if (attributes.noDebug) this.#breakpoints.set([]);
    const clock = attributes.clock === 'real' ? createRealClock() : createVirtualClock(execution.startTime);
    const started = start(program, execution, { events: true });
    const control = new Control({
      started,
      clock,
      outside: createOutside(mocks, launched.store),
      breakpoints: this.#breakpoints,
      listener: this,
    });
    this.#control = control;
    const stopOnEntry = attributes.stopOnEntry === true && !attributes.noDebug;
    setImmediate(() => control.start(stopOnEntry));
  }

  #threads() {
    const { strands } = this.#control?.run ?? { strands: [] };
    const machine = this.#launched?.execution.stateMachineName ?? '';
    const held = strands.find(({ id }) => id === this.#control?.held?.id);
    // A Map Run may have a thousand children at once: nobody reads so many names.
    const first = strands.slice(0, MOST_THREADS);
    const shown = held && !first.includes(held) ? [...first, held] : first;
    return { threads: shown.map(strand => ({ id: strand.id, name: threadName(strand, strands, machine) })) };
  }

  #stackTrace({ threadId }: DebugProtocol.StackTraceArguments) {
    const launched = this.#launched;
    const strands = stackOf(this.#running.run, threadId);
    if (!launched) return { stackFrames: [], totalFrames: 0 };
    const stackFrames = strands.map((strand, depth) => {
      const { span, name } = frameOf(strand);
      const range = toClientRange(span, launched.lines, this.#client);
      // The states around the one that stands here wait for it.
      const hint = depth > 0 ? ({ presentationHint: 'subtle' } as const) : {};
      return { id: frameId(threadId, depth), name, source: toSource(launched.file), ...range, ...hint };
    });
    return { stackFrames, totalFrames: stackFrames.length };
  }

  #scopes({ frameId: id }: DebugProtocol.ScopesArguments) {
    const { run } = this.#running;
    const strand = strandOfFrame(run, id) ?? this.#held;
    return { scopes: scopesOf(run, strand, this.#store) };
  }

  #evaluate({ expression, context, frameId: id }: DebugProtocol.EvaluateArguments) {
    const { run } = this.#running;
    const strand = (id === undefined ? undefined : strandOfFrame(run, id)) ?? this.#held;
    const { value, problem } = evaluatePath(expression, run, strand);
    if (problem !== undefined) {
      const isPath = expression.trim().startsWith('$');
      throw new Refusal(isPath || context === 'hover' ? problem : messages.noPath());
    }
    const { value: result, ...rest } = this.#store.describe(value, expression.trim());
    return { result, ...rest };
  }

  #move(move: (control: Control) => void) {
    const control = this.#running;
    this.#store.clear();
    // The answer must reach the client before the stop the move may lead to.
    setImmediate(() => move(control));
    return { allThreadsContinued: true };
  }

  #terminate(): void {
    this.#control?.stop();
    this.#control?.dispose();
    if (this.#control) this.ended(this.#control.run);
    else this.sendEvent(new Event('terminated'));
  }

  // What Control says

  stopped(reason: StopReason, strand: Strand): void {
    this.#store.clear();
    const { phase } = frameOf(strand);
    const { at, head } = this.#running.moment;
    const replaying = at < head ? `, replaying ${at} of ${head}` : '';
    this.#sendBatch({ pointer: strand.code.state.pointer, phase });
    this.sendEvent(
      new Event('stopped', {
        reason,
        description: `Paused ${describePhase(phase, strand.code.name)}${replaying}`,
        threadId: strand.id,
        allThreadsStopped: true,
      }),
    );
  }

  happened(events: readonly ExecutionEvent[], relived: boolean): void {
    this.#live?.add(events);
    if (relived) return;
    for (const event of events) this.#print(event);
  }

  movedBack(): void {
    this.#live?.restart(this.#running.past);
  }

  ended(run: Run): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#sendBatch(undefined);
    this.sendEvent(new Event('exited', { exitCode: run.status === 'SUCCEEDED' ? 0 : 1 }));
    this.sendEvent(new Event('terminated'));
  }

  #print(event: ExecutionEvent): void {
    const launched = this.#launched;
    this.#printer ??= launched && new RunPrinter(launched.execution.startTime);
    const [line] = this.#printer?.print([event]) ?? [];
    if (line === undefined) return;
    const failed = event.kind === 'executionFailed' || event.kind === 'stateFailed';
    const code = 'state' in event ? launched?.program.states.get(event.state) : undefined;
    const place = code && launched && toClientRange(code.state.key, launched.lines, this.#client);
    const from = place && { source: toSource(launched.file), line: place.line, column: place.column };
    this.sendEvent(new Event('output', { category: failed ? 'stderr' : 'stdout', output: `${line}\n`, ...from }));
  }

  #sendBatch(cursor: { readonly pointer: string; readonly phase: string } | undefined): void {
    const control = this.#control;
    if (this.#live && control) this.sendEvent(new Event(BATCH_EVENT, this.#live.take(cursor, control.moment)));
  }

  get #running(): Control {
    if (!this.#control) throw new Refusal(messages.notRunning());
    return this.#control;
  }

  get #held(): Strand {
    const strand = this.#running.held;
    if (!strand) throw new Refusal(messages.noFrame());
    return strand;
  }
}

function threadOf(args: unknown): number {
  return (args as { readonly threadId?: number } | undefined)?.threadId ?? 1;
}
