// choice-shadowed, condition-constant: rules that are never taken because of an earlier one, and conditions that are always
// the same.
import type { Report } from '../machine/fields.ts';
import type { ChoiceRule, ChoiceState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { type Node, toValue } from '../text/tree.ts';

export function choiceOrder(state: ChoiceState, report: Report): void {
  const seen = new Set<string>();
  let isDecided = false;
  for (const rule of state.rules) {
    const at = { start: rule.node.start, end: rule.node.start + 1 };
    if (isDecided) {
      report('choice-shadowed', at, rule.pointer, messages.choiceAfterTrue(), 'warning');
      continue;
    }
    const constant = constantOf(rule.condition);
    if (constant !== undefined && rule.condition) {
      isDecided = constant;
      // As the last rule `true` is a way to write a Default.
      if (constant && rule === state.rules.at(-1) && !state.default) continue;
      const message = messages.conditionConstant(constant);
      report('condition-constant', rule.condition, `${rule.pointer}/Condition`, message, 'info');
      continue;
    }
    const text = state.rules.length > 1 ? textOf(rule) : undefined;
    if (text === undefined) continue;
    if (seen.has(text)) report('choice-shadowed', at, rule.pointer, messages.choiceShadowed(), 'warning');
    seen.add(text);
  }
}

function constantOf(condition: Node | undefined): boolean | undefined {
  if (condition?.kind === 'boolean') return condition.value;
  const literal = condition?.kind === 'string' ? /^\{%\s*(true|false)\s*%\}$/.exec(condition.value)?.[1] : undefined;
  return literal === undefined ? undefined : literal === 'true';
}

/** The test as text, the same for tests that are written the same. */
function textOf({ node, condition }: ChoiceRule): string | undefined {
  if (condition) return condition.kind === 'string' ? condition.value.replace(/\s+/g, ' ') : undefined;
  const test = node.members.filter(({ key, value }) => value && !OUTCOME.includes(key.value));
  if (test.length === 0) return undefined;
  const entries = test.flatMap(({ key, value }) => (value ? [[key.value, toValue(value)] as const] : []));
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const OUTCOME: readonly string[] = ['Next', 'Assign', 'Comment', 'Output'];
