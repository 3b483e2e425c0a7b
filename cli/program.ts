// A definition file as a program ready to start, or one clear refusal.
import { randomUUID } from 'node:crypto';
import { createExecution, formatOf } from '../host/index.ts';
import { compile, type Execution, type Program, type Value } from '../interpreter/index.ts';
import { analyze, createLineIndex } from '../language/index.ts';
import { readFile, UsageError } from './command.ts';

export function compileFile(file: string): Program {
  const text = readFile(file);
  const { program, refusals } = compile(analyze(text, { format: formatOf(file) }));
  if (program) return program;
  const lines = createLineIndex(text);
  const rows = refusals.map(({ message, start }) => {
    const { line0, character0 } = lines.position(start);
    return `  ${file}:${line0 + 1}:${character0 + 1} ${message}`;
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
