// UntagResource: keys that are not there are no error.
import { listOf, required, text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';
import { tagsOf } from '../tags.ts';

export const untagResource = operation(
  { resourceArn: ARN, tagKeys: required(listOf(text(1, 128), { max: 200 })) },
  ({ resourceArn, tagKeys }, service) => {
    const kept = tagsOf(resourceArn, service);
    for (const key of tagKeys) kept.delete(key);
    return {};
  },
);
