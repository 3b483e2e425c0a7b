// A definition, in a file of its own or inside a template, as a program ready to start, or one clear refusal.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createExecution, isDefinitionFile } from '../host/index.ts';
import { compile, type Execution, type Program, type Value } from '../interpreter/index.ts';
import {
  analyzeFile,
  createLineIndex,
  type Definition,
  type Embedded,
  findDefinitions,
  type OffsetMap,
} from '../language/index.ts';
import { readFile, UsageError } from './command.ts';

export interface OpenedDefinition extends Pick<OffsetMap, 'toHost'> {
  readonly definition: Definition;
  /** The file the definition stands in, and its text. */
  readonly file: string;
  readonly text: string;
}

/** `name` says which state machine of a template is meant; a template with one needs none. */
export function openDefinition(file: string, name: string | undefined): OpenedDefinition {
  const text = readFile(file);
  const machines = isDefinitionFile(file) ? [] : findDefinitions(text, file);
  if (machines.length > 0) return openEmbedded(machineNamed(machines, file, name), file, text);
  if (name !== undefined) throw new UsageError(`${file} is no template: --name chooses a state machine of one.`);
  return { definition: analyzeFile(text, { fileName: file }), file, text, toHost: span => span };
}

function openEmbedded(
  { definition, link, workflowType, toHost }: Embedded,
  file: string,
  text: string,
): OpenedDefinition {
  if (definition) return { definition, file, text, toHost };
  const other = path.join(path.dirname(file), link?.path ?? '');
  const linked = readFile(other);
  return {
    definition: analyzeFile(linked, { fileName: other, workflowType, isTemplate: link?.isTemplate }),
    file: other,
    text: linked,
    toHost: span => span,
  };
}

function machineNamed(machines: readonly Embedded[], file: string, name: string | undefined): Embedded {
  const names = [...new Set(machines.map(machine => machine.name))];
  const [first] = machines;
  if (name === undefined && names.length === 1 && first) return first;
  const found = machines.find(machine => machine.name === name);
  if (found) return found;
  const known = `${file} has ${names.join(', ')}`;
  throw new UsageError(name === undefined ? `${known}: choose one with --name.` : `${known}, and no "${name}".`);
}

export function compileFile(file: string, name?: string): Program {
  const { definition, file: place, text, toHost } = openDefinition(file, name);
  const { program, refusals } = compile(definition);
  if (program) return program;
  const lines = createLineIndex(text);
  const rows = refusals.map(refusal => {
    const { line0, character0 } = lines.position(toHost(refusal).start);
    return `  ${place}:${line0 + 1}:${character0 + 1} ${refusal.message}`;
  });
  throw new UsageError(`This definition cannot be run:\n${rows.join('\n')}`);
}

/** With a seed everything that would differ from run to run is fixed: the time of the start and the name too. */
export function executionOf(file: string, input: Value, seed: number | undefined): Execution {
  const name = seed === undefined ? randomUUID() : `seed-${seed}`;
  const startTime = seed === undefined ? Date.now() : FIXED_START;
  return createExecution({ file, name, input, startTime, ...(seed !== undefined && { seed }) });
}

const FIXED_START = Date.UTC(2025, 0, 1);
