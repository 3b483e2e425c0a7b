// SendTaskHeartbeat: the task's time of silence begins anew. Nothing of it is in the history.
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';

export const sendTaskHeartbeat = operation({ taskToken: required(text(1, 2048)) }, ({ taskToken }, { tokens }) => {
  tokens.beat(taskToken);
  return {};
});
