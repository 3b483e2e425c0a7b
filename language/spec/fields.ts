// The one table of the language: every field of a definition, where it may stand, what its value is, and what it does.
// Unknown and missing fields, completion, hover and the published schema all come from here.
// Source: spec/asl.md sections 1 to 7.

export const STATE_TYPES = ['Task', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail', 'Parallel', 'Map'] as const;
export type StateType = (typeof STATE_TYPES)[number];

export const QUERY_LANGUAGES = ['JSONPath', 'JSONata'] as const;
export type QueryLanguage = (typeof QUERY_LANGUAGES)[number];

/** The kinds of object a definition is made of. */
export type Owner =
  | StateType
  | 'StateMachine'
  | 'Branch'
  | 'Processor'
  | 'ProcessorConfig'
  | 'ChoiceRule'
  | 'Retrier'
  | 'Catcher'
  | 'ItemReader'
  | 'ReaderConfig'
  | 'ItemBatcher'
  | 'ResultWriter'
  | 'WriterConfig';

export type FieldKind =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'timestamp'
  | 'state' // the name of a state in the same scope
  | 'path'
  | 'referencePath'
  | 'template' // JSON with expressions in it
  | 'json'
  | 'names' // a list of error names
  | 'list'
  | 'object'
  | 'rule'
  | 'condition' // true, false, or a JSONata expression
  | { readonly oneOf: readonly string[] }
  /** An object with a row of its own in this table. */
  | { readonly part: Owner };

export interface Field {
  readonly name: string;
  readonly on: readonly Owner[];
  /** Only states of this query language have it. */
  readonly language?: QueryLanguage | undefined;
  readonly required?: true | undefined;
  readonly kind: FieldKind;
  /** Of a number: the least and the greatest. */
  readonly range?: readonly [number, number] | undefined;
  /** Of a list or text: at least one entry or character. */
  readonly filled?: true | undefined;
  /** In a JSONata state the value may be a `{% … %}` text. Templates and JSON may hold some at any depth. */
  readonly expression?: true | undefined;
  /** The path may be an intrinsic call. */
  readonly intrinsic?: true | undefined;
  /** Only a distributed Map has it. */
  readonly distributed?: true | undefined;
  readonly doc: string;
}

/** The longest time that can be written, in seconds. */
const LONGEST = 99_999_999;

const ALL = STATE_TYPES;
const NEXT: readonly Owner[] = ['Task', 'Pass', 'Wait', 'Parallel', 'Map'];
const WORK: readonly Owner[] = ['Task', 'Parallel', 'Map'];
const SCOPES: readonly Owner[] = ['StateMachine', 'Branch', 'Processor'];

// biome-ignore format: a table reads best with one row a line
export const FIELDS: readonly Field[] = [
  // Scopes
  { name: 'Comment', on: [...SCOPES, ...ALL, 'ChoiceRule', 'Retrier', 'Catcher'], kind: 'text', doc: 'A note for people. Step Functions does not read it.' },
  { name: 'StartAt', on: SCOPES, required: true, kind: 'state', doc: 'The state where this scope begins.' },
  { name: 'States', on: SCOPES, required: true, kind: 'object', doc: 'The states of this scope by name. Transitions stay inside a scope.' },
  { name: 'Version', on: ['StateMachine'], kind: { oneOf: ['1.0'] }, doc: 'The version of the language. There is only "1.0".' },
  { name: 'TimeoutSeconds', on: ['StateMachine'], kind: 'integer', range: [1, LONGEST], doc: 'The execution ends with status TIMED_OUT when it runs longer than this.' },
  { name: 'QueryLanguage', on: ['StateMachine', ...ALL], kind: { oneOf: QUERY_LANGUAGES }, doc: 'The language of expressions: JSONPath (the default) or JSONata. A state may choose JSONata for itself in a JSONPath machine.' },
  { name: 'ProcessorConfig', on: ['Processor'], kind: { part: 'ProcessorConfig' }, doc: 'How a Map runs its iterations: `Mode` INLINE or DISTRIBUTED, and the `ExecutionType` of child executions.' },

  // Every state
  { name: 'Type', on: ALL, required: true, kind: { oneOf: STATE_TYPES }, doc: 'What the state does.' },
  { name: 'Next', on: NEXT, kind: 'state', doc: 'The state that follows. It must be in the same scope.' },
  { name: 'End', on: NEXT, kind: 'boolean', doc: 'With `true` this state ends its scope: the execution, the branch or the iteration.' },
  { name: 'Assign', on: [...NEXT, 'Choice', 'ChoiceRule', 'Catcher'], kind: 'template', doc: 'Workflow variables to set when the state is left. They can be read from the next state on.' },

  // JSONPath data flow
  { name: 'InputPath', on: [...NEXT, 'Choice', 'Succeed'], language: 'JSONPath', kind: 'path', doc: 'The part of the input the state works on. `null` stands for an empty object.' },
  { name: 'OutputPath', on: [...NEXT, 'Choice', 'Succeed'], language: 'JSONPath', kind: 'path', doc: 'The part of the result that is handed to the next state. `null` stands for an empty object.' },
  { name: 'Parameters', on: [...WORK, 'Pass'], language: 'JSONPath', kind: 'template', doc: 'The payload the state works with, made from the input: keys that end in `.$` hold paths or intrinsic functions. In a Map it is the old name of `ItemSelector`.' },
  { name: 'ResultSelector', on: WORK, language: 'JSONPath', kind: 'template', doc: 'A new result made from the raw one.' },
  { name: 'ResultPath', on: [...WORK, 'Pass', 'Catcher'], language: 'JSONPath', kind: 'referencePath', doc: 'Where in the input the result goes. `$` (the default) replaces the input, `null` drops the result.' },

  // JSONata data flow
  { name: 'Arguments', on: ['Task', 'Parallel'], language: 'JSONata', kind: 'template', doc: 'What the task, or each branch, receives. The state input when absent.' },
  { name: 'Output', on: [...NEXT, 'Choice', 'Succeed', 'ChoiceRule', 'Catcher'], language: 'JSONata', kind: 'template', doc: 'What the state hands to the next one. `$states.input` and, on states that do work, `$states.result` can be read.' },

  // Pass
  { name: 'Result', on: ['Pass'], language: 'JSONPath', kind: 'json', doc: 'The result of the state, as it stands: nothing in it is evaluated.' },

  // Task
  { name: 'Resource', on: ['Task'], required: true, kind: 'text', doc: 'The ARN of what does the work: a function, an activity, or a service integration.' },
  { name: 'TimeoutSeconds', on: ['Task'], kind: 'integer', range: [1, LONGEST], expression: true, doc: 'The task fails with `States.Timeout` when it takes longer. Default 99999999.' },
  { name: 'TimeoutSecondsPath', on: ['Task'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the timeout stands in the input.' },
  { name: 'HeartbeatSeconds', on: ['Task'], kind: 'integer', range: [1, LONGEST], expression: true, doc: 'The task fails with `States.HeartbeatTimeout` when it is silent for longer. Must be less than the timeout.' },
  { name: 'HeartbeatSecondsPath', on: ['Task'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the heartbeat interval stands in the input.' },
  { name: 'Credentials', on: ['Task'], kind: 'template', doc: 'The role to assume for this task, as `RoleArn`.' },
  { name: 'Retry', on: WORK, kind: 'list', doc: 'What to try again after which errors. Retriers are tried in order, before catchers.' },
  { name: 'Catch', on: WORK, kind: 'list', doc: 'Where to go after which errors. Catchers are tried in order, after retriers.' },

  // Choice
  { name: 'Choices', on: ['Choice'], required: true, kind: 'list', filled: true, doc: 'The rules, tried in order. The first that is true decides the next state.' },
  { name: 'Default', on: ['Choice'], kind: 'state', doc: 'The next state when no rule is true. Without it the execution fails then.' },
  { name: 'Condition', on: ['ChoiceRule'], language: 'JSONata', required: true, kind: 'condition', expression: true, doc: 'The rule is taken when this is true.' },
  { name: 'Next', on: ['ChoiceRule', 'Catcher'], required: true, kind: 'state', doc: 'The state that follows when this is taken.' },
  { name: 'Variable', on: ['ChoiceRule'], language: 'JSONPath', kind: 'path', doc: 'The value that is compared.' },
  { name: 'And', on: ['ChoiceRule'], language: 'JSONPath', kind: 'list', filled: true, doc: 'True when all of these are true. Later ones are not looked at after one that is false.' },
  { name: 'Or', on: ['ChoiceRule'], language: 'JSONPath', kind: 'list', filled: true, doc: 'True when one of these is true. Later ones are not looked at then.' },
  { name: 'Not', on: ['ChoiceRule'], language: 'JSONPath', kind: 'rule', doc: 'True when this is false.' },

  // Wait
  { name: 'Seconds', on: ['Wait'], kind: 'integer', range: [0, LONGEST], expression: true, doc: 'How long to wait, 0 to 99999999 seconds.' },
  { name: 'SecondsPath', on: ['Wait'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the number of seconds stands in the input.' },
  { name: 'Timestamp', on: ['Wait'], kind: 'timestamp', expression: true, doc: 'The moment to wait for, such as "2024-12-31T23:59:59Z". One that is past is not waited for.' },
  { name: 'TimestampPath', on: ['Wait'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the moment to wait for stands in the input.' },

  // Fail
  { name: 'Error', on: ['Fail'], kind: 'text', expression: true, doc: 'The name of the error.' },
  { name: 'ErrorPath', on: ['Fail'], language: 'JSONPath', kind: 'referencePath', intrinsic: true, doc: 'Where the name of the error stands in the input, or an intrinsic function that makes it.' },
  { name: 'Cause', on: ['Fail'], kind: 'text', expression: true, doc: 'What went wrong, for people.' },
  { name: 'CausePath', on: ['Fail'], language: 'JSONPath', kind: 'referencePath', intrinsic: true, doc: 'Where the cause stands in the input, or an intrinsic function that makes it.' },

  // Parallel
  { name: 'Branches', on: ['Parallel'], required: true, kind: 'list', filled: true, doc: 'The branches, each a scope of its own. They run side by side; the result is a list in this order.' },

  // Map
  { name: 'ItemProcessor', on: ['Map'], kind: 'object', doc: 'The states that run once for each item.' },
  { name: 'Iterator', on: ['Map'], kind: 'object', doc: 'The old name of `ItemProcessor`, for inline Maps only.' },
  { name: 'Items', on: ['Map'], language: 'JSONata', kind: 'template', doc: 'The items: a list, or in a distributed Map also an object.' },
  { name: 'ItemsPath', on: ['Map'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the items stand in the input.' },
  { name: 'ItemSelector', on: ['Map'], kind: 'template', doc: 'The input of each iteration, made from the input and the item.' },
  { name: 'MaxConcurrency', on: ['Map'], kind: 'integer', range: [0, Number.MAX_SAFE_INTEGER], expression: true, doc: 'How many iterations may run at once. 0 sets no limit.' },
  { name: 'MaxConcurrencyPath', on: ['Map'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the limit of concurrent iterations stands in the input.' },
  { name: 'ItemReader', on: ['Map'], kind: { part: 'ItemReader' }, distributed: true, doc: 'Where a distributed Map reads its items from.' },
  { name: 'ItemBatcher', on: ['Map'], kind: { part: 'ItemBatcher' }, distributed: true, doc: 'How a distributed Map groups items for its child executions.' },
  { name: 'ResultWriter', on: ['Map'], kind: { part: 'ResultWriter' }, distributed: true, doc: 'Where a distributed Map writes its results.' },
  { name: 'Label', on: ['Map'], kind: 'text', distributed: true, doc: 'The name of a distributed Map in the ARNs of its child executions.' },
  { name: 'ToleratedFailurePercentage', on: ['Map'], kind: 'number', range: [0, 100], expression: true, distributed: true, doc: 'How many percent of the items may fail before the Map fails.' },
  { name: 'ToleratedFailurePercentagePath', on: ['Map'], language: 'JSONPath', kind: 'referencePath', distributed: true, doc: 'Where the tolerated percentage stands in the input.' },
  { name: 'ToleratedFailureCount', on: ['Map'], kind: 'integer', range: [0, Number.MAX_SAFE_INTEGER], expression: true, distributed: true, doc: 'How many items may fail before the Map fails.' },
  { name: 'ToleratedFailureCountPath', on: ['Map'], language: 'JSONPath', kind: 'referencePath', distributed: true, doc: 'Where the tolerated number stands in the input.' },

  // Distributed Map
  { name: 'Mode', on: ['ProcessorConfig'], kind: { oneOf: ['INLINE', 'DISTRIBUTED'] }, doc: 'INLINE (the default) runs iterations inside this execution, DISTRIBUTED starts a child execution for each.' },
  { name: 'ExecutionType', on: ['ProcessorConfig'], kind: { oneOf: ['STANDARD', 'EXPRESS'] }, doc: 'The kind of child execution of a distributed Map.' },
  { name: 'Resource', on: ['ItemReader'], required: true, kind: 'text', doc: 'What reads the items: `arn:aws:states:::s3:getObject` for one file, `arn:aws:states:::s3:listObjectsV2` for the objects of a bucket.' },
  { name: 'Parameters', on: ['ItemReader', 'ResultWriter'], language: 'JSONPath', kind: 'template', doc: 'Where the data stands: `Bucket`, and `Key` or `Prefix`.' },
  { name: 'Arguments', on: ['ItemReader', 'ResultWriter'], language: 'JSONata', kind: 'template', doc: 'Where the data stands: `Bucket`, and `Key` or `Prefix`.' },
  { name: 'ReaderConfig', on: ['ItemReader'], kind: { part: 'ReaderConfig' }, doc: 'How the data is read: its format, and how many items at most.' },
  { name: 'InputType', on: ['ReaderConfig'], kind: { oneOf: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'] }, doc: 'The format of the data.' },
  { name: 'Transformation', on: ['ReaderConfig'], kind: { oneOf: ['NONE', 'LOAD_AND_FLATTEN'] }, doc: 'With LOAD_AND_FLATTEN every listed object is read and its items are iterated.' },
  { name: 'ManifestType', on: ['ReaderConfig'], kind: { oneOf: ['ATHENA_DATA', 'S3_INVENTORY'] }, doc: 'What made the manifest.' },
  { name: 'CSVDelimiter', on: ['ReaderConfig'], kind: { oneOf: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'] }, doc: 'What stands between the columns. Default COMMA.' },
  { name: 'CSVHeaderLocation', on: ['ReaderConfig'], kind: { oneOf: ['FIRST_ROW', 'GIVEN'] }, doc: 'Where the names of the columns stand.' },
  { name: 'CSVHeaders', on: ['ReaderConfig'], kind: 'list', doc: 'The names of the columns, with `CSVHeaderLocation` GIVEN.' },
  { name: 'ItemsPointer', on: ['ReaderConfig'], kind: 'text', expression: true, doc: 'A JSON pointer to the items inside a JSON file.' },
  { name: 'MaxItems', on: ['ReaderConfig'], kind: 'integer', range: [0, 100_000_000], expression: true, doc: 'How many items are read at most. 0 sets no limit.' },
  { name: 'MaxItemsPath', on: ['ReaderConfig'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the greatest number of items stands in the input.' },
  { name: 'MaxItemsPerBatch', on: ['ItemBatcher'], kind: 'integer', range: [1, 100_000_000], expression: true, doc: 'How many items a child execution gets at most.' },
  { name: 'MaxItemsPerBatchPath', on: ['ItemBatcher'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the size of a batch stands in the input.' },
  { name: 'MaxInputBytesPerBatch', on: ['ItemBatcher'], kind: 'integer', range: [1, 262_144], expression: true, doc: 'How many bytes of input a child execution gets at most.' },
  { name: 'MaxInputBytesPerBatchPath', on: ['ItemBatcher'], language: 'JSONPath', kind: 'referencePath', doc: 'Where the size of a batch in bytes stands in the input.' },
  { name: 'BatchInput', on: ['ItemBatcher'], kind: 'template', doc: 'Data every batch gets besides its items.' },
  { name: 'Resource', on: ['ResultWriter'], kind: 'text', doc: 'What writes the results: `arn:aws:states:::s3:putObject`.' },
  { name: 'WriterConfig', on: ['ResultWriter'], kind: { part: 'WriterConfig' }, doc: 'The shape of the results.' },
  { name: 'Transformation', on: ['WriterConfig'], kind: { oneOf: ['NONE', 'COMPACT', 'FLATTEN'] }, doc: 'NONE keeps what is known of each execution, COMPACT only the outputs, FLATTEN one list of all.' },
  { name: 'OutputType', on: ['WriterConfig'], kind: { oneOf: ['JSON', 'JSONL'] }, doc: 'One JSON list, or one line for each result.' },

  // Retry and Catch
  { name: 'ErrorEquals', on: ['Retrier', 'Catcher'], required: true, kind: 'names', filled: true, doc: 'The names of the errors this is for. `States.ALL` stands for nearly all.' },
  { name: 'IntervalSeconds', on: ['Retrier'], kind: 'integer', range: [1, LONGEST], doc: 'The time before the first retry. Default 1.' },
  { name: 'MaxAttempts', on: ['Retrier'], kind: 'integer', range: [0, LONGEST], doc: 'How often to try again. Default 3; 0 means never.' },
  { name: 'BackoffRate', on: ['Retrier'], kind: 'number', range: [1, Number.MAX_VALUE], doc: 'By what the interval grows with each retry. Default 2.' },
  { name: 'MaxDelaySeconds', on: ['Retrier'], kind: 'integer', range: [1, 31_622_400], doc: 'The interval never grows beyond this.' },
  { name: 'JitterStrategy', on: ['Retrier'], kind: { oneOf: ['FULL', 'NONE'] }, doc: 'With FULL each delay is chosen at random between 0 and its length.' },
];

const byOwner = new Map<Owner, Map<string, Field>>();
for (const field of FIELDS) {
  const row = uniform(field);
  for (const owner of field.on) {
    const fields = byOwner.get(owner) ?? new Map<string, Field>();
    byOwner.set(owner, fields.set(row.name, row));
  }
}

// The same properties in the same order for every row: every field of every definition is compared with its row, and V8
// reads objects of one shape several times faster than objects of many.
function uniform({
  name,
  on,
  language,
  required,
  kind,
  range,
  filled,
  expression,
  intrinsic,
  distributed,
  doc,
}: Field): Field {
  return { name, on, language, required, kind, range, filled, expression, intrinsic, distributed, doc };
}

/** The fields of an owner by name, in the order of the table. */
export function fieldsOf(owner: Owner): ReadonlyMap<string, Field> {
  return byOwner.get(owner) ?? new Map();
}

/** Fields a person would name to say what the state is waiting for, working on…: exactly one, or at most one, may be given. */
export const EXCLUSIVE: readonly { readonly on: Owner; readonly names: readonly string[]; readonly needed: boolean }[] =
  [
    { on: 'Wait', names: ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'], needed: true },
    { on: 'Fail', names: ['Error', 'ErrorPath'], needed: false },
    { on: 'Fail', names: ['Cause', 'CausePath'], needed: false },
    { on: 'Task', names: ['TimeoutSeconds', 'TimeoutSecondsPath'], needed: false },
    { on: 'Task', names: ['HeartbeatSeconds', 'HeartbeatSecondsPath'], needed: false },
    { on: 'Map', names: ['ItemProcessor', 'Iterator'], needed: true },
    { on: 'Map', names: ['MaxConcurrency', 'MaxConcurrencyPath'], needed: false },
    { on: 'Map', names: ['ToleratedFailureCount', 'ToleratedFailureCountPath'], needed: false },
    { on: 'Map', names: ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'], needed: false },
    { on: 'Map', names: ['ItemSelector', 'Parameters'], needed: false },
    { on: 'ReaderConfig', names: ['MaxItems', 'MaxItemsPath'], needed: false },
    { on: 'ItemBatcher', names: ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'], needed: false },
    { on: 'ItemBatcher', names: ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'], needed: false },
  ];

/** What each state type does, in a sentence. */
export const STATE_DOCS: Readonly<Record<StateType, string>> = {
  Task: 'Calls a function, an activity or a service and waits for its answer.',
  Pass: 'Hands its input on, changed if wanted.',
  Wait: 'Waits for a time or until a moment.',
  Choice: 'Goes to one of several states, by rules.',
  Succeed: 'Ends its scope with success.',
  Fail: 'Ends its scope with an error.',
  Parallel: 'Runs several branches side by side.',
  Map: 'Runs the same states for each item of a list.',
};
