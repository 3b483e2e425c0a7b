// A text → a definition that can be run: a file of its own, or one inside a template, whose places are those of the template.
import type { MachineAtHand } from '../host/index.ts';
import { compile, type ExecutionType } from '../interpreter/index.ts';
import {
  type Definition as Analyzed,
  analyze,
  createLineIndex,
  type Embedded,
  findDefinitions,
  formatOfFile,
  type LineIndex,
  type SpeakingHost,
} from '../language/index.ts';
import { messages } from './messages.ts';

/** Which definition of a template is meant: by its name, else by a line in it, else the only one. */
export interface Chosen {
  readonly stateMachine?: string | undefined;
  readonly line?: number | undefined;
  /** What the paths of its states begin with. */
  readonly root?: string;
}

export type Defined = MachineAtHand | { readonly reasons: readonly string[] };

export function define(file: string, text: string, type: ExecutionType | undefined, chosen: Chosen = {}): Defined {
  const hosted = findDefinitions(text, file);
  const textLines = createLineIndex(text);
  const { root = 'Top' } = chosen;
  if (hosted.length === 0) {
    const definition = analyze(text, { format: formatOfFile(file), ...(type && { workflowType: type }) });
    return compiled(definition, textLines, { root, file, text, type, embedded: undefined, host: undefined });
  }
  const machine = machineFor(hosted, textLines, chosen);
  if (!machine) {
    return { reasons: [messages.chooseMachine([...new Set(hosted.map(({ name }) => name))], chosen.stateMachine)] };
  }
  if (!machine.definition) return { reasons: [messages.definedElsewhere(machine.name, machine.link?.path ?? '')] };
  const host: SpeakingHost = { file, text, machine, machines: hosted };
  const place = { root, file, text, type: type ?? machine.workflowType, embedded: machine, host };
  return compiled(machine.definition, linesIn(machine, textLines), place);
}

function machineFor(
  hosted: readonly Embedded[],
  lines: LineIndex,
  { stateMachine, line }: Chosen,
): Embedded | undefined {
  if (stateMachine !== undefined) return hosted.find(({ name }) => name === stateMachine);
  if (hosted.length === 1) return hosted[0];
  if (line === undefined) return undefined;
  // From its name to its end: what is said of it stands between.
  return hosted.find(({ nameSpan, range }) => {
    const first = lines.position(Math.min(nameSpan.start, range.start)).line0 + 1;
    return first <= line && line <= lines.position(range.end).line0 + 1;
  });
}

function compiled(definition: Analyzed, lines: LineIndex, place: Omit<MachineAtHand, 'program'>): Defined {
  const { program, refusals } = compile(definition, place.root === 'Top' ? {} : { machine: place.root });
  if (program) return { ...place, program };
  const reasons = refusals
    .slice(0, 3)
    .map(({ message, start }) => `Line ${lines.position(start).line0 + 1}: ${message}`);
  return { reasons };
}

/** Offsets are those of the definition, lines those of the file it is in. */
export function linesIn({ toHost, fromHost }: Embedded, lines: LineIndex): LineIndex {
  return {
    count: lines.count,
    position: offset => lines.position(toHost({ start: offset, end: offset }).start),
    offset: (line0, character0) => fromHost(lines.offset(line0, character0)) ?? 0,
  };
}
