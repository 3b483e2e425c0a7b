// What the specification says must fail, as a value: an error name and a cause. `StateFailure` is the one exception thrown
// on purpose in this room; `advance` turns it into a Failure, and it never leaves. All texts are AWS's, as recorded.

export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A timeout because no heartbeat came: handlers may name it by itself. */
  readonly isHeartbeat?: true;
  /** An execution that the state has started failed, and its failure was told where it began. */
  readonly isOfChild?: true;
}

/** Thrown while a state works. The cause is completed with the state's name and the event that entered it. */
export class StateFailure extends Error {
  readonly errorName: string;
  /** Of an evaluation: the field, and whether the expression itself failed or what it gave could not be used. */
  readonly evaluation: { readonly location: string | undefined; readonly of: 'expression' | 'value' } | undefined;
  constructor(errorName: string, cause: string, evaluation?: StateFailure['evaluation']) {
    super(cause);
    this.errorName = errorName;
    this.evaluation = evaluation;
  }
}

/** A fault of the definition or its data that nothing can catch. */
export const runtimeFailure = (cause: string): StateFailure => new StateFailure('States.Runtime', cause);

/** A JSONata expression that failed, or gave what its field cannot use. */
export const evaluationFailure = (
  cause: string,
  location: string | undefined,
  of: 'expression' | 'value' = 'expression',
): StateFailure => new StateFailure('States.QueryEvaluationError', cause, { location, of });

export const causes = {
  inState: (state: string, eventId: number, cause: string) =>
    `An error occurred while executing the state '${state}' (entered at the event id #${eventId}). ${cause}`,
  templatePath: (path: string, field: string, input: string) =>
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${input}'`,
  choicePath: (path: string) =>
    `Invalid path '${path}': The choice state's condition path references an invalid value.`,
  noTransition: () => 'Failed to transition out of the state. The state does not point to a next state.',
  resultPath: (path: string, input: string) => `Unable to apply ReferencePath ${path} to input ${input}`,
  notInteger: (field: string, value: string, path: string) =>
    `The ${field} field refers to value "${value}" which is not a valid integer: ${path}`,
  mapInput: (value: string) => `Map state input must be an array but was: ${value}`,
  itemsPath: (path: string, _kind: string) => `Reference path "${path}" must point to array.`,
  notFloat: (field: string, value: string, path: string) =>
    `The ${field} field refers to value "${value}" which is not a valid float: ${path}`,
  negative: (field: string) => `${field} cannot be negative.`,
  percentage: (field: string) => `${field} must be between 0 and 100.`,
  maxItems: () => 'field MaxItems must be positive',
  toleratedFailure: () => 'The specified tolerated failure threshold was exceeded',
  dataLimit: (name: string) =>
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  waitTooLong: () => 'Wait state delay is too long.',
  secondsMissing: (path: string) => `The SecondsPath parameter does not reference an input value: ${path}`,
  secondsNotInteger: (path: string, value: string) =>
    `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${value}`,
  secondsNegative: (path: string, value: string) =>
    `The SecondsPath parameter references a negative value: ${path} == ${value}`,
  timestampInvalid: (path: string, value: string) =>
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${value}`,
  jsonataNothing: (expression: string, field: string) =>
    `The JSONata expression '${expression}' specified for the field '${field}' returned nothing (undefined).`,
  jsonataUnsupported: (expression: string, field: string) =>
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unsupported result type.`,
  jsonataError: (expression: string, field: string, error: string) =>
    `The JSONata expression '${expression}' specified for the field '${field}' threw an error during evaluation. ${error}`,
  jsonataType: (expression: string, field: string, expected: string, is: string, value: string) =>
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${is}' for value: ${value}`,
  jsonataTimestamp: (value: string) =>
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
  // Ours: AWS has no such limit.
  tooDeep: (machine: string, most: number) =>
    `The state machine "${machine}" is not started: executions have started one another ${most} deep here, which is as far as they go.`,
  tooManyEvents: (limit: number) => `The execution reached the maximum number of history events (${limit}).`,
} as const;

/** What becomes of a state, or of a call, that gives more than a payload may hold. */
export const tooLarge = (name: string): Failure => ({
  error: 'States.DataLimitExceeded',
  cause: causes.dataLimit(name),
});
