// Finds, for every `%`, the step whose input it stands for. A `%` looks for it step by step to its left; what it does
// not find in its own path it looks for in the path around.

import type { PathPlan, Plan, Slot } from './plan.ts';

/** Called for a construct in which a parent cannot be looked for. */
export type Unreachable = (plan: Plan) => void;

/** Takes over the unmatched slots of a part. */
export function inheritSeeking(plan: Plan, part: Plan): void {
  if (part.seeking === undefined && part.kind !== 'parent') return;
  const slots = part.seeking ?? [];
  if (part.kind === 'parent' && part.slot) slots.push(part.slot);
  if (plan.seeking === undefined) plan.seeking = slots;
  else plan.seeking.push(...slots);
}

/** Goes one step up with a slot, or marks the step as the one it was looking for. */
export function seekParent(plan: Plan, slot: Slot, unreachable: Unreachable): void {
  switch (plan.kind) {
    case 'name':
    case 'wildcard':
      slot.level--;
      if (slot.level > 0) return;
      // A step hands out its input once, under one label.
      if (plan.ancestor) slot.label = plan.ancestor.label;
      plan.ancestor = slot;
      plan.tuple = true;
      return;
    case 'parent':
      slot.level++;
      return;
    case 'block': {
      const last = plan.expressions[plan.expressions.length - 1];
      if (last === undefined) return;
      plan.tuple = true;
      seekParent(last, slot, unreachable);
      return;
    }
    case 'path': {
      plan.tuple = true;
      let index = plan.steps.length - 1;
      do {
        seekParent(plan.steps[index--] as Plan, slot, unreachable);
      } while (slot.level > 0 && index >= 0);
      return;
    }
    default:
      slot.level = 0;
      unreachable(plan);
  }
}

/** Looks for the steps wanted by the last step of a path that has just been put together. */
export function resolveAncestry(path: PathPlan, unreachable: Unreachable): void {
  const { steps } = path;
  const last = steps[steps.length - 1] as Plan;
  const slots = last.seeking ?? [];
  if (last.kind === 'parent' && last.slot) slots.push(last.slot);
  for (const slot of slots) {
    let index = steps.length - 2;
    while (slot.level > 0) {
      if (index < 0) {
        if (path.seeking === undefined) path.seeking = [slot];
        else path.seeking.push(slot);
        break;
      }
      let step = steps[index--] as Plan;
      // Steps that bind a variable to the same context are one level.
      while (index >= 0 && step.focus && steps[index]?.focus) step = steps[index--] as Plan;
      seekParent(step, slot, unreachable);
    }
  }
}
