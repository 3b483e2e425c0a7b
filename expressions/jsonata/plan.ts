// The tree of an expression as it is evaluated: locations such as `a.b[0]^(c).d` have become paths, lists of steps
// with their stages, and calls in tail position are known. shape.ts makes it from the tree as it is written.

import type { Signature } from './signature.ts';
import type { BinaryOperator } from './syntax.ts';

/** Where the value of a `%` comes from: the step this many levels up leaves its input under the label. */
export interface Slot {
  label: string;
  level: number;
  readonly owner: Plan;
}

/** What happens to the result of a step before the next one sees it. */
export type Stage =
  | { readonly kind: 'filter'; readonly expression: Plan; readonly position: number }
  | { readonly kind: 'index'; readonly name: string };

export interface Grouping {
  readonly pairs: readonly (readonly [Plan, Plan])[];
  readonly position: number;
}

interface PlanBase {
  position: number | undefined;
  keepArray?: boolean;
  /** Filters on a value that is not the last step of a path. */
  predicate?: Stage[];
  /** As a step of a path: filters and index bindings. */
  stages?: Stage[];
  group?: Grouping;
  /** `@$name`: the variable gets the value and the context stays. */
  focus?: string;
  /** `#$name`: the variable gets the index. */
  index?: string;
  /** Some `%` wants the input of this step. */
  ancestor?: Slot;
  /** Values are carried together with the variables bound by the steps so far. */
  tuple?: boolean;
  /** An array constructor at an end of a path: its arrays stay as they are. */
  constructs?: boolean;
  /** Slots of `%` not yet matched with a step. */
  seeking?: Slot[];
}

export interface PathPlan extends PlanBase {
  kind: 'path';
  steps: Plan[];
  keepSingleton: boolean;
}
export interface SortPlan extends PlanBase {
  kind: 'sort';
  terms: { descending: boolean; expression: Plan }[];
}
export interface CallPlan extends PlanBase {
  kind: 'call';
  callee: Plan;
  args: Plan[];
  /** The last thing its function does: it is made after that function has returned. */
  tail?: boolean;
  /** How deep it is nested in its function (depths.ts). */
  depth?: number;
}
export interface LambdaPlan extends PlanBase {
  kind: 'lambda';
  params: string[];
  signature: Signature | undefined;
  body: Plan;
  /** How deep evaluating the body nests at least. */
  least?: number;
}

export type Plan =
  | PathPlan
  | SortPlan
  | CallPlan
  | LambdaPlan
  | (PlanBase & { kind: 'literal'; value: string | number | boolean | null })
  | (PlanBase & { kind: 'name'; value: string })
  | (PlanBase & { kind: 'variable'; name: string })
  | (PlanBase & { kind: 'regex'; pattern: string; flags: string })
  | (PlanBase & { kind: 'wildcard' | 'descendant' | 'placeholder' | 'missing' })
  | (PlanBase & { kind: 'parent'; slot?: Slot })
  | (PlanBase & { kind: 'binary'; operator: BinaryOperator; left: Plan; right: Plan })
  | (PlanBase & { kind: 'apply'; left: Plan; right: Plan; depth?: number })
  | (PlanBase & { kind: 'bind'; name: string; right: Plan })
  | (PlanBase & { kind: 'negate'; operand: Plan })
  | (PlanBase & { kind: 'array'; items: Plan[] })
  | (PlanBase & { kind: 'object'; pairs: [Plan, Plan][] })
  | (PlanBase & { kind: 'block'; expressions: Plan[] })
  | (PlanBase & { kind: 'partial'; callee: Plan; args: Plan[] })
  | (PlanBase & { kind: 'condition'; test: Plan; consequent: Plan; otherwise: Plan | undefined })
  | (PlanBase & { kind: 'transform'; pattern: Plan; update: Plan; deletion: Plan | undefined });

/** The parts that are evaluated in the variables' scope of the plan itself; filters and groupings included. */
export function partsOf(plan: Plan): Plan[] {
  const parts: Plan[] = [];
  for (const stage of [...(plan.predicate ?? []), ...(plan.stages ?? [])]) {
    if (stage.kind === 'filter') parts.push(stage.expression);
  }
  for (const [key, value] of plan.group?.pairs ?? []) parts.push(key, value);
  switch (plan.kind) {
    case 'path':
      parts.push(...plan.steps);
      break;
    case 'sort':
      parts.push(...plan.terms.map(term => term.expression));
      break;
    case 'call':
    case 'partial':
      parts.push(plan.callee, ...plan.args);
      break;
    case 'lambda':
      parts.push(plan.body);
      break;
    case 'binary':
    case 'apply':
      parts.push(plan.left, plan.right);
      break;
    case 'bind':
      parts.push(plan.right);
      break;
    case 'negate':
      parts.push(plan.operand);
      break;
    case 'array':
      parts.push(...plan.items);
      break;
    case 'object':
      for (const [key, value] of plan.pairs) parts.push(key, value);
      break;
    case 'block':
      parts.push(...plan.expressions);
      break;
    case 'condition':
      parts.push(plan.test, plan.consequent);
      if (plan.otherwise) parts.push(plan.otherwise);
      break;
    case 'transform':
      parts.push(plan.pattern, plan.update);
      if (plan.deletion) parts.push(plan.deletion);
      break;
  }
  return parts;
}
