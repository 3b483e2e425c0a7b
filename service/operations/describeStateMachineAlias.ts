// DescribeStateMachineAlias.
import { findAlias } from '../aliases.ts';
import { operation } from '../operation.ts';
import { ARN, seconds } from '../shapes.ts';

export const describeStateMachineAlias = operation(
  { stateMachineAliasArn: ARN },
  ({ stateMachineAliasArn }, { machines }) => {
    const { arn, name, description, routes, creationDate, updateDate } = findAlias(
      stateMachineAliasArn,
      machines,
    ).alias;
    return {
      stateMachineAliasArn: arn,
      name,
      ...(description !== undefined && { description }),
      routingConfiguration: routes,
      creationDate: seconds(creationDate),
      updateDate: seconds(updateDate),
    };
  },
);
