// DeleteActivity: no error when there is none.
import { checkArn } from '../arns.ts';
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';

export const deleteActivity = operation({ activityArn: ARN }, ({ activityArn }, { activities }) => {
  activities.delete(checkArn(activityArn, 'activity'));
  return {};
});
