// Breakpoints as a client sets them: on lines and columns (in sourceBreakpoints.ts), by the names of states, on data, and filters for
// failures. What was set is kept as it was asked for, so that it can be placed again in another text of the definition.
import { fateOf } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { toClientRange, toSource } from '../convert.ts';
import { type DebugProtocol, type Handlers, Refusal } from '../dap.ts';
import { messages } from '../messages.ts';
import { Breakpoint, type BreakpointOptions } from '../stops/breakpoint.ts';
import { dataIdOf, readDataId } from '../stops/dataBreakpoints.ts';
import { describeFate, type FilterId } from '../stops/exceptionFilters.ts';
import { scopeOf, spanOf } from '../stops/spot.ts';
import { matchStates } from '../stops/statePattern.ts';
import type { Family } from '../stops/stops.ts';
import { stackOf } from '../values/stack.ts';
import { type Shown, SourceBreakpoints } from './sourceBreakpoints.ts';

export class BreakpointRequests {
  readonly #context: Context;
  readonly #source: SourceBreakpoints;
  #functions: readonly DebugProtocol.FunctionBreakpoint[] = [];
  #shownFunctions: readonly Shown[] = [];
  #idCount = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#source = new SourceBreakpoints(context, {
      newId: () => ++this.#idCount,
      make: options => this.#keep('source', options),
      show: (breakpoint, id, place) => this.#show(breakpoint, id, place),
      announce: (before, shown) => this.#announce(before, shown),
    });
  }

  readonly handlers: Handlers = {
    setBreakpoints: args => this.#source.set(args as DebugProtocol.SetBreakpointsArguments),
    setFunctionBreakpoints: args => this.#setFunctions(args as DebugProtocol.SetFunctionBreakpointsArguments),
    setExceptionBreakpoints: args => this.#setFilters(args as DebugProtocol.SetExceptionBreakpointsArguments),
    dataBreakpointInfo: args => this.#dataInfo(args as DebugProtocol.DataBreakpointInfoArguments),
    setDataBreakpoints: args => this.#setData(args as DebugProtocol.SetDataBreakpointsArguments),
    breakpointLocations: args => this.#source.locations(args as DebugProtocol.BreakpointLocationsArguments),
    exceptionInfo: args => this.#exceptionInfo(args as DebugProtocol.ExceptionInfoArguments),
  };

  /** Places what was set before the launch, or in definitions that have come since. */
  placeAll(): void {
    this.#source.placeAll();
    this.#placeFunctionsAgain();
  }

  /** After an edit: breakpoints stay at their states and phases, wherever these are now. */
  reverify(): void {
    this.#source.reverify();
    // Patterns may mean other states now.
    this.#placeFunctionsAgain();
  }

  #placeFunctionsAgain(): void {
    this.#shownFunctions = this.#announce(this.#shownFunctions, this.#placeFunctions(this.#shownFunctions));
  }

  #announce(before: readonly Shown[], shown: readonly Shown[]): Shown[] {
    for (const [i, breakpoint] of shown.entries()) {
      const isSame = JSON.stringify(before[i]) === JSON.stringify(breakpoint);
      if (!isSame) this.#context.send('breakpoint', { reason: 'changed', breakpoint });
    }
    return [...shown];
  }

  #setFunctions({ breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments) {
    this.#functions = breakpoints;
    const ids = breakpoints.map(() => ({ id: ++this.#idCount, verified: false, message: messages.notLaunched() }));
    this.#shownFunctions = this.#context.isLaunched ? this.#placeFunctions(ids) : ids;
    return { breakpoints: this.#shownFunctions };
  }

  #placeFunctions(ids: readonly Shown[]): Shown[] {
    const { definitions, client } = this.#context;
    const made: Breakpoint[] = [];
    const shown = this.#functions.map((asked, i): Shown => {
      const id = ids[i]?.id ?? ++this.#idCount;
      const matched = matchStates(asked.name, definitions.states());
      if (matched.problem !== undefined) return { id, verified: false, message: matched.problem };
      const { spots, iteration } = matched;
      const { condition, hitCondition } = asked;
      const breakpoint = this.#keep('function', { id, kind: 'function', spots, condition, hitCondition, iteration });
      made.push(breakpoint);
      const [first] = spots;
      const code = first && definitions.state(first.path);
      const span = first && code && spanOf(code, first.at);
      const isOne = spots.length === 1 && span;
      const { file, lines } = definitions.of(first ?? { path: '' });
      const place = isOne ? { source: toSource(file), ...toClientRange(span, lines, client) } : {};
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
    const path = stackOf(control.run, threadId).map(({ strand: one }) => one.code.path);
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
