// Everything this room can find wrong in a text: the codes, and every message as a function.
// A code, once released, is not reused. Messages say what is wrong and what would be right.
import type { Span } from './text/tree.ts';

export const PROBLEM_CODES = [
  'json-syntax',
  'yaml-syntax',
  'key-duplicate',
  'root-not-object',
  'definition-too-large',
  'state-unknown',
  'state-unreachable',
  'state-duplicate',
  'state-name',
  'state-idle',
  'state-endless',
  'type-unknown',
  'transition-missing',
  'end-missing',
  'default-missing',
  'field-unknown',
  'field-missing',
  'field-language',
  'field-value',
  'field-range',
  'field-empty',
  'field-exclusive',
  'field-deprecated',
  'field-useless',
  'language-downgrade',
  'path-syntax',
  'path-reference',
  'intrinsic-syntax',
  'intrinsic-place',
  'expression-expected',
  'expression-unmarked',
  'expression-nearly',
  'expression-language',
  'result-static',
  'jsonata-syntax',
  'jsonata-reference',
  'jsonata-function',
  'jsonata-single',
  'jsonata-local',
  'states-member',
  'variable-undefined',
  'variable-unassigned',
  'variable-unused',
  'variable-scope',
  'variable-name',
  'choice-test',
  'choice-operand',
  'choice-shadowed',
  'condition-constant',
  'error-order',
  'error-alone',
  'error-unknown',
  'error-shadowed',
  'error-impossible',
  'retry-delay',
  'resource-unknown',
  'resource-pattern',
  'resource-express',
  'token-missing',
  'argument-missing',
  'argument-unknown',
  'action-unknown',
  'member-unknown',
  'member-missing',
  'credentials-role',
  'map-mode',
  'map-reader',
  'map-writer',
  'map-batcher',
  'map-label',
  'timeout-order',
  'timeout-missing',
  'substitution-unknown',
  'substitution-unused',
  'definition-file',
  'silence-unused',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong in a text, at a range of it. `pointer` is a JSON pointer into the definition. */
export interface Problem extends Span {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly pointer: string;
  /** The name the message is about, where it has one: the field that is missing, the target that is unknown. */
  readonly subject?: string;
}

const quoted = (name: string): string => `"${name}"`;

/** `"A", "B" or "C"` */
function oneOf(names: readonly string[]): string {
  const all = names.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

const hint = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${quoted(nearest)}?`;

const newer = (source: string): string => `: it may be newer than ${source}.`;

/** The name a message ends with, as `hint` and the messages of `expressions/` write it: what a fix puts in its place. */
export function suggestionIn(message: string): string | undefined {
  return / Did you mean ["`]?(.+?)["`]?\?$/.exec(message)?.[1];
}

export const messages = {
  // Texts
  expectedValue: (found: string) => `Expected a value, but found ${found}.`,
  expectedKey: (found: string) => `Expected a field name in double quotes, but found ${found}.`,
  keyWithoutQuotes: (name: string) => `Field names need double quotes: write ${quoted(name)}.`,
  stringWithoutQuotes: (word: string) => `Text needs double quotes: write ${quoted(word)}.`,
  singleQuotes: () => 'JSON text uses double quotes, not single ones.',
  missingColon: (name: string) => `Expected a colon after ${quoted(name)}.`,
  missingValue: (name: string) => `${quoted(name)} has no value.`,
  missingComma: () => 'Expected a comma before this.',
  extraComma: () => 'This comma has nothing after it.',
  notClosed: (closer: string) => `This is never closed: "${closer}" is missing.`,
  extraText: () => 'Nothing may follow the definition.',
  textBefore: () => 'Nothing may stand before the definition.',
  unexpectedCloser: (found: string) => `"${found}" closes nothing here.`,
  comment: () => 'JSON has no comments: Step Functions refuses them. Use a "Comment" field.',
  stringNotClosed: () => 'This text is not closed: a double quote is missing.',
  controlCharacter: () => 'A control character stands in this text. Write it as an escape such as \\n or \\t.',
  badEscape: (text: string) => `${quoted(text)} is not an escape of JSON.`,
  badNumber: (text: string) => `${quoted(text)} is not a number of JSON.`,
  tooDeep: (limit: number) => `Nested more than ${limit} levels deep. What is inside is not looked at.`,
  emptyText: () => 'A state machine definition is an object with "StartAt" and "States".',
  rootNotObject: () => 'A state machine definition is an object with "StartAt" and "States".',
  aliasTooLarge: () => 'The aliases of this text expand to more than a definition may hold.',

  // Structure
  expectedObject: (name: string) => `${quoted(name)} must be an object.`,
  expectedArray: (name: string) => `${quoted(name)} must be a list.`,
  expectedString: (name: string) => `${quoted(name)} must be text.`,
  expectedBoolean: (name: string) => `${quoted(name)} must be true or false.`,
  expectedInteger: (name: string) => `${quoted(name)} must be a whole number.`,
  expectedTimestamp: (name: string) => `${quoted(name)} must be a timestamp such as "2024-12-31T23:59:59Z".`,
  expectedName: (name: string, names: readonly string[]) => `${quoted(name)} must be ${oneOf(names)}.`,
  emptyList: (name: string) => `${quoted(name)} needs at least one entry.`,
  fieldMissing: (name: string, owner: string) => `${owner} needs the field ${quoted(name)}.`,
  fieldUnknown: (name: string, owner: string, nearest: string | undefined) =>
    `${owner} has no field ${quoted(name)}.${hint(nearest)}`,
  fieldLanguage: (name: string, needed: string, is: string) =>
    `${quoted(name)} is a field of ${needed} states, and this state uses ${is}.`,
  fieldsExclusive: (names: readonly string[]) => `Only one of ${oneOf(names)} may be given.`,
  oneFieldNeeded: (owner: string, names: readonly string[]) => `${owner} needs one of ${oneOf(names)}.`,
  typeMissing: (name: string) => `State ${quoted(name)} needs the field "Type".`,
  typeUnknown: (type: string, nearest: string | undefined, types: readonly string[]) =>
    nearest === undefined
      ? `There is no state type ${quoted(type)}. Types are ${types.join(', ')}.`
      : `There is no state type ${quoted(type)}.${hint(nearest)}`,
  stateUnknown: (name: string, nearest: string | undefined) => `No state is named ${quoted(name)}.${hint(nearest)}`,
  stateOutOfScope: (name: string) =>
    `State ${quoted(name)} is in another scope: transitions cannot cross the border of a Parallel branch or a Map.`,
  stateUnreachable: (name: string) => `State ${quoted(name)} is never reached: nothing leads to it.`,
  stateDuplicate: (name: string) =>
    `Another state is already named ${quoted(name)}. Names are unique in the whole definition.`,
  transitionMissing: (name: string) => `State ${quoted(name)} needs "Next" or "End": true.`,
  bothNextAndEnd: () => 'A state has "Next" or "End", not both.',
  endFalse: () => '"End": false does not end anything. Give the state "Next", or "End": true.',
  definitionTooLarge: (length: number, limit: number) =>
    `A definition has at most ${limit} characters; this one has ${length}.`,
  keyDuplicate: (name: string) => `${quoted(name)} stands here twice: only the last one counts.`,
  stateNameEmpty: () => 'A state needs a name.',
  stateNameTooLong: (length: number, limit: number) =>
    `State names have at most ${limit} characters; this one has ${length}.`,
  endMissing: () => 'No state ends this: one needs "End": true or must be a Succeed or Fail state.',
  stateEndless: (name: string) => `Nothing that ends is reached from state ${quoted(name)}: it runs in circles.`,
  stateLoops: (name: string) => `State ${quoted(name)} goes to itself and never ends.`,
  stateIdle: (name: string) => `State ${quoted(name)} does nothing: it hands on what it gets.`,
  waitsNothing: (name: string) => `State ${quoted(name)} waits for 0 seconds.`,
  defaultMissing: (name: string) =>
    `Choice state ${quoted(name)} has no "Default": when no rule is true the execution fails.`,
  languageDowngrade: () => 'A machine in JSONata cannot have states in JSONPath.',
  languageOfScope: () => '"QueryLanguage" belongs to the machine or to a state, not to what is inside a state.',

  // Values
  expectedNumber: (name: string) => `${quoted(name)} must be a number.`,
  expectedCondition: () => '"Condition" must be true, false or a JSONata expression in {% %}.',
  expectedNames: (name: string) => `${quoted(name)} must be a list of error names.`,
  outOfRange: (name: string, least: number, most: number) =>
    most >= Number.MAX_SAFE_INTEGER
      ? `${quoted(name)} must be at least ${least}.`
      : `${quoted(name)} must lie between ${least} and ${most}.`,
  deprecated: (name: string, now: string) => `${quoted(name)} is the old name of ${quoted(now)}.`,
  resultLost: (name: string) => `The result is dropped by "ResultPath": null, so ${quoted(name)} does nothing.`,
  resultHidden: () => '"Result" takes the place of "Parameters", which does nothing here.',

  // Expressions
  notReferencePath: (name: string) =>
    `${quoted(name)} must name one place: only names and indexes are allowed here, no wildcard, filter, slice or function.`,
  indexFromEnd: (name: string) =>
    `${quoted(name)} must name one place: an index from the end may not be accepted here.`,
  resultPathRoot: () => 'A result can only be put into the input: the path begins with "$." here.',
  intrinsicPlace: (name: string) =>
    `${quoted(name)} takes a path. Intrinsic functions are called under keys that end in ".$".`,
  intrinsicNotText: (name: string) => `${name} does not return text, which is needed here.`,
  expressionExpected: (name: string) =>
    `${quoted(name)} needs a path or an intrinsic function as text, because its key ends in ".$".`,
  unmarked: (name: string) => `This is plain text. To read the value write the key as ${quoted(`${name}.$`)}.`,
  unmarkedField: () => 'This is plain text: a path is read in an object, under a key that ends with ".$".',
  unmarkedItem: () => 'This is plain text: a list cannot hold paths. Use States.Array.',
  resultStatic: () => 'Nothing in "Result" is evaluated: this stays as it is written. Use "Parameters".',
  nearlyExpression: () => 'This is plain text: an expression begins with {% and ends with %}, with nothing around it.',
  jsonataInJsonPath: () => 'This is plain text: the state uses JSONPath. Give it "QueryLanguage": "JSONata".',
  keyInJsonata: (name: string) =>
    `In JSONata keys are not evaluated: write ${quoted(name.slice(0, -2))} with an expression in {% %}.`,
  pathInJsonata: () => 'This is plain text: the state uses JSONata. Write an expression in {% %}.',
  expressionEmpty: () => 'An expression is missing between {% and %}.',
  statesMember: (name: string, nearest: string | undefined) =>
    `"$states" has no member ${quoted(name)}.${hint(nearest)}`,
  statesResult: () => '"$states.result" can only be read in "Output" and "Assign" of a Task, Parallel or Map state.',
  statesErrorOutput: () => '"$states.errorOutput" can only be read in "Output" and "Assign" of a catcher.',
  singleItem: () => 'One match gives the item itself and none gives nothing. Write [ … ] around it for a list.',
  bindingLocal: (name: string) =>
    `This sets a variable of the expression only; the workflow variable ${quoted(name)} stays as it is. Use "Assign".`,

  // Variables
  variableUndefined: (name: string, nearest: string | undefined) =>
    `No variable is named ${quoted(name)}.${hint(nearest)}`,
  variableOutOfScope: (name: string) =>
    `Variable ${quoted(name)} is assigned in another scope and cannot be read here.`,
  variableNotShared: (name: string) =>
    `Variable ${quoted(name)} cannot be read here: child executions of a distributed Map see no variables from outside. Pass it with "ItemSelector".`,
  variableUnassigned: (name: string) => `Variable ${quoted(name)} is not assigned on every way that leads here.`,
  variableUnused: (name: string) => `Variable ${quoted(name)} is never read.`,
  variableScope: (name: string) =>
    `Variable ${quoted(name)} is already assigned outside: an inner scope needs another name.`,
  variableReserved: () => '"states" is the name of what Step Functions provides; choose another one.',
  variableName: (name: string) =>
    `${quoted(name)} cannot be a variable: names begin with a letter and have letters, digits and "_".`,
  variableNameTooLong: (length: number, limit: number) =>
    `Names of variables have at most ${limit} characters; this one has ${length}.`,

  // Choices
  choiceNoTest: () => 'A choice rule needs a comparison such as "StringEquals", or "And", "Or" or "Not".',
  choiceTwoTests: (names: readonly string[]) =>
    `A choice rule has one comparison. Join several with "And": ${names.join(', ')}.`,
  operandKind: (name: string, kind: string) => `${quoted(name)} compares with ${kind}.`,
  choiceShadowed: () => 'This rule is never taken: an earlier one has the same test.',
  choiceAfterTrue: () => 'This rule is never taken: an earlier one is always true.',
  conditionConstant: (value: boolean) => `This condition is always ${value}.`,

  // Errors
  allNotLast: (list: string) =>
    `"States.ALL" must come last: what stands after it in ${quoted(list)} is never looked at.`,
  allNotAlone: () => '"States.ALL" stands for all errors and must be the only name.',
  errorUnknown: (name: string, nearest: string | undefined) =>
    `There is no error ${quoted(name)}. Names that begin with "States." are given by Step Functions.${hint(nearest)}`,
  errorRuntime: () => '"States.Runtime" always ends the execution: it is never retried or caught.',
  errorImpossible: (name: string, why: string) => `${quoted(name)} cannot happen here: ${why}.`,
  errorShadowed: (name: string, list: string) =>
    `${quoted(name)} has been handled by an earlier entry of ${quoted(list)}: this one is never used for it.`,
  retryDelay: () => '"MaxDelaySeconds" is not greater than "IntervalSeconds", so the interval never grows.',

  // Tasks
  resourceNotArn: (text: string) => `${quoted(text)} is not an ARN.`,
  resourceUnknown: (name: string, nearest: string | undefined) =>
    `Step Functions has no integration ${quoted(name)}.${hint(nearest)}`,
  resourceColons: (arn: string) => `Three colons stand before the service.${hint(arn)}`,
  resourceService: (service: string) =>
    `A task cannot be an ARN of the service ${quoted(service)}. Functions, activities and "arn:aws:states:::…" integrations can be called.`,
  resourceReader: (name: string) =>
    `${quoted(name)} is for the reader or writer of a distributed Map. A task uses "aws-sdk:${name}".`,
  resourcePattern: (name: string, suffix: string, known: readonly string[]) =>
    `${quoted(name)} cannot be called with ${quoted(suffix)}.${known.length ? ` It can with ${oneOf(known)}.` : ''}`,
  resourceExpress: (what: string) => `An Express machine cannot use ${what}.`,
  tokenMissing: () => 'The task waits for its token, but no argument holds it: nobody can answer.',
  argumentMissing: (name: string, action: string) => `Integration ${quoted(action)} needs ${quoted(name)}.`,
  argumentUnknown: (name: string, action: string, nearest: string | undefined) =>
    `Integration ${quoted(action)} has no argument ${quoted(name)}.${hint(nearest)}`,
  serviceUnknown: (name: string, nearest: string | undefined, source: string) =>
    `No service ${quoted(name)} of the AWS SDK is known${nearest ? `.${hint(nearest)}` : newer(source)}`,
  actionUnknown: (name: string, service: string, nearest: string | undefined, source: string) =>
    `No action ${quoted(name)} of ${quoted(service)} is known${nearest ? `.${hint(nearest)}` : newer(source)}`,
  actionRefused: (action: string) => `Step Functions does not call ${quoted(action)}.`,
  memberUnknown: (name: string, action: string, nearest: string | undefined, source: string) =>
    `No member ${quoted(name)} of ${quoted(action)} is known here${nearest ? `.${hint(nearest)}` : newer(source)}`,
  memberMissing: (name: string, action: string) => `${quoted(action)} needs ${quoted(name)} here.`,
  credentialsRole: () => '"Credentials" needs "RoleArn".',

  // Distributed Map
  onlyDistributed: (name: string) =>
    `${quoted(name)} belongs to a distributed Map: set "Mode": "DISTRIBUTED" in "ProcessorConfig".`,
  executionTypeMissing: () => 'A distributed Map needs "ExecutionType": "STANDARD" or "EXPRESS".',
  executionTypeInline: () => '"ExecutionType" belongs to a distributed Map.',
  notOneOf: (name: string, names: readonly string[]) => `${quoted(name)} must be one of ${names.join(', ')}.`,
  readerNeeds: (name: string, why: string) => `${quoted(name)} is needed ${why}.`,
  readerOnly: (name: string, where: string) => `${quoted(name)} only belongs ${where}.`,
  writerForm: () => '"ResultWriter" needs "Resource" with where to write, or "WriterConfig".',
  batcherEmpty: () => '"ItemBatcher" needs a limit: "MaxItemsPerBatch" or "MaxInputBytesPerBatch".',
  labelEmpty: () => '"Label" cannot be empty.',
  labelTooLong: (length: number, limit: number) => `"Label" has at most ${limit} characters; this one has ${length}.`,
  labelCharacter: (sign: string) => `"Label" cannot hold ${sign}.`,
  labelDuplicate: (name: string) => `Another Map has the label ${quoted(name)}.`,

  // Times
  heartbeatNotBelow: () => '"HeartbeatSeconds" must be less than "TimeoutSeconds".',
  tokenForever: () => 'Without "TimeoutSeconds" or "HeartbeatSeconds" this waits for its token for up to a year.',

  // Templates
  substitutionUnknown: (name: string, owner: string, nearest: string | undefined) =>
    `"DefinitionSubstitutions" of ${quoted(owner)} has no ${quoted(name)}: this stays as it is written.${hint(nearest)}`,
  substitutionsMissing: (name: string, owner: string) =>
    `${quoted(owner)} has no "DefinitionSubstitutions" that give ${quoted(name)} a value: this stays as it is written.`,
  subUnknown: (name: string, nearest: string | undefined) =>
    `The template has no parameter or resource ${quoted(name)}.${hint(nearest)}`,
  templateVariableUnknown: (name: string, owner: string, nearest: string | undefined) =>
    `"templatefile" of ${quoted(owner)} is given no variable ${quoted(name)}.${hint(nearest)}`,
  substitutionUnused: (name: string, nearest: string | undefined) =>
    `Nothing in the definition uses ${quoted(name)}.${hint(nearest)}`,
  definitionFileMissing: (file: string) => `There is no file ${quoted(file)} here.`,

  // Settings and silences
  silenceUnused: (code: string) => `Nothing is silenced here: there is no problem ${quoted(code)} at this place.`,
  silenceUnknown: (code: string, nearest: string | undefined) => `There is no rule ${quoted(code)}.${hint(nearest)}`,
  ruleUnknown: (code: string, nearest: string | undefined) => `There is no rule ${quoted(code)}.${hint(nearest)}`,
  levelUnknown: (code: string, levels: readonly string[]) => `The level of ${quoted(code)} is ${oneOf(levels)}.`,
  levelsNoObject: () => 'Rules are an object with a level for each code.',
} as const;
