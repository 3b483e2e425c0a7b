// The name that was probably meant, among names of AWS's APIs. These are many, much alike, and new ones come every week, so
// only what a slip of the fingers explains counts: `getObjct`, `instanceIds`; never another number, as in `listObjectsV3`.
import { nearest } from '../../expressions/index.ts';

export function misspelt(name: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(name, candidates, name.length < 5 ? 1 : 2);
  return near !== undefined && digitsOf(near) === digitsOf(name) ? near : undefined;
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}
