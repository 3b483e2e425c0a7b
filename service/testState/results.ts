// What services answer, as far as mocks of TestState are checked against it: the operations most called, with the fields of
// their answers. An operation that is not here is not checked.
import { isObject, type Value } from '../../interpreter/index.ts';
import { errors } from '../errors.ts';

export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/** The type of a field: `text`, `number`, … or the fields of an object, or a list of one of these. */
type Type =
  | 'text'
  | 'flag'
  | 'any'
  | { readonly number: readonly [least: number, most: number] }
  | { readonly oneOf: readonly string[] }
  | { readonly list: Type }
  | Fields;

interface Fields {
  readonly fields: Readonly<Record<string, Type>>;
  readonly required?: readonly string[];
}

const NUMBER: Type = { number: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] };
/** Moments are text in results. */
const MOMENT: Type = 'text';

const CAPACITY: Fields = {
  fields: { TableName: 'text', CapacityUnits: NUMBER, ReadCapacityUnits: NUMBER, WriteCapacityUnits: NUMBER },
};

const DESCRIBED_EXECUTION: Fields = {
  required: ['ExecutionArn', 'StateMachineArn', 'StartDate', 'Status'],
  fields: {
    ExecutionArn: 'text',
    StateMachineArn: 'text',
    Name: 'text',
    Status: { oneOf: ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] },
    StartDate: MOMENT,
    StopDate: MOMENT,
    Error: 'text',
    Cause: 'text',
    MapRunArn: 'text',
    TraceHeader: 'text',
    RedriveCount: NUMBER,
    RedriveStatus: { oneOf: ['REDRIVABLE', 'NOT_REDRIVABLE', 'REDRIVABLE_BY_MAP_RUN'] },
    RedriveStatusReason: 'text',
  },
};

const STORAGE_CLASSES = [
  ...['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER'],
  ...['DEEP_ARCHIVE', 'OUTPOSTS', 'GLACIER_IR', 'SNOW', 'EXPRESS_ONEZONE', 'FSX_OPENZFS', 'FSX_ONTAP'],
];

/** By `service:action`, with the pattern where it changes the answer. */
const ANSWERS: Readonly<Record<string, Fields>> = {
  'lambda:invoke': {
    fields: { StatusCode: NUMBER, ExecutedVersion: 'text', FunctionError: 'text', LogResult: 'text', Payload: 'any' },
  },
  'lambda:getFunction': {
    fields: {
      Configuration: {
        fields: {
          FunctionName: 'text',
          FunctionArn: 'text',
          Handler: 'text',
          Role: 'text',
          Timeout: { number: [1, Number.POSITIVE_INFINITY] },
          MemorySize: { number: [128, 10_240] },
        },
      },
      Code: { fields: { Location: 'text', RepositoryType: 'text' } },
    },
  },
  'states:startExecution': {
    required: ['ExecutionArn', 'StartDate'],
    fields: { ExecutionArn: 'text', StartDate: MOMENT },
  },
  'states:startExecution.sync': DESCRIBED_EXECUTION,
  'states:startExecution.sync:2': DESCRIBED_EXECUTION,
  'states:describeExecution': DESCRIBED_EXECUTION,
  'events:putEvents': {
    fields: {
      FailedEntryCount: NUMBER,
      Entries: { list: { fields: { EventId: 'text', ErrorCode: 'text', ErrorMessage: 'text' } } },
    },
  },
  'dynamodb:putItem': { fields: { ConsumedCapacity: CAPACITY } },
  'dynamodb:getItem': { fields: { ConsumedCapacity: CAPACITY } },
  'dynamodb:updateItem': { fields: { ConsumedCapacity: CAPACITY } },
  'dynamodb:deleteItem': { fields: { ConsumedCapacity: CAPACITY } },
  'sqs:sendMessage': {
    fields: {
      MD5OfMessageBody: 'text',
      MD5OfMessageAttributes: 'text',
      MD5OfMessageSystemAttributes: 'text',
      MessageId: 'text',
      SequenceNumber: 'text',
    },
  },
  'sns:publish': { fields: { MessageId: 'text', SequenceNumber: 'text' } },
  's3:getObject': {
    fields: {
      AcceptRanges: 'text',
      ContentLength: NUMBER,
      ContentType: 'text',
      ETag: 'text',
      LastModified: MOMENT,
      StorageClass: { oneOf: STORAGE_CLASSES },
      VersionId: 'text',
    },
  },
  's3:putObject': { fields: { ETag: 'text', VersionId: 'text', ChecksumCRC32: 'text' } },
  'kms:encrypt': { fields: { CiphertextBlob: 'text', KeyId: 'text', EncryptionAlgorithm: 'text' } },
  'kms:decrypt': { fields: { Plaintext: 'text', KeyId: 'text', EncryptionAlgorithm: 'text' } },
};

/** Refuses a mocked result that the service could not have given. */
export function checkResult(resource: string, result: Value, mode: FieldValidationMode): void {
  const named = /:states:::(?:aws-sdk:)?([\w-]+:[\w.:]+)$/.exec(resource)?.[1]?.replace(/^sfn:/, 'states:');
  // A task that waits for a token ends with whatever is sent to the token.
  const shape = named === undefined ? undefined : ANSWERS[named];
  if (mode !== 'NONE' && shape && isObject(result)) checkFields(result, shape, mode);
}

function checkFields(value: { readonly [name: string]: Value }, shape: Fields, mode: FieldValidationMode): void {
  for (const name of shape.required ?? []) {
    if (mode === 'STRICT' && !Object.hasOwn(value, name)) throw fault(`Required field '${name}' is missing`);
  }
  for (const [name, type] of Object.entries(shape.fields)) {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (found !== undefined && found !== null) checkType(name, found, type, mode);
  }
}

function checkType(name: string, value: Value, type: Type, mode: FieldValidationMode): void {
  if (type === 'any') return;
  if (type === 'text') {
    if (typeof value !== 'string') throw fault(`Field '${name}' must be a string`);
  } else if (type === 'flag') {
    if (typeof value !== 'boolean') throw fault(`Field '${name}' must be a boolean`);
  } else if ('number' in type) {
    if (typeof value !== 'number') throw fault(`Field '${name}' must be a number`);
    if (value < type.number[0]) throw fault(`Field '${name}' is less than the minimum value`);
    if (value > type.number[1]) throw fault(`Field '${name}' exceeds the maximum value`);
  } else if ('oneOf' in type) {
    if (typeof value !== 'string') throw fault(`Field '${name}' must be a string`);
    if (!type.oneOf.includes(value)) throw fault(`Field '${name}' is not an expected value`);
  } else if ('list' in type) {
    if (!Array.isArray(value)) throw fault(`Field '${name}' must be an array`);
    for (const item of value as readonly Value[]) checkType(name, item, type.list, mode);
  } else {
    if (!isObject(value)) throw fault(`Field '${name}' must be an object`);
    checkFields(value, type, mode);
  }
}

function fault(text: string) {
  return errors.validation(`Mock result schema validation error: ${text}`);
}
