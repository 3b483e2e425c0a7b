// Expressions asked from outside of a run, by a debugger: read against a strand as it is held, changing nothing. Time stands
// still in them and chance repeats, so asking twice gives one answer; work has a bound, so that every question ends.
import {
  type Budget,
  compileIntrinsic,
  compileJsonata,
  compilePath,
  evaluateJsonata,
  expressionIn,
  member,
  type PathScope,
  parseCondition,
  parseIntrinsic,
  parseJsonata,
  parsePath,
  type Value,
  withPlainNumbers,
} from '../expressions/index.ts';
import { draw, uuidFrom } from './chance.ts';
import { contextObject } from './context.ts';
import type { StateData } from './program.ts';
import type { Run, Strand } from './run.ts';

export type Evaluated =
  | { readonly value: Value; readonly problem?: undefined; readonly isMissing?: undefined }
  /** `isMissing`: nothing is wrong with the question, it leads to nothing. */
  | { readonly value?: undefined; readonly problem: string; readonly isMissing?: boolean };

export type Language = 'JSONPath' | 'JSONata';

/** What `$` reads in a JSONPath state: its output, result or arguments once there are such, else what it was given. */
export function currentData({ input, effectiveInput, payload, result, selected, output }: Readonly<StateData>): Value {
  const latest = [output, selected, result, payload, effectiveInput].find(value => value !== undefined);
  return latest === undefined ? input : latest;
}

/** `{% … %}` is JSONata everywhere; anything else is in the language of the strand's state. */
export function languageOf(text: string, strand: Strand): Language {
  return expressionIn(text.trim()) ? 'JSONata' : strand.code.state.queryLanguage;
}

/** An expression in the state's language. Never throws. */
export function evaluateAt(text: string, run: Run, strand: Strand): Evaluated {
  const asked = text.trim();
  if (languageOf(asked, strand) === 'JSONata') return jsonataAt(expressionIn(asked)?.text ?? asked, run, strand);
  return /^States\.\w/.test(asked) ? intrinsicAt(asked, run, strand) : evaluatePath(asked, run, strand);
}

/** A condition: in a JSONPath state what may stand in a filter, in JSONata any expression, read as JSONata's `$boolean`. */
export function conditionAt(text: string, run: Run, strand: Strand): Evaluated {
  const asked = text.trim();
  if (languageOf(asked, strand) === 'JSONata') {
    const { value, problem, isMissing } = jsonataAt(`$boolean(${expressionIn(asked)?.text ?? asked})`, run, strand);
    return problem === undefined ? { value } : isMissing ? { value: false } : { problem };
  }
  const { test, problem } = parseCondition(asked);
  return test ? { value: test(pathScopeOf(run, strand)) } : { problem };
}

/** `$` is what the state works on now: its effective input, or its result or output once there is one. */
export function evaluatePath(text: string, run: Run, strand: Strand): Evaluated {
  const { path, problems } = parsePath(text);
  if (problems[0]) return { problem: problems[0].message };
  const value = compilePath(path)(pathScopeOf(run, strand));
  return value === undefined ? { problem: `${text.trim()} leads to nothing here.`, isMissing: true } : { value };
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

// A quarter of what an execution may spend: somebody is waiting for the answer.
const BUDGET: Partial<Budget> = { steps: 1_250_000 };

function jsonataAt(text: string, run: Run, strand: Strand): Evaluated {
  const tree = parseJsonata(text, { dialect: 'stepFunctions' });
  const fault = tree.problems.find(({ severity }) => severity === 'error');
  if (fault) return { problem: fault.message };
  const { input, result, error } = strand.data;
  const states: Value = {
    input: withPlainNumbers(input),
    context: withPlainNumbers(contextObject(run, strand)),
    ...(result !== undefined && { result: withPlainNumbers(result) }),
    ...(error && { errorOutput: { Error: error.error ?? '', Cause: error.cause ?? '' } }),
  };
  const bindings = {
    states,
    // Shorter, for conditions and log points; a variable of the same name goes first.
    ...(error && { error: error.error ?? '', cause: error.cause ?? '' }),
    state: strand.code.name,
    attempt: strand.attempts.total,
    ...(withPlainNumbers(strand.variables) as Record<string, Value>),
  };
  const outcome = evaluateJsonata(compileJsonata(tree, { dialect: 'stepFunctions' }), {
    bindings,
    now: run.now,
    ...repeatableChance(run),
    budget: BUDGET,
  });
  if (outcome.kind === 'value') return { value: outcome.value };
  if (outcome.kind === 'nothing') return { problem: `${text.trim()} gives nothing here.`, isMissing: true };
  if (outcome.kind === 'function') return { problem: `${text.trim()} is a function. Call it to see what it gives.` };
  if (outcome.error.code === 'U1001') return { problem: `${text.trim()} took too long and was cut off.` };
  return { problem: outcome.error.message };
}

function intrinsicAt(text: string, run: Run, strand: Strand): Evaluated {
  const { root, problems } = parseIntrinsic(text);
  if (problems[0]) return { problem: problems[0].message };
  const outcome = compileIntrinsic(root)(pathScopeOf(run, strand), repeatableChance(run));
  if (outcome.kind === 'value') return { value: outcome.value };
  if (outcome.kind === 'missing') return { problem: `${outcome.path} leads to nothing here.`, isMissing: true };
  return { problem: outcome.message };
}

function pathScopeOf(run: Run, strand: Strand): PathScope {
  return {
    data: currentData(strand.data),
    context: () => contextObject(run, strand),
    variable: name => member(strand.variables, name),
  };
}

function repeatableChance({ chance }: Run) {
  let state = chance;
  const random = () => {
    const drawn = draw(state);
    state = drawn.state;
    return drawn.value;
  };
  return { random, uuid: () => uuidFrom(random) };
}
