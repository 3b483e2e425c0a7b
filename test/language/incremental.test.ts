// After an edit the definition is the same whether it was made from the one before or from nothing: problems, tree, machine,
// and what stands at a place. Random edits, the same ones every time.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  analyze,
  type Definition,
  type Format,
  pathAt,
  printMachine,
  printTree,
  stateAt,
} from '../../language/index.ts';
import { parseJson } from '../../language/text/parseJson.ts';
import { parseYaml } from '../../language/text/parseYaml.ts';
import { updateYaml } from '../../language/text/updateYaml.ts';
import { generateMachine } from '../support/generatedMachine.ts';

const CORPUS = path.resolve('../shared/corpus/definitions');
/** What an edit may put in: what breaks texts, what changes machines, and plain typing. */
const WORDS = [
  ...[
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\n',
    '//',
    "'",
    '${x}',
    '$',
    'a',
    '1',
    'Type',
    'Task',
    'Pass',
    'Step 1',
  ],
  ...['"End": true', '"Next": "Step 2"', '"Assign": { "x": 1 },', '"Comment": "c",', '"A": { "Type": "Succeed" },'],
  ...['$.a', '{% $total %}', '{% $states.result %}', 'null', 'true', '"ResultPath": "$.x[*]",', '"States": {},'],
];

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function edited(text: string, below: (limit: number) => number): string {
  const start = below(text.length + 1);
  const end = Math.min(text.length, start + (below(2) ? 0 : below(below(4) ? 4 : 80)));
  const copied = below(text.length);
  const inserted = [WORDS[below(WORDS.length)] ?? '', '', text.slice(copied, copied + below(40))][below(3)] ?? '';
  return text.slice(0, start) + inserted + text.slice(end);
}

/** All a reader can see of a definition. */
function pictureOf({ text, root, machine, problems }: Definition): object {
  const places = [0.2, 0.5, 0.8].map(part => Math.floor(text.length * part));
  return {
    problems,
    tree: printTree(root),
    machine: machine && printMachine(machine),
    reads: machine?.reads,
    fields: machine?.scope.states.map(state => [...state.fields.keys()]),
    at: places.map(place => [pathAt(root, place)?.node, stateAt(machine, place)?.state.pointer]),
  };
}

/** The machine as the processor of a Map, so that its states are in a nested scope. */
function inMap({ StartAt, States }: { readonly StartAt: string; readonly States: object }): object {
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: { StartAt, States }, End: true } } };
}

function checkEdits(original: string, seed: number, count: number, format: Format = 'json'): void {
  const below = randomFrom(seed);
  let text = original;
  let definition = analyze(text, { format });
  for (let i = 0; i < count; i++) {
    // Now and then all is undone: most texts that have been broken stay broken.
    text = below(6) ? edited(text, below) : original;
    definition = analyze(text, { format, previous: definition });
    const expected = pictureOf(analyze(text, { format }));
    assert.deepEqual(pictureOf(definition), expected, `seed ${seed}, edit ${i}:\n${text}`);
  }
}

describe('incremental', () => {
  it('a generated machine is the same after any edits', () => {
    for (let seed = 1; seed <= 60; seed++) checkEdits(generateMachine(4 + (seed % 20)), seed, 12);
  });

  it('every definition of the corpus is the same after any edits', () => {
    if (!fs.existsSync(CORPUS)) return;
    const names = fs.readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'));
    for (const [index, name] of names.sort().entries()) {
      const text = fs.readFileSync(path.join(CORPUS, name), 'utf8');
      if (text.length < 30_000) checkEdits(text, index + 1, 4);
    }
  });

  it('YAML is the same after any edits', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const machine = JSON.parse(generateMachine(4 + (seed % 8)));
      checkEdits(stringify(seed % 2 ? machine : inMap(machine), { lineWidth: seed % 3 ? 40 : 0 }), seed, 20, 'yaml');
    }
  });

  it('every definition of the corpus in YAML is the same after any edits', () => {
    if (!fs.existsSync(CORPUS)) return;
    const names = fs.readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name));
    assert.ok(names.length > 0);
    for (const [index, name] of names.sort().entries()) {
      const text = fs.readFileSync(path.join(CORPUS, name), 'utf8');
      if (text.length < 30_000) checkEdits(text, index + 1, 6, 'yaml');
    }
  });

  it('of YAML only the lines of the innermost entry are read again, in a Map too', () => {
    const text = stringify(inMap(JSON.parse(generateMachine(20))));
    const root = parseYaml(text).root;
    assert.ok(root?.kind === 'object');
    for (const [from, to] of [
      ['Seconds: 9', 'Seconds: 91'],
      ['Seconds: 9', 'Comment: |\n            a\n\n          Seconds: 9'],
    ] as const) {
      const after = text.replace(from, to);
      assert.notEqual(after, text);
      const updated = updateYaml(text, root, after);
      assert.ok(updated, `${to} is read as a whole.`);
      assert.deepEqual(updated, parseYaml(after).root);
    }
  });

  it('a tree that is read piece by piece is the tree of the text', () => {
    const text = generateMachine(40);
    assert.equal(printTree(analyze(text, { format: 'json' }).root), printTree(parseJson(text).root));
  });

  it('a definition stays what it was when another is made from it', () => {
    const text = generateMachine(20);
    const before = analyze(text, { format: 'json' });
    const inserted = text.replace('"Seconds": 9', '"Comment": "A longer text", "Seconds": 9');
    const after = analyze(inserted, { format: 'json', previous: before });
    assert.notEqual(printTree(after.root), printTree(before.root));
    assert.equal(printTree(before.root), printTree(parseJson(text).root));
  });

  it('a text that is mended is compared with what it was before it broke', () => {
    const text = generateMachine(20);
    const broken = text.replace('"Seconds": 9', '"Seconds" 9');
    const before = analyze(text, { format: 'json' });
    const between = analyze(broken, { format: 'json', previous: before });
    assert.ok(between.problems.some(({ code }) => code === 'json-syntax'));
    const after = analyze(text, { format: 'json', previous: between });
    assert.deepEqual(pictureOf(after), pictureOf(before));
  });
});
