// State machines and activities as one value to keep, and back. Revisions are named by their place in a list, as versions share
// them.
import { isObject, type Value } from '../interpreter/index.ts';
import type { Activities } from './activities.ts';
import { checkDefinition, type MachineType } from './definition.ts';
import type { Alias, Logging, Machines, Revision, StateMachine, Version } from './machines.ts';
import { StoreFault } from './store.ts';

export type StoredRevision = Omit<Revision, 'program'>;

interface StoredMachine extends Pick<StateMachine, 'arn' | 'name' | 'type' | 'creationDate' | 'createdWith'> {
  readonly revisions: readonly StoredRevision[];
  readonly revision: number;
  readonly versions: readonly (Omit<Version, 'revision'> & { readonly revision: number })[];
  readonly versionCount: number;
  readonly aliases: readonly Alias[];
  readonly tags: readonly (readonly [string, string])[];
}

interface Snapshot {
  /** Of this file; another one is not read. */
  readonly format: 1;
  readonly machines: readonly StoredMachine[];
  readonly activities: readonly {
    readonly name: string;
    readonly creationDate: number;
    readonly tags: readonly (readonly [string, string])[];
  }[];
}

export function toSnapshot(machines: Machines, activities: Activities): Value {
  const snapshot: Snapshot = {
    format: 1,
    machines: machines.all().map(toStored).reverse(),
    activities: activities.all().map(({ name, creationDate, tags }) => ({ name, creationDate, tags: [...tags] })),
  };
  return snapshot as unknown as Value;
}

function toStored({ arn, name, type, creationDate, createdWith, ...machine }: StateMachine): StoredMachine {
  const revisions = [...new Set([machine.revision, ...machine.versions.map(({ revision }) => revision)])];
  return {
    arn,
    name,
    type,
    creationDate,
    createdWith,
    revisions: revisions.map(storedRevision),
    revision: 0,
    versions: machine.versions.map(version => ({ ...version, revision: revisions.indexOf(version.revision) })),
    versionCount: machine.versionCount,
    aliases: machine.aliases,
    tags: [...machine.tags],
  };
}

export function storedRevision({ program: _program, ...rest }: Revision): StoredRevision {
  return rest;
}

/** Fills what is empty. */
export function fromSnapshot(value: Value, machines: Machines, activities: Activities): void {
  if (!isObject(value) || value['format'] !== 1) {
    throw new StoreFault(
      'The data folder was written by another version of Stepthrough, and cannot be read by this one.',
    );
  }
  const snapshot = value as unknown as Snapshot;
  for (const { revisions, versions, tags, ...stored } of snapshot.machines) {
    const made = revisions.map(revision => readRevision(revision, stored.type));
    const at = (index: number) => made[index] as Revision;
    machines.add({
      ...stored,
      revision: at(stored.revision),
      versions: versions.map(version => ({ ...version, revision: at(version.revision) })),
      tags: new Map(tags),
    });
  }
  for (const { name, creationDate, tags } of snapshot.activities) {
    const activity = activities.create(name, creationDate);
    for (const [key, text] of tags) activity.tags.set(key, text);
  }
}

export function readRevision(stored: StoredRevision, type: MachineType): Revision {
  const { program } = checkDefinition(stored.definition, type);
  if (!program) throw new StoreFault('The data folder has a definition that this version of Stepthrough refuses.');
  return { ...stored, logging: stored.logging as Logging, program };
}
