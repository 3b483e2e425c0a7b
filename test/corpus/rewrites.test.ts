// States of the corpus in JSONata: every one that is offered is sound, and their number can only go up. All of them take
// seconds, so one in eight is tried.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { proveInJsonata } from '../../interpreter/index.ts';
import { allScopes, analyze, applyEdits } from '../../language/index.ts';

const DEFINITIONS = path.resolve('../shared/corpus/definitions');
const EVERY = 8;
/** Kept here so that it can only go up. */
const PROVEN = 266;

describe('rewrites over the corpus', () => {
  if (!fs.existsSync(DEFINITIONS)) return;
  const files = fs.readdirSync(DEFINITIONS, { recursive: true, encoding: 'utf8' }).filter(file => /\.\w+$/.test(file));

  it('states in JSONata, proven, bring no error', () => {
    let seen = 0;
    let proven = 0;
    for (const file of files.sort()) {
      const format = /\.ya?ml$/.test(file) ? 'yaml' : 'json';
      const definition = analyze(fs.readFileSync(path.join(DEFINITIONS, file), 'utf8'), { format });
      const states = definition.machine ? [...allScopes(definition.machine.scope)].flatMap(scope => scope.states) : [];
      for (const state of states) {
        if (seen++ % EVERY > 0) continue;
        const rewrite = proveInJsonata(definition, state);
        if (!rewrite || rewrite.reason !== undefined) continue;
        proven++;
        const after = analyze(applyEdits(definition.text, rewrite.edits), { format });
        const errorsOf = ({ problems }: typeof after) => problems.filter(({ severity }) => severity === 'error').length;
        assert.ok(errorsOf(after) <= errorsOf(definition), `${file}: ${state.name}`);
      }
    }
    assert.ok(proven >= PROVEN, `${proven} of ${seen / EVERY} states, ${PROVEN} before.`);
  });
});
