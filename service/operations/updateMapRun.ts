// UpdateMapRun: other limits for a Map Run that is under way.
import { errors } from '../errors.ts';
import { integer, number, required, text } from '../members.ts';
import { operation } from '../operation.ts';

export const updateMapRun = operation(
  {
    mapRunArn: required(text(1, 2000)),
    maxConcurrency: integer(0, Number.MAX_SAFE_INTEGER),
    toleratedFailureCount: integer(0, Number.MAX_SAFE_INTEGER),
    toleratedFailurePercentage: number(0, 100),
  },
  ({ mapRunArn, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }, service) => {
    const { status, running, arn } = service.mapRuns.get(mapRunArn);
    if (status !== 'RUNNING') {
      // The text is not on record, the reason is.
      throw errors.validation('Only a Map Run that is RUNNING can be updated.', 'CANNOT_UPDATE_COMPLETED_MAP_RUN');
    }
    running.updateMapRun(arn, {
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(toleratedFailureCount !== undefined && { toleratedCount: toleratedFailureCount }),
      ...(toleratedFailurePercentage !== undefined && { toleratedPercentage: toleratedFailurePercentage }),
    });
    return {};
  },
);
