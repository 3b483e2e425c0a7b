// The state machines that the Tasks of a run start: those that `--machines` names, those of the same template, and files beside
// the definition.
import path from 'node:path';
import { Machines, readTextFile } from '../host/index.ts';
import { isObject } from '../interpreter/index.ts';
import { readInput, UsageError } from './command.ts';
import type { Opened } from './program.ts';

export function machinesFor(
  { file, text, program, workflowType, embedded, host }: Opened,
  option: string | undefined,
): Machines {
  const first = { root: 'Top', file, text, program, type: workflowType, embedded, host };
  const machines = new Machines(first, {
    given: readGiven(option),
    readText: readTextFile,
    resolve: (from, to) => path.resolve(path.dirname(from), to),
    isSameFile: (a, b) => path.resolve(a) === path.resolve(b),
  });
  const problem = machines.problemOfGiven();
  if (problem !== undefined) throw new UsageError(`--machines: ${problem}`);
  machines.lookAhead();
  return machines;
}

/** An object of names, or ARNs, and paths. */
export function readGiven(option: string | undefined): Readonly<Record<string, string>> {
  const given = readInput(option, 'machines');
  if (isObject(given) && Object.values(given).every(one => typeof one === 'string')) {
    return given as Readonly<Record<string, string>>;
  }
  throw new UsageError(`--machines is an object of names and paths: {"Pay": "pay.asl.json"}.`);
}
