// Fixes shown as the text after them, under their titles: the first problem of a text, or the one of a code.
import assert from 'node:assert/strict';
import {
  analyze,
  applyEdits,
  type Fix,
  type Format,
  findDefinitions,
  fixAll,
  fixesFor,
  fixesInHost,
} from '../../language/index.ts';
import { useCatalogue } from './catalogue.ts';

useCatalogue();

export interface FixWanted {
  /** The code of the problem to fix. */
  readonly code: string;
  readonly title: string;
  readonly format?: Format;
  /** Whether it is the one good fix. */
  readonly isPreferred?: boolean;
}

export function checkFix(text: string, wanted: FixWanted, expected: string): void {
  const { code, format = 'json' } = wanted;
  const definition = analyze(text, { format });
  const problem = definition.problems.find(each => each.code === code);
  assert.ok(problem, `${code} is not found; there is ${definition.problems.map(each => each.code).join(', ')}.`);
  compare(text, fixesFor(definition, problem), wanted, expected);
}

/** A text with everything in it that is done unasked. YAML. */
export function checkFixAll(text: string, expected: string): void {
  const fixed = fixAll(text, now => {
    const definition = analyze(now, { format: 'yaml' });
    return { problems: definition.problems, fixesOf: problem => fixesFor(definition, problem) };
  });
  assert.equal(fixed.text, expected);
}

/** The same in a host file. */
export function checkHostFix(fileName: string, text: string, wanted: FixWanted, expected: string): void {
  for (const machine of findDefinitions(text, fileName)) {
    const problem = machine.problems.find(({ code }) => code === wanted.code);
    if (problem) compare(text, fixesInHost(text, machine, problem), wanted, expected);
    if (problem) return;
  }
  assert.fail(`${wanted.code} is not found.`);
}

/** No fix has a plain place in the text. */
export function checkNoFix(text: string, code: string, format: Format = 'json'): void {
  const definition = analyze(text, { format });
  const problem = definition.problems.find(each => each.code === code);
  assert.ok(problem, `${code} is not found.`);
  assert.deepEqual(fixesFor(definition, problem), []);
}

function compare(
  text: string,
  fixes: readonly Fix[],
  { title, isPreferred = true }: FixWanted,
  expected: string,
): void {
  const fix = fixes.find(each => each.title === title);
  assert.ok(fix, `There is no fix "${title}"; there is ${fixes.map(each => `"${each.title}"`).join(', ')}.`);
  assert.equal(applyEdits(text, fix.edits), expected);
  assert.equal(fix.isPreferred, isPreferred, `${title}: preferred`);
}
