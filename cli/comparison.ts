// Two versions of a file with definitions, compared: a definition of its own with the other, those of templates by their ids.
import path from 'node:path';
import { type Difference, differenceOf, illegible, isNoDifference } from '../graph/model/index.ts';
import { isDefinitionFile } from '../host/index.ts';
import {
  analyzeFile,
  createLineIndex,
  type Definition,
  findDefinitions,
  type LineIndex,
  type Machine,
  type OffsetMap,
} from '../language/index.ts';
import { UsageError } from './command.ts';
import type { Version } from './versions.ts';

/** A file in one version of it. */
export interface Compared {
  readonly file: string;
  readonly version: Version;
}

export interface Comparison {
  /** In a template: the logical id, or the name of the block. */
  readonly name?: string;
  /** Absent where one side has no such definition. */
  readonly difference?: Difference;
  readonly before?: FoundMachine;
  readonly after?: FoundMachine;
}

/** A machine, and where its text stands. */
export interface FoundMachine extends Pick<OffsetMap, 'toHost'> {
  readonly name?: string;
  readonly machine: Machine;
  readonly file: string;
  readonly lines: LineIndex;
}

export function isDifferent({ difference }: Comparison): boolean {
  return !difference || !isNoDifference(difference);
}

/** In the order of the new text; what is only in the old one stands at the end. `name` chooses one definition. */
export function compare(before: Compared, after: Compared, name: string | undefined): readonly Comparison[] {
  const [old, now] = [machinesIn(before), machinesIn(after)];
  const isTemplate = [...old, ...now].some(machine => machine.name !== undefined);
  const [one, other] = [old[0], now[0]];
  if (name === undefined && one && other && (one.name === undefined || other.name === undefined)) {
    // A definition of its own can be compared with the only one of a template.
    if (old.length > 1 || now.length > 1)
      throw new UsageError(
        `${after.file} and ${before.file} cannot be compared: choose one state machine of the template with --name.`,
      );
    return [compared(one, other)];
  }
  if (name !== undefined && !isTemplate) {
    throw new UsageError(`${after.file} is no template: --name chooses a state machine of one.`);
  }
  const names = [...new Set([...now, ...old].map(machine => machine.name))];
  const wanted = names.filter(one => name === undefined || one === name);
  if (wanted.length === 0) throw new UsageError(`Neither file has "${name}": they have ${names.join(', ')}.`);
  return wanted.map(one => compared(named(old, one, name), named(now, one, name)));
}

// A file of its own has no names, and is meant by any.
function named(machines: readonly FoundMachine[], name: string | undefined, chosen: string | undefined) {
  const found = machines.find(machine => machine.name === name);
  const [only] = machines;
  return found ?? (chosen !== undefined && only?.name === undefined ? only : undefined);
}

function compared(before: FoundMachine | undefined, after: FoundMachine | undefined): Comparison {
  const name = after?.name ?? before?.name;
  return {
    ...(name !== undefined && { name }),
    ...(before && { before }),
    ...(after && { after }),
    ...(before && after && { difference: differenceOf(before.machine, after.machine) }),
  };
}

function machinesIn({ file, version }: Compared): readonly FoundMachine[] {
  const text = version.read(file);
  const machines = isDefinitionFile(file) ? [] : findDefinitions(text, file);
  if (machines.length === 0)
    return [foundIn(analyzeFile(text, { fileName: file }), file, text, undefined, span => span)];
  return machines.flatMap(({ name, definition, link, toHost }) => {
    if (definition) return [foundIn(definition, file, text, name, toHost)];
    // What only may be a definition's file is another matter.
    if (!link || link.isGuess) return [];
    const other = path.join(path.dirname(file), link.path);
    const linked = version.read(other);
    const read = analyzeFile(linked, { fileName: other, isTemplate: link.isTemplate });
    return [foundIn(read, other, linked, name, span => span)];
  });
}

function foundIn(
  definition: Definition,
  file: string,
  text: string,
  name: string | undefined,
  toHost: OffsetMap['toHost'],
): FoundMachine {
  const { machine } = definition;
  const lines = createLineIndex(text);
  const fault = illegible(definition);
  if (fault) {
    const { line0, character0 } = lines.position(toHost(fault).start);
    throw new UsageError(`${file}:${line0 + 1}:${character0 + 1} cannot be compared: ${fault.message}`);
  }
  if (!machine) throw new UsageError(`${file} holds no state machine.`);
  return { machine, file, lines, toHost, ...(name !== undefined && { name }) };
}
