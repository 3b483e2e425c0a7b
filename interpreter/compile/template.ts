// Payload templates: JSON in which members named `x.$` hold a path. Compiled to one function; parts without any
// expression are made once and shared by every execution.
import type { Value } from '../../expressions/index.ts';
import { type Node, toValue } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { pathOf, scopeOver } from './paths.ts';

export type Template = (data: Value, scope: StepScope) => Value;

export function compileTemplate(node: Node, refuse: Refuse): Template {
  const template = compileNode(node, refuse);
  if (template) return template;
  const constant = toValue(node);
  return () => constant;
}

// Undefined for a part that holds no expression.
function compileNode(node: Node, refuse: Refuse): Template | undefined {
  if (node.kind === 'object') {
    const members = node.members.map(({ key, value }) => {
      if (!value) return undefined;
      if (key.value.endsWith('.$')) {
        return { name: key.value.slice(0, -2), template: compileExpression(key.value, value, refuse) };
      }
      return { name: key.value, constant: toValue(value), template: compileNode(value, refuse) };
    });
    if (members.every(member => !member?.template)) return undefined;
    return (data, scope) => {
      const entries: [string, Value][] = [];
      for (const member of members) {
        if (member)
          entries.push([member.name, member.template ? member.template(data, scope) : (member.constant ?? null)]);
      }
      return Object.fromEntries(entries);
    };
  }
  if (node.kind === 'array') {
    const items = node.items.map(item => ({ constant: toValue(item), template: compileNode(item, refuse) }));
    if (items.every(item => !item.template)) return undefined;
    return (data, scope) => items.map(item => (item.template ? item.template(data, scope) : item.constant));
  }
  return undefined;
}

function compileExpression(key: string, node: Node, refuse: Refuse): Template {
  const text = node.kind === 'string' ? node.value : '';
  if (!text.startsWith('$')) {
    const what = text.startsWith('States.') ? 'Intrinsic functions cannot be run yet.' : `"${key}" must hold a path.`;
    refuse(node, what);
    return () => null;
  }
  const { path, read } = pathOf(text);
  if (path.problem) refuse(node, path.problem.message);
  return (data, scope) => {
    const value = read(scopeOver(data, scope));
    if (value === undefined) throw runtimeFailure(causes.templatePath(text, key, printValue(data)));
    return value;
  };
}
