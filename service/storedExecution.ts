// The first line of an execution's journal: everything it was started with, so that it can be gone on with whatever has become
// of its state machine since.
import type { Execution, Value } from '../interpreter/index.ts';
import type { Alias, Machines, Resolved, Revision, StateMachine, Version } from './machines.ts';
import { readRevision, type StoredRevision, storedRevision } from './snapshot.ts';

interface Header {
  readonly execution: Execution;
  readonly inputText: string;
  readonly traceHeader?: string | undefined;
  readonly machine: Pick<StateMachine, 'arn' | 'name' | 'type' | 'creationDate'>;
  readonly revision: StoredRevision;
  readonly version?: Omit<Version, 'revision'> | undefined;
  readonly alias?: Alias | undefined;
  readonly testCase?: string | undefined;
}

export interface Started {
  readonly execution: Execution;
  readonly inputText: string;
  readonly traceHeader?: string | undefined;
  readonly from: Resolved;
}

export function toHeader({ execution, inputText, traceHeader, from }: Started): Value {
  const { arn, name, type, creationDate } = from.machine;
  const { revision: _revision, ...version } = from.version ?? { revision: undefined };
  const header: Header = {
    execution,
    inputText,
    traceHeader,
    machine: { arn, name, type, creationDate },
    revision: storedRevision(from.revision),
    ...(from.version && { version: version as Omit<Version, 'revision'> }),
    alias: from.alias,
    testCase: from.testCase,
  };
  return header as unknown as Value;
}

export function readHeader(value: Value, machines: Machines): Started {
  const { execution, inputText, traceHeader, ...header } = value as unknown as Header;
  return { execution, inputText, traceHeader, from: fromOf(header, machines) };
}

function fromOf(
  { machine, revision, version, alias, testCase }: Omit<Header, 'execution' | 'inputText' | 'traceHeader'>,
  machines: Machines,
): Resolved {
  const found = machines
    .all()
    .find(({ arn, creationDate }) => arn === machine.arn && creationDate === machine.creationDate);
  const made = (found && knownRevision(found, revision)) ?? readRevision(revision, machine.type);
  // One that was deleted is known to its executions only.
  const nothing = { createdWith: '', versions: [], versionCount: 0, aliases: [], tags: new Map<string, string>() };
  return {
    machine: found ?? { ...machine, ...nothing, revision: made },
    revision: made,
    ...(version && { version: { ...version, revision: made } }),
    ...(alias && { alias }),
    ...(testCase !== undefined && { testCase }),
  };
}

function knownRevision(machine: StateMachine, stored: StoredRevision): Revision | undefined {
  const text = JSON.stringify(stored);
  const known = [machine.revision, ...machine.versions.map(({ revision }) => revision)];
  return known.find(one => JSON.stringify(storedRevision(one)) === text);
}
