// The doorway of the package `jsonpath-plus`: walking values for the parts of a path that select many. Only its traversal
// is used. Its filters and scripts would evaluate JavaScript with JavaScript's comparisons, and its handling of names
// gives `*`, `^`, `~` and `@` in data a meaning; those parts are ours (filter.ts, compilePath.ts).
import { JSONPath } from 'jsonpath-plus';
import type { Value } from '../value.ts';

/** Every member or item. */
export function childrenOf(value: Value): readonly Value[] {
  return select(['$', '*'], value);
}

/** The value and every list and object in it, each before what it holds. */
export function containersIn(value: Value): readonly Value[] {
  return select(['$', '..'], value);
}

/** Items from one index up to before another; negative ones count from the end. Ends outside of the list are moved into it. */
export function sliceOf(value: readonly Value[], from: number | undefined, to: number | undefined): readonly Value[] {
  return select(['$', `${from ?? ''}:${to ?? ''}`], value);
}

function select(path: string[], json: Value): readonly Value[] {
  if (json === null || typeof json !== 'object') return [];
  // Evaluation off: no part of these paths is a script, and none may ever become one.
  const found: unknown = JSONPath({ path, json: json as object, wrap: true, eval: false, resultType: 'value' });
  return (found ?? []) as Value[];
}
