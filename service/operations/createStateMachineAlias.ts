// CreateStateMachineAlias: the same request again answers the alias that is there.
import { errors } from '../errors.ts';
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';
import { checkRoutes } from '../routes.ts';
import { NAME, ROUTES, seconds } from '../shapes.ts';

/** At least one sign that is no digit: otherwise it would look like a version. */
const ALIAS_NAME = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/;

export const createStateMachineAlias = operation(
  { name: NAME, description: text(0, 256), routingConfiguration: required(ROUTES) },
  ({ name, description, routingConfiguration: routes }, { machines, clock }) => {
    if (!ALIAS_NAME.test(name)) throw errors.invalidName(name);
    const machine = checkRoutes(routes, machines);
    const existing = machine.aliases.find(alias => alias.name === name);
    const isSame = existing?.description === description && JSON.stringify(existing?.routes) === JSON.stringify(routes);
    if (existing && !isSame) {
      throw errors.conflict(
        'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
      );
    }
    const now = clock.now();
    const alias = existing ?? {
      arn: `${machine.arn}:${name}`,
      name,
      ...(description !== undefined && { description }),
      routes,
      creationDate: now,
      updateDate: now,
    };
    if (!existing) machine.aliases = [...machine.aliases, alias];
    return { stateMachineAliasArn: alias.arn, creationDate: seconds(alias.creationDate) };
  },
);
