// Payload templates and single expressions of a state, compiled, with AWS's failures where they cannot be evaluated.
import {
  compileExpression,
  compilePayloadTemplate,
  isExpressionKey,
  isPathText,
  parseIntrinsic,
  parsePath,
  type Value,
} from '../../expressions/index.ts';
import { type Node, toValue } from '../../language/index.ts';
import { causes, runtimeFailure, StateFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { scopeOver } from './paths.ts';

export type Template = (data: Value, scope: StepScope) => Value;

export function compileTemplate(node: Node, refuse: Refuse): Template {
  refuseBroken(node, refuse);
  const template = compilePayloadTemplate(toValue(node));
  return (data, scope) => {
    const outcome = template(scopeOver(data, scope), scope.chance);
    if (outcome.kind === 'value') return outcome.value;
    throw failureOf(outcome, outcome.field, data);
  };
}

/** A field that holds one path or intrinsic call. */
export function compileSingle(field: string, text: string, node: Node, refuse: Refuse): Template {
  refuseText(text, node, refuse);
  const evaluate = compileExpression(text);
  return (data, scope) => {
    const outcome = evaluate(scopeOver(data, scope), scope.chance);
    if (outcome.kind === 'value') return outcome.value;
    throw failureOf(outcome, field, data);
  };
}

type NoValue =
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'failure'; readonly message: string };

function failureOf(outcome: NoValue, field: string, data: Value): StateFailure {
  if (outcome.kind === 'failure') return new StateFailure('States.IntrinsicFailure', outcome.message);
  return runtimeFailure(causes.templatePath(outcome.path, field, printValue(data)));
}

function refuseBroken(node: Node, refuse: Refuse): void {
  if (node.kind === 'array') for (const item of node.items) refuseBroken(item, refuse);
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    if (!value) continue;
    if (!isExpressionKey(key.value)) refuseBroken(value, refuse);
    else if (value.kind === 'string') refuseText(value.value, value, refuse);
    else refuse(value, `"${key.value}" must hold a path or a call of an intrinsic function.`);
  }
}

function refuseText(text: string, node: Node, refuse: Refuse): void {
  const [problem] = isPathText(text) ? parsePath(text).problems : parseIntrinsic(text).problems;
  if (problem) refuse(node, problem.message);
}
