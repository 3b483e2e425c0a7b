// stepthrough check: the problems of every definition found, as text, JSON or SARIF.
import fs from 'node:fs';
import path from 'node:path';
import { definitionFilesIn, formatOf, reason } from '../../host/index.ts';
import { analyze, createLineIndex, type Problem } from '../../language/index.ts';
import { type Command, oneOf, readArguments, readFile, UsageError } from '../command.ts';
import { toSarif } from '../sarif.ts';

/** One item of `--format json`. Lines and characters count from 0. */
export interface CheckItem {
  readonly file: string;
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly pointer: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export const check: Command = async args => {
  const { positional, options } = readArguments(args, ['format']);
  const format = oneOf('format', options.format, ['text', 'json', 'sarif']);
  if (positional.length === 0) throw new UsageError('check needs at least one file or folder.');
  const files = [...new Set(positional.flatMap(filesOf))];
  const items = files.flatMap(checkFile);
  const exit = items.some(item => item.severity === 'error') ? 1 : 0;
  if (format === 'json') return { out: `${JSON.stringify(items, null, 2)}\n`, exit };
  if (format === 'sarif') return { out: `${JSON.stringify(toSarif(items), null, 2)}\n`, exit };
  return { out: toText(items, files.length), exit };
};

function filesOf(named: string): string[] {
  try {
    return fs.statSync(named).isDirectory() ? definitionFilesIn(named) : [named];
  } catch (error) {
    throw new UsageError(`Cannot read ${named}: ${reason(error)}.`);
  }
}

function checkFile(file: string): CheckItem[] {
  const text = readFile(file);
  const { problems } = analyze(text, { format: formatOf(file) });
  if (problems.length === 0) return [];
  const lines = createLineIndex(text);
  const position = (offset: number): Position => {
    const { line0, character0 } = lines.position(offset);
    return { line: line0, character: character0 };
  };
  return problems.map(({ code, severity, message, pointer, start, end }) => ({
    file,
    code,
    severity,
    message,
    pointer,
    range: { start: position(start), end: position(end) },
  }));
}

function toText(items: readonly CheckItem[], fileCount: number): string {
  const rows = items.map(({ file, range: { start }, severity, code, message }) => {
    const shown = path.relative(process.cwd(), path.resolve(file)) || file;
    return `${shown}:${start.line + 1}:${start.character + 1} ${severity} ${code} ${message}\n`;
  });
  const counts = (['error', 'warning', 'info'] as const).map(severity => {
    const count = items.filter(item => item.severity === severity).length;
    return count > 0 ? `${count} ${severity}${count > 1 ? 's' : ''}` : '';
  });
  const found = counts.filter(Boolean).join(', ') || 'no problems';
  return `${rows.join('')}${found} in ${fileCount} ${fileCount === 1 ? 'definition' : 'definitions'}\n`;
}
