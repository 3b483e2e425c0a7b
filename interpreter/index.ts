// The face of the room: compile a definition, start a run, advance it by signals. Rooms outside import from here only.
export type { Value, ValueObject } from '../expressions/index.ts';
export { type AdvanceOptions, advance, EVENT_LIMIT, start } from './advance.ts';
export { type Compiled, compile, type Refusal } from './compile/compile.ts';
export { contextObject } from './context.ts';
export { evaluatePath } from './evaluate.ts';
export type { ExecutionEvent } from './events.ts';
export type { Failure } from './failure.ts';
export { type HistoryEvent, toHistory } from './history.ts';
export { Journal, type Moment, type Place } from './journal.ts';
export { parseValue, printValue } from './json.ts';
export { printDuration, printEvent, printFailure } from './print.ts';
export type { Phase, Program, StateCode, StateData, Step, Variables } from './program.ts';
export type { Execution, Moved, Run, RunStatus, Signal, Strand } from './run.ts';
export { type NextMove, nextMove } from './schedule.ts';
export { parseTimestamp, printTimestamp } from './timestamp.ts';
