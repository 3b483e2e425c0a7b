// Problems drawn under the text they are about: carets under the range, then severity, code and message. A test holds the
// drawing; the carets are stripped before the text is analysed.
import assert from 'node:assert/strict';
import { type AnalyzeOptions, analyze, createLineIndex, type Format, type Problem } from '../../language/index.ts';

const DRAWN = /^\s*\^+ (error|warning|info) \S+: /;

/** Errors and warnings. YAML unless said otherwise, because it needs the fewest signs. */
export function checkProblems(marked: string, format: Format = 'yaml'): void {
  checkDrawing(marked, { format }, ({ severity }) => severity !== 'info');
}

/** Hints too, which most small texts bring along. */
export function checkHints(marked: string, format: Format = 'yaml'): void {
  checkDrawing(marked, { format }, () => true);
}

/** What only an Express machine cannot do. */
export function checkExpress(marked: string): void {
  checkDrawing(marked, { format: 'yaml', workflowType: 'EXPRESS' }, ({ severity }) => severity !== 'info');
}

function checkDrawing(marked: string, options: AnalyzeOptions, isWanted: (problem: Problem) => boolean): void {
  const lines = marked.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const text = `${lines.filter(line => !DRAWN.test(line)).join('\n')}\n`;
  assert.equal(drawProblems(text, options, isWanted), `${lines.join('\n')}\n`);
}

function drawProblems(text: string, options: AnalyzeOptions, isWanted: (problem: Problem) => boolean): string {
  const problems = analyze(text, options).problems.filter(isWanted);
  const index = createLineIndex(text);
  const lastLine0 = index.position(text.trimEnd().length).line0;
  for (const { start, message } of problems)
    assert.ok(index.position(start).line0 <= lastLine0, `${message} is past the end.`);
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, line0) => {
      const here = problems.filter(problem => index.position(problem.start).line0 === line0);
      return [line, ...here.map(problem => draw(problem, line))].map(drawn => `${drawn}\n`).join('');
    })
    .join('');

  function draw({ start, end, severity, code, message }: Problem, line: string): string {
    const from = index.position(start).character0;
    const to = index.position(end).line0 === index.position(start).line0 ? index.position(end).character0 : line.length;
    return `${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))} ${severity} ${code}: ${message}`;
  }
}
