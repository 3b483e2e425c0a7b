// Breakpoints as a client sets them: on lines and columns, by the names of states, on data, and filters for failures. What was
// set is kept as it was asked for, so that it can be placed again in another text of the definition.
import { fateOf } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { toCharacter0, toClientRange, toLine0, toSource } from '../convert.ts';
import { type DebugProtocol, type Handlers, Refusal } from '../dap.ts';
import { messages } from '../messages.ts';
import { Breakpoint, type BreakpointOptions } from '../stops/breakpoint.ts';
import { dataIdOf, readDataId } from '../stops/dataBreakpoints.ts';
import { describeFate, type FilterId } from '../stops/exceptionFilters.ts';
import { placeBreakpoint, spotsOf } from '../stops/placement.ts';
import { type Spot, scopeOf, spanOf } from '../stops/spot.ts';
import { matchStates } from '../stops/statePattern.ts';
import type { Family } from '../stops/stops.ts';
import { stackOf } from '../values/stack.ts';

type Shown = DebugProtocol.Breakpoint;

export class BreakpointRequests {
  readonly #context: Context;
  #source: DebugProtocol.SetBreakpointsArguments | undefined;
  #functions: readonly DebugProtocol.FunctionBreakpoint[] = [];
  #shownFunctions: readonly Shown[] = [];
  /** By what they were asked for, in the order of the request. */
  #shown: Shown[] = [];
  #placed: (Spot | undefined)[] = [];
  #idCount = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  readonly handlers: Handlers = {
    setBreakpoints: args => this.#setBreakpoints(args as DebugProtocol.SetBreakpointsArguments),
    setFunctionBreakpoints: args => this.#setFunctions(args as DebugProtocol.SetFunctionBreakpointsArguments),
    setExceptionBreakpoints: args => this.#setFilters(args as DebugProtocol.SetExceptionBreakpointsArguments),
    dataBreakpointInfo: args => this.#dataInfo(args as DebugProtocol.DataBreakpointInfoArguments),
    setDataBreakpoints: args => this.#setData(args as DebugProtocol.SetDataBreakpointsArguments),
    breakpointLocations: args => this.#locations(args as DebugProtocol.BreakpointLocationsArguments),
    exceptionInfo: args => this.#exceptionInfo(args as DebugProtocol.ExceptionInfoArguments),
  };

  /** Places what was set before the launch. */
  placeAll(): void {
    if (this.#source) this.#shown = this.#announce(this.#shown, this.#placeSource(this.#source, this.#shown));
    this.#shownFunctions = this.#announce(this.#shownFunctions, this.#placeFunctions(this.#shownFunctions));
  }

  /** After an edit: breakpoints stay at their states and phases, wherever these are now. */
  reverify(): void {
    const { definition, client, stops } = this.#context;
    const { program, lines } = definition;
    const shown = this.#shown.map((one, i): Shown => {
      const spot = this.#placed[i];
      if (!spot) return one;
      const code = program.states.get(spot.path);
      const span = code && spanOf(code, spot.at);
      const { message: _, ...rest } = one;
      if (!span) return { ...rest, verified: false, message: messages.placeGone() };
      return { ...rest, verified: true, ...toClientRange(span, lines, client) };
    });
    this.#shown = this.#announce(this.#shown, shown);
    // By path and phase they are in force as they were; patterns may mean other states now.
    stops.set('source', stops.of('source'));
    this.#shownFunctions = this.#announce(this.#shownFunctions, this.#placeFunctions(this.#shownFunctions));
  }

  #announce(before: readonly Shown[], shown: readonly Shown[]): Shown[] {
    for (const [i, breakpoint] of shown.entries()) {
      const isSame = JSON.stringify(before[i]) === JSON.stringify(breakpoint);
      if (!isSame) this.#context.send('breakpoint', { reason: 'changed', breakpoint });
    }
    return [...shown];
  }

  #setBreakpoints(args: DebugProtocol.SetBreakpointsArguments) {
    const { environment, isLaunched } = this.#context;
    const breakpoints = args.breakpoints ?? [];
    const isOther = isLaunched && !environment.isSameFile(args.source.path ?? '', this.#context.launched.file);
    if (isOther) return { breakpoints: breakpoints.map(() => ({ verified: false, message: messages.otherFile() })) };
    this.#source = args;
    const ids = breakpoints.map(() => ({ id: ++this.#idCount, verified: false, message: messages.notLaunched() }));
    this.#shown = ids;
    if (isLaunched) this.#shown = this.#placeSource(args, ids);
    return { breakpoints: this.#shown };
  }

  #placeSource({ source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments, ids: readonly Shown[]): Shown[] {
    const { definition, client, environment, launched } = this.#context;
    if (!environment.isSameFile(source.path ?? '', launched.file)) {
      return ids.map(one => ({ ...one, verified: false, message: messages.otherFile() }));
    }
    const made: Breakpoint[] = [];
    this.#placed = [];
    const shown = breakpoints.map((asked, i): Shown => {
      const id = ids[i]?.id ?? ++this.#idCount;
      const character0 = asked.column === undefined ? undefined : toCharacter0(asked.column, client);
      const line0 = toLine0(asked.line, client);
      const placed = placeBreakpoint(definition.program, definition.lines, { line0, character0, mode: asked.mode });
      if ('problem' in placed) {
        this.#placed.push(undefined);
        return { id, verified: false, message: placed.problem, line: asked.line };
      }
      const { path, at, span, message } = placed;
      const { condition, hitCondition, logMessage } = asked;
      const breakpoint = this.#keep('source', {
        id,
        kind: 'source',
        spots: [{ path, at }],
        condition,
        hitCondition,
        logMessage,
      });
      made.push(breakpoint);
      this.#placed.push(breakpoint.problem === undefined ? { path, at } : undefined);
      const range = toClientRange(span, definition.lines, client);
      return this.#show(breakpoint, id, { ...range, ...(message && { message }) });
    });
    this.#context.stops.set('source', made);
    return shown;
  }

  #setFunctions({ breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments) {
    this.#functions = breakpoints;
    const ids = breakpoints.map(() => ({ id: ++this.#idCount, verified: false, message: messages.notLaunched() }));
    this.#shownFunctions = this.#context.isLaunched ? this.#placeFunctions(ids) : ids;
    return { breakpoints: this.#shownFunctions };
  }

  #placeFunctions(ids: readonly Shown[]): Shown[] {
    const { definition, client, launched } = this.#context;
    const { program, lines } = definition;
    const made: Breakpoint[] = [];
    const shown = this.#functions.map((asked, i): Shown => {
      const id = ids[i]?.id ?? ++this.#idCount;
      const matched = matchStates(asked.name, program);
      if (matched.problem !== undefined) return { id, verified: false, message: matched.problem };
      const { spots, iteration } = matched;
      const { condition, hitCondition } = asked;
      const breakpoint = this.#keep('function', { id, kind: 'function', spots, condition, hitCondition, iteration });
      made.push(breakpoint);
      const [first] = spots;
      const code = first && program.states.get(first.path);
      const span = first && code && spanOf(code, first.at);
      const isOne = spots.length === 1 && span;
      const place = isOne ? { source: toSource(launched.file), ...toClientRange(span, lines, client) } : {};
      return this.#show(breakpoint, id, place);
    });
    this.#context.stops.set('function', made);
    return shown;
  }

  #setFilters({ filters, filterOptions = [] }: DebugProtocol.SetExceptionBreakpointsArguments) {
    const wanted = new Map<FilterId, string | undefined>();
    for (const filter of filters ?? []) wanted.set(filter as FilterId, undefined);
    for (const { filterId, condition } of filterOptions) wanted.set(filterId as FilterId, condition);
    this.#context.stops.setFilters(wanted);
    return { breakpoints: [...wanted].map(() => ({ verified: true })) };
  }

  #dataInfo({ variablesReference, name, frameId }: DebugProtocol.DataBreakpointInfoArguments) {
    const { store } = this.#context;
    const strand = this.#context.frame(frameId);
    const holder = variablesReference === undefined ? undefined : store.holder(variablesReference);
    const index = /^\[(\d+)\]$/.exec(name)?.[1];
    const expression = holder
      ? store.memberOf(holder, index === undefined ? name : Number(index)).expression
      : name.trim();
    const scope = scopeOf(strand.code);
    const dataId = expression === undefined ? undefined : dataIdOf({ expression, scope });
    const read = dataId === undefined ? undefined : readDataId(dataId);
    if (!read || 'problem' in read) {
      return { dataId: null, description: messages.notWatchable(expression ?? name) };
    }
    return { dataId, description: `${expression} in ${scope}`, accessTypes: ['write' as const], canPersist: true };
  }

  #setData({ breakpoints }: DebugProtocol.SetDataBreakpointsArguments) {
    const made: Breakpoint[] = [];
    const shown = breakpoints.map((asked): Shown => {
      const id = ++this.#idCount;
      const data = readDataId(asked.dataId);
      if ('problem' in data) return { id, verified: false, message: data.problem };
      const { condition, hitCondition } = asked;
      const breakpoint = this.#keep('data', { id, kind: 'data', spots: [], data, condition, hitCondition });
      made.push(breakpoint);
      return this.#show(breakpoint, id, {});
    });
    this.#context.stops.set('data', made);
    return { breakpoints: shown };
  }

  #locations({ source, line, column, endLine, endColumn }: DebugProtocol.BreakpointLocationsArguments) {
    const { definition, client, environment, launched } = this.#context;
    if (!environment.isSameFile(source.path ?? '', launched.file)) return { breakpoints: [] };
    const { program, lines } = definition;
    const line0 = toLine0(line, client);
    const lastLine0 = endLine === undefined ? line0 : toLine0(endLine, client);
    const from = lines.offset(line0, column === undefined ? 0 : toCharacter0(column, client));
    const lastCharacter0 = endColumn === undefined ? Number.MAX_SAFE_INTEGER : toCharacter0(endColumn, client);
    const to = lines.offset(lastLine0, lastCharacter0);
    const spans = [...program.states.values()]
      .flatMap(code => spotsOf(code).map(({ span }) => span))
      .filter(({ start }) => from <= start && start <= to)
      .sort((a, b) => a.start - b.start);
    return { breakpoints: spans.map(span => toClientRange(span, lines, client)) };
  }

  #exceptionInfo({ threadId }: DebugProtocol.ExceptionInfoArguments) {
    const { control } = this.#context;
    const strand = this.#context.thread(threadId);
    const { found } = control.stop ?? {};
    const failure = strand.failing ?? strand.data.error;
    if (!failure) {
      if (found?.reason !== 'exception') throw new Refusal(messages.noFailure());
      const description = `"${strand.code.name}" is about to end the execution.`;
      return { exceptionId: strand.code.name, description, breakMode: 'always' as const };
    }
    const fate = strand.failing ? fateOf(control.run, strand, failure) : undefined;
    const path = stackOf(control.run, strand.id).map(({ strand: one }) => one.code.path);
    const { error = 'unknown', cause } = failure;
    return {
      exceptionId: error,
      ...(cause !== undefined && { description: cause }),
      breakMode: fate?.kind === 'uncaught' ? ('unhandled' as const) : ('always' as const),
      details: {
        typeName: error,
        fullTypeName: error,
        message: cause ?? '',
        stackTrace: [...path.map(one => `at ${one}`), '', ...(fate ? describeFate(fate) : [])].join('\n'),
        ...innerOf(cause),
      },
    };
  }

  // The same question again keeps its counts.
  #keep(family: Family, options: BreakpointOptions): Breakpoint {
    const nameOf = ({ id: _, ...rest }: BreakpointOptions) => JSON.stringify(rest);
    const { stops } = this.#context;
    const known = stops.of(family).find(one => nameOf(one.asked) === nameOf(options));
    return known ? known.withId(options.id) : new Breakpoint(options);
  }

  #show({ problem }: Breakpoint, id: number, place: Partial<Shown>): Shown {
    if (problem !== undefined) return { id, verified: false, ...place, message: problem };
    return { id, verified: true, ...place };
  }
}

// A child execution's own failure is written into the cause as JSON.
function innerOf(cause: string | undefined): Pick<DebugProtocol.ExceptionDetails, 'innerException'> {
  if (cause === undefined || !cause.startsWith('{')) return {};
  try {
    const { Error: error, Cause: message, errorType, errorMessage } = JSON.parse(cause);
    const name = error ?? errorType;
    if (typeof name !== 'string') return {};
    return { innerException: [{ typeName: name, message: String(message ?? errorMessage ?? '') }] };
  } catch {
    // It only looked like JSON.
    return {};
  }
}
