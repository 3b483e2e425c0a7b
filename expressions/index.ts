// The face of the room: values, and the languages of expressions. Rooms outside import from here only.
export { INTRINSICS, type IntrinsicFunction, intrinsicNamed, signatureOf } from './intrinsics/catalogue.ts';
export { compileIntrinsic, type IntrinsicOutcome, type IntrinsicReader } from './intrinsics/compileIntrinsic.ts';
export { type Chance, piecesOf as piecesOfFormat } from './intrinsics/functions.ts';
export { type ParsedIntrinsic, parseIntrinsic } from './intrinsics/parseIntrinsic.ts';
export {
  type IntrinsicCompletion,
  type IntrinsicPlace,
  type IntrinsicReferences,
  placeInIntrinsic,
  referencesInIntrinsic,
} from './intrinsics/readIntrinsic.ts';
export type { Call, Intrinsic } from './intrinsics/tree.ts';
export { JSON_ESCAPES, readJson, writeJson } from './json.ts';
export {
  type Budget,
  callAt as callInJsonata,
  compileJsonata,
  DEFAULT_BUDGET,
  type Dialect,
  type EvaluateOptions,
  evaluateJsonata,
  forEachChild as forEachInJsonata,
  functionDocument,
  functionNames,
  type JsonataError,
  type JsonataProblem,
  type JsonataProgram,
  type JsonataTree,
  nodeAt as nodeInJsonata,
  nodesAt as nodesInJsonata,
  type Outcome,
  parseJsonata,
  type References as JsonataReferences,
  referencesOf as referencesInJsonata,
  type Typing as JsonataTyping,
  typingAt as typingInJsonata,
} from './jsonata/index.ts';
export { compilePath, type PathReader, type PathScope } from './jsonpath/compilePath.ts';
export { type ParsedCondition, parseCondition } from './jsonpath/condition.ts';
export { describeMissing } from './jsonpath/missing.ts';
export { type ParsedPath, parsePath } from './jsonpath/parsePath.ts';
export { isDefinite, isReferencePath, type Path, type Segment } from './jsonpath/path.ts';
export { type PathCompletion, type PathPlace, placeInPath, variablesOf } from './jsonpath/readPath.ts';
export { nearest } from './nearest.ts';
export type { ExpressionProblem, Span } from './span.ts';
export {
  compileExpression,
  compilePayloadTemplate,
  isExpressionKey,
  isPathText,
  type PayloadTemplate,
  type TemplateOutcome,
} from './templates/payloadTemplate.ts';
export { expressionIn, isNearlyExpression, type TemplateExpression } from './templates/templateString.ts';
export {
  ExactNumber,
  isArray,
  isObject,
  member,
  numberOf,
  sameValue,
  typeName,
  type Value,
  type ValueObject,
  withMember,
  withMembers,
  withPlainNumbers,
} from './value.ts';
