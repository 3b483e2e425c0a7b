// ListStateMachines: newest first.
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { seconds } from '../shapes.ts';

export const listStateMachines = operation(PAGING, (paging, { machines }) => {
  const { items, token } = pageOf(machines.all(), ({ arn }) => arn, { ...paging, of: 'stateMachines' });
  const stateMachines = items.map(({ arn, name, type, creationDate }) => ({
    stateMachineArn: arn,
    name,
    type,
    creationDate: seconds(creationDate),
  }));
  return { stateMachines, ...token };
});
