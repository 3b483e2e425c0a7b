// What the API answers when a request cannot be done: every code and text, as AWS writes them (spec/api.md §4).

/** An answer to the caller, not a fault of ours. Thrown by operations; the one wrapper in `http.ts` turns it into a reply. */
export class ServiceError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
  constructor(code: string, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const error = (code: string, message: string, details?: Readonly<Record<string, string>>) =>
  new ServiceError(code, message, details);

export const errors = {
  unknownOperation: () => error('UnknownOperationException', ''),
  serialization: (message: string) => error('SerializationException', message),
  validation: (message: string, reason?: string) =>
    error('ValidationException', message, reason === undefined ? {} : { reason }),
  constraints: (violations: readonly string[]) =>
    error(
      'ValidationException',
      `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
    ),
  invalidArn: (text: string) => error('InvalidArn', `Invalid Arn: '${text}'`),
  arnPrefix: (arn: string) => error('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`),
  arnType: (type: string) => error('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${type}'`),
  invalidName: (name: string) => error('InvalidName', `Invalid Name: '${name}'`),
  invalidToken: () => error('InvalidToken', "Invalid Token: 'Invalid token'"),
  invalidDefinition: (text: string) => error('InvalidDefinition', `Invalid State Machine Definition: '${text}'`),
  definition: (text: string) => error('InvalidDefinition', text),
  invalidInput: (text: string) => error('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`),
  invalidOutput: (text: string) => error('InvalidOutput', `Invalid Output: '${text}'`),
  invalidLogging: (text: string) => error('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${text}`),
  noMachine: (arn: string) => error('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`),
  machineExists: (arn: string) => error('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`),
  machineType: () =>
    error('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine'),
  // The text is not on record, the reason is.
  labelled: (arn: string) =>
    error('ValidationException', `Labeled state machine ARNs are not supported by this operation: '${arn}'`, {
      reason: 'API_DOES_NOT_SUPPORT_LABELED_ARNS',
    }),
  noExecution: (arn: string) => error('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`),
  executionExists: (arn: string) => error('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`),
  notRedrivable: (reason: string) => error('ExecutionNotRedrivable', reason),
  noActivity: (arn: string) => error('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`),
  noTask: () => error('TaskDoesNotExist', "Task does not exist: 'Task does not exist'"),
  taskTimedOut: () => error('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"),
  noResource: (arn: string) =>
    error('ResourceNotFound', 'Request references a resource that does not exist.', { resourceName: arn }),
  taggedResource: (arn: string) => error('ResourceNotFound', `Resource not found: '${arn}'`, { resourceName: arn }),
  conflict: (text: string) => error('ConflictException', text),
  tooManyTags: (arn: string) =>
    error('TooManyTags', `Tag limit exceeded for resource: '${arn}'`, { resourceName: arn }),
  missingParameter: () =>
    error(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    ),
} as const;
