// Questions about a path as it is being typed: what stands at an offset, and what would be completed there.
import type { Span } from '../span.ts';
import type { Filter, Operand, Path, Segment } from './path.ts';

export interface PathPlace {
  readonly path: Path;
  /** The segment at the offset; absent on the root. */
  readonly segment?: Segment;
  readonly completing: PathCompletion;
  /** The function whose parentheses are around the offset, and which argument it is in, from 0. */
  readonly call?: { readonly name: string; readonly argument: number };
}

export type PathCompletion =
  /** A member of what the path before it leads to. `span` is what has been typed of it. */
  | { readonly kind: 'member'; readonly of: readonly Segment[]; readonly span: Span }
  | { readonly kind: 'variable'; readonly span: Span }
  | { readonly kind: 'nothing' };

/** The innermost path at an offset, those inside filters too. */
export function placeInPath(path: Path, offset: number): PathPlace {
  for (const inner of innerPaths(path)) {
    if (inner.start <= offset && offset <= inner.end) return placeInPath(inner, offset);
  }
  const call = callAround(path, offset);
  const index = path.segments.findIndex(segment => segment.start < offset && offset <= segment.end);
  const segment = path.segments[index];
  if (!segment) {
    const span = { start: path.start, end: path.rootEnd };
    const isVariable = path.root === 'variable' || (path.root === 'data' && path.segments.length === 0);
    return { path, completing: isVariable ? { kind: 'variable', span } : NOTHING };
  }
  if (segment.kind !== 'name' && segment.kind !== 'missing') {
    return { path, segment, completing: NOTHING, ...(call && { call }) };
  }
  const of = path.segments.slice(0, index);
  return { path, segment, completing: { kind: 'member', of, span: typedSpan(segment) } };
}

const NOTHING = { kind: 'nothing' } as const;

function callAround(path: Path, offset: number): PathPlace['call'] {
  for (const segment of path.segments) {
    if (segment.kind !== 'function' || offset <= segment.start + segment.name.length + 1 || offset >= segment.end)
      continue;
    return { name: segment.name, argument: segment.args.filter(({ end }) => end < offset).length };
  }
  return undefined;
}

// The name without its dot or brackets.
function typedSpan(segment: Segment): Span {
  const { start, end } = segment;
  const length = segment.kind === 'name' ? segment.name.length : 0;
  return { start: Math.max(start + 1, end - length), end };
}

/** The variables a path reads, with the place of each name, those inside filters too. */
export function variablesOf(path: Path): readonly (Span & { readonly name: string })[] {
  const inner = innerPaths(path).flatMap(variablesOf);
  if (path.variable === undefined) return inner;
  return [{ name: path.variable, start: path.start + 1, end: path.rootEnd }, ...inner];
}

function innerPaths(path: Path): readonly Path[] {
  return path.segments.flatMap(segment => {
    if (segment.kind === 'filter') return pathsInFilter(segment.filter);
    return segment.kind === 'function' ? segment.args.flatMap(pathsInOperand) : [];
  });
}

function pathsInFilter(filter: Filter): readonly Path[] {
  switch (filter.kind) {
    case 'or':
    case 'and':
      return [...pathsInFilter(filter.left), ...pathsInFilter(filter.right)];
    case 'not':
      return pathsInFilter(filter.filter);
    case 'test':
      return pathsInOperand(filter.operand);
    case 'compare':
      return [...pathsInOperand(filter.left), ...pathsInOperand(filter.right)];
  }
}

function pathsInOperand(operand: Operand): readonly Path[] {
  return operand.kind === 'path' ? [operand.path] : [];
}
