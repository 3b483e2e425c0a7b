// What a command is, and how its words are read.
import fs from 'node:fs';
import { readTextFile, reason } from '../host/index.ts';
import { parseValue, type Value } from '../interpreter/index.ts';

export type Command = (args: readonly string[]) => Promise<CommandResult>;

export interface CommandResult {
  readonly out?: string;
  /** For a person: goes to standard error, so that the output can be read by a program. */
  readonly note?: string;
  readonly exit: number;
}

/** The words of the call cannot be carried out: one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name: the two bundles of the command line each have a class of their own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}

export interface Arguments<Option extends string> {
  readonly positional: readonly string[];
  readonly options: Readonly<Partial<Record<Option, string>>>;
  /** The words given that stand alone. */
  readonly flags: ReadonlySet<string>;
  /** All values of an option that may be given more than once. */
  all(option: Option): readonly string[];
}

/** `--name value` and `--name=value`, and flags without a value; anything else that begins with a dash is refused. */
export function readArguments<Option extends string>(
  args: readonly string[],
  known: readonly Option[],
  knownFlags: readonly string[] = [],
): Arguments<Option> {
  const positional: string[] = [];
  const given: (readonly [Option, string])[] = [];
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--') || arg === '--') {
      if (arg.startsWith('-') && arg !== '-' && arg !== '--') throw new UsageError(`There is no option "${arg}".`);
      if (arg !== '--') positional.push(arg);
      continue;
    }
    const [name = '', ...rest] = arg.slice(2).split('=');
    if (knownFlags.includes(name) && rest.length === 0) {
      flags.add(name);
      continue;
    }
    const option = known.find(candidate => candidate === name);
    if (!option) {
      const all = [...known, ...knownFlags].map(one => `--${one}`).join(', ');
      throw new UsageError(`There is no option "--${name}". Options are ${all}.`);
    }
    const value = rest.length > 0 ? rest.join('=') : args[++i];
    if (value === undefined) throw new UsageError(`--${name} needs a value.`);
    given.push([option, value]);
  }
  const options = Object.fromEntries(given) as Partial<Record<Option, string>>;
  return {
    positional,
    options,
    flags,
    all: wanted => given.flatMap(([name, value]) => (name === wanted ? [value] : [])),
  };
}

/** One of a few words, or a sentence that lists them. */
export function oneOf<Word extends string>(
  option: string,
  value: string | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined) return words[0];
  const word = words.find(candidate => candidate === value);
  if (!word) throw new UsageError(`--${option} is ${words.join(' or ')}, not "${value}".`);
  return word;
}

/** `--input` and its like: JSON as it stands, `@FILE`, or `-` for standard input. An empty object when nothing is given, as on AWS. */
export function readInput(option: string | undefined, name = 'input', mostBytes = Number.POSITIVE_INFINITY): Value {
  if (option === undefined) return {};
  const text = inputText(option, name);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new UsageError(
      `--${name}: This has ${grouped(bytes)} bytes; an execution takes at most ${grouped(mostBytes)}.`,
    );
  }
  const { value, problem } = parseValue(text);
  if (problem !== undefined) throw new UsageError(`--${name}: ${problem}`);
  return value;
}

function inputText(option: string, name: string): string {
  if (option.startsWith('@')) return readFile(option.slice(1));
  if (option !== '-') return option;
  try {
    return fs.readFileSync(0, 'utf8');
  } catch (error) {
    throw new UsageError(`--${name}: Cannot read standard input: ${reason(error)}.`);
  }
}

/** `262,144` */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

export function readFile(file: string): string {
  const { text, problem } = readTextFile(file);
  if (problem !== undefined) throw new UsageError(problem);
  return text;
}
