// Sound definitions with one known fault each: it is found, where it is, and nothing else is said because of it.
// They live beside the project and are used when they are there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyze, type Problem } from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');
/** Kept here so that they can only go up: mutants found at all, and with no second problem that the fault brought. */
const FOUND = 149;
const ALONE = 148;

interface Mutant {
  readonly file: string;
  readonly fault: string;
  readonly pointer: string;
  readonly alsoAcceptable?: readonly string[];
  readonly base: string;
}

const problemsOf = (file: string): readonly Problem[] => {
  const text = fs.readFileSync(path.join(CORPUS, file), 'utf8');
  return analyze(text, { format: /\.ya?ml$/.test(file) ? 'yaml' : 'json' }).problems;
};

describe('mutants', () => {
  if (!fs.existsSync(CORPUS)) return;
  const index = JSON.parse(fs.readFileSync(path.join(CORPUS, 'mutants/index.json'), 'utf8'));
  const mutants: readonly Mutant[] = index.entries;

  it('every kind of fault is found where it is', () => {
    const missed: string[] = [];
    let alone = 0;
    for (const { file, fault, pointer, alsoAcceptable, base } of mutants) {
      const before = new Set(problemsOf(base).map(problem => `${problem.code} ${problem.pointer}`));
      const problems = problemsOf(`mutants/${file}`).filter(
        problem => !before.has(`${problem.code} ${problem.pointer}`),
      );
      const places = [pointer, ...(alsoAcceptable ?? [])];
      if (!problems.some(problem => places.includes(problem.pointer))) missed.push(`${fault} at ${pointer}`);
      else if (problems.length === 1) alone++;
    }
    const found = mutants.length - missed.length;
    assert.ok(found >= FOUND, `Found ${found} of ${mutants.length}:\n${missed.join('\n')}`);
    assert.ok(alone >= ALONE, `${alone} of ${mutants.length} have no second problem.`);
  });
});
