// A condition in the words of a JSONPath filter, asked of the data itself rather than of the items of a list:
// `$.total > 100 && $.customer.trusted == true`. A path alone asks for presence with a value, as filters do.

import { compilePath } from './compilePath.ts';
import { compileFilter, type FilterTest } from './filter.ts';
import { parsePath } from './parsePath.ts';

export type ParsedCondition =
  | { readonly test: FilterTest; readonly problem?: undefined }
  | { readonly test?: undefined; readonly problem: string };

/** Step Functions has no such conditions of its own; a debugger does. */
export function parseCondition(text: string): ParsedCondition {
  const { path, problems } = parsePath(`$[?(${text})]`);
  const [segment, ...more] = path.segments;
  if (problems[0]) return { problem: problems[0].message };
  if (segment?.kind !== 'filter' || more.length > 0) return { problem: 'this is not one condition.' };
  return { test: compileFilter(segment.filter, compilePath) };
}
