// The name that was probably meant, among names of AWS's APIs. These are many and much alike, and new ones come every week,
// so only what a slip of the fingers explains counts: `getObjct`, `instanceIds`. Of 549 actions and 377 members that eight
// services (SDK for JavaScript 3.1169) have and the catalogue has not, two members are taken for another name.
import { nearest } from '../../expressions/index.ts';

export function misspelt(name: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(name, candidates, name.length < 12 ? 1 : 2);
  return near !== undefined && isSlip(name, near) ? near : undefined;
}

// Another number is another version, a name with `Id` behind it another member, and nobody slips at the first letter.
function isSlip(name: string, near: string): boolean {
  if (digitsOf(name) !== digitsOf(near) || name[0]?.toLowerCase() !== near[0]?.toLowerCase()) return false;
  return name.replace(/Ids?$/, '') !== near.replace(/s$/, '');
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}
