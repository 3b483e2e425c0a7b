// PublishStateMachineVersion: the current revision gets the next number; without a change the version that is there.
import { errors } from '../errors.ts';
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, seconds } from '../shapes.ts';

/** What the first revision is called by those who must name it (spec/api.md). */
const INITIAL = 'INITIAL';

export const publishStateMachineVersion = operation(
  { stateMachineArn: ARN, revisionId: text(0, 256), description: text(0, 256) },
  ({ stateMachineArn, revisionId, description }, { machines, clock }) => {
    const machine = machines.get(stateMachineArn);
    const current = machine.revision.id ?? INITIAL;
    if (revisionId !== undefined && revisionId !== current) {
      throw errors.conflict(
        `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
      );
    }
    const { arn, creationDate } = machines.publish(machine, description, clock.now());
    return { creationDate: seconds(creationDate), stateMachineVersionArn: arn };
  },
);
