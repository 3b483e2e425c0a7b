// DescribeMapRun: how a Map Run stands, with what has become of its items and children.
import { type MapRunCounts, NO_COUNTS, totalOf } from '../../interpreter/index.ts';
import type { MapRunRecord } from '../mapRuns.ts';
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';
import { seconds } from '../shapes.ts';

export const describeMapRun = operation({ mapRunArn: required(text(1, 2000)) }, ({ mapRunArn }, service) => {
  const run = service.mapRuns.get(mapRunArn);
  const { arn, executionArn, status, startDate, stopDate, running, declared, redriveCount, redriveDate } = run;
  const wait = running.mapRun(arn);
  const { maxConcurrency, toleratedCount = 0, toleratedPercentage = 0 } = wait?.run.settings ?? declared;
  const counts = run.counts ?? wait?.counts;
  return {
    mapRunArn: arn,
    executionArn,
    status,
    startDate: seconds(startDate),
    ...(stopDate !== undefined && { stopDate: seconds(stopDate) }),
    maxConcurrency,
    toleratedFailureCount: toleratedCount,
    toleratedFailurePercentage: toleratedPercentage,
    itemCounts: countsOf(counts, 'items', run),
    executionCounts: countsOf(counts, 'executions', run),
    // Recorded: nothing is said where there was none.
    ...(redriveDate !== undefined && { redriveCount, redriveDate: seconds(redriveDate) }),
  };
});

// Recorded: results count as written when the Map Run has succeeded, whether or not there is a ResultWriter.
function countsOf(
  all: MapRunCounts | undefined,
  of: keyof MapRunCounts,
  { status, redriveCount }: Pick<MapRunRecord, 'status' | 'redriveCount'>,
): object {
  const counts = all?.[of] ?? NO_COUNTS;
  const { pending, running, succeeded, failed, timedOut, aborted, pendingRedrive } = counts;
  const resultsWritten = status === 'SUCCEEDED' ? succeeded + failed : 0;
  return {
    pending,
    running,
    succeeded,
    failed,
    timedOut,
    aborted,
    total: totalOf(counts),
    resultsWritten,
    ...(redriveCount > 0 && { pendingRedrive }),
  };
}
