// Lays out every published definition of the corpus, where that folder is present beside the checkout.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { buildGraph, type Direction, layoutGraph } from '../../graph/model/index.ts';
import { analyze } from '../../language/index.ts';
import { layoutFaults } from './layoutFaults.ts';

const folder = path.resolve('../shared/corpus/definitions');

describe('The graph of every definition of the corpus', () => {
  for (const direction of ['down', 'right'] as const) {
    it(`keeps its promises, drawn ${direction}`, () => {
      const faults = corpusFiles().flatMap(file => faultsOf(file, direction));
      assert.equal(faults.join('\n'), '');
    });
  }
});

function corpusFiles(): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.\w+$/.test(file));
}

function faultsOf(file: string, direction: Direction): readonly string[] {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const { machine } = analyze(text, { format: file.endsWith('.yaml') ? 'yaml' : 'json' });
  if (!machine) return [];
  return layoutFaults(layoutGraph(buildGraph(machine), { direction })).map(fault => `${file}: ${fault}`);
}
