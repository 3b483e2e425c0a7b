// DeleteStateMachineAlias: the versions it led to stay.
import { findAlias } from '../aliases.ts';
import { operation } from '../operation.ts';
import { ARN } from '../shapes.ts';

export const deleteStateMachineAlias = operation(
  { stateMachineAliasArn: ARN },
  ({ stateMachineAliasArn }, { machines }) => {
    const { machine, alias } = findAlias(stateMachineAliasArn, machines);
    machine.aliases = machine.aliases.filter(one => one !== alias);
    return {};
  },
);
