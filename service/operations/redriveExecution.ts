// RedriveExecution: an execution that did not succeed goes on where it failed. Repeated with the same token within a quarter
// of an hour it is the same redrive.
import { errors } from '../errors.ts';
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, redriveOf, seconds } from '../shapes.ts';

export const redriveExecution = operation(
  { executionArn: ARN, clientToken: text(1, 64) },
  ({ executionArn, clientToken }, service) => {
    const running = service.describable(executionArn);
    const before = clientToken === undefined ? undefined : service.redriven(executionArn, clientToken);
    if (before !== undefined) return { redriveDate: seconds(before) };
    const { redriveStatusReason } = redriveOf(running, service.clock.now());
    if (redriveStatusReason !== undefined) throw errors.notRedrivable(redriveStatusReason);
    if (!('redrive' in running)) throw errors.notRedrivable('Execution is redriven with its Map Run');
    const redriveDate = running.redrive();
    if (clientToken !== undefined) service.rememberRedrive(executionArn, clientToken, redriveDate);
    return { redriveDate: seconds(redriveDate) };
  },
);
