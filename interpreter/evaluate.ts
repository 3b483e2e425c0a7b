// Expressions asked from outside of a run, by a debugger: read against a strand as it is held, changing nothing.
import {
  compileJsonata,
  compilePath,
  evaluateJsonata,
  expressionIn,
  member,
  parseJsonata,
  parsePath,
  type Value,
  withPlainNumbers,
} from '../expressions/index.ts';
import { contextObject } from './context.ts';
import type { Run, Strand } from './run.ts';

export type Evaluated =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** `$` is what the state works on now: its effective input, or its result or output once there is one. */
export function evaluatePath(text: string, run: Run, strand: Strand): Evaluated {
  const { path, problems } = parsePath(text);
  if (problems[0]) return { problem: problems[0].message };
  const { input, effectiveInput, payload, result, output } = strand.data;
  const data = [output, result, payload, effectiveInput].find(value => value !== undefined);
  const value = compilePath(path)({
    data: data === undefined ? input : data,
    context: () => contextObject(run, strand),
    variable: name => member(strand.variables, name),
  });
  return value === undefined ? { problem: `${text.trim()} leads to nothing here.` } : { value };
}

/** A JSONata expression over a value, read as `$states.input`. Time and chance are not to be had. */
export function evaluateOver(text: string, input: Value): Evaluated {
  const expression = expressionIn(text)?.text ?? text;
  const program = compileJsonata(parseJsonata(expression, { dialect: 'stepFunctions' }), { dialect: 'stepFunctions' });
  const outcome = evaluateJsonata(program, { bindings: { states: { input: withPlainNumbers(input) } } });
  if (outcome.kind === 'value') return { value: outcome.value };
  return {
    problem: outcome.kind === 'error' ? outcome.error.message : 'the expression returned nothing that is JSON.',
  };
}
