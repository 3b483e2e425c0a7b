// DescribeStateMachineForExecution: the definition and role an execution was started with. Of a child of a Map Run that is what
// the Map runs for each item.
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

function childPart({ execution, mapRunArn, from, events }: ChildRun): object {
  const { definition, program } = from.revision;
  const [, label = ''] = execution.stateMachineName.split('/');
  const started = events[0];
  // The path of the first state without its name is that of the Map.
  const map = started && 'state' in started && program.states.get(started.state.slice(0, -started.name.length - 1));
  const processor = map
    ? (map.state.fields.get('ItemProcessor') ?? map.state.fields.get('Iterator'))?.value
    : undefined;
  return {
    stateMachineArn: execution.stateMachineId,
    name: execution.stateMachineName,
    ...(processor && { definition: definition.slice(processor.start, processor.end) }),
    mapRunArn,
    label,
  };
}
