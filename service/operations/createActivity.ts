// CreateActivity: idempotent by name; a repeat answers the activity that is there.
import { arns, checkName } from '../arns.ts';
import { operation } from '../operation.ts';
import { NAME, seconds, TAGS } from '../shapes.ts';

export const createActivity = operation({ name: NAME, tags: TAGS }, ({ name, tags = [] }, { activities, clock }) => {
  const isNew = !activities.find(arns.activity(name));
  const { arn, creationDate, tags: kept } = activities.create(checkName(name), clock.now());
  // Those of a repeat are ignored.
  if (isNew) for (const { key = '', value = '' } of tags) kept.set(key, value);
  return { activityArn: arn, creationDate: seconds(creationDate) };
});
