// ListMapRuns of an execution, newest first.
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { ARN, seconds } from '../shapes.ts';

export const listMapRuns = operation({ ...PAGING, executionArn: ARN }, ({ executionArn, ...paging }, service) => {
  service.describable(executionArn);
  const { items, token } = pageOf(service.mapRuns.of(executionArn), ({ arn }) => arn, { ...paging, of: executionArn });
  const mapRuns = items.map(({ arn, stateMachineArn, startDate, stopDate }) => ({
    executionArn,
    mapRunArn: arn,
    stateMachineArn,
    startDate: seconds(startDate),
    ...(stopDate !== undefined && { stopDate: seconds(stopDate) }),
  }));
  return { mapRuns, ...token };
});
