// Members and pieces of answers that several operations share.
import type { Execution } from '../interpreter/index.ts';
import type { Machine } from '../language/index.ts';
import { errors } from './errors.ts';
import type { RunningExecution } from './execution.ts';
import type { Alias, Logging, Revision, Version } from './machines.ts';
import type { ChildRun } from './mapRuns.ts';
import { flag, integer, listOf, type Member, required, structure, structureOf, text, word } from './members.ts';

export const ARN: Member<string> = required(text(1, 256));
export const NAME: Member<string> = required(text(1, 80));
/** Payloads are limited by their length in bytes; the service says so as a length in characters. */
export const PAYLOAD = text(0, 262_144);
export const DEFINITION = text(1, 1_048_576);

const TAG = structureOf({ key: text(1, 128), value: text(0, 256) });
export const TAGS = listOf(TAG, { max: 200, shape: 'Tag' });

const ROUTE = structureOf({ stateMachineVersionArn: ARN, weight: required(integer(0, 100)) });
export const ROUTES = listOf(ROUTE, { min: 1, max: 2, shape: 'RoutingConfigurationListItem' });

export const LOGGING = structureOf({
  level: word('ALL', 'ERROR', 'FATAL', 'OFF'),
  includeExecutionData: flag,
  destinations: listOf(structure, { max: 1000, shape: 'LogDestination' }),
});

export const TRACING = structureOf({ enabled: flag });

export function readLogging(given: ReturnType<typeof LOGGING>): Logging {
  const { level = 'OFF', includeExecutionData = false, destinations } = given ?? {};
  if (level !== 'OFF' && destinations?.length !== 1) {
    throw errors.invalidLogging('Must specify exactly one Log Destination.');
  }
  return { level, includeExecutionData, ...(destinations && { destinations }) };
}

/** Seconds since 1970 with a fraction: how the API writes a moment. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/** What a state machine is described by, apart from its name; of some of its states only, where they are named. */
export function describeRevision(revision: Revision, states?: ReadonlySet<string>): object {
  const { id, definition, program, roleArn, logging, tracing } = revision;
  const references = variableReferences(program.machine, states);
  return {
    definition,
    roleArn,
    loggingConfiguration: logging,
    tracingConfiguration: tracing,
    ...ENCRYPTION,
    ...(id !== undefined && { revisionId: id }),
    ...(Object.keys(references).length > 0 && { variableReferences: references }),
  };
}

// The variables each state reads, by the state's name, both in the order of the alphabet (recorded).
function variableReferences(
  { reads }: Machine,
  states: ReadonlySet<string> | undefined,
): Readonly<Record<string, readonly string[]>> {
  const byState = new Map<string, Set<string>>();
  for (const { name, state } of reads) {
    if (states && !states.has(state)) continue;
    const names = byState.get(state) ?? new Set();
    byState.set(state, names.add(name));
  }
  return Object.fromEntries([...byState].map(([state, names]) => [state, [...names].sort()]));
}

/** The version and alias an execution was started through. */
export function startedThrough({ version, alias }: { readonly version?: Version; readonly alias?: Alias }): object {
  return {
    ...(version && { stateMachineVersionArn: version.arn }),
    ...(alias && { stateMachineAliasArn: alias.arn }),
  };
}

/** What a list says of an execution. */
export function summarize(running: RunningExecution | ChildRun): object {
  const { execution, status, stopDate, from } = running;
  const child = 'mapRunArn' in running ? { mapRunArn: running.mapRunArn } : {};
  return {
    ...dates(execution, status === 'RUNNING' ? undefined : stopDate),
    executionArn: execution.id,
    name: execution.name,
    redriveCount: execution.redriveCount ?? 0,
    ...(execution.redriveTime !== undefined && { redriveDate: seconds(execution.redriveTime) }),
    stateMachineArn: execution.stateMachineId,
    status,
    ...startedThrough(from),
    ...child,
  };
}

export function dates({ startTime }: Execution, stopDate: number | undefined): object {
  return { startDate: seconds(startTime), ...(stopDate !== undefined && { stopDate: seconds(stopDate) }) };
}

/** Whether an execution could be redriven (spec/api.md §6.4). */
export function redriveOf(running: RunningExecution | ChildRun, now: number): RedriveStatus {
  const { status, stopDate = now } = running;
  const not = (redriveStatusReason: string): RedriveStatus => ({
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason,
  });
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') {
    return not(`Execution is ${status} and cannot be redriven`);
  }
  if (now - stopDate > REDRIVABLE_MS) return not('Execution redrivable period exceeded');
  if ('mapRunArn' in running) return { redriveStatus: 'REDRIVABLE_BY_MAP_RUN' };
  const { obstacle } = running;
  return obstacle === undefined ? { redriveStatus: 'REDRIVABLE' } : not(obstacle);
}

export interface RedriveStatus {
  readonly redriveStatus: string;
  readonly redriveStatusReason?: string;
}

/** Fourteen days after the end (spec/quotas.md §2). */
const REDRIVABLE_MS = 14 * 86_400_000;

/** What every machine and activity says of its encryption: there are no keys here. */
export const ENCRYPTION = { encryptionConfiguration: { type: 'AWS_OWNED_KEY' } } as const;
