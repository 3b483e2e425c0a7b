// GetActivityTask: waits up to a minute for a task; an answer without a token says there was none.
import { checkArn } from '../arns.ts';
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';

export const getActivityTask = operation(
  { activityArn: ARN, workerName: text(1, 80) },
  async ({ activityArn, workerName }, { activities }, { signal }) => {
    const activity = activities.get(checkArn(activityArn, 'activity'));
    const task = await activities.take(activity, workerName, signal);
    return task ? { taskToken: task.token, input: task.input } : {};
  },
);
