// A payload template written in JSONata: `"x.$": "$.a"` becomes `"x": "{% $states.input.a %}"`; everything else stays.
import { expressionIn, isArray, isExpressionKey, isObject, type Value } from '../../expressions/index.ts';
import { renameKey, replaceValue } from '../fixes/edits.ts';
import type { Asked, Edit } from '../fixes/fix.ts';
import type { Node } from '../text/tree.ts';
import { type Base, expressionText, type Notes, NotRewritten } from './expressionText.ts';

export function templateOf(template: Value, base: Base, notes: Notes): Value {
  if (typeof template === 'string' && expressionIn(template))
    throw new NotRewritten('A text looks like an expression.');
  if (isArray(template)) return template.map(item => templateOf(item, base, notes));
  if (!isObject(template)) return template;
  const entries = Object.entries(template).map(([key, value]): [string, Value] => {
    if (!isExpressionKey(key)) return [key, templateOf(value, base, notes)];
    if (typeof value !== 'string') throw new NotRewritten(`"${key}" holds no expression.`);
    return [key.slice(0, -2), `{% ${expressionText(value, base, notes)} %}`];
  });
  return Object.fromEntries(entries);
}

/** The same as edits of its text. */
export function templateEdits(source: Pick<Asked, 'definition'>, node: Node, base: Base, notes: Notes): Edit[] {
  if (node.kind === 'string' && expressionIn(node.value)) throw new NotRewritten('A text looks like an expression.');
  if (node.kind === 'array') return node.items.flatMap(item => templateEdits(source, item, base, notes));
  if (node.kind !== 'object') return [];
  return node.members.flatMap(({ key, value }) => {
    if (!value) return [];
    if (!isExpressionKey(key.value)) return templateEdits(source, value, base, notes);
    if (value.kind !== 'string') throw new NotRewritten(`"${key.value}" holds no expression.`);
    const edit = replaceValue(source, value, `{% ${expressionText(value.value, base, notes)} %}`);
    if (!edit) throw new NotRewritten('Its text leaves no plain place for the change.');
    return [renameKey(source, key, key.value.slice(0, -2)), edit];
  });
}
