// The field names of the language by what their values are, taken from the one table in language/spec.
import { oneOf } from './rules.mjs';

export function wordsOf({ FIELDS, COMPARISONS, STATE_TYPES }) {
  const ofKind = (...kinds) => FIELDS.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const operators = [...COMPARISONS.keys()];
  return {
    fields: oneOf([...FIELDS.map(({ name }) => name), ...operators]),
    /** Their value is the name of a state. */
    targets: oneOf(ofKind('state')),
    /** Their value is a path. */
    paths: oneOf([...ofKind('path', 'referencePath'), ...operators.filter(name => name.endsWith('Path'))]),
    /** Their value is data of the user's: no field stands in it, whatever its keys are called. */
    payloads: oneOf(ofKind('template', 'json')),
    choices: oneOf(FIELDS.flatMap(({ name, kind }) => (typeof kind === 'object' && name !== 'Type' ? [name] : []))),
    types: oneOf(STATE_TYPES),
  };
}
