// Colours every published definition of the corpus, where that folder is present beside the checkout, and compares with
// what the language finds in it. The grammar tells states by indentation, which not every published text keeps.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allScopes, analyze, createLineIndex, targetsOf } from '../../language/index.ts';
import { scopesIn } from './checkScopes.ts';

const folder = path.resolve('../shared/corpus/definitions');
const STATE = 'entity.name.function.state.asl';
const FIELD = 'keyword.other.field.asl';

describe('The colours of every definition of the corpus', () => {
  it('show nearly every state, field and target', async () => {
    const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    let total = 0;
    let missed = 0;
    for (const file of files.filter(name => /\.\w+$/.test(name))) {
      const found = await compare(fs.readFileSync(path.join(folder, file), 'utf8'), file.endsWith('.yaml'));
      total += found.total;
      missed += found.missed;
    }
    assert.ok(missed <= 0.005 * total, `${missed} of ${total} are missed`);
  });
});

async function compare(text: string, isYaml: boolean): Promise<{ total: number; missed: number }> {
  const { machine } = analyze(text, { format: isYaml ? 'yaml' : 'json' });
  if (!machine) return { total: 0, missed: 0 };
  const scopes = await scopesIn(isYaml ? 'asl-yaml' : 'asl', text.split(/\r?\n/));
  const index = createLineIndex(text);
  let total = 0;
  let missed = 0;
  const expect = (offset: number, scope: string) => {
    const { line0, character0 } = index.position(offset);
    total++;
    if (!scopes[line0]?.[character0]?.includes(scope)) missed++;
  };
  for (const scope of allScopes(machine.scope)) {
    for (const { key, fields } of scope.states) {
      // The second character: the first may be a quote.
      expect(key.start + 1, STATE);
      for (const field of fields.values()) expect(field.key.start + 1, FIELD);
    }
  }
  for (const { target } of targetsOf(machine)) if (!target.value.includes('${')) expect(target.start + 1, STATE);
  return { total, missed };
}
