// stepthrough check: the problems of every definition found, as text, JSON or SARIF; with --fix, what has one good fix is
// fixed first. Exits with 1 when an error is left.
import fs from 'node:fs';
import process from 'node:process';
import { reason } from '../../host/index.ts';
import { createLineIndex, type Fix, fixAll, type LineIndex, type Problem, readLevels } from '../../language/index.ts';
import { type CheckedFile, checkFiles } from '../checkFiles.ts';
import { toText } from '../checkText.ts';
import { type Command, oneOf, readArguments, readFile, UsageError } from '../command.ts';
import { filesOf } from '../filesOf.ts';
import { toSarif } from '../sarif.ts';

/** One item of `--format json`. Lines and characters count from 0. */
export interface CheckItem {
  readonly file: string;
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly pointer: string;
  readonly range: Range;
  /** The logical id, for a definition inside a template. */
  readonly stateMachine?: string;
  /** What can be done about it, the best first. */
  readonly fixes?: readonly ItemFix[];
}

export interface ItemFix {
  readonly title: string;
  /** The one good way. */
  readonly isPreferred: boolean;
  /** What `--fix` does. */
  readonly isApplied: boolean;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export const check: Command = async args => {
  const { positional, options, flags, all } = readArguments(args, ['format', 'rule'], ['fix', 'color', 'no-color']);
  const format = oneOf('format', options.format, ['text', 'json', 'sarif']);
  if (positional.length === 0) throw new UsageError('check needs at least one file or folder.');
  const levels = levelsOf(all('rule'));
  const files = filesOf(positional);
  let checked = checkFiles(files, levels);
  let note = '';
  if (flags.has('fix')) {
    note = fixFiles(checked);
    if (note !== '') checked = checkFiles(files, levels);
  }
  const exit = checked.some(({ problems }) => problems.some(({ severity }) => severity === 'error')) ? 1 : 0;
  if (format === 'text') return { out: `${note}${toText(checked, frameOf(flags))}`, exit };
  const items = checked.flatMap(itemsOf);
  const data = format === 'json' ? items : toSarif(items);
  return { out: `${JSON.stringify(data, null, 2)}\n`, ...(note && { note }), exit };
};

/** Of `stepthrough.json` in the working folder, and of the words of the call, which win. */
function levelsOf(words: readonly string[]) {
  const given = words.map(word => {
    const [code = '', level = '', ...rest] = word.split('=');
    if (level === '' || rest.length > 0) throw new UsageError(`--rule is CODE=LEVEL, not "${word}".`);
    return [code, level];
  });
  const { levels, problem } = readLevels({ ...configuredRules(), ...Object.fromEntries(given) });
  if (problem !== undefined) throw new UsageError(problem);
  return levels;
}

function configuredRules(): object {
  const file = ['stepthrough.json', '.stepthrough.json'].find(name => fs.existsSync(name));
  if (file === undefined) return {};
  let config: unknown;
  try {
    config = JSON.parse(readFile(file));
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
  const rules = typeof config === 'object' && config !== null && 'rules' in config ? config.rules : {};
  if (typeof rules !== 'object' || rules === null) throw new UsageError(`"rules" in ${file} is an object.`);
  return rules;
}

/** How problems are shown: for a person at a terminal with the lines they are in. */
function frameOf(flags: ReadonlySet<string>): 'none' | 'plain' | 'colors' {
  const { isTTY } = process.stdout;
  if (flags.has('color')) return 'colors';
  if (!isTTY) return 'none';
  return flags.has('no-color') || process.env['NO_COLOR'] ? 'plain' : 'colors';
}

/** Says what was changed; a file without a fix is not written. */
function fixFiles(checked: readonly CheckedFile[]): string {
  let said = '';
  for (const file of checked) {
    // What is no UTF-8 would not be written as it was read.
    if (file.problems.length === 0 || file.text.includes('\uFFFD')) continue;
    const { text, applied } = fixAll(file.text, now => (now === file.text ? file : file.again(now)));
    if (text === file.text) continue;
    try {
      fs.writeFileSync(file.file, text);
    } catch (error) {
      throw new UsageError(`Cannot write ${file.file}: ${reason(error)}.`);
    }
    for (const { problem, fix } of applied) said += `${file.file}: fixed ${problem.code}: ${fix.title}\n`;
  }
  return said;
}

function itemsOf(checked: CheckedFile): CheckItem[] {
  const { file, text, problems } = checked;
  if (problems.length === 0) return [];
  const lines = createLineIndex(text);
  return problems.map(problem => {
    const { code, severity, message, pointer, stateMachine } = problem;
    const fixes = checked.fixesOf(problem).map(fix => itemFix(fix, lines));
    return {
      file,
      code,
      severity,
      message,
      pointer,
      range: rangeOf(problem, lines),
      ...(stateMachine !== undefined && { stateMachine }),
      ...(fixes.length > 0 && { fixes }),
    };
  });
}

function itemFix({ title, isPreferred, isGuess, edits }: Fix, lines: LineIndex): ItemFix {
  const isApplied = isPreferred && !isGuess;
  return {
    title,
    isPreferred,
    isApplied,
    edits: edits.map(edit => ({ range: rangeOf(edit, lines), text: edit.text })),
  };
}

function rangeOf({ start, end }: { readonly start: number; readonly end: number }, lines: LineIndex): Range {
  const position = (offset: number): Position => {
    const { line0, character0 } = lines.position(offset);
    return { line: line0, character: character0 };
  };
  return { start: position(start), end: position(end) };
}
