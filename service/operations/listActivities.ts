// ListActivities: in the order they were created.
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { seconds } from '../shapes.ts';

export const listActivities = operation(PAGING, (paging, { activities }) => {
  const { items, token } = pageOf(activities.all(), ({ arn }) => arn, { ...paging, of: 'activities' });
  const listed = items.map(({ arn, name, creationDate }) => ({
    activityArn: arn,
    name,
    creationDate: seconds(creationDate),
  }));
  return { activities: listed, ...token };
});
