// The doorway of the package `jsonpath-plus`: paths that name several places. Scripts and filters are evaluated by the
// package's own safe interpreter, never as code. A result is always a list, as in Step Functions, possibly empty.
import { JSONPath } from 'jsonpath-plus';
import type { Value } from '../value.ts';

/** `path` begins with "$" and is applied to `root`. Throws nothing: a path the package cannot read gives undefined. */
export function selectMany(path: string, root: Value): readonly Value[] | undefined {
  if (root === null || typeof root !== 'object') return [];
  try {
    const found: unknown = JSONPath({ path, json: root as object, wrap: true, eval: 'safe', resultType: 'value' });
    return found as Value[];
  } catch {
    // The package throws plain errors about its own syntax; the caller knows the path and says what is wrong.
    return undefined;
  }
}
