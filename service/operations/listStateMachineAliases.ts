// ListStateMachineAliases: of a machine, or of those that lead to one version; oldest first (recorded).
import { readMachineArn } from '../arns.ts';
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { ARN, seconds } from '../shapes.ts';

export const listStateMachineAliases = operation(
  { ...PAGING, stateMachineArn: ARN },
  ({ stateMachineArn, ...paging }, { machines }) => {
    const { machine: machineArn, qualifier } = readMachineArn(stateMachineArn);
    const { aliases } = machines.get(machineArn);
    const leading = aliases.filter(
      ({ routes }) => qualifier === undefined || routes.some(route => route.stateMachineVersionArn === stateMachineArn),
    );
    const of = `aliases of ${stateMachineArn}`;
    const { items, token } = pageOf(leading, ({ arn }) => arn, { ...paging, of });
    const listed = items.map(({ arn, creationDate }) => ({
      stateMachineAliasArn: arn,
      creationDate: seconds(creationDate),
    }));
    return { stateMachineAliases: listed, ...token };
  },
);
