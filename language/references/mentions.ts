// What a name at an offset means (a state, a workflow variable, a placeholder) and every other place that means the same.
import type { Definition } from '../definition.ts';
import { usesIn } from '../embedded/placeholders.ts';
import { targetAt } from '../find.ts';
import type { Scope } from '../machine/machine.ts';
import { transitionsOf } from '../machine/transitions.ts';
import { spanIn } from '../text/offsets.ts';
import { contains, type Span, type StringNode } from '../text/tree.ts';
import { type VariableMention, variableMentions } from './variableIndex.ts';

/** Something with a name that a definition mentions. */
export type Named =
  | { readonly kind: 'state'; readonly name: string; readonly scope: Scope }
  | { readonly kind: 'variable'; readonly name: string; readonly owner: Scope | undefined }
  /** A host gives it its value. */
  | { readonly kind: 'placeholder'; readonly name: string };

/** One place, without quotes. */
export interface Mention extends Span {
  /** Where it is given: a state's key, an Assign. Placeholders are given in the host. */
  readonly isDefinition: boolean;
  /** The text it stands in. Absent for a bare placeholder. */
  readonly node?: StringNode;
}

export function namedAt(definition: Definition, offset: number): (Named & { readonly at: Span }) | undefined {
  const { text, machine, root } = definition;
  if (!machine) return undefined;
  if (mayBeInPlaceholder(text, offset)) {
    const use = usesIn(text, root).find(({ span }) => contains(span, offset));
    if (use) return { kind: 'placeholder', name: use.name, at: use.span };
  }
  const found = targetAt(machine, offset);
  if (found) return { kind: 'state', name: found.node.value, scope: found.scope, at: insideOf(text, found.node) };
  const variable = variableAt(definition, offset);
  return variable && { kind: 'variable', name: variable.name, owner: variable.owner, at: variable };
}

/** The mention of a variable at an offset, from the dollar sign on. */
export function variableAt(definition: Definition, offset: number): VariableMention | undefined {
  return variableMentions(definition).find(({ start, end, isAssignment }) => {
    return start - (isAssignment ? 0 : 1) <= offset && offset <= end;
  });
}

/** In the order of the text. */
export function mentionsOf(definition: Definition, named: Named): readonly Mention[] {
  switch (named.kind) {
    case 'state':
      return stateMentions(definition.text, named.name, named.scope);
    case 'variable':
      return variableMentions(definition)
        .filter(({ name, owner }) => name === named.name && owner === named.owner)
        .map(({ start, end, isAssignment, node }) => ({ start, end, isDefinition: isAssignment, node }));
    case 'placeholder':
      return usesIn(definition.text, definition.root)
        .filter(({ name }) => name === named.name)
        .map(({ span }) => ({ start: span.start, end: span.end, isDefinition: false }));
  }
}

function stateMentions(text: string, name: string, { startAt, states }: Scope): readonly Mention[] {
  // An anchor's states are visited for each alias.
  const mentions = new Map<number, Mention>();
  function add(node: StringNode, isDefinition: boolean): void {
    if (node.value === name) mentions.set(node.start, { ...insideOf(text, node), isDefinition, node });
  }
  if (startAt) add(startAt, false);
  for (const state of states) {
    add(state.key, true);
    for (const { target } of transitionsOf(state)) add(target, false);
  }
  return [...mentions.values()].sort((a, b) => a.start - b.start);
}

function insideOf(text: string, node: StringNode): Span {
  return spanIn(text, node, { start: 0, end: node.value.length });
}

// Looking at all texts of a definition takes a while; most places need only this look.
function mayBeInPlaceholder(text: string, offset: number): boolean {
  const open = text.lastIndexOf('{', offset - 1);
  return open > 0 && text[open - 1] === '$' && /^[^{}\r\n]*\}/.test(text.slice(open + 1, open + 300));
}
