// The preferred fix of every problem in the corpus, mutants and definitions: it takes the problem away, brings no error,
// and leaves nothing to fix in the same place.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { analyze, applyEdits, type Definition, type Fix, fixesFor, type Problem } from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');
/** Kept here so that they can only go up. */
const OFFERED = 161;
const PREFERRED = 93;

const read = (file: string): Definition =>
  analyze(fs.readFileSync(path.join(CORPUS, file), 'utf8'), { format: /\.ya?ml$/.test(file) ? 'yaml' : 'json' });

/** The same definition in other ways to write it. */
function* variantsOf({ text, format }: Definition): Generator<Definition> {
  if (format === 'yaml') return;
  yield analyze(text.replaceAll(/\r?\n/g, '\r\n'), { format });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What is broken, or holds placeholders, has no other way.
    return;
  }
  yield analyze(JSON.stringify(value), { format });
  yield analyze(JSON.stringify(value, null, '\t'), { format });
  yield analyze(text, { format: 'yaml' });
  yield analyze(stringify(value), { format: 'yaml' });
  yield analyze(stringify(value, { indentSeq: false, defaultStringType: 'QUOTE_SINGLE' }), { format: 'yaml' });
}

const errorsIn = ({ problems }: Definition) => problems.filter(({ severity }) => severity === 'error').length;
const countOf = ({ problems }: Definition, code: string) => problems.filter(problem => problem.code === code).length;

/** What is wrong with a fix, if anything is. */
function faultOf(before: Definition, problem: Problem, { edits, isPreferred }: Fix): string | undefined {
  const { text, format } = before;
  let at = 0;
  for (const { start, end } of edits) {
    if (start < at || end < start || end > text.length) return 'edits over each other or outside of the text';
    at = end;
  }
  const after = analyze(applyEdits(text, edits), { format });
  const isBroken = (definition: Definition) => countOf(definition, 'json-syntax') + countOf(definition, 'yaml-syntax');
  if (isBroken(after) > isBroken(before)) return `the text is broken:\n${applyEdits(text, edits)}`;
  if (!isPreferred) return undefined;
  if (countOf(after, problem.code) >= countOf(before, problem.code)) return 'the problem is still there';
  if (errorsIn(after) > errorsIn(before)) {
    const known = new Set(before.problems.map(({ message }) => message));
    return after.problems.find(({ severity, message }) => severity === 'error' && !known.has(message))?.message;
  }
  return undefined;
}

describe('fixes of the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;

  function check(files: readonly string[]): { readonly offered: number; readonly preferred: number; count: number } {
    const faults: string[] = [];
    let offered = 0;
    let preferred = 0;
    let count = 0;
    for (const file of files) {
      const written = read(file);
      for (const definition of [written, ...variantsOf(written)]) {
        for (const problem of definition.problems.slice(0, 40)) {
          const fixes = fixesFor(definition, problem);
          if (definition === written) {
            count++;
            if (fixes.length > 0) offered++;
            if (fixes[0]?.isPreferred) preferred++;
          }
          for (const fix of fixes) {
            const fault = faultOf(definition, problem, fix);
            if (fault) faults.push(`${file}: ${problem.code} at ${problem.pointer}: "${fix.title}": ${fault}`);
          }
        }
      }
    }
    assert.deepEqual(faults, []);
    return { offered, preferred, count };
  }

  it('mutants', () => {
    const index: { entries: { file: string }[] } = JSON.parse(
      fs.readFileSync(path.join(CORPUS, 'mutants/index.json'), 'utf8'),
    );
    const { offered, preferred, count } = check(index.entries.map(({ file }) => `mutants/${file}`));
    assert.ok(offered >= OFFERED, `${offered} of ${count} problems have fixes.`);
    assert.ok(preferred >= PREFERRED, `${preferred} of ${count} problems have a preferred fix.`);
    if (process.env['STEPTHROUGH_FIGURES']) console.log({ offered, preferred, count });
  });

  it('definitions', () => {
    const files = fs
      .readdirSync(path.join(CORPUS, 'definitions'), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(?:json|ya?ml)$/.test(name));
    const found = check(files.map(name => `definitions/${name}`));
    if (process.env['STEPTHROUGH_FIGURES']) console.log(found);
  });
});
