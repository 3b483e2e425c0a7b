// The face of the room: text → Definition, and the shapes a Definition is made of. Rooms outside import from here only.
export { type AnalyzeOptions, analyze } from './analyze.ts';
export { type AwsDiagnostic, awsDiagnostics, refusalOf } from './awsMessages.ts';
export { argumentsOf, errorsOfCall, resultOf } from './catalogue/call.ts';
export type { Catalogue, CatalogueFile } from './catalogue/catalogue.ts';
export { type DescribedMember, describeArgument, describeCall } from './catalogue/describe.ts';
export { type Sample, sampleResult } from './catalogue/sample.ts';
export { describeShape, type Member as ApiMember, type Shape, type Structure, shapeAt } from './catalogue/shape.ts';
export type { Candidate, CandidateKind, Completion } from './complete/candidate.ts';
export { complete } from './complete/complete.ts';
export { type Described, describedAt } from './complete/described.ts';
export { type ExpressionWord, expressionWords } from './complete/expressionWords.ts';
export { callAround, expressionSpansAt, typedExpression } from './complete/typedExpression.ts';
export { type Where, whereIs } from './complete/where.ts';
export type { Definition, Format } from './definition.ts';
export { analyzeFile, formatOfFile } from './embedded/analyzeFile.ts';
export type { Binding, Embedded, Link, Use } from './embedded/embedded.ts';
export { findDefinitions, hostTree, mayHoldDefinitions } from './embedded/findDefinitions.ts';
export { fixesInHost, silenceInHost } from './embedded/fixesInHost.ts';
export {
  declarationOf,
  functionNamed,
  functionOfName,
  type Handler,
  type LambdaFunction,
  resourceNamed,
  valueAt,
} from './embedded/lambdaFunctions.ts';
export { fileMissing, isMeant, linkProblems } from './embedded/links.ts';
export {
  type FilesAtHand,
  type MachinePlace,
  machineOfTemplate,
  placeOfMachine,
  type Said,
  saidBy,
} from './embedded/machineAtHand.ts';
export { identityMap, type OffsetMap } from './embedded/offsetMap.ts';
export { usesIn } from './embedded/placeholders.ts';
export {
  machineNamed,
  nameInArn,
  plainName,
  type SpeakingHost,
  startedName,
  startsExecutions,
  tasksOf,
} from './embedded/startedMachine.ts';
export { type Place, pathAt, stateAt, targetAt, targetsOf } from './find.ts';
export { applyEdits, type Edit, type Fix } from './fixes/fix.ts';
export { type Applied, fixAll } from './fixes/fixAll.ts';
export { fixesFor } from './fixes/fixesFor.ts';
export {
  allScopes,
  type Catcher,
  type ChoiceRule,
  type ChoiceState,
  type ChoiceTest,
  endsScope,
  type FailState,
  type Fields,
  innerScopes,
  isKnownType,
  type Machine,
  type MapState,
  type ParallelState,
  type PassState,
  type Retrier,
  type Scope,
  type State,
  type SucceedState,
  type TaskState,
  type UntypedState,
  type WaitState,
  type WorkflowType,
} from './machine/machine.ts';
export { type Transition, transitionsOf } from './machine/transitions.ts';

export { countStates, printMachine, printTree } from './print.ts';
export { PROBLEM_CODES, type Problem, type ProblemCode, type Severity } from './problems.ts';
export { type Mention, mentionsOf, type Named, namedAt } from './references/mentions.ts';
export { isPlain, spelledIn } from './references/spelling.ts';
export { type VariableMention, variableMentions, visibleVariables } from './references/variableIndex.ts';
export type { Read as ReadPlace, ReadKind } from './rewrites/expressionText.ts';
export { rewritesAt } from './rewrites/rewritesAt.ts';
export { type Rewriting, type Rewritten, rewriteInJsonata } from './rewrites/toJsonata.ts';
export { type Route, routeTo, type Step } from './route.ts';
export { resourceOf, type TaskResource } from './rules/taskResource.ts';
export {
  LEVELS,
  type Level,
  type RuleLevels,
  readLevels,
  type Silence,
  silencesInComments,
  silencesInFields,
  type Told,
  tell,
} from './silence.ts';
export { awsCatalogue, provideCatalogue } from './spec/awsCatalogue.ts';
export { COMPARISONS, type Comparison } from './spec/comparisons.ts';
export { DOCS_PAGES } from './spec/docsPages.ts';
export {
  EXCLUSIVE,
  FIELDS,
  type Field,
  type FieldKind,
  fieldsOf,
  type Owner,
  QUERY_LANGUAGES,
  type QueryLanguage,
  STATE_DOCS,
  STATE_TYPES,
  type StateType,
} from './spec/fields.ts';
export { INTEGRATIONS } from './spec/integrations.ts';
export { type Change, changeBetween } from './text/change.ts';
export { createLineIndex, type LineIndex } from './text/lines.ts';
export {
  type ArrayNode,
  type BooleanNode,
  contains,
  type Member,
  memberNamed,
  type Node,
  type NullNode,
  type NumberNode,
  type ObjectNode,
  type PlaceholderNode,
  type Span,
  type StringNode,
  toValue,
} from './text/tree.ts';
