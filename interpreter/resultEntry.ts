// What a child execution gave, as AWS writes it into result files: the shape of DescribeExecution with texts for input and
// output (spec/asl.md §5.8, ResultWriter).
import type { Value } from '../expressions/index.ts';
import { printValue } from './json.ts';
import type { ResultEntry } from './mapRun.ts';
import { printTimestamp } from './timestamp.ts';

export function entryValue(entry: ResultEntry): Value {
  const { status, input, output, failure = {}, executionArn, name, stateMachineArn } = entry;
  const { startTime, stopTime, redriveCount = 0 } = entry;
  if (status === 'PENDING') return { Input: printValue(input) };
  return {
    ...(failure.cause !== undefined && { Cause: failure.cause }),
    ...(failure.error !== undefined && { Error: failure.error }),
    ExecutionArn: executionArn ?? '',
    Input: printValue(input),
    InputDetails: { Included: true },
    Name: name ?? '',
    ...(output !== undefined && { Output: printValue(output), OutputDetails: { Included: true } }),
    RedriveCount: redriveCount,
    RedriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    ...(status === 'SUCCEEDED' && { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' }),
    StartDate: printTimestamp(startTime ?? 0),
    StateMachineArn: stateMachineArn ?? '',
    Status: status,
    StopDate: printTimestamp(stopTime ?? 0),
  };
}
