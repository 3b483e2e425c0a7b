// DescribeActivity.
import { checkArn } from '../arns.ts';
import { operation } from '../operation.ts';
import { ARN, ENCRYPTION, seconds } from '../shapes.ts';

export const describeActivity = operation({ activityArn: ARN }, ({ activityArn }, { activities }) => {
  const { arn, name, creationDate } = activities.get(checkArn(activityArn, 'activity'));
  return { activityArn: arn, name, creationDate: seconds(creationDate), ...ENCRYPTION };
});
