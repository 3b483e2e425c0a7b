// Workflow variables: where they are assigned and where they are read. What that means for scopes is asked in
// rules/variables.ts; here are only the places.
import { type Intrinsic, type Span, variablesOf } from '../../expressions/index.ts';
import type { StringNode } from '../text/tree.ts';
import { type Expression, isPlainPath } from './expressions.ts';
import { givenValue, pointerTo } from './fields.ts';
import type { Part } from './parts.ts';

/** A member of an `Assign`. */
export interface Assignment {
  /** Without `.$`. */
  readonly name: string;
  readonly key: StringNode;
  readonly pointer: string;
  readonly part: Part;
}

export interface VariableRead {
  readonly name: string;
  readonly expression: Expression;
  /** In the text of the expression, from the dollar sign. */
  readonly span: Span;
  /** The expression asks whether the variable is there. */
  readonly guarded: boolean;
}

export function assignmentsIn(parts: readonly Part[]): readonly Assignment[] {
  const assignments: Assignment[] = [];
  for (const part of parts) {
    const value = part.state && givenValue(part.fields, 'Assign');
    if (value?.kind !== 'object') continue;
    for (const { key } of value.members) {
      const isExpression = part.queryLanguage === 'JSONPath' && key.value.endsWith('.$');
      const name = isExpression ? key.value.slice(0, -2) : key.value;
      assignments.push({ name, key, part, pointer: pointerTo(`${part.pointer}/Assign`, key.value) });
    }
  }
  return assignments;
}

export function readsIn(expressions: readonly Expression[]): readonly VariableRead[] {
  const reads: VariableRead[] = [];
  for (const expression of expressions) {
    const add = (name: string, start: number, end: number, guarded: boolean) => {
      reads.push({ name, expression, span: { start, end }, guarded });
    };
    switch (expression.kind) {
      case 'path':
        if (isPlainPath(expression.text)) break;
        for (const { name, start, end } of variablesOf(expression.parsed.path)) add(name, start - 1, end, false);
        break;
      case 'intrinsic':
        for (const { name, start, end } of variablesInCall(expression.parsed.root)) add(name, start - 1, end, false);
        break;
      case 'jsonata': {
        const { variables, guarded } = expression.reads;
        for (const { name, start, end } of variables) add(name, start, end, guarded.has(name));
        break;
      }
      case 'later':
        // What it will be is not known; names in it count as read, and nothing is said about them.
        for (const match of expression.text.matchAll(/\$([\p{ID_Start}_][\p{ID_Continue}]*)/gu)) {
          add(match[1] ?? '', match.index, match.index + match[0].length, true);
        }
    }
  }
  return reads;
}

function variablesInCall(node: Intrinsic): readonly (Span & { readonly name: string })[] {
  if (node.kind === 'call') return node.args.flatMap(variablesInCall);
  return node.kind === 'path' ? variablesOf(node.path) : [];
}
