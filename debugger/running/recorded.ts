// A recorded execution as the first timeline of a session: its journal, the calls that were made in it, and where it did not
// come to what was recorded.
import type { CallCommand } from '../../host/index.ts';
import {
  advance,
  type Divergence,
  type Execution,
  historyFrom,
  type Journal,
  type Moment,
  openCommands,
  type Program,
  type Run,
  readHistory,
  relive,
  toRecordedRun,
  type Value,
} from '../../interpreter/index.ts';
import { type CallRecord, keyOf } from './timeline.ts';

export interface RecordedExecution {
  readonly journal: Journal;
  /** Where it ends, when the execution was not over by then. */
  readonly end: Moment | undefined;
  readonly calls: CallRecord[];
  readonly divergences: readonly Divergence[];
}

/** Execution: what a history does not say; the input and the start are taken from the record. */
export function recordedOf(
  history: string | Value,
  program: Program,
  execution: Execution,
): RecordedExecution | { readonly problem: string } {
  const read = typeof history === 'string' ? readHistory(history) : historyFrom(history);
  if (read.problem !== undefined) return { problem: read.problem };
  const record = toRecordedRun(read.events);
  const startTime = record.started.time ?? execution.startTime;
  const { journal, divergences } = relive(program, record, { ...execution, input: record.input, startTime });
  const isOver = journal.runAt(journal.head).status !== 'RUNNING';
  return { journal, end: isOver ? undefined : journal.head, calls: callsIn(journal), divergences };
}

/** In the order they were made, with what was said to them. */
function callsIn(journal: Journal): CallRecord[] {
  const records = new Map<number, CallRecord>();
  let run: Run = journal.runAt(0);
  for (let moment = 0; moment < journal.head; moment++) {
    const signal = journal.signalAfter(moment);
    if (!signal) break;
    if (signal.kind === 'answer') records.get(signal.call)?.answers.push(signal.answer);
    const moved = advance(run, signal, { events: false });
    run = moved.run;
    for (const command of moved.commands) if (command.kind === 'call') add(records, command, moment + 1);
  }
  // A call that nothing is known of is made anew when the run goes on.
  for (const open of openCommands(run)) {
    if (open.kind === 'call' && records.get(open.command.id)?.answers.length === 0) records.delete(open.command.id);
  }
  return [...records.values()];
}

function add(records: Map<number, CallRecord>, command: CallCommand, madeAt: number): void {
  records.set(command.id, {
    id: command.id,
    madeAt,
    state: command.state.name,
    key: keyOf(command),
    answers: [],
    isInside: false,
  });
}
