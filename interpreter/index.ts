// The face of the room: compile a definition, start a run, advance it by signals. Rooms outside import from here only.
export { isObject, nearest, typeName, type Value, type ValueObject } from '../expressions/index.ts';
export { type AdvanceOptions, advance, start } from './advance.ts';
export { type Alone, type AloneOptions, enterAlone, resumeAlone } from './alone.ts';
export { type Compiled, compile, type Refusal } from './compile/compile.ts';
export type { Resource, ServiceResource } from './compile/resource.ts';
export { contextObject, executionOf } from './context.ts';
export { type Evaluated, evaluateOver, evaluatePath } from './evaluate.ts';
export type { ExecutionEvent } from './events.ts';
export type { Failure } from './failure.ts';
export { childOf, type HistoryEvent, toHistory } from './history.ts';
export { Journal, type Moment, type Place } from './journal.ts';
export { parseValue, printValue } from './json.ts';
export { type LogEvent, type LogLevel, type LogOptions, toLogEvents, withoutData } from './logEvents.ts';
export {
  type Counts,
  type Item,
  type ItemsPage,
  type MapRunCounts,
  type MapRunSettings,
  type MapRunWait,
  NO_COUNTS,
  type ReadRequest,
  type ResultEntry,
  totalOf,
  type WriteRequest,
} from './mapRun.ts';
export { type OpenCommand, openCommands } from './openCommands.ts';
export { printDuration, printEvent, printFailure, RunPrinter } from './print.ts';
export type { Call, Phase, Program, StateCode, StateData, Step, StepScope, Variables } from './program.ts';
export { unredrivableMapIn } from './redrive.ts';
export { entryValue } from './resultEntry.ts';
export type { Divergence, DivergingField } from './recorded/divergence.ts';
export { historyFrom, type ReadHistory, type RecordedEvent, readHistory } from './recorded/readHistory.ts';
export { type RecordedRun, toRecordedRun } from './recorded/recordedRun.ts';
export { type Relived, relive } from './recorded/relive.ts';
export { type Proven, type ProvenRewrite, proveInJsonata } from './rewriteProof.ts';
export type {
  Answer,
  ChildExecution,
  Command,
  Edit,
  Execution,
  ExecutionType,
  Moved,
  Run,
  RunStatus,
  Signal,
  Strand,
  Waiting,
} from './run.ts';
export { type NextMove, nextMove } from './schedule.ts';
export { parseTimestamp, printTimestamp } from './timestamp.ts';
