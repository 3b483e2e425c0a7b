// ListTagsForResource of a machine or an activity.
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';
import { tagsOf } from '../tags.ts';

export const listTagsForResource = operation({ resourceArn: ARN }, ({ resourceArn }, service) => ({
  tags: [...tagsOf(resourceArn, service)].map(([key, value]) => ({ key, value })),
}));
