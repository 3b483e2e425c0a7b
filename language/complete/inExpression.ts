// What fits inside an expression: variables, functions, members of `$states` and of the context object. The data a state
// gets is not known, so its members are not offered.
import {
  functionDocument,
  functionNames,
  INTRINSICS,
  type PathPlace,
  placeInIntrinsic,
  placeInPath,
  signatureOf,
  typingInJsonata,
} from '../../expressions/index.ts';
import type { VariableMention } from '../references/variableIndex.ts';
import { type ContextMember, contextMembersAt } from '../spec/contextObject.ts';
import type { Span } from '../text/tree.ts';
import type { CandidateKind } from './candidate.ts';
import type { TypedExpression } from './typedExpression.ts';
import type { Where } from './where.ts';

export interface WordOffer {
  readonly label: string;
  readonly kind: CandidateKind;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  readonly snippet: string;
  /** In the text of the expression: what is replaced. */
  readonly span: Span;
}

type Variables = () => readonly VariableMention[];

export function offerInExpression(
  expression: TypedExpression,
  index: number,
  where: Where,
  variables: Variables,
): readonly WordOffer[] {
  switch (expression.kind) {
    case 'jsonata':
      return inJsonata(expression, index, where, variables);
    case 'path':
      return inPath(placeInPath(expression.parsed.path, index), variables);
    case 'intrinsic': {
      const { completing } = placeInIntrinsic(expression.parsed.root, index);
      if (completing.kind === 'function') return intrinsics(completing.span);
      if (completing.kind === 'path') return inPath(completing.place, variables);
      return completing.kind === 'argument'
        ? [...roots(completing.span, variables), ...intrinsics(completing.span)]
        : [];
    }
  }
}

export function intrinsics(span: Span): readonly WordOffer[] {
  return INTRINSICS.map(intrinsic => ({
    label: intrinsic.name,
    kind: 'function',
    detail: signatureOf(intrinsic),
    doc: intrinsic.doc,
    snippet: `${intrinsic.name}(${intrinsic.parameters.length > 0 ? '$1' : ''})`,
    span,
  }));
}

/** What a path can begin with. */
export function roots(span: Span, variables: Variables): readonly WordOffer[] {
  return [
    { label: '$', kind: 'variable', doc: 'The data of the state.', snippet: '\\$', span },
    { label: '$$', kind: 'variable', doc: 'The context object.', snippet: '\\$\\$', span },
    ...variables().map(({ name, state }): WordOffer => {
      return { label: `$${name}`, kind: 'variable', detail: `assigned in ${state.name}`, snippet: `\\$${name}`, span };
    }),
  ];
}

function inPath({ path, completing }: PathPlace, variables: Variables): readonly WordOffer[] {
  if (completing.kind === 'variable') return roots(completing.span, variables);
  if (completing.kind !== 'member' || path.root !== 'context') return [];
  const names = completing.of.map(segment => (segment.kind === 'name' ? segment.name : ''));
  return contextMembersAt(names).map(member => memberOffer(member, completing.span));
}

function memberOffer({ name, doc }: ContextMember, span: Span): WordOffer {
  return { label: name, kind: 'member', doc, snippet: name, span };
}

function inJsonata(
  { parsed, text }: TypedExpression & { readonly kind: 'jsonata' },
  index: number,
  where: Where,
  variables: Variables,
): readonly WordOffer[] {
  // In an empty expression anything may begin.
  const typing =
    text.trim() === '' ? ({ kind: 'value', start: index, end: index } as const) : typingInJsonata(parsed, index);
  if (typing.kind === 'nothing') return [];
  if (typing.kind === 'member') {
    const names = /\$states((?:\.\w+)*)\.\w*$/.exec(text.slice(0, index))?.[1];
    if (names === undefined) return [];
    return statesMembers(names.split('.').slice(1), where).map(member => memberOffer(member, typing));
  }
  const span = typing.kind === 'variable' ? { start: typing.start - 1, end: typing.end } : typing;
  return [
    {
      label: '$states',
      kind: 'variable',
      doc: 'What the state is given: its input, its result, the context object.',
      snippet: '\\$states',
      span,
    },
    ...variables().map(({ name, state }): WordOffer => {
      return { label: `$${name}`, kind: 'variable', detail: `assigned in ${state.name}`, snippet: `\\$${name}`, span };
    }),
    ...functionNames('stepFunctions').map(name => functionOffer(name, span)),
  ];
}

function functionOffer(name: string, span: Span): WordOffer {
  const document = functionDocument(name, 'stepFunctions');
  const parameters = document?.parameters ?? [];
  return {
    label: `$${name}`,
    kind: 'function',
    detail: `$${name}(${parameters.join(', ')})`,
    doc: document?.summary,
    snippet: `\\$${name}(${parameters.length > 0 ? '$1' : ''})`,
    span,
  };
}

/** Members of `$states` that can be read at a place (spec: jsonata.md §2). */
export function statesMembers(path: readonly string[], where: Where): readonly ContextMember[] {
  const [first, ...more] = path;
  if (first === 'context') return contextMembersAt(more);
  if (first === 'errorOutput' && more.length === 0) {
    return [
      { name: 'Error', doc: 'The name of the error.' },
      { name: 'Cause', doc: 'What went wrong.' },
    ];
  }
  if (first !== undefined) return [];
  const works = ['Task', 'Parallel', 'Map'].includes(where.state?.type ?? '');
  const isAfter = where.field?.name === 'Output' || where.field?.name === 'Assign';
  return [
    { name: 'input', doc: 'The input of the state.' },
    ...(works && isAfter && where.fieldOwner !== 'Catcher' ? [{ name: 'result', doc: 'What the work came to.' }] : []),
    ...(isAfter && where.fieldOwner === 'Catcher'
      ? [{ name: 'errorOutput', doc: 'The error that was caught: `Error` and `Cause`.' }]
      : []),
    { name: 'context', doc: 'The context object.' },
  ];
}
