// CreateStateMachine: the same request again answers the machine that is there; any difference is refused.
import { arns, checkName } from '../arns.ts';
import { checkDefinition, printDiagnostics } from '../definition.ts';
import { errors } from '../errors.ts';
import type { StateMachine } from '../machines.ts';
import { flag, required, structure, text, word } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, DEFINITION, LOGGING, NAME, readLogging, seconds, TAGS, TRACING } from '../shapes.ts';

export const createStateMachine = operation(
  {
    name: NAME,
    definition: required(DEFINITION),
    roleArn: ARN,
    type: word('STANDARD', 'EXPRESS'),
    loggingConfiguration: LOGGING,
    tracingConfiguration: TRACING,
    tags: TAGS,
    publish: flag,
    versionDescription: text(0, 256),
    encryptionConfiguration: structure,
  },
  (params, { machines, clock }) => {
    const { name, definition, roleArn, type = 'STANDARD', publish = false, versionDescription } = params;
    checkName(name);
    if (versionDescription !== undefined && !publish) {
      throw errors.validation('Version description can only be set when publish is true');
    }
    const logging = readLogging(params.loggingConfiguration);
    const tracing = { enabled: params.tracingConfiguration?.enabled ?? false };
    const { program, diagnostics } = checkDefinition(definition, type);
    if (!program) throw errors.invalidDefinition(printDiagnostics(diagnostics));
    // Role and tags are not compared (spec/api.md).
    const { encryptionConfiguration } = params;
    const createdWith = JSON.stringify({
      type,
      logging,
      tracing,
      publish,
      versionDescription,
      encryptionConfiguration,
    });
    const existing = machines.named(name, roleArn);
    if (existing) {
      const isSame = existing.createdWith === createdWith && existing.revision.definition === definition;
      if (!isSame) throw errors.machineExists(existing.arn);
      return answer(existing, publish);
    }
    const now = clock.now();
    const machine: StateMachine = {
      arn: arns.machine(name, roleArn),
      name,
      type,
      creationDate: now,
      createdWith,
      revision: { definition, program, roleArn, logging, tracing, updateDate: now },
      versions: [],
      versionCount: 0,
      aliases: [],
      tags: new Map(),
    };
    for (const { key = '', value = '' } of params.tags ?? []) machine.tags.set(key, value);
    machines.add(machine);
    if (publish) machines.publish(machine, versionDescription, now);
    return answer(machine, publish);
  },
);

function answer({ arn, creationDate, versions }: StateMachine, publish: boolean): object {
  const version = publish ? versions[0] : undefined;
  return {
    stateMachineArn: arn,
    creationDate: seconds(creationDate),
    ...(version && { stateMachineVersionArn: version.arn }),
  };
}
