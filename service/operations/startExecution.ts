// StartExecution: repeated under the same name with the same input it answers the execution that runs.
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, PAYLOAD, seconds } from '../shapes.ts';

export const startExecution = operation(
  { stateMachineArn: ARN, name: text(1, 80), input: PAYLOAD, traceHeader: text(0, 256) },
  ({ stateMachineArn, name, input, traceHeader }, service) => {
    const { execution } = service.start(service.machines.resolve(stateMachineArn), { name, input, traceHeader });
    return { executionArn: execution.id, startDate: seconds(execution.startTime) };
  },
);
