// Problems drawn under the text they are about: carets under the range, then severity, code and message. A test holds the
// drawing; the carets are stripped before the text is analysed.
import assert from 'node:assert/strict';
import {
  type AnalyzeOptions,
  analyze,
  analyzeFile,
  createLineIndex,
  type Format,
  findDefinitions,
  linkProblems,
  type Problem,
} from '../../language/index.ts';
import { useCatalogue } from './catalogue.ts';

useCatalogue();

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

/** All problems of the definitions in a host file. */
export function checkHost(fileName: string, marked: string): void {
  checkDrawn(marked, text => findDefinitions(text, fileName).flatMap(({ problems }) => problems));
}

/** A definition in a file of its own and the host that names it, each against the other: only what is wrong between them. */
export function checkLinked(host: { readonly name: string; readonly text: string }, file: typeof host): void {
  const between = (hostText: string, fileText: string) => {
    const [machine] = findDefinitions(hostText, host.name);
    assert.ok(machine?.link, 'The host names no file.');
    return linkProblems(machine.binding, fileText, analyzeFile(fileText, { fileName: file.name }));
  };
  checkDrawn(host.text, text => between(text, undrawn(file.text)).inHost);
  checkDrawn(file.text, text => between(undrawn(host.text), text).inFile);
}

function undrawn(marked: string): string {
  const lines = marked.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  return `${lines.filter(line => !DRAWN.test(line)).join('\n')}\n`;
}

function checkDrawn(marked: string, problemsIn: (text: string) => readonly Problem[]): void {
  const text = undrawn(marked);
  assert.equal(drawProblems(text, problemsIn(text)), `${marked.replace(/^\n/, '').replace(/\s+$/, '')}\n`);
}

function checkDrawing(marked: string, options: AnalyzeOptions, isWanted: (problem: Problem) => boolean): void {
  checkDrawn(marked, text => analyze(text, options).problems.filter(isWanted));
}

function drawProblems(text: string, problems: readonly Problem[]): string {
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
