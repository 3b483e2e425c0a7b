// Differences of definitions nobody here wrote: a text written anew makes none, and a state with another name is renamed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type Value, writeJson } from '../../expressions/index.ts';
import {
  buildGraph,
  differenceOf,
  isNoDifference,
  layoutGraph,
  mergedGraph,
  printDifference,
} from '../../graph/model/index.ts';
import { allScopes, analyze, type Format, type Machine, type Node, toValue } from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');

interface Entry {
  readonly file: string;
  readonly syntax: string;
}

describe('corpus: differences', () => {
  if (!fs.existsSync(CORPUS)) return;
  const entries: readonly Entry[] = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8')).entries;
  const machines = entries.flatMap(({ file, syntax }) => {
    const text = fs.readFileSync(path.join(CORPUS, file), 'utf8');
    const { machine, problems } = analyze(text, { format: syntax === 'yaml' ? 'yaml' : 'json' });
    const isSound = !problems.some(({ code }) => /-(?:syntax|duplicate)$|^key-/.test(code));
    return machine && isSound ? [{ file, machine }] : [];
  });

  it('a definition does not differ from itself in YAML with its keys turned round', () => {
    const faults: string[] = [];
    let count = 0;
    for (const { file, machine } of machines) {
      if (!hasOnlyData(machine.node)) continue;
      count++;
      const other = machineOf(turned(machine.node), 'yaml');
      for (const difference of [differenceOf(machine, other), differenceOf(other, machine)]) {
        if (!isNoDifference(difference)) faults.push(`${file}\n${printDifference(difference)}`);
      }
    }
    assert.ok(count > 250, `${count} definitions`);
    assert.deepEqual(faults, []);
  });

  it('a state with another name is renamed, and nothing else differs', () => {
    const faults: string[] = [];
    let count = 0;
    for (const { file, machine } of machines) {
      const names = [...allScopes(machine.scope)].flatMap(({ states }) => states.map(({ name }) => name));
      if (new Set(names).size < names.length || names.some(name => name.includes('$'))) continue;
      const value = JSON.parse(writeJson(toValue(machine.node)));
      const before = machineOf(JSON.stringify(value), 'json');
      for (const name of names.slice(0, 6)) {
        const after = machineOf(JSON.stringify(renamed(value, name)), 'json');
        const difference = differenceOf(before, after);
        count++;
        const [state, ...more] = difference.states;
        const isRenamed = state?.kinds.length === 1 && state.kinds[0] === 'renamed' && state.before?.name === name;
        if (!isRenamed || more.length > 0) faults.push(`${file}: ${name}\n${printDifference(difference)}`);
      }
    }
    assert.ok(count > 1000, `${count} states`);
    assert.deepEqual(faults, []);
  });

  it('each definition and the next in one picture', () => {
    machines.slice(1).forEach(({ machine }, i) => {
      const before = (machines[i] as { readonly machine: Machine }).machine;
      const { graph } = mergedGraph(buildGraph(before), buildGraph(machine), differenceOf(before, machine));
      const { nodes } = layoutGraph(graph, { direction: 'down' });
      assert.equal(new Set(nodes.map(({ node }) => node.id)).size, nodes.length);
    });
  });
});

function machineOf(text: string, format: Format): Machine {
  const { machine } = analyze(text, { format });
  assert.ok(machine, text.slice(0, 200));
  return machine;
}

/** Nothing is filled in later, which is written in another way in YAML. */
function hasOnlyData(node: Node): boolean {
  if (node.kind === 'array') return node.items.every(hasOnlyData);
  if (node.kind === 'object') return node.members.every(({ value }) => value !== undefined && hasOnlyData(value));
  return node.kind !== 'placeholder';
}

/** In YAML, with the members of every object in the other order. */
function turned(node: Node, indent = ''): string {
  if (node.kind === 'array')
    return node.items.map(item => `\n${indent}- ${turned(item, `${indent}  `)}`).join('') || '[]';
  if (node.kind === 'number') return node.written ?? String(node.value);
  if (node.kind !== 'object') return JSON.stringify(node.kind === 'placeholder' ? node.text : node.value);
  const lines = node.members.map(({ name, value }) => {
    return `\n${indent}${JSON.stringify(name)}: ${value ? turned(value, `${indent}  `) : ''}`;
  });
  return lines.reverse().join('') || '{}';
}

/** The state and what leads to it have another name. */
function renamed(value: Value, name: string, field = ''): Value {
  if (Array.isArray(value)) return value.map(item => renamed(item, name));
  if (typeof value === 'string' && value === name && TARGETS.includes(field)) return `${name} anew`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      field === 'States' && key === name ? `${name} anew` : key,
      renamed(inner, name, key),
    ]),
  );
}

const TARGETS: readonly string[] = ['Next', 'Default', 'StartAt'];
