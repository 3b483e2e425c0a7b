// Calls of AWS in definitions nobody here wrote and that work: nothing is called wrong, and little is unknown.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { compile, proveInJsonata } from '../../interpreter/index.ts';
import { allScopes, analyze, analyzeFile, provideCatalogue, rewritesAt } from '../../language/index.ts';
import { useCatalogue } from '../support/catalogue.ts';

const CORPUS = path.resolve('../shared/corpus');

/** Members that AWS added after the catalogue. */
const NEWER = ['ApplicationType', 'EmbeddingDataType', 'EvaluatorModelConfig', 'RagConfigs'];

/** Kept here so that it can only go up. */
const LEAST_CALLS = 278;

describe('calls in the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;

  it('no service, action or member is taken for a wrong one', () => {
    useCatalogue();
    const { entries } = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8'));
    const warnings: string[] = [];
    const hints = new Set<string>();
    let calls = 0;
    for (const { file } of entries) {
      const text = fs.readFileSync(path.join(CORPUS, file), 'utf8');
      calls += text.split(':aws-sdk:').length - 1;
      for (const { code, severity, message, subject } of analyzeFile(text, { fileName: file }).problems) {
        if (!/^(?:action-unknown|member-unknown|member-missing)$/.test(code)) continue;
        if (severity === 'info') hints.add(subject ?? '');
        else warnings.push(`${file}: ${message}`);
      }
    }
    assert.deepEqual(warnings, []);
    assert.deepEqual([...hints].sort(), NEWER);
    assert.ok(calls >= LEAST_CALLS, `${calls} calls`);
  });

  // The bundles of the debugger and of rewrites are told of no catalogue. Where this fails, they have to be.
  it('what is run and what is offered to be written otherwise do not depend on the catalogue', () => {
    const files = fs.readdirSync(path.join(CORPUS, 'definitions'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter(file => /\.json$/.test(file))
      .sort()
      .map(file => fs.readFileSync(path.join(CORPUS, 'definitions', file), 'utf8'))
      .filter(text => text.includes(':aws-sdk:'));
    const before = texts.map(done);
    provideCatalogue(undefined);
    const without = texts.map(done);
    useCatalogue();
    assert.deepEqual(without, before);
    assert.ok(before.join().length > 10_000);
  }).timeout(60_000);
});

/** Whether a text runs, and what can be done with the first of its states that call AWS. */
function done(text: string): string {
  const definition = analyze(text, { format: 'json' });
  const scopes = definition.machine ? [...allScopes(definition.machine.scope)] : [];
  const states = scopes
    .flatMap(scope => scope.states)
    .filter(state => text.slice(state.node.start, state.node.end).includes(':aws-sdk:'));
  const offers = states
    .slice(0, 2)
    .flatMap(state => [...rewritesAt(definition, state.key.start), proveInJsonata(definition, state)]);
  return JSON.stringify([compile(definition).refusals, offers]);
}
