// DescribeStateMachine: a machine, one of its versions, or the version an alias leads to.
import { errors } from '../errors.ts';
import { describeProcessor, labelledMap, readLabel } from '../labels.ts';
import { word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, describeRevision, seconds } from '../shapes.ts';

export const describeStateMachine = operation(
  { stateMachineArn: ARN, includedData: word('ALL_DATA', 'METADATA_ONLY') },
  ({ stateMachineArn }, { machines }) => {
    const labelled = readLabel(stateMachineArn);
    const { machine, revision, version } = machines.resolve(labelled?.arn ?? stateMachineArn);
    const map = labelled && labelledMap(revision, labelled.label);
    if (labelled && !map) throw errors.noMachine(stateMachineArn);
    const whole = {
      stateMachineArn: version?.arn ?? machine.arn,
      name: machine.name,
      status: 'ACTIVE',
      type: machine.type,
      creationDate: seconds(version?.creationDate ?? machine.creationDate),
      ...describeRevision(revision),
      ...(version?.description !== undefined && { description: version.description }),
    };
    if (!map?.distributed) return whole;
    const { label, executionType: type } = map.distributed;
    const name = `${machine.name}/${label}`;
    return { ...whole, ...describeProcessor(revision, map), stateMachineArn, name, type };
  },
);
