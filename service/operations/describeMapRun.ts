// DescribeMapRun: how a Map Run stands, with what has become of its items and children.
import { type Counts, type MapRunCounts, totalOf } from '../../interpreter/index.ts';
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';
import { seconds } from '../shapes.ts';

export const describeMapRun = operation({ mapRunArn: required(text(1, 2000)) }, ({ mapRunArn }, service) => {
  const run = service.mapRuns.get(mapRunArn);
  const { arn, executionArn, status, startDate, stopDate, running, declared } = run;
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
    itemCounts: countsOf(counts, 'items', status),
    executionCounts: countsOf(counts, 'executions', status),
  };
});

// Recorded: results count as written when the Map Run has succeeded, whether or not there is a ResultWriter.
function countsOf(counts: MapRunCounts | undefined, of: keyof MapRunCounts, status: string): object {
  const { pending, running, succeeded, failed, aborted }: Counts = counts?.[of] ?? NONE;
  const total = totalOf({ pending, running, succeeded, failed, aborted });
  const resultsWritten = status === 'SUCCEEDED' ? succeeded + failed : 0;
  return { pending, running, succeeded, failed, timedOut: 0, aborted, total, resultsWritten };
}

const NONE: Counts = { pending: 0, running: 0, succeeded: 0, failed: 0, aborted: 0 };
