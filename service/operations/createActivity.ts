// CreateActivity: idempotent by name; a repeat answers the activity that is there.
import { checkName } from '../arns.ts';
import { operation } from '../operation.ts';
import { NAME, seconds, TAGS } from '../shapes.ts';

export const createActivity = operation({ name: NAME, tags: TAGS }, ({ name }, { activities, clock }) => {
  const { arn, creationDate } = activities.create(checkName(name), clock.now());
  return { activityArn: arn, creationDate: seconds(creationDate) };
});
