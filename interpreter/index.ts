// The face of the room: compile a definition, start a run, advance it by signals. Rooms outside import from here only.
export {
  ExactNumber,
  functionDocument,
  functionNames,
  INTRINSICS,
  isObject,
  nearest,
  sameValue,
  typeName,
  type Value,
  type ValueObject,
  withMember,
} from '../expressions/index.ts';
export { type AdvanceOptions, advance, start } from './advance.ts';
export { type Alone, type AloneOptions, enterAlone, resumeAlone } from './alone.ts';
export { type Compiled, compile, type Refusal } from './compile/compile.ts';
export type { Resource, ServiceResource } from './compile/resource.ts';
export { contextObject, executionOf } from './context.ts';
export {
  conditionAt,
  currentData,
  type Evaluated,
  evaluateAt,
  evaluateOver,
  evaluatePath,
  type Language,
  languageOf,
} from './evaluate.ts';
export type { ExecutionEvent } from './events.ts';
export type { Failure } from './failure.ts';
export { type Fate, fateOf, isHandedUp } from './fate.ts';
export { childOf, type HistoryEvent, toHistory } from './history.ts';
export { machineOf, siblingAt } from './interfering.ts';
export { Journal, type Moment, type Place } from './journal.ts';
export { JournalMemory, type Spill } from './journalMemory.ts';
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
export { isNestedRoot, pathOf } from './nested.ts';
export { type OpenCommand, openCommands } from './openCommands.ts';
export { printDuration, printEvent, printFailure, RunPrinter } from './print.ts';
export type { Call, Considered, Phase, Program, StateCode, StateData, Step, StepScope, Variables } from './program.ts';
export type { Divergence, DivergingField } from './recorded/divergence.ts';
export { historyFrom, type ReadHistory, type RecordedEvent, readHistory } from './recorded/readHistory.ts';
export { type RecordedRun, toRecordedRun } from './recorded/recordedRun.ts';
export { type Relived, relive } from './recorded/relive.ts';
export { unredrivableMapIn } from './redrive.ts';
export { entryValue } from './resultEntry.ts';
export { type Proven, type ProvenRewrite, proveInJsonata } from './rewriteProof.ts';
export type {
  Answer,
  ChildExecution,
  Command,
  Edit,
  Execution,
  ExecutionType,
  MapRunChild,
  Moved,
  NestedStart,
  Run,
  RunStatus,
  Signal,
  Strand,
  Waiting,
} from './run.ts';
export { type NextMove, nextMove } from './schedule.ts';
export { sdkForm } from './sdkForm.ts';
export { bytesOf, LIMIT_BYTES } from './size.ts';
export { describeOver, describeSync, refusedCall, refusedStart, startedOutput } from './startedExecution.ts';
export { parseTimestamp, printTimestamp } from './timestamp.ts';
export { type Change, changeOf, type DefinitePath, definitePath, type Watch, watchOf } from './watch.ts';
