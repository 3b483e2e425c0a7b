// DescribeStateMachine: a machine, one of its versions, or the version an alias leads to.
import { word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, describeRevision, seconds } from '../shapes.ts';

export const describeStateMachine = operation(
  { stateMachineArn: ARN, includedData: word('ALL_DATA', 'METADATA_ONLY') },
  ({ stateMachineArn }, { machines }) => {
    const { machine, revision, version } = machines.resolve(stateMachineArn);
    return {
      stateMachineArn: version?.arn ?? machine.arn,
      name: machine.name,
      status: 'ACTIVE',
      type: machine.type,
      creationDate: seconds(version?.creationDate ?? machine.creationDate),
      ...describeRevision(revision),
      ...(version?.description !== undefined && { description: version.description }),
    };
  },
);
