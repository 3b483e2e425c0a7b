// UpdateStateMachineAlias: another description, other routes, or both.
import { findAlias } from '../aliases.ts';
import { errors } from '../errors.ts';
import { text } from '../members.ts';
import { operation } from '../operation.ts';
import { checkRoutes } from '../routes.ts';
import { ARN, ROUTES, seconds } from '../shapes.ts';

export const updateStateMachineAlias = operation(
  { stateMachineAliasArn: ARN, description: text(0, 256), routingConfiguration: ROUTES },
  ({ stateMachineAliasArn, description, routingConfiguration: routes }, { machines, clock }) => {
    const { machine, alias } = findAlias(stateMachineAliasArn, machines);
    if (description === undefined && routes === undefined) {
      throw errors.validation(
        'Either the description or the routing configuration must be specified',
        'MISSING_REQUIRED_PARAMETER',
      );
    }
    if (routes) checkRoutes(routes, machines);
    const updated = {
      ...alias,
      ...(description !== undefined && { description }),
      ...(routes && { routes }),
      updateDate: clock.now(),
    };
    machine.aliases = machine.aliases.map(one => (one === alias ? updated : one));
    return { updateDate: seconds(updated.updateDate) };
  },
);
