// DeleteStateMachine: gone at once, where AWS takes a while; executions under way go on. No error when there is none.
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';

export const deleteStateMachine = operation({ stateMachineArn: ARN }, ({ stateMachineArn }, { machines }) => {
  machines.delete(stateMachineArn);
  return {};
});
