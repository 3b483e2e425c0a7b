// Definitions nobody here wrote: nothing valid is refused. They live beside the project and are used when they are there.
// What is broken on purpose is listed by hash with the reason.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyze } from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');
const BROKEN: Readonly<Record<string, string>> = JSON.parse(
  fs.readFileSync('test/corpus/brokenOnPurpose.json', 'utf8'),
);

interface Entry {
  readonly file: string;
  readonly hash: string;
  readonly syntax: string;
}

function errorsOf({ file, syntax }: Entry): string[] {
  const text = fs.readFileSync(path.join(CORPUS, file), 'utf8');
  const { problems } = analyze(text, { format: syntax === 'yaml' ? 'yaml' : 'json' });
  return problems
    .filter(({ severity }) => severity === 'error')
    .filter(({ code }) => syntax === 'json' || syntax === 'yaml' || code !== 'json-syntax')
    .map(({ code, pointer, message }) => `${file}: ${code} at ${pointer}: ${message}`);
}

describe('corpus', () => {
  if (!fs.existsSync(CORPUS)) return;
  const entries: readonly Entry[] = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8')).entries;

  it('no valid definition has an error', () => {
    assert.deepEqual(entries.filter(({ hash }) => !(hash.slice(0, 8) in BROKEN)).flatMap(errorsOf), []);
  });

  it('what is broken on purpose is found', () => {
    const broken = entries.filter(({ hash }) => hash.slice(0, 8) in BROKEN);
    assert.deepEqual(
      broken.filter(entry => errorsOf(entry).length === 0).map(({ file }) => file),
      [],
    );
    assert.deepEqual(
      Object.keys(BROKEN).filter(hash => !broken.some(entry => entry.hash.startsWith(hash))),
      [],
    );
  });
});
