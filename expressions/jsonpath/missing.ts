// How AWS says that a path leads nowhere: it tells a missing last member from a missing one on the way there, and writes
// the way in brackets (recorded).
import { member, type Value } from '../value.ts';
import type { ParsedPath } from './parsePath.ts';

export function describeMissing({ text, path }: ParsedPath, value: Value): string {
  let way = '$';
  let current: Value | undefined = value;
  const last = path.segments.length - 1;
  for (const [i, segment] of path.segments.entries()) {
    way += segment.kind === 'name' ? `['${segment.name}']` : text.slice(segment.start, segment.end);
    current = segment.kind === 'name' ? member(current, segment.name) : undefined;
    if (current === undefined && i < last) return `Invalid path '${text}' : Missing property in path ${way}`;
  }
  return `Invalid path '${text}' : No results for path: ${way}`;
}
