// StopExecution: an execution that is over stays as it is.
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, seconds } from '../shapes.ts';

export const stopExecution = operation(
  { executionArn: ARN, error: text(0, 256), cause: text(0, 32_768) },
  ({ executionArn, error, cause }, service) => {
    const running = service.describable(executionArn);
    running.stop({ ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
    return { stopDate: seconds(running.stopDate ?? service.clock.now()) };
  },
);
