// What happens to the Map Runs of an execution: items come in pages, children are started as far as the concurrency allows,
// what they give is kept or handed on to be written, and the Map goes on or fails. Each child is a strand with an execution
// of its own; nothing of it is kept when it is over but its result, where the result is needed.
import type { Value } from '../expressions/index.ts';
import type { MapItem } from './context.ts';
import type { Unrecorded } from './events.ts';
import { causes, type Failure } from './failure.ts';
import { openBatch } from './itemBatch.ts';
import { isTooMuch, kept, resultOf, withFolder } from './mapResults.ts';
import {
  type DistributedPlan,
  exceedsTolerance,
  type Item,
  type ItemsPage,
  type MapRun,
  type MapRunSettings,
  type MapRunWait,
  NO_COUNTS,
  type ResultEntry,
  shift,
} from './mapRun.ts';
import type { StateData, StepScope } from './program.ts';
import type { ChildExecution, Command, Execution, Strand } from './run.ts';
import { isTooLarge } from './size.ts';

/** AWS runs up to 10,000 at once. More than this is no faster here, and functions of this machine would not bear it. */
const MOST_AT_ONCE = 1000;

/** Where the definition sets no limit. */
const USUAL_AT_ONCE = 100;

/** More items are asked for when fewer than this wait. */
const LOW_WATER = 250;

/** Results are handed over to be written so many at a time. */
const WRITE_BATCH = 100;

/** What is needed of the work on a run. */
export interface Desk {
  readonly now: number;
  strand(id: number): Strand | undefined;
  keep(strand: Strand): void;
  /** Gives the next id in the history of the strand's execution. */
  record(strand: Strand, event: Unrecorded): number;
  command(command: Command): void;
  newCallId(): number;
  newUuid(): string;
  executionOf(strand: Strand): Execution;
  scope(strand: Strand, data: Readonly<StateData>, item?: MapItem): StepScope;
  /** What the language says must fail is a failure; the strand has noted it. */
  attempt<T>(work: () => T, strand: Strand): { value: T; failure?: undefined } | { failure: Failure; strand: Strand };
  startChild(map: Strand, index: number, execution: Omit<ChildExecution, 'root'>): void;
  abortChildren(map: Strand): void;
  /** The state's work is over. */
  succeed(strand: Strand, result: Value): void;
  fail(strand: Strand, failure: Failure): void;
}

export class MapRuns {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  begin(strand: Strand, plan: DistributedPlan): void {
    const desk = this.#desk;
    const { source } = plan;
    const items = source.kind === 'items' ? source.items : [];
    // Recorded: with an ItemReader the length is not known yet, and 0.
    const length = items.length;
    const id = desk.record(strand, {
      kind: 'containerStarted',
      length,
      isDistributed: true,
      previousId: strand.lastEventId,
    });
    const started = { ...strand, lastEventId: id };
    desk.keep(started);
    const settled = desk.attempt(() => plan.settle({ ...started.data }, desk.scope(started, started.data)), started);
    if (settled.failure) {
      desk.fail(settled.strand, settled.failure);
      return;
    }
    const run = this.#newRun(started, plan, settled.value);
    const pending = { ...NO_COUNTS, pending: items.length };
    const wait: MapRunWait = {
      kind: 'mapRun',
      run,
      plan,
      counts: { items: pending, executions: NO_COUNTS },
      queue: items,
      at: 0,
      nextItem: 0,
      nextChild: 0,
      batch: [],
      batchBytes: 0,
      isRead: source.kind === 'items',
      results: undefined,
      resultBytes: 0,
      unwritten: [],
    };
    desk.keep({ ...started, lastEventId: run.startedId, waiting: wait });
    const refused = source.kind === 'reader' ? readerFault(source.request.maxItems) : undefined;
    if (refused) this.#close(strand.id, refused);
    else this.#go(strand.id);
  }

  /** Items have come, or cannot be read. */
  items(map: Strand, wait: MapRunWait, page: ItemsPage): void {
    if (page.kind === 'failed') {
      this.#close(map.id, page.failure);
      return;
    }
    const { counts, queue, at, reader } = wait;
    const pending = counts.items.pending + page.items.length;
    const after: MapRunWait = {
      ...wait,
      queue: [...queue.slice(at), ...page.items],
      at: 0,
      isRead: page.isLast,
      counts: { ...counts, items: { ...counts.items, pending } },
      ...(reader && { reader: { ...reader, isOpen: false } }),
    };
    this.#desk.keep({ ...map, waiting: after });
    this.#go(map.id);
  }

  /** The last results have been written, or some could not be. */
  written(map: Strand, wait: MapRunWait, failure: Failure | undefined): void {
    if (failure && !wait.closing) this.#desk.abortChildren(map);
    this.#finish(map.id, failure ?? wait.closing?.failure);
  }

  childSucceeded(map: Strand, wait: MapRunWait, child: Strand, index: number, output: Value): void {
    this.#childOver(map, wait, child, index, { status: 'SUCCEEDED', output });
    this.#go(map.id);
  }

  childFailed(map: Strand, wait: MapRunWait, child: Strand, index: number, failure: Failure): void {
    this.#childOver(map, wait, child, index, { status: 'FAILED', failure });
    this.#go(map.id);
  }

  /** The child was stopped with its Map. */
  childAborted(map: Strand, wait: MapRunWait, child: Strand, index: number): void {
    this.#childOver(map, wait, child, index, { status: 'ABORTED' });
  }

  /** Other limits, from now on. */
  change(map: Strand, wait: MapRunWait, settings: Partial<MapRunSettings>): void {
    const run = { ...wait.run, settings: { ...wait.run.settings, ...settings } };
    this.#desk.keep({ ...map, waiting: { ...wait, run } });
    this.#go(map.id);
  }

  /** A child was stopped alone: the others go on. */
  resume({ id }: Strand): void {
    this.#go(id);
  }

  #newRun(strand: Strand, { label }: DistributedPlan, settings: MapRunSettings): MapRun {
    const desk = this.#desk;
    const execution = desk.executionOf(strand);
    const uuid = desk.newUuid();
    const prefix = execution.stateMachineId.split(':').slice(0, 5).join(':');
    const stateMachineName = `${execution.stateMachineName.replace(/\/.*$/s, '')}/${label}`;
    const run = {
      arn: `${prefix}:mapRun:${stateMachineName}:${uuid}`,
      uuid,
      startTime: desk.now,
      stateMachineId: `${prefix}:stateMachine:${stateMachineName}`,
      stateMachineName,
      settings: withFolder(settings, uuid),
    };
    const startedId = desk.record(strand, { kind: 'mapRunStarted', mapRun: run, previousId: strand.lastEventId });
    return { ...run, startedId };
  }

  // Starts as many children as there may be, asks for more items, and ends when there is nothing left.
  #go(mapId: number): void {
    const desk = this.#desk;
    for (;;) {
      const map = desk.strand(mapId);
      const wait = map?.waiting;
      if (!map || wait?.kind !== 'mapRun' || wait.closing) return;
      if (exceedsTolerance(wait)) {
        this.#close(mapId, { error: 'States.ExceedToleratedFailureThreshold', cause: causes.toleratedFailure() });
        return;
      }
      const { maxConcurrency } = wait.run.settings;
      const most = maxConcurrency === 0 ? USUAL_AT_ONCE : Math.min(maxConcurrency, MOST_AT_ONCE);
      if (wait.counts.executions.running >= most) break;
      const next = this.#nextInput(map, wait);
      if (!next) break;
      this.#start(map, next);
    }
    this.#readOn(mapId);
    const wait = desk.strand(mapId)?.waiting;
    if (wait?.kind !== 'mapRun' || wait.closing) return;
    if (wait.isRead && wait.counts.items.pending === 0 && wait.counts.executions.running === 0) this.#close(mapId);
  }

  // The input of the next child: undefined while no item, or no whole batch, is here, and when the Map has failed.
  #nextInput(map: Strand, before: MapRunWait): NextInput | undefined {
    const batch = openBatch(before);
    let wait = before;
    for (let item = wait.queue[wait.at]; item; item = wait.queue[wait.at]) {
      const made = this.#inputOf(map, wait, item);
      if (made.failure) {
        this.#desk.keep(made.strand);
        this.#close(map.id, made.failure);
        return undefined;
      }
      wait = { ...wait, at: wait.at + 1, nextItem: wait.nextItem + 1 };
      const input = made.value;
      const full = batch ? batch.add(input) : [input];
      if (full === 'tooLarge' || (!batch && isTooLarge(input))) {
        this.#close(map.id, { error: 'States.DataLimitExceeded', cause: causes.dataLimit(map.code.name) });
        return undefined;
      }
      if (!batch) return { wait, input, count: 1 };
      if (full) return { wait: { ...wait, ...batch.rest() }, input: batch.inputOf(full), count: full.length };
    }
    const last = wait.isRead ? batch?.end() : undefined;
    if (batch && last) return { wait: { ...wait, ...batch.rest() }, input: batch.inputOf(last), count: last.length };
    this.#desk.keep({ ...map, waiting: { ...wait, ...batch?.rest() } });
    return undefined;
  }

  #inputOf(map: Strand, { plan, nextItem }: MapRunWait, item: Item) {
    const desk = this.#desk;
    const scope = desk.scope(map, map.data, { index: nextItem, source: 'STATE_DATA', ...item });
    return desk.attempt(() => plan.inputOf(map.data, scope, item), map);
  }

  #start(map: Strand, { wait, input, count }: NextInput): void {
    const desk = this.#desk;
    const { run, plan, counts, nextChild } = wait;
    const executions = { ...counts.executions, running: counts.executions.running + 1 };
    const items = shift(counts.items, 'pending', 'running', count);
    desk.keep({ ...map, waiting: { ...wait, counts: { items, executions }, nextChild: nextChild + 1 } });
    const name = desk.newUuid();
    const prefix = run.stateMachineId.split(':').slice(0, 5).join(':');
    const id =
      plan.executionType === 'EXPRESS'
        ? `${prefix}:express:${run.stateMachineName}:${name}:${desk.newUuid()}`
        : `${prefix}:execution:${run.stateMachineName}:${name}`;
    const { seed, roleArn } = desk.executionOf(map);
    desk.startChild(map, nextChild, {
      id,
      type: plan.executionType,
      name,
      input,
      startTime: desk.now,
      seed,
      roleArn,
      stateMachineId: run.stateMachineId,
      stateMachineName: run.stateMachineName,
      mapRunArn: run.arn,
      itemCount: count,
    });
  }

  #childOver(
    map: Strand,
    wait: MapRunWait,
    { execution }: Strand,
    index: number,
    over: Pick<ResultEntry, 'status' | 'output' | 'failure'>,
  ): void {
    const { counts, run } = wait;
    const column = COLUMNS[over.status];
    const entry: ResultEntry = {
      ...over,
      input: execution?.input ?? null,
      ...(execution && {
        executionArn: execution.id,
        name: execution.name,
        stateMachineArn: execution.stateMachineId,
        startTime: execution.startTime,
      }),
      stopTime: this.#desk.now,
    };
    const after: MapRunWait = {
      ...wait,
      counts: {
        items: shift(counts.items, 'running', column, execution?.itemCount ?? 1),
        executions: shift(counts.executions, 'running', column, 1),
      },
      ...(run.settings.writer ? this.#toWrite(map, wait, entry) : kept(wait, index, entry)),
    };
    this.#desk.keep({ ...map, waiting: after });
  }

  #toWrite(map: Strand, wait: MapRunWait, entry: ResultEntry): Pick<MapRunWait, 'unwritten' | 'writer'> {
    const unwritten = [...wait.unwritten, entry];
    if (unwritten.length < WRITE_BATCH || wait.closing) return { unwritten };
    return { unwritten: [], writer: this.#write(map, wait, unwritten, false) };
  }

  #write(map: Strand, wait: MapRunWait, entries: readonly ResultEntry[], isLast: boolean): { readonly id: number } {
    const { run } = wait;
    const writer = wait.writer ?? { id: this.#desk.newCallId() };
    const { writer: request } = run.settings;
    if (request) {
      const { id } = writer;
      this.#desk.command({ kind: 'writeResults', id, state: map.code, request, mapRunArn: run.arn, entries, isLast });
    }
    return writer;
  }

  #readOn(mapId: number): void {
    const desk = this.#desk;
    const map = desk.strand(mapId);
    const wait = map?.waiting;
    if (!map || wait?.kind !== 'mapRun' || wait.isRead || wait.reader?.isOpen) return;
    const { source } = wait.plan;
    if (source.kind !== 'reader' || wait.queue.length - wait.at >= LOW_WATER) return;
    const id = wait.reader?.id ?? desk.newCallId();
    desk.keep({ ...map, waiting: { ...wait, reader: { id, isOpen: true } } });
    desk.command({ kind: 'readItems', id, state: map.code, request: source.request });
  }

  // The children are over, or shall be. What is left is written first.
  #close(mapId: number, failure?: Failure): void {
    const desk = this.#desk;
    const open = desk.strand(mapId);
    if (open?.waiting?.kind !== 'mapRun') return;
    const closing = failure ? { failure } : {};
    desk.keep({ ...open, waiting: { ...open.waiting, closing } });
    if (failure) desk.abortChildren(open);
    const map = desk.strand(mapId);
    const wait = map?.waiting;
    if (!map || wait?.kind !== 'mapRun') return;
    if (wait.reader && !wait.isRead) desk.command({ kind: 'cancel', id: wait.reader.id });
    const hasRun = wait.nextChild > 0 || !failure;
    if (!wait.run.settings.writer || !hasRun) {
      this.#finish(mapId, failure);
      return;
    }
    const pending = wait.queue.slice(wait.at).map(({ value }): ResultEntry => ({ status: 'PENDING', input: value }));
    const writer = this.#write(map, wait, [...wait.unwritten, ...pending], true);
    desk.keep({ ...map, waiting: { ...wait, unwritten: [], writer } });
  }

  #finish(mapId: number, failure: Failure | undefined): void {
    const desk = this.#desk;
    const map = desk.strand(mapId);
    const wait = map?.waiting;
    if (!map || wait?.kind !== 'mapRun') return;
    const { run, counts } = wait;
    const previousId = run.startedId;
    const fault =
      failure ??
      (isTooMuch(wait) ? { error: 'States.DataLimitExceeded', cause: causes.dataLimit(map.code.name) } : undefined);
    const { waiting: _waiting, ...free } = map;
    if (fault) {
      const lastEventId = desk.record(map, {
        kind: 'mapRunFailed',
        mapRunArn: run.arn,
        counts,
        failure: fault,
        previousId,
      });
      desk.fail({ ...free, lastEventId }, fault);
      return;
    }
    const id = desk.record(map, { kind: 'mapRunSucceeded', mapRunArn: run.arn, counts, previousId });
    desk.record(map, { kind: 'containerSucceeded', previousId: id });
    // Recorded: the exit of the state points to the start of its Map Run.
    desk.succeed({ ...free, lastEventId: run.startedId }, resultOf(wait));
  }
}

interface NextInput {
  readonly wait: MapRunWait;
  readonly input: Value;
  /** Of items in it. */
  readonly count: number;
}

const COLUMNS = { SUCCEEDED: 'succeeded', FAILED: 'failed', ABORTED: 'aborted', PENDING: 'pending' } as const;

// Recorded: the fault of a limit that was computed is told before anything is read.
function readerFault(maxItems: number | undefined): Failure | undefined {
  if (maxItems === undefined || maxItems >= 0) return undefined;
  return { error: 'States.ItemReaderFailed', cause: causes.maxItems() };
}
