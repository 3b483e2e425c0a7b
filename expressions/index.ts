// The face of the room: values, and the languages of expressions. Rooms outside import from here only.
export { compilePath, type PathReader, type PathScope } from './jsonpath/compilePath.ts';
export { isReferencePath, type Path, type PathProblem, parsePath, type Segment } from './jsonpath/path.ts';
export { isArray, isObject, member, sameValue, typeName, type Value, type ValueObject, withMember } from './value.ts';
