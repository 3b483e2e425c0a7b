// ListStateMachineVersions: newest first.
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { ARN, seconds } from '../shapes.ts';

export const listStateMachineVersions = operation(
  { ...PAGING, stateMachineArn: ARN },
  ({ stateMachineArn, ...paging }, { machines }) => {
    const { versions } = machines.get(stateMachineArn);
    const of = `versions of ${stateMachineArn}`;
    const { items, token } = pageOf(versions.toReversed(), ({ arn }) => arn, { ...paging, of });
    const listed = items.map(({ arn, creationDate }) => ({
      stateMachineVersionArn: arn,
      creationDate: seconds(creationDate),
    }));
    return { stateMachineVersions: listed, ...token };
  },
);
