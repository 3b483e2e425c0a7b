// How deep each call is nested in the function around it. A call pays that much of the depth budget while it lasts,
// so that the budget counts nested constructs as the reference's evaluation would, without counting at every node.

import { type Plan, partsOf } from './plan.ts';

/** Writes the depths into the calls and functions of a plan. */
export function measureDepths(plan: Plan, depth = 1): void {
  if (plan.kind === 'call' || plan.kind === 'apply') plan.depth = depth;
  if (plan.kind === 'lambda') {
    plan.least = leastDepth(plan.body);
    for (const part of partsOf(plan)) measureDepths(part, part === plan.body ? 1 : depth + 1);
    return;
  }
  for (const part of partsOf(plan)) {
    // A call on the right of `~>` is made by the operator itself, and the terms of an order-by by its path.
    const isSame = plan.kind === 'sort' || (plan.kind === 'apply' && part === plan.right && part.kind === 'call');
    measureDepths(part, isSame ? depth : depth + 1);
  }
}

/** What evaluating a part nests at least: the branch that is shorter, the operand that is evaluated for sure. */
function leastDepth(plan: Plan): number {
  switch (plan.kind) {
    case 'condition': {
      const branches = Math.min(leastDepth(plan.consequent), plan.otherwise ? leastDepth(plan.otherwise) : 0);
      return 1 + Math.max(leastDepth(plan.test), branches);
    }
    case 'binary':
      if (plan.operator === 'and' || plan.operator === 'or') return 1 + leastDepth(plan.left);
      return 1 + Math.max(leastDepth(plan.left), leastDepth(plan.right));
    case 'block':
      return 1 + Math.max(0, ...plan.expressions.map(leastDepth));
    case 'path':
      return 1 + leastDepth(plan.steps[0] as Plan);
    default:
      return 1;
  }
}
