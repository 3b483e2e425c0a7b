// Breakpoints on lines and columns, by file. What was set is kept as it was asked for: a file may turn out to be part of what is
// debugged when one of its state machines is started, and a definition may get another text.
import type { Context } from '../context.ts';
import { toCharacter0, toClientRange, toLine0 } from '../convert.ts';
import type { DebugProtocol } from '../dap.ts';
import { messages } from '../messages.ts';
import type { Breakpoint, BreakpointOptions } from '../stops/breakpoint.ts';
import { placeInFile, spotsOf } from '../stops/placement.ts';
import { type Spot, spanOf } from '../stops/spot.ts';

export type Shown = DebugProtocol.Breakpoint;

/** What the families of breakpoints share. */
export interface Maker {
  newId(): number;
  /** The same question again keeps its counts. */
  make(options: BreakpointOptions): Breakpoint;
  show(breakpoint: Breakpoint, id: number, place: Partial<Shown>): Shown;
  /** Tells the client what has changed. */
  announce(before: readonly Shown[], shown: readonly Shown[]): Shown[];
}

/** The breakpoints of one file, in the order of the request. */
interface InFile {
  readonly asked: readonly DebugProtocol.SourceBreakpoint[];
  shown: readonly Shown[];
  placed: readonly (Spot | undefined)[];
  made: readonly Breakpoint[];
}

export class SourceBreakpoints {
  readonly #context: Context;
  readonly #maker: Maker;
  readonly #files = new Map<string, InFile>();

  constructor(context: Context, maker: Maker) {
    this.#context = context;
    this.#maker = maker;
  }

  set({ source, breakpoints: asked = [] }: DebugProtocol.SetBreakpointsArguments) {
    const file = this.#nameOf(source.path ?? '');
    const isLaunched = this.#context.isLaunched;
    const message = isLaunched ? messages.otherFile() : messages.notLaunched();
    const shown = asked.map((): Shown => ({ id: this.#maker.newId(), verified: false, message }));
    const own: InFile = { asked, shown, placed: [], made: [] };
    this.#files.set(file, own);
    if (isLaunched) this.#place(file, own);
    this.#use();
    return { breakpoints: own.shown };
  }

  /** Places what was set before the launch, or in definitions that have come since. */
  placeAll(): void {
    for (const [file, own] of this.#files) {
      if (own.made.length > 0) continue;
      const before = own.shown;
      this.#place(file, own);
      own.shown = this.#maker.announce(before, own.shown);
    }
    this.#use();
  }

  /** After an edit: breakpoints stay at their states and phases, wherever these are now. */
  reverify(): void {
    const { definitions, client } = this.#context;
    for (const own of this.#files.values()) {
      const shown = own.shown.map((one, i): Shown => {
        const spot = own.placed[i];
        if (!spot) return one;
        const code = definitions.state(spot.path);
        const span = code && spanOf(code, spot.at);
        const { message: _, ...rest } = one;
        if (!span) return { ...rest, verified: false, message: messages.placeGone() };
        return { ...rest, verified: true, ...toClientRange(span, definitions.of(spot).lines, client) };
      });
      own.shown = this.#maker.announce(own.shown, shown);
    }
    // By path and phase they are in force as they were.
    this.#use();
  }

  locations({ source, line, column, endLine, endColumn }: DebugProtocol.BreakpointLocationsArguments) {
    const { definitions, client } = this.#context;
    const line0 = toLine0(line, client);
    const lastLine0 = endLine === undefined ? line0 : toLine0(endLine, client);
    const lastCharacter0 = endColumn === undefined ? Number.MAX_SAFE_INTEGER : toCharacter0(endColumn, client);
    const breakpoints = definitions.inFile(source.path ?? '').flatMap(({ program, lines }) => {
      const from = lines.offset(line0, column === undefined ? 0 : toCharacter0(column, client));
      const to = lines.offset(lastLine0, lastCharacter0);
      return [...program.states.values()]
        .flatMap(code => spotsOf(code).map(({ span }) => span))
        .filter(({ start }) => from <= start && start <= to)
        .sort((a, b) => a.start - b.start)
        .map(span => toClientRange(span, lines, client));
    });
    return { breakpoints };
  }

  #place(file: string, own: InFile): void {
    const { definitions, client } = this.#context;
    const inFile = definitions.inFile(file);
    if (inFile.length === 0) {
      own.shown = own.shown.map(({ id }) => ({
        ...(id !== undefined && { id }),
        verified: false,
        message: messages.otherFile(),
      }));
      return;
    }
    const made: Breakpoint[] = [];
    const placedSpots: (Spot | undefined)[] = [];
    own.shown = own.asked.map((asked, i): Shown => {
      const id = own.shown[i]?.id ?? this.#maker.newId();
      const character0 = asked.column === undefined ? undefined : toCharacter0(asked.column, client);
      const placed = placeInFile(inFile, { line0: toLine0(asked.line, client), character0, mode: asked.mode });
      if ('problem' in placed) {
        placedSpots.push(undefined);
        return { id, verified: false, message: placed.problem, line: asked.line };
      }
      const { path, at, span, message } = placed;
      const { condition, hitCondition, logMessage } = asked;
      const spots = [{ path, at }];
      const breakpoint = this.#maker.make({ id, kind: 'source', spots, condition, hitCondition, logMessage });
      made.push(breakpoint);
      placedSpots.push(breakpoint.problem === undefined ? { path, at } : undefined);
      const range = toClientRange(span, definitions.of(placed).lines, client);
      return this.#maker.show(breakpoint, id, { ...range, ...(message && { message }) });
    });
    own.placed = placedSpots;
    own.made = made;
  }

  #use(): void {
    this.#context.stops.set(
      'source',
      [...this.#files.values()].flatMap(({ made }) => made),
    );
  }

  // Clients may write a path in two ways.
  #nameOf(path: string): string {
    const { isSameFile } = this.#context.environment;
    return [...this.#files.keys()].find(known => isSameFile(known, path)) ?? path;
  }
}
