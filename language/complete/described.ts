// What a word inside an expression is: a function with its signature, a member of `$states` or of the context object.
import {
  functionDocument,
  intrinsicNamed,
  nodeInJsonata,
  placeInIntrinsic,
  placeInPath,
  referencesInJsonata,
  signatureOf,
} from '../../expressions/index.ts';
import { contextMembersAt } from '../spec/contextObject.ts';
import type { Span, StringNode } from '../text/tree.ts';
import { statesMembers } from './inExpression.ts';
import { indexIn, placeOf, type TypedExpression, typedExpression } from './typedExpression.ts';
import type { Where } from './where.ts';

export interface Described extends Span {
  readonly title: string;
  readonly doc: string;
}

export function describedAt(file: string, node: StringNode, at: number, where: Where): Described | undefined {
  const expression = typedExpression(node);
  if (!expression) return undefined;
  const index = indexIn(file, expression, at);
  const found = wordAt(expression, index, where);
  return found && { ...found, ...placeOf(file, expression, found) };
}

function wordAt(expression: TypedExpression, index: number, where: Where): Described | undefined {
  switch (expression.kind) {
    case 'jsonata':
      return inJsonata(expression, index, where);
    case 'path':
      return inPath(placeInPath(expression.parsed.path, index));
    case 'intrinsic': {
      const { completing } = placeInIntrinsic(expression.parsed.root, index);
      if (completing.kind === 'path') return inPath(completing.place);
      if (completing.kind !== 'function') return undefined;
      const known = intrinsicNamed(expression.text.slice(completing.span.start, completing.span.end));
      return known && { title: signatureOf(known), doc: known.doc, ...completing.span };
    }
  }
}

function inJsonata(
  { parsed }: TypedExpression & { readonly kind: 'jsonata' },
  index: number,
  where: Where,
): Described | undefined {
  const node = nodeInJsonata(parsed, index);
  const { functions, paths } = referencesInJsonata(parsed);
  const called = functions.find(({ start, end }) => start <= index && index <= end);
  const known = called && functionDocument(called.name, 'stepFunctions');
  if (called && known) {
    const title = `$${known.name}(${known.parameters.join(', ')})`;
    return { title, doc: known.summary, start: called.start, end: called.end };
  }
  const path = paths.find(each => each.variable === 'states' && each.start <= index && index <= each.end);
  const position = path?.members.findIndex(({ start, end }) => start <= index && index <= end) ?? -1;
  const names = path?.members.slice(0, position).map(({ name }) => name) ?? [];
  const member = path?.members[position];
  const found = member && statesMembers(names, where).find(({ name }) => name === member.name);
  return (
    found && { title: ['$states', ...names, found.name].join('.'), doc: found.doc, start: node.start, end: node.end }
  );
}

function inPath({ path, segment }: ReturnType<typeof placeInPath>): Described | undefined {
  if (path.root !== 'context' || segment?.kind !== 'name') return undefined;
  const names: string[] = [];
  for (const each of path.segments) {
    if (each === segment) break;
    names.push(each.kind === 'name' ? each.name : '');
  }
  const found = contextMembersAt(names).find(({ name }) => name === segment.name);
  return (
    found && { title: ['$$', ...names, found.name].join('.'), doc: found.doc, start: segment.start, end: segment.end }
  );
}
