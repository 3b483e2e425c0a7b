// The state machines of the service: their revisions, published versions and aliases. Kept in memory.
import { randomInt } from 'node:crypto';
import type { LogLevel, Program } from '../interpreter/index.ts';
import { arns, type MachineArn, readMachineArn } from './arns.ts';
import type { MachineType } from './definition.ts';
import { errors } from './errors.ts';
import { readLabel } from './labels.ts';

/** What an execution is started from: never changed, an update makes another one. */
export interface Revision {
  /** The first one has none. */
  readonly id?: string;
  readonly definition: string;
  readonly program: Program;
  readonly roleArn: string;
  readonly logging: Logging;
  readonly tracing: { readonly enabled: boolean };
  readonly updateDate: number;
}

export interface Logging {
  readonly level: LogLevel;
  readonly includeExecutionData: boolean;
  readonly destinations?: readonly unknown[];
}

export interface Version {
  readonly arn: string;
  readonly revision: Revision;
  readonly description?: string;
  readonly creationDate: number;
}

export interface Route {
  readonly stateMachineVersionArn: string;
  readonly weight: number;
}

export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly Route[];
  readonly creationDate: number;
  readonly updateDate: number;
}

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly creationDate: number;
  /** What the machine was created with beyond its first revision: a repeated creation must say the same. */
  readonly createdWith: string;
  revision: Revision;
  /** Oldest first. Numbers are not used again. */
  versions: readonly Version[];
  versionCount: number;
  aliases: readonly Alias[];
  readonly tags: Map<string, string>;
}

/** What an ARN in a request stands for. */
export interface Resolved {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly version?: Version;
  readonly alias?: Alias;
  readonly testCase?: string;
}

/** What an ARN with a version or alias behind it names. */
export interface Qualified {
  readonly machine: StateMachine;
  readonly qualifier: string;
}

export class Machines {
  readonly #byArn = new Map<string, StateMachine>();

  /** Newest first. */
  all(): readonly StateMachine[] {
    return [...this.#byArn.values()].reverse();
  }

  named(name: string, roleArn: string): StateMachine | undefined {
    return this.#byArn.get(arns.machine(name, roleArn));
  }

  add(machine: StateMachine): void {
    this.#byArn.set(machine.arn, machine);
  }

  delete(arn: string): void {
    const { machine, qualifier } = readMachineArn(arn);
    if (qualifier !== undefined) throw errors.validation('Can not delete a version or alias with this operation.');
    this.#byArn.delete(machine);
  }

  /** The machine of an ARN without version or alias. */
  get(arn: string): StateMachine {
    const machine = this.#byArn.get(arn);
    // A malformed ARN is said to be one.
    if (!machine) readMachineArn(arn);
    if (!machine) throw errors.noMachine(arn);
    return machine;
  }

  resolve(arn: string): Resolved {
    if (readLabel(arn)) throw errors.labelled(arn);
    const read = readMachineArn(arn);
    const machine = this.#byArn.get(read.machine);
    if (!machine) throw errors.noMachine(arn);
    const testCase = read.testCase === undefined ? {} : { testCase: read.testCase };
    return { machine, ...part(machine, read, arn), ...testCase };
  }

  /** The machine of a version's or alias's ARN; undefined where there is no such machine. */
  qualified(arn: string): Qualified | undefined {
    const { machine: machineArn, qualifier } = readMachineArn(arn);
    if (qualifier === undefined) throw errors.arnPrefix(arn);
    const machine = this.#byArn.get(machineArn);
    return machine && { machine, qualifier };
  }

  /** The latest version again where nothing has changed since. */
  publish(machine: StateMachine, description: string | undefined, now: number): Version {
    const latest = machine.versions.at(-1);
    if (latest && latest.revision === machine.revision) return latest;
    machine.versionCount++;
    const version: Version = {
      arn: `${machine.arn}:${machine.versionCount}`,
      revision: machine.revision,
      creationDate: now,
      ...(description !== undefined && { description }),
    };
    machine.versions = [...machine.versions, version];
    return version;
  }
}

function part(machine: StateMachine, { qualifier }: MachineArn, arn: string): Omit<Resolved, 'machine'> {
  if (qualifier === undefined) return { revision: machine.revision };
  const version = machine.versions.find(one => one.arn === `${machine.arn}:${qualifier}`);
  if (version) return { revision: version.revision, version };
  const alias = machine.aliases.find(({ name }) => name === qualifier);
  const chosen = alias && machine.versions.find(one => one.arn === chooseRoute(alias.routes));
  if (!alias || !chosen) throw errors.noMachine(arn);
  return { revision: chosen.revision, version: chosen, alias };
}

function chooseRoute(routes: readonly Route[]): string | undefined {
  let left = randomInt(100);
  for (const { stateMachineVersionArn, weight } of routes) {
    left -= weight;
    if (left < 0) return stateMachineVersionArn;
  }
  return routes.at(-1)?.stateMachineVersionArn;
}
