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
  type SpeakingHost,
  type WorkflowType,
} from '../language/index.ts';
import { readFile, UsageError } from './command.ts';

export interface OpenedDefinition extends Pick<OffsetMap, 'toHost'> {
  readonly definition: Definition;
  /** The file the definition stands in, and its text. */
  readonly file: string;
  readonly text: string;
  /** What kind of machine it will be, where that is known. */
  readonly workflowType: WorkflowType | undefined;
  /** In a template: the machine it is. */
  readonly embedded?: Embedded;
  /** The template that tells of it. */
  readonly host?: SpeakingHost;
}

/** Which definition of a file is meant, and as what it is to be run where the file does not say. */
export interface Chosen {
  readonly name?: string | undefined;
  readonly type?: WorkflowType | undefined;
}

/** `name` says which state machine of a template is meant; a template with one needs none. */
export function openDefinition(file: string, { name, type }: Chosen): OpenedDefinition {
  const text = readFile(file);
  const machines = isDefinitionFile(file) ? [] : findDefinitions(text, file);
  if (machines.length > 0)
    return openEmbedded({ file, text, machines, machine: machineNamed(machines, file, name) }, type);
  if (name !== undefined) throw new UsageError(`${file} is no template: --name chooses a state machine of one.`);
  const definition = analyzeFile(text, { fileName: file, workflowType: type });
  return { definition, file, text, toHost: span => span, workflowType: type };
}

function openEmbedded(host: SpeakingHost, type: WorkflowType | undefined): OpenedDefinition {
  const { file, text, machine } = host;
  const { definition, link, workflowType: declared, toHost } = machine;
  const workflowType = declared ?? type;
  if (definition) return { definition, file, text, toHost, workflowType, embedded: machine, host };
  const other = path.join(path.dirname(file), link?.path ?? '');
  const linked = readFile(other);
  return {
    definition: analyzeFile(linked, { fileName: other, workflowType, isTemplate: link?.isTemplate }),
    file: other,
    text: linked,
    toHost: span => span,
    workflowType,
    host,
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

export interface Opened extends OpenedDefinition {
  readonly program: Program;
}

export function compileFile(file: string, chosen: Chosen): Opened {
  const opened = openDefinition(file, chosen);
  const { definition, file: place, text, toHost } = opened;
  const { program, refusals } = compile(definition);
  if (program) return { ...opened, program };
  const lines = createLineIndex(text);
  const rows = refusals.map(refusal => {
    const { line0, character0 } = lines.position(toHost(refusal).start);
    return `  ${place}:${line0 + 1}:${character0 + 1} ${refusal.message}`;
  });
  throw new UsageError(`This definition cannot be run:\n${rows.join('\n')}`);
}

/** With a seed everything that would differ from run to run is fixed: the time of the start and the name too. */
export function executionOf(
  file: string,
  input: Value,
  { seed, type }: { readonly seed?: number | undefined; readonly type?: WorkflowType | undefined },
): Execution {
  const name = seed === undefined ? randomUUID() : `seed-${seed}`;
  const startTime = seed === undefined ? Date.now() : FIXED_START;
  return createExecution({ file, name, input, startTime, ...(seed !== undefined && { seed }), ...(type && { type }) });
}

const FIXED_START = Date.UTC(2025, 0, 1);
