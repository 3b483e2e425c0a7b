// Fields of JSONata states: JSON with `{% … %}` texts, at any depth, compiled to one function. Failures have AWS's texts and
// say which expression of which field it was.
import {
  compileJsonata as compileTree,
  evaluateJsonata,
  expressionIn,
  type Outcome,
  parseJsonata,
  typeName,
  type Value,
  withPlainNumbers,
} from '../../expressions/index.ts';
import { type Node, toValue } from '../../language/index.ts';
import { causes, evaluationFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, StepScope, Variables } from '../program.ts';
import type { Refuse } from './compile.ts';

export type Evaluate = (data: Readonly<StateData>, scope: StepScope) => Value;

/** `field` is the place as AWS writes it: `Output/total`, `Choices[1]/Condition`. */
export function compileJsonata(node: Node, field: string, refuse: Refuse): Evaluate {
  const evaluate = compileNode(node, field, refuse);
  if (evaluate) return evaluate;
  const constant = toValue(node);
  return () => constant;
}

type Kind = ReturnType<typeof typeName>;

/** A field whose expression must give a value of one kind. */
export function compileTyped(node: Node, field: string, expected: Kind, refuse: Refuse): Evaluate {
  const evaluate = compileJsonata(node, field, refuse);
  const expression = node.kind === 'string' ? expressionIn(node.value)?.text.trim() : undefined;
  return (data, scope) => {
    const value = evaluate(data, scope);
    const kind = typeName(value);
    if (kind !== expected && expression !== undefined) {
      const cause = causes.jsonataType(expression, field, expected, kind, printValue(value));
      throw evaluationFailure(cause, field);
    }
    return value;
  };
}

// Undefined for a part that holds no expression.
function compileNode(node: Node, field: string, refuse: Refuse): Evaluate | undefined {
  switch (node.kind) {
    case 'string': {
      const expression = expressionIn(node.value);
      return expression && compileExpression(expression.text, node, field, refuse);
    }
    case 'array': {
      const items = node.items.map((item, i) => {
        const evaluate = compileNode(item, `${field}[${i}]`, refuse);
        return { constant: toValue(item), evaluate };
      });
      if (items.every(({ evaluate }) => !evaluate)) return undefined;
      return (data, scope) => items.map(({ constant, evaluate }) => (evaluate ? evaluate(data, scope) : constant));
    }
    case 'object': {
      const members = node.members.flatMap(({ key, value }) => {
        if (!value) return [];
        const evaluate = compileNode(value, `${field}/${key.value}`, refuse);
        return [{ name: key.value, constant: toValue(value), evaluate }];
      });
      if (members.every(({ evaluate }) => !evaluate)) return undefined;
      return (data, scope) =>
        Object.fromEntries(
          members.map(({ name, constant, evaluate }) => [name, evaluate ? evaluate(data, scope) : constant]),
        );
    }
    default:
      return undefined;
  }
}

function compileExpression(text: string, node: Node, field: string, refuse: Refuse): Evaluate {
  const tree = parseJsonata(text, { dialect: 'stepFunctions' });
  const fault = tree.problems.find(({ severity }) => severity === 'error');
  if (fault) refuse(node, fault.message);
  const program = compileTree(tree, { dialect: 'stepFunctions' });
  const shown = text.trim();
  // Building the context object costs more than most expressions do.
  const readsContext = /\bcontext\b|\$states\b(?!\s*\.\s*\w)/.test(text);
  return (data, scope) => {
    const { random, uuid } = scope.chance;
    const states = statesOf(data, readsContext ? scope.context() : null);
    // No variable can be called `states`.
    const bindings = { states, ...(withPlainNumbers(scope.variables) as Variables) };
    const outcome = evaluateJsonata(program, { bindings, now: scope.now, random, uuid });
    if (outcome.kind === 'value') return outcome.value;
    throw evaluationFailure(causeOf(outcome, shown, field), field);
  };
}

/** `$states`: what of it exists depends on where the state stands. */
function statesOf({ input, result, error }: Readonly<StateData>, context: Value): Value {
  const always = { input: withPlainNumbers(input), context: withPlainNumbers(context) };
  if (result === undefined && !error) return always;
  return {
    ...always,
    ...(result !== undefined && { result: withPlainNumbers(result) }),
    ...(error && {
      errorOutput: {
        ...(error.error !== undefined && { Error: error.error }),
        ...(error.cause !== undefined && { Cause: error.cause }),
      },
    }),
  };
}

function causeOf(outcome: Exclude<Outcome, { kind: 'value' }>, expression: string, field: string): string {
  switch (outcome.kind) {
    case 'nothing':
      return causes.jsonataNothing(expression, field);
    case 'function':
      return causes.jsonataUnsupported(expression, field);
    case 'error':
      return causes.jsonataError(expression, field, `${outcome.error.code}: ${outcome.error.message}`);
  }
}
