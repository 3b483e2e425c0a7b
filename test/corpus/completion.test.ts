// Completion at random places of definitions nobody here wrote: what is accepted never breaks the syntax.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyze, type Candidate, complete, type Definition } from '../../language/index.ts';
import { accepted } from '../support/completions.ts';

const CORPUS = path.resolve('../shared/corpus');

/** Kept here so that it can only go up. */
const LEAST = 19_000;
const PLACES_EACH = 18;

interface Entry {
  readonly file: string;
  readonly syntax: string;
}

describe('completion in the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;
  const entries: readonly Entry[] = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8')).entries;

  it('nothing that is offered is a new fault of syntax when it is accepted', () => {
    const random = createRandom(7);
    const faults: string[] = [];
    let count = 0;
    for (const { file, syntax } of entries) {
      const format = syntax === 'yaml' ? 'yaml' : 'json';
      const definition = analyze(fs.readFileSync(path.join(CORPUS, file), 'utf8'), { format });
      for (let i = 0; i < PLACES_EACH; i++) {
        const offset = placeIn(definition.text, random);
        const { candidates } = complete(definition, offset, []);
        for (const candidate of candidates) {
          count++;
          const after = textAfter(definition, candidate);
          const fault = newFault(definition, analyze(after, { format, previous: definition }));
          if (fault) faults.push(`${file} at ${offset}, ${candidate.label}: ${fault}`);
        }
      }
    }
    assert.deepEqual(faults.slice(0, 20), []);
    assert.ok(count >= LEAST, `${count} candidates are accepted.`);
  }).timeout(120_000);
});

// Where people type: inside of texts, and at the ends of lines.
function placeIn(text: string, random: () => number): number {
  const start = Math.floor(random() * text.length);
  const found = random() < 0.5 ? text.indexOf('"', start) + 1 : text.indexOf('\n', start) - 1;
  return Math.max(0, found);
}

function textAfter({ text }: Definition, candidate: Candidate): string {
  return accepted(text, candidate).replaceAll('<|>', '');
}

function newFault(before: Definition, after: Definition): string | undefined {
  const faults = ({ problems }: Definition) => problems.filter(({ code }) => /^(json|yaml)-syntax$/.test(code));
  return faults(after).length > faults(before).length ? faults(after).at(-1)?.message : undefined;
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
