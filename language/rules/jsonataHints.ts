// jsonata-single, jsonata-local: expressions that do something else than they seem to.
import type { Expression } from '../machine/expressions.ts';
import { messages } from '../problems.ts';
import { placeOf, type Rule } from './rule.ts';

export const jsonataHints: Rule = (machine, report) => {
  const names = new Set(machine.assignments.map(({ name }) => name));
  for (const expression of machine.expressions) {
    if (expression.kind !== 'jsonata') continue;
    const { parsed, pointer, field, part, reads } = expression;
    if (field === 'Items' && part.owner === 'Map' && mayBeSingle(parsed.root)) {
      const message = messages.singleItem();
      report('jsonata-single', placeOf(machine, expression, parsed.root), pointer, message, 'info');
    }
    for (const binding of reads.bindings) {
      if (!names.has(binding.name)) continue;
      const message = messages.bindingLocal(binding.name);
      report('jsonata-local', placeOf(machine, expression, binding), pointer, message, 'info', binding.name);
    }
  }
};

type Root = Extract<Expression, { kind: 'jsonata' }>['parsed']['root'];

// Ends in a predicate that is no index, without `[]`: a sequence of one is that one.
function mayBeSingle(root: Root): boolean {
  let node = root;
  while (node.kind === 'map' && !node.keepArray) node = node.right;
  return node.kind === 'filter' && !node.keepArray && !root.keepArray && node.predicate.kind === 'binary';
}
