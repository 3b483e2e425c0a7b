// UpdateStateMachine: a new revision; executions under way keep theirs.
import { randomUUID } from 'node:crypto';
import { checkDefinition, printDiagnostics } from '../definition.ts';
import { errors } from '../errors.ts';
import { flag, structure, text } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, DEFINITION, LOGGING, readLogging, seconds, TRACING } from '../shapes.ts';

export const updateStateMachine = operation(
  {
    stateMachineArn: ARN,
    definition: DEFINITION,
    roleArn: text(1, 256),
    loggingConfiguration: LOGGING,
    tracingConfiguration: TRACING,
    publish: flag,
    versionDescription: text(0, 256),
    encryptionConfiguration: structure,
  },
  (params, { machines, clock }) => {
    const { definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = params;
    const changes = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
    if (params.versionDescription !== undefined && !params.publish) {
      throw errors.validation('Version description can only be set when publish is true');
    }
    const machine = machines.get(params.stateMachineArn);
    if (changes.every(change => change === undefined)) throw errors.missingParameter();
    const before = machine.revision;
    const checked =
      definition === undefined
        ? { program: before.program, diagnostics: [] }
        : checkDefinition(definition, machine.type);
    if (!checked.program) throw errors.invalidDefinition(printDiagnostics(checked.diagnostics));
    const now = clock.now();
    machine.revision = {
      id: randomUUID(),
      definition: definition ?? before.definition,
      program: checked.program,
      roleArn: roleArn ?? before.roleArn,
      logging: loggingConfiguration ? readLogging(loggingConfiguration) : before.logging,
      tracing: tracingConfiguration ? { enabled: tracingConfiguration.enabled ?? false } : before.tracing,
      updateDate: now,
    };
    const version = params.publish ? machines.publish(machine, params.versionDescription, now) : undefined;
    return {
      updateDate: seconds(now),
      revisionId: machine.revision.id,
      ...(version && { stateMachineVersionArn: version.arn }),
    };
  },
);
