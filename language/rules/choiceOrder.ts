// choice-shadowed, condition-constant: rules that are never taken because of an earlier one, and conditions that are always
// the same.
import type { Report } from '../machine/fields.ts';
import type { ChoiceRule, ChoiceState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { type Member, type Node, toValue } from '../text/tree.ts';

export function choiceOrder(state: ChoiceState, report: Report): void {
  let seen: Set<string> | undefined;
  const isAlone = !haveLikeRules(state.rules);
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
    const text = isAlone ? undefined : textOf(rule);
    if (text === undefined) continue;
    seen ??= new Set();
    if (seen.has(text)) report('choice-shadowed', at, rule.pointer, messages.choiceShadowed(), 'warning');
    seen.add(text);
  }
}

function constantOf(condition: Node | undefined): boolean | undefined {
  if (condition?.kind === 'boolean') return condition.value;
  const literal = condition?.kind === 'string' ? /^\{%\s*(true|false)\s*%\}$/.exec(condition.value)?.[1] : undefined;
  return literal === undefined ? undefined : literal === 'true';
}

/** Whether two rules might have the same test: a look at lengths and last characters, as writing them out takes long. */
function haveLikeRules(rules: readonly ChoiceRule[]): boolean {
  if (rules.length < 2) return false;
  const marks = rules.map(({ node, condition }) => (condition ? 0 : node.members.reduce(addMark, 0)));
  return marks.some((mark, index) => marks.indexOf(mark) < index);
}

// Members may stand in any order, so the sum must not depend on it.
function addMark(sum: number, { name, value }: Member): number {
  if (!value || OUTCOME.includes(name)) return sum;
  const mark = sum + name.length * 131;
  if (value.kind === 'string') return mark + value.value.length * 31 + value.value.charCodeAt(value.value.length - 1);
  return value.kind === 'number' ? mark + value.value : mark;
}

/** The test as text, the same for tests that are written the same. */
function textOf({ node, condition }: ChoiceRule): string | undefined {
  if (condition) return condition.kind === 'string' ? condition.value.replace(/\s+/g, ' ') : undefined;
  const test = node.members.filter(({ name, value }) => value && !OUTCOME.includes(name));
  if (test.length === 0) return undefined;
  const entries = test.flatMap(({ name, value }) => (value ? [[name, toValue(value)] as const] : []));
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const OUTCOME: readonly string[] = ['Next', 'Assign', 'Comment', 'Output'];
