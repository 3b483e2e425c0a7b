// The eighteen intrinsic functions: what they are called with and what they are for. The check of calls, completion and
// hover read this table; what they do is in functions.ts.

export interface IntrinsicFunction {
  readonly name: string;
  /** For a person: `States.ArrayRange(first, last, step)`. */
  readonly parameters: readonly string[];
  /** How many arguments are needed; more than `parameters` are taken only where the last one repeats. */
  readonly least: number;
  readonly repeats?: true;
  readonly doc: string;
}

export const INTRINSICS: readonly IntrinsicFunction[] = [
  { name: 'States.Array', parameters: ['value'], least: 0, repeats: true, doc: 'A list of the arguments.' },
  { name: 'States.ArrayContains', parameters: ['array', 'value'], least: 2, doc: 'Whether the list holds the value.' },
  { name: 'States.ArrayGetItem', parameters: ['array', 'index'], least: 2, doc: 'The item at an index, from 0.' },
  { name: 'States.ArrayLength', parameters: ['array'], least: 1, doc: 'The number of items.' },
  {
    name: 'States.ArrayPartition',
    parameters: ['array', 'size'],
    least: 2,
    doc: 'The list cut into lists of at most this many items.',
  },
  {
    name: 'States.ArrayRange',
    parameters: ['first', 'last', 'step'],
    least: 3,
    doc: 'Numbers from the first up to the last, at most 1000 of them.',
  },
  { name: 'States.ArrayUnique', parameters: ['array'], least: 1, doc: 'The list without repetitions.' },
  {
    name: 'States.Base64Decode',
    parameters: ['text'],
    least: 1,
    doc: 'The text that was encoded as Base64, at most 10,000 characters.',
  },
  {
    name: 'States.Base64Encode',
    parameters: ['text'],
    least: 1,
    doc: 'The text as Base64, at most 10,000 characters.',
  },
  {
    name: 'States.Format',
    parameters: ['template', 'value'],
    least: 1,
    repeats: true,
    doc: 'The template with each `{}` replaced by the next value.',
  },
  {
    name: 'States.Hash',
    parameters: ['data', 'algorithm'],
    least: 2,
    doc: 'The hash of the data in hexadecimal digits: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.',
  },
  {
    name: 'States.JsonMerge',
    parameters: ['first', 'second', 'deep'],
    least: 3,
    doc: 'The members of both objects; those of the second win. The third argument must be false.',
  },
  { name: 'States.JsonToString', parameters: ['value'], least: 1, doc: 'The value as JSON text.' },
  {
    name: 'States.MathAdd',
    parameters: ['first', 'second'],
    least: 2,
    doc: 'The sum of two numbers, each rounded to a whole one first.',
  },
  {
    name: 'States.MathRandom',
    parameters: ['start', 'end', 'seed'],
    least: 2,
    doc: 'A whole number from the start up to, but not including, the end.',
  },
  {
    name: 'States.StringSplit',
    parameters: ['text', 'delimiters'],
    least: 2,
    doc: 'The pieces of the text between any of the delimiting characters, without empty ones.',
  },
  { name: 'States.StringToJson', parameters: ['text'], least: 1, doc: 'The value a JSON text stands for.' },
  { name: 'States.UUID', parameters: [], least: 0, doc: 'A new random UUID.' },
];

const byName = new Map(INTRINSICS.map(intrinsic => [intrinsic.name, intrinsic]));

export function intrinsicNamed(name: string): IntrinsicFunction | undefined {
  return byName.get(name);
}

/** `States.ArrayRange(first, last, step)` */
export function signatureOf({ name, parameters, repeats }: IntrinsicFunction): string {
  return `${name}(${parameters.join(', ')}${repeats ? ', …' : ''})`;
}
