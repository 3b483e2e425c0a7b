// The tags of a resource: those of a machine or an activity. Versions and aliases have none.
import { checkArn, readMachineArn } from './arns.ts';
import { errors } from './errors.ts';
import type { Service } from './service.ts';

export function tagsOf(arn: string, { machines, activities }: Service): Map<string, string> {
  if (/:activity:/.test(arn)) {
    const activity = activities.find(checkArn(arn, 'activity'));
    if (!activity) throw errors.taggedResource(arn);
    return activity.tags;
  }
  const { machine: machineArn, qualifier } = readMachineArn(arn);
  const machine = machines.all().find(one => one.arn === machineArn);
  if (!machine || qualifier !== undefined) throw errors.taggedResource(arn);
  return machine.tags;
}
