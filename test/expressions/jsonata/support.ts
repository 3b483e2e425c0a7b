// Marked texts for JSONata: `<|>` is the cursor, `<|…|>` a range, `^^^` under a line says which problem is expected
// exactly there. The only file of these tests that calls the face.

import assert from 'node:assert/strict';
import {
  type Budget,
  callAt,
  compileJsonata,
  type Dialect,
  evaluateJsonata,
  type Outcome,
  parseJsonata,
  referencesOf,
  typingAt,
} from '../../../expressions/jsonata/index.ts';
import type { Value } from '../../../expressions/value.ts';

export interface Given {
  readonly input?: Value;
  readonly bindings?: Readonly<Record<string, Value>>;
  readonly dialect?: Dialect;
  readonly budget?: Partial<Budget>;
}

export function evaluate(text: string, given: Given = {}): Outcome {
  const options = { dialect: given.dialect ?? 'reference' };
  const program = compileJsonata(parseJsonata(text, options), options);
  const { input, bindings, budget } = given;
  return evaluateJsonata(program, { input, bindings, budget, now: Date.UTC(2024, 1, 29, 12), random: () => 0.25 });
}

/** The result as compact JSON, `nothing`, `function`, or `code: message` of the error. */
export function result(text: string, given: Given = {}): string {
  const outcome = evaluate(text, given);
  if (outcome.kind === 'value') return JSON.stringify(outcome.value);
  return outcome.kind === 'error' ? `${outcome.error.code}: ${outcome.error.message}` : outcome.kind;
}

export function checkResult(text: string, expected: Value, given: Given = {}): void {
  assert.deepStrictEqual(evaluate(text, given), { kind: 'value', value: expected });
}

/** Lines of expression, each problem drawn below: `^^^ error S0201 the message`. */
export function checkProblems(marked: string, dialect: Dialect = 'stepFunctions'): void {
  const lines = marked.replace(/^\n/, '').replace(/\n *$/, '').split('\n');
  const text = lines.filter(line => !/^ *\^/.test(line)).join('\n');
  const drawn: string[] = [];
  let start = 0;
  const problems = [...parseJsonata(text, { dialect }).problems].sort((a, b) => a.start - b.start);
  for (const line of text.split('\n')) {
    drawn.push(line);
    for (const problem of problems) {
      if (problem.start < start || problem.start > start + line.length) continue;
      const carets = '^'.repeat(Math.max(1, problem.end - problem.start));
      drawn.push(
        `${' '.repeat(problem.start - start)}${carets} ${problem.severity} ${problem.code} ${problem.message}`,
      );
    }
    start += line.length + 1;
  }
  assert.equal(drawn.join('\n'), lines.join('\n'));
}

/** What is being typed at the cursor: `member of $states: in`, `variable: sta`, `value: le`, `nothing`. */
export function typing(marked: string): string {
  const offset = marked.indexOf('<|>');
  const text = marked.replace('<|>', '');
  const found = typingAt(parseJsonata(text, { dialect: 'stepFunctions' }), offset);
  if (found.kind === 'nothing') return 'nothing';
  const of = found.kind === 'member' ? ` of ${text.slice(found.of.start, found.of.end)}` : '';
  return `${found.kind}${of}: ${found.typed}`;
}

/** The call around the cursor: `substring 1` is the second argument of `$substring`. */
export function around(marked: string): string {
  const offset = marked.indexOf('<|>');
  const found = callAt(parseJsonata(marked.replace('<|>', ''), { dialect: 'stepFunctions' }), offset);
  return found ? `${found.name ?? '?'} ${found.argument}` : 'none';
}

/** What an expression refers to, a line for each kind. */
export function references(text: string): string[] {
  const found = referencesOf(parseJsonata(text, { dialect: 'stepFunctions' }));
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(' ');
  return [
    `paths ${found.paths.map(path => [path.variable, ...path.members.map(({ name }) => name)].join('.')).join(' ')}`,
    `variables ${names(found.variables)}`,
    `functions ${names(found.functions)}`,
    `bindings ${names(found.bindings)}`,
  ];
}
