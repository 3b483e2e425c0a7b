// The alias an ARN names, with its machine.
import { errors } from './errors.ts';
import type { Alias, Machines, StateMachine } from './machines.ts';

export function findAlias(arn: string, machines: Machines): { readonly machine: StateMachine; readonly alias: Alias } {
  const { machine } = machines.qualified(arn) ?? {};
  const alias = machine?.aliases.find(one => one.arn === arn);
  if (!machine || !alias) throw errors.noResource(arn);
  return { machine, alias };
}
