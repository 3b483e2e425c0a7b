// Workflow variables: where they are assigned and where they are read. What that means for scopes is asked in
// rules/variables.ts; here are only the places.
import { type Intrinsic, type Span, variablesOf } from '../../expressions/index.ts';
import type { StringNode } from '../text/tree.ts';
import type { Expression } from './expressions.ts';
import { givenValue, pointerTo } from './fields.ts';
import type { Part } from './parts.ts';

/** What an `Assign` of the part assigns. `visit` gets each name without `.$`. */
export function visitAssignments(part: Part, visit: (name: string, key: StringNode, pointer: string) => void): void {
  const value = givenValue(part.fields, 'Assign');
  if (value?.kind !== 'object') return;
  for (const { name: written, key } of value.members) {
    const isExpression = part.queryLanguage === 'JSONPath' && written.endsWith('.$');
    const name = isExpression ? written.slice(0, -2) : written;
    visit(name, key, pointerTo(`${part.pointer}/Assign`, written));
  }
}

/** `span` is in the text of the expression, from the dollar sign; `guarded` when it asks whether the variable is there. */
type VisitRead = (name: string, span: Span, guarded: boolean) => void;

export function visitReads(expression: Expression, visit: VisitRead): void {
  switch (expression.kind) {
    case 'path':
      for (const { name, start, end } of variablesOf(expression.parsed.path))
        visit(name, { start: start - 1, end }, false);
      break;
    case 'intrinsic':
      visitCall(expression.parsed.root, visit);
      break;
    case 'jsonata': {
      const { variables, guarded } = expression.reads;
      for (const variable of variables) visit(variable.name, variable, guarded.has(variable.name));
      break;
    }
    case 'later':
      // What it will be is not known; names in it count as read, and nothing is said about them.
      for (const match of expression.text.matchAll(/\$([\p{ID_Start}_][\p{ID_Continue}]*)/gu)) {
        visit(match[1] ?? '', { start: match.index, end: match.index + match[0].length }, true);
      }
  }
}

function visitCall(node: Intrinsic, visit: VisitRead): void {
  if (node.kind === 'call') for (const arg of node.args) visitCall(arg, visit);
  else if (node.kind === 'path') {
    for (const { name, start, end } of variablesOf(node.path)) visit(name, { start: start - 1, end }, false);
  }
}
