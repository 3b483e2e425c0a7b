// DescribeStateMachineForExecution: the definition and role an execution was started with. Of a child of a Map Run that is what
// the Map runs for each item.
import { describeProcessor, labelledMap } from '../labels.ts';
import { ChildRun } from '../mapRuns.ts';
import { word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, describeRevision, seconds } from '../shapes.ts';

export const describeStateMachineForExecution = operation(
  { executionArn: ARN, includedData: word('ALL_DATA', 'METADATA_ONLY') },
  ({ executionArn }, service) => {
    const running = service.describable(executionArn);
    const { machine, revision } = running.from;
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      updateDate: seconds(revision.updateDate),
      ...describeRevision(revision),
      ...(running instanceof ChildRun && childPart(running)),
    };
  },
);

function childPart({ execution, mapRunArn, from }: ChildRun): object {
  const [, label = ''] = execution.stateMachineName.split('/');
  const map = labelledMap(from.revision, label);
  return {
    stateMachineArn: execution.stateMachineId,
    name: execution.stateMachineName,
    ...(map && describeProcessor(from.revision, map)),
    mapRunArn,
    label,
  };
}
