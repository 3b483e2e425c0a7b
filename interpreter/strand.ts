// Strands as they are made and moved. All members are there at once and in one order, so that the host sees objects of a
// single shape however far a strand has come.
import type { Value } from '../expressions/index.ts';
import { NO_ATTEMPTS } from './compile/errors.ts';
import { dataFor, type StateCode, type StateData, type Variables } from './program.ts';
import type { ChildExecution, Strand } from './run.ts';

/** A strand while it is moved: nobody else has it yet. */
export type Draft = { -readonly [Name in keyof Strand]: Strand[Name] } & { data: StateData };

/** A strand before its first state. */
export function newStrand(
  given: {
    readonly id: number;
    readonly parent: Strand['parent'];
    readonly execution: ChildExecution | undefined;
    readonly code: StateCode;
    readonly input: Value;
    readonly variables: Variables;
    readonly lastEventId: number;
  },
  madeBy: object,
): Draft {
  return {
    id: given.id,
    parent: given.parent,
    execution: given.execution,
    code: given.code,
    step: 0,
    data: dataFor(given.input),
    variables: given.variables,
    entered: undefined,
    lastEventId: given.lastEventId,
    attempts: NO_ATTEMPTS,
    failing: undefined,
    waiting: undefined,
    madeBy,
  };
}

/** A copy that may be written to, data included. */
export function draftOf(strand: Strand, madeBy: object | undefined): Draft {
  const { id, parent, execution, code, step, data, variables, entered, lastEventId, attempts, failing, waiting } =
    strand;
  const own = step === 0 ? dataFor(data.input) : { ...data };
  return {
    id,
    parent,
    execution,
    code,
    step,
    data: own,
    variables,
    entered,
    lastEventId,
    attempts,
    failing,
    waiting,
    madeBy,
  };
}

/** Before the next state, with what the one before gave. */
export function enterNext(draft: Draft, code: StateCode, input: Value): void {
  draft.code = code;
  draft.step = 0;
  draft.data = dataFor(input);
  draft.attempts = NO_ATTEMPTS;
  draft.entered = undefined;
}
