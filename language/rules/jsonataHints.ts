// jsonata-single, jsonata-local: expressions that do something else than they seem to.

import type { MachineRule, PlacedScope } from '../check/placed.ts';
import type { Expression } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { type Context, placeOf } from './rule.ts';

export function singleItem(expression: Jsonata, context: Context, report: Report): void {
  const { parsed, pointer, field, part } = expression;
  if (field !== 'Items' || part.owner !== 'Map' || !mayBeSingle(parsed.root)) return;
  report('jsonata-single', placeOf(context, expression, parsed.root), pointer, messages.singleItem(), 'info');
}

export const localBinding: MachineRule = (scopes, report) => {
  let names: Set<string> | undefined;
  for (const { states } of scopes) {
    for (const state of states) {
      for (const binding of state.summary.bindings) {
        names ??= assignedNames(scopes);
        const { name, pointer } = binding;
        if (names.has(name))
          report('jsonata-local', state, binding, pointer, messages.bindingLocal(name), 'info', name);
      }
    }
  }
};

function assignedNames(scopes: readonly PlacedScope[]): Set<string> {
  const names = new Set<string>();
  for (const { states } of scopes) {
    for (const { summary } of states) for (const { name } of summary.assignments) names.add(name);
  }
  return names;
}

type Jsonata = Extract<Expression, { kind: 'jsonata' }>;
type Root = Jsonata['parsed']['root'];

// Ends in a predicate that is no index, without `[]`: a sequence of one is that one.
function mayBeSingle(root: Root): boolean {
  let node = root;
  while (node.kind === 'map' && !node.keepArray) node = node.right;
  return node.kind === 'filter' && !node.keepArray && !root.keepArray && node.predicate.kind === 'binary';
}
