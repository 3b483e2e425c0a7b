// Problems for a person: a line for each, or at a terminal also the line of the text with the place marked, and what would
// mend it.
import path from 'node:path';
import process from 'node:process';
import { createLineIndex, type LineIndex } from '../language/index.ts';
import type { CheckedFile, FoundProblem } from './checkFiles.ts';

export type Frame = 'none' | 'plain' | 'colors';

export function toText(checked: readonly CheckedFile[], frame: Frame): string {
  const rows = checked.map(file => fileText(file, frame)).join('');
  const sum = (numberOf: (file: CheckedFile) => number) => checked.reduce((all, file) => all + numberOf(file), 0);
  const counts = (['error', 'warning', 'info'] as const).map(severity => {
    const count = sum(({ problems }) => problems.filter(problem => problem.severity === severity).length);
    return count > 0 ? counted(count, severity) : '';
  });
  const found = counts.filter(Boolean).join(', ') || 'no problems';
  const silenced = sum(({ silencedErrors }) => silencedErrors);
  const note = silenced > 0 ? `${counted(silenced, 'error')} silenced that AWS refuses\n` : '';
  return `${rows}${found} in ${counted(
    sum(file => file.definitionCount),
    'definition',
  )}\n${note}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function fileText(checked: CheckedFile, frame: Frame): string {
  const { file, text, problems } = checked;
  if (problems.length === 0) return '';
  const lines = createLineIndex(text);
  const shown = path.relative(process.cwd(), path.resolve(file)) || file;
  return problems
    .map(problem => {
      const { start, severity, code, message, stateMachine } = problem;
      const { line0, character0 } = lines.position(start);
      const whose = stateMachine === undefined ? '' : `${stateMachine}: `;
      const paint = painter(frame);
      const place = `${shown}:${line0 + 1}:${character0 + 1}`;
      const head = `${paint('bold', place)} ${paint(severity, severity)} ${paint('dim', code)} ${whose}${message}\n`;
      return frame === 'none' ? head : `${head}${frameText(checked, problem, lines, paint)}\n`;
    })
    .join('');
}

type Paint = (what: 'bold' | 'dim' | 'error' | 'warning' | 'info', text: string) => string;

const CODES = { bold: 1, dim: 2, error: 31, warning: 33, info: 36 } as const;

function painter(frame: Frame): Paint {
  return frame === 'colors' ? (what, text) => `\u001B[${CODES[what]}m${text}\u001B[0m` : (_, text) => text;
}

/** Lines are cut to this many characters around the place. */
const WIDTH = 100;

function frameText(checked: CheckedFile, problem: FoundProblem, lines: LineIndex, paint: Paint): string {
  const { text } = checked;
  const { start, end, severity } = problem;
  const { line0, character0 } = lines.position(start);
  const lineStart = start - character0;
  const line = text.slice(lineStart, lines.offset(line0, Number.MAX_SAFE_INTEGER));
  const from = Math.max(0, Math.min(character0 - WIDTH / 2, line.length - WIDTH));
  const cut = line.slice(from, from + WIDTH);
  const before = cut.slice(0, character0 - from).replace(/[^\t]/g, ' ');
  const length = Math.max(1, Math.min(end - start, cut.length - before.length));
  const number = String(line0 + 1);
  const margin = ' '.repeat(number.length);
  const [fix] = checked.fixesOf(problem);
  const hint = fix
    ? `${paint('dim', `${margin} =`)} fix: ${fix.title}${fix.isPreferred && !fix.isGuess ? ' (--fix)' : ''}\n`
    : '';
  return (
    `${paint('dim', `${number} |`)} ${cut}\n` +
    `${paint('dim', `${margin} |`)} ${before}${paint(severity, '^'.repeat(length))}\n${hint}`
  );
}
