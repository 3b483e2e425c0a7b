// The preferred fix of every problem in the corpus, mutants and definitions: it takes the problem away, brings no error,
// and leaves nothing to fix in the same place.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  analyze,
  applyEdits,
  type Definition,
  type Fix,
  findDefinitions,
  fixAll,
  fixesFor,
  fixesInHost,
  type Problem,
} from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');
/** Kept here so that they can only go up. */
const OFFERED = 161;
const PREFERRED = 93;
const MENDED = 70;

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

/** A definition in the ways hosts have for it. */
function hostsOf(text: string): readonly (readonly [string, string])[] {
  const properties = { DefinitionString: text };
  const Resources = { Pay: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties } };
  const head =
    'Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: ';
  const block = text.replaceAll('\n', '\n          ');
  const sub = JSON.stringify(text);
  return [
    ['template.json', JSON.stringify({ Resources }, null, 2)],
    ['block.yaml', `${head}|\n          ${block}\n`],
    ['sub.yaml', `${head}!Sub |\n          ${block}\n`],
    ['quoted.yaml', `${head}${sub}\n`],
    ['heredoc.tf', `resource "aws_sfn_state_machine" "pay" {\n  definition = <<EOF\n${text}\nEOF\n}\n`],
    ['encoded.tf', `resource "aws_sfn_state_machine" "pay" {\n  definition = jsonencode(${text})\n}\n`],
    ['quoted.tf', `resource "aws_sfn_state_machine" "pay" {\n  definition = ${sub}\n}\n`],
  ];
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

  it('mutants, all at once: no error more than before, and nothing left to do', () => {
    const index: { entries: { file: string }[] } = JSON.parse(
      fs.readFileSync(path.join(CORPUS, 'mutants/index.json'), 'utf8'),
    );
    const faults: string[] = [];
    let mended = 0;
    for (const { file } of index.entries) {
      const before = read(`mutants/${file}`);
      const { format } = before;
      const check = (text: string) => {
        const definition = text === before.text ? before : analyze(text, { format });
        return { problems: definition.problems, fixesOf: (problem: Problem) => fixesFor(definition, problem) };
      };
      const { text, applied } = fixAll(before.text, check);
      if (applied.length > 0) mended++;
      if (errorsIn(analyze(text, { format })) > errorsIn(before)) faults.push(`${file}: more errors than before`);
      if (fixAll(text, check).text !== text) faults.push(`${file}: not everything is done at once`);
    }
    assert.deepEqual(faults, []);
    assert.ok(mended >= MENDED, `${mended} of ${index.entries.length} mutants are mended.`);
  });

  it('hosts: every fix has its place in the host', () => {
    const faults: string[] = [];
    let count = 0;
    const files = fs
      .readdirSync(path.join(CORPUS, 'templates'), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(?:json|ya?ml|tf|template)$/.test(name));
    for (const file of files) {
      const text = fs.readFileSync(path.join(CORPUS, 'templates', file), 'utf8');
      const machines = findDefinitions(text, file);
      const before = machines.flatMap(({ problems }) => problems);
      for (const machine of machines) {
        for (const problem of machine.problems) {
          for (const fix of fixesInHost(text, machine, problem)) {
            count++;
            const after = findDefinitions(applyEdits(text, fix.edits), file).flatMap(({ problems }) => problems);
            const isWorse = (code: string) =>
              after.filter(each => each.code === code).length > before.filter(each => each.code === code).length;
            const isThere =
              after.filter(each => each.code === problem.code).length >=
              before.filter(each => each.code === problem.code).length;
            const isBroken = ['json-syntax', 'yaml-syntax'].some(isWorse);
            if (isBroken || (fix.isPreferred && isThere)) {
              faults.push(`${file}: ${problem.code} at ${problem.pointer}: "${fix.title}"`);
            }
          }
        }
      }
    }
    assert.deepEqual(faults, []);
    if (process.env['STEPTHROUGH_FIGURES']) console.log({ hostFixes: count });
  });

  it('mutants inside of hosts: the definition there is changed as it would be in a file of its own', () => {
    const index: { entries: { file: string }[] } = JSON.parse(
      fs.readFileSync(path.join(CORPUS, 'mutants/index.json'), 'utf8'),
    );
    const faults: string[] = [];
    let count = 0;
    for (const { file } of index.entries.filter(each => each.file.endsWith('.json'))) {
      const written = fs.readFileSync(path.join(CORPUS, `mutants/${file}`), 'utf8').trim();
      for (const [name, text] of hostsOf(written)) {
        const [machine] = findDefinitions(text, name);
        if (!machine?.definition) continue;
        const { definition } = machine;
        for (const problem of machine.problems) {
          for (const fix of fixesInHost(text, machine, problem)) {
            count++;
            const own = definition.problems.flatMap(each =>
              each.message === problem.message && machine.toHost(each).start === problem.start
                ? fixesFor(definition, each)
                : [],
            );
            const expected = own.find(each => each.title === fix.title);
            const after = findDefinitions(applyEdits(text, fix.edits), name)[0]?.definition?.text;
            if (expected && after !== applyEdits(definition.text, expected.edits)) {
              faults.push(`${file} in ${name}: ${problem.code} at ${problem.pointer}: "${fix.title}"`);
            }
          }
        }
      }
    }
    assert.deepEqual(faults, []);
    if (process.env['STEPTHROUGH_FIGURES']) console.log({ embeddedFixes: count });
  });

  it('texts broken anywhere: no throw, and edits inside of the text', () => {
    const index: { entries: { file: string }[] } = JSON.parse(
      fs.readFileSync(path.join(CORPUS, 'mutants/index.json'), 'utf8'),
    );
    let seed = 7;
    const below = (limit: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * limit);
    };
    const words = ['"', '{', '}', '[', ',', ':', '\n', "'", '${x}', '"End": true', 'null', ' - ', '%}', '#'];
    for (const { file } of index.entries) {
      const whole = fs.readFileSync(path.join(CORPUS, `mutants/${file}`), 'utf8').slice(0, 4000);
      for (let i = 0; i < 6; i++) {
        const at = below(whole.length);
        const text = whole.slice(0, at) + words[below(words.length)] + whole.slice(at + below(30));
        const definition = analyze(text, { format: i % 3 === 2 ? 'yaml' : 'json' });
        for (const problem of definition.problems.slice(0, 20)) {
          for (const { edits } of fixesFor(definition, problem)) {
            for (const { start, end } of edits) {
              assert.ok(0 <= start && start <= end && end <= text.length, `${file}: ${problem.code}`);
            }
          }
        }
      }
    }
  });
});
