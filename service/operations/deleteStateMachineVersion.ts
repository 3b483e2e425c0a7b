// DeleteStateMachineVersion: no error when there is none; refused while an alias leads to it.
import { errors } from '../errors.ts';
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';

export const deleteStateMachineVersion = operation(
  { stateMachineVersionArn: required(text(1, 2000)) },
  ({ stateMachineVersionArn }, { machines }) => {
    const { machine } = machines.qualified(stateMachineVersionArn) ?? {};
    if (!machine) return {};
    const aliases = machine.aliases.filter(({ routes }) =>
      routes.some(route => route.stateMachineVersionArn === stateMachineVersionArn),
    );
    if (aliases.length > 0) {
      const names = aliases.map(({ name }) => name).join(', ');
      throw errors.conflict(
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
      );
    }
    machine.versions = machine.versions.filter(({ arn }) => arn !== stateMachineVersionArn);
    return {};
  },
);
