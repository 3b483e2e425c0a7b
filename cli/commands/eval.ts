// stepthrough eval: one expression, its result as JSON. Exit code 1 when the expression fails or finds nothing.
import { randomUUID } from 'node:crypto';
import {
  compileIntrinsic,
  compileJsonata,
  compilePath,
  evaluateJsonata,
  expressionIn,
  isObject,
  type JsonataProblem,
  type Outcome,
  type PathScope,
  parseIntrinsic,
  parseJsonata,
  parsePath,
  type Value,
  type ValueObject,
} from '../../expressions/index.ts';
import { printValue } from '../../interpreter/index.ts';
import { type Command, type CommandResult, readArguments, readInput, UsageError } from '../command.ts';

const LANGUAGES = ['jsonata', 'jsonpath', 'intrinsic'] as const;

/** The input and the variables of the call, as expressions see them. */
interface Given {
  readonly input: Value;
  readonly variables: ValueObject;
}

export const evaluate: Command = async args => {
  const { positional, options } = readArguments(args, [...LANGUAGES, 'input', 'variables']);
  const [language, ...more] = LANGUAGES.filter(name => options[name] !== undefined);
  if (!language || more.length > 0 || positional.length > 0) {
    throw new UsageError('eval needs exactly one of --jsonata EXPR, --jsonpath EXPR and --intrinsic EXPR.');
  }
  const variables = readInput(options.variables, 'variables');
  if (!isObject(variables)) throw new UsageError('--variables: an object with a member for each variable is needed.');
  const given = { input: readInput(options.input), variables };
  return EVALUATE[language](options[language] ?? '', given);
};

const EVALUATE: Readonly<Record<(typeof LANGUAGES)[number], (text: string, given: Given) => CommandResult>> = {
  jsonata: evaluateWithJsonata,
  jsonpath(text, given) {
    const { path, problems } = parsePath(text);
    if (problems[0]) return failed(problems[0].message);
    const value = compilePath(path)(scopeOf(given));
    return value === undefined ? failed(`${text} leads to nothing.`) : found(value);
  },
  intrinsic(text, given) {
    const { root, problems } = parseIntrinsic(text);
    if (problems[0]) return failed(problems[0].message);
    const outcome = compileIntrinsic(root)(scopeOf(given), { random: Math.random, uuid: randomUUID });
    if (outcome.kind === 'value') return found(outcome.value);
    return failed(outcome.kind === 'missing' ? `${outcome.path} leads to nothing.` : outcome.message);
  },
};

// The input is `$states.input`, as in a state. A bare name reads it too, which AWS refuses: said, but evaluated.
function evaluateWithJsonata(text: string, { input, variables }: Given): CommandResult {
  const expression = expressionIn(text)?.text ?? text;
  const tree = parseJsonata(expression, { dialect: 'stepFunctions' });
  const refused = tree.problems.find(({ code }) => code === 'UNSUPPORTED_JSONATA_EXPRESSION');
  const outcome = evaluateJsonata(compileJsonata(tree, { dialect: 'stepFunctions' }), {
    input,
    bindings: { ...variables, states: { input, context: {} } },
    now: Date.now(),
    random: Math.random,
    uuid: randomUUID,
  });
  const note = refused ? `Step Functions refuses this: ${refused.message}\n` : '';
  const result = outcome.kind === 'value' ? found(outcome.value) : failed(describe(outcome, tree.problems, expression));
  return note ? { ...result, note } : result;
}

function describe(
  outcome: Exclude<Outcome, { kind: 'value' }>,
  problems: readonly JsonataProblem[],
  text: string,
): string {
  // The evaluator points behind the parenthesis of the call.
  const isCalledAt = (end: number, position = 0) => position > end && text.slice(end, position - 1).trim() === '';
  switch (outcome.kind) {
    case 'nothing':
      return 'The expression returned nothing (undefined).';
    case 'function':
      return 'The expression returned a function, which is no JSON.';
    case 'error': {
      const { code, position } = outcome.error;
      // The checker says which function was probably meant.
      const known =
        code === 'T1006' ? problems.find(one => one.code === code && isCalledAt(one.end, position)) : undefined;
      const message = known?.message ?? outcome.error.message;
      return `${code}: ${message}${position === undefined ? '' : ` (at character ${position})`}`;
    }
  }
}

function scopeOf({ input, variables }: Given): PathScope {
  const variable = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  return { data: input, context: () => ({}), variable };
}

function found(value: Value): CommandResult {
  return { out: `${printValue(value)}\n`, exit: 0 };
}

function failed(message: string): CommandResult {
  return { note: `${message}\n`, exit: 1 };
}
