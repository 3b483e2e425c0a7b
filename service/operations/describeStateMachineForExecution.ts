// DescribeStateMachineForExecution: the definition and role an execution was started with.
import { word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, describeRevision, seconds } from '../shapes.ts';

export const describeStateMachineForExecution = operation(
  { executionArn: ARN, includedData: word('ALL_DATA', 'METADATA_ONLY') },
  ({ executionArn }, service) => {
    const { machine, revision } = service.execution(executionArn).from;
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      updateDate: seconds(revision.updateDate),
      ...describeRevision(revision),
    };
  },
);
