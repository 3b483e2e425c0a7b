// DescribeExecution: how an execution stands, with its input, and its output or error once it is over.
import { printValue } from '../../interpreter/index.ts';
import { word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, redriveOf, summarize } from '../shapes.ts';

const INCLUDED = { included: true };

export const describeExecution = operation(
  { executionArn: ARN, includedData: word('ALL_DATA', 'METADATA_ONLY') },
  ({ executionArn }, service) => {
    const running = service.describable(executionArn);
    const { status, output, failure, traceHeader, inputText } = running;
    const isFailure = status === 'FAILED' || status === 'ABORTED';
    return {
      ...summarize(running),
      input: inputText,
      inputDetails: INCLUDED,
      ...(output !== undefined && { output: printValue(output), outputDetails: INCLUDED }),
      ...(isFailure && failure?.error !== undefined && { error: failure.error }),
      ...(isFailure && failure?.cause !== undefined && { cause: failure.cause }),
      ...(traceHeader !== undefined && { traceHeader }),
      ...redriveOf(running, service.clock.now()),
    };
  },
);
