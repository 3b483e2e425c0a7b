// stepthrough check: the problems of every definition found, as text, JSON or SARIF.
import path from 'node:path';
import { createLineIndex, type LineIndex, type Problem } from '../../language/index.ts';
import { type Checked, checkFiles } from '../checkFiles.ts';
import { type Command, oneOf, readArguments, UsageError } from '../command.ts';
import { filesOf } from '../filesOf.ts';
import { toSarif } from '../sarif.ts';

/** One item of `--format json`. Lines and characters count from 0. */
export interface CheckItem {
  readonly file: string;
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly pointer: string;
  readonly range: { readonly start: Position; readonly end: Position };
  /** The logical id, for a definition inside a template. */
  readonly stateMachine?: string;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export const check: Command = async args => {
  const { positional, options } = readArguments(args, ['format']);
  const format = oneOf('format', options.format, ['text', 'json', 'sarif']);
  if (positional.length === 0) throw new UsageError('check needs at least one file or folder.');
  const checked = checkFiles(filesOf(positional));
  const items = itemsOf(checked);
  const exit = items.some(item => item.severity === 'error') ? 1 : 0;
  if (format === 'json') return { out: `${JSON.stringify(items, null, 2)}\n`, exit };
  if (format === 'sarif') return { out: `${JSON.stringify(toSarif(items), null, 2)}\n`, exit };
  return { out: toText(items, checked.definitionCount), exit };
};

function itemsOf({ problems }: Checked): CheckItem[] {
  const known = new Map<string, LineIndex>();
  return problems.map(({ file, text, code, severity, message, pointer, start, end, stateMachine }) => {
    const lines = known.get(file) ?? createLineIndex(text);
    known.set(file, lines);
    const position = (offset: number): Position => {
      const { line0, character0 } = lines.position(offset);
      return { line: line0, character: character0 };
    };
    const range = { start: position(start), end: position(end) };
    return { file, code, severity, message, pointer, range, ...(stateMachine !== undefined && { stateMachine }) };
  });
}

function toText(items: readonly CheckItem[], definitionCount: number): string {
  const rows = items.map(({ file, range: { start }, severity, code, message, stateMachine }) => {
    const shown = path.relative(process.cwd(), path.resolve(file)) || file;
    const whose = stateMachine === undefined ? '' : `${stateMachine}: `;
    return `${shown}:${start.line + 1}:${start.character + 1} ${severity} ${code} ${whose}${message}\n`;
  });
  const counts = (['error', 'warning', 'info'] as const).map(severity => {
    const count = items.filter(item => item.severity === severity).length;
    return count > 0 ? `${count} ${severity}${count > 1 ? 's' : ''}` : '';
  });
  const found = counts.filter(Boolean).join(', ') || 'no problems';
  return `${rows.join('')}${found} in ${definitionCount} ${definitionCount === 1 ? 'definition' : 'definitions'}\n`;
}
