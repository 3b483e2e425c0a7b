// Renaming and finding in definitions nobody here wrote: every state renamed and renamed back, every name found.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  allScopes,
  analyze,
  type Definition,
  mentionsOf,
  namedAt,
  type Problem,
  type Scope,
  transitionsOf,
  type VariableMention,
  variableMentions,
} from '../../language/index.ts';
import { goToState, goToVariable } from '../../server/features/goToState.ts';
import { referencesAt } from '../../server/features/references.ts';
import { type Edit, renamableAt, rename } from '../../server/features/rename.ts';
import { useCatalogue } from '../support/catalogue.ts';

// The same is known of AWS before and after a renaming.
useCatalogue();

const CORPUS = path.resolve('../shared/corpus');

/** Kept here so that they can only go up. */
const LEAST = { renamed: 2000, targets: 2924, variables: 100, renamedVariables: 203, placeholders: 100 };

interface Entry {
  readonly file: string;
  readonly syntax: string;
}

describe('names in the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;
  const entries: readonly Entry[] = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8')).entries;
  const definitions = entries.map(({ file, syntax }) => {
    const format = syntax === 'yaml' ? ('yaml' as const) : ('json' as const);
    return { file, definition: analyze(fs.readFileSync(path.join(CORPUS, file), 'utf8'), { format }) };
  });

  it('every state can be renamed and renamed back, and the text is the same', () => {
    let renamed = 0;
    const faults: string[] = [];
    for (const { file, definition } of definitions) {
      for (const state of [...scopesOf(definition)].flatMap(({ states }) => states)) {
        const offset = state.key.start + 1;
        if (!renamableAt(definition, offset)) continue;
        renamed++;
        const other = `Renamed ${renamed}`;
        const there = renameIn(definition, offset, other);
        const moved = there && [...scopesOf(there)].flatMap(({ byName }) => byName.get(other) ?? [])[0];
        const back = there && moved && renameIn(there, moved.key.start + 1, state.name);
        if (!there || back?.text !== definition.text) faults.push(`${file}: ${state.name}`);
        // Names are part of messages and pointers, so the kinds of problems are compared.
        else if (codesOf(there) !== codesOf(definition)) faults.push(`${file}: ${state.name}: problems differ`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(renamed >= LEAST.renamed, `${renamed} states are renamed.`);
  }).timeout(120_000);

  it('every target leads to its state, or is a problem', () => {
    let targets = 0;
    const faults: string[] = [];
    for (const { file, definition } of definitions) {
      for (const scope of scopesOf(definition)) {
        const named = scope.states.flatMap(state => transitionsOf(state).map(({ target }) => target));
        for (const target of scope.startAt ? [scope.startAt, ...named] : named) {
          targets++;
          const found = goToState(definition, target.start + 1);
          const references = found ? referencesAt(definition, target.start + 1) : [];
          const isFound = references.some(({ isDefinition }) => isDefinition) && references.length > 1;
          if (!isFound && !isReported(definition, target)) faults.push(`${file}: ${target.value}`);
        }
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(targets >= LEAST.targets, `${targets} targets lead somewhere.`);
  });

  it('every variable leads to its Assign, or is a problem', () => {
    let variables = 0;
    const faults: string[] = [];
    for (const { file, definition } of definitions) {
      for (const mention of variableMentions(definition)) {
        variables++;
        const isFound = goToVariable(definition, mention.end).length > 0;
        if (!isFound && !isReported(definition, mention)) faults.push(`${file}: ${mention.name}`);
        const places = referencesAt(definition, mention.end);
        if (!places.some(({ start }) => start === mention.start)) faults.push(`${file}: ${mention.name} is lost`);
        const wrong = places.find(({ start, end }) => definition.text.slice(start, end) !== mention.name);
        if (wrong) faults.push(`${file}: ${mention.name} at ${wrong.start}`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(variables >= LEAST.variables, `${variables} variables lead somewhere.`);
  });

  it('every variable can be renamed and renamed back, and the text is the same', () => {
    let renamed = 0;
    const faults: string[] = [];
    for (const { file, definition } of definitions) {
      for (const mention of variableMentions(definition)) {
        if (!renamableAt(definition, mention.end) || isShadowed(definition, mention)) continue;
        renamed++;
        const there = renameIn(definition, mention.end, 'renamedVariable');
        const moved = there && [...variableMentions(there)].find(({ name }) => name === 'renamedVariable');
        const back = there && moved && renameIn(there, moved.end, mention.name);
        if (!there || back?.text !== definition.text) faults.push(`${file}: ${mention.name}`);
        else if (codesOf(there) !== codesOf(definition)) faults.push(`${file}: ${mention.name}: problems differ`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(renamed >= LEAST.renamedVariables, `${renamed} variables are renamed.`);
  });

  it('every placeholder is found with all its uses', () => {
    let placeholders = 0;
    const faults: string[] = [];
    for (const { file, definition } of definitions) {
      for (const match of definition.text.matchAll(/\$\{([A-Za-z0-9_]+)\}/g)) {
        const named = namedAt(definition, match.index + 3);
        // In a comment, or in a text that is told to be broken.
        if (named?.kind !== 'placeholder') continue;
        placeholders++;
        const uses = mentionsOf(definition, named);
        if (!uses.some(({ start }) => start === match.index + 2)) faults.push(`${file}: ${match[1]}`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(placeholders >= LEAST.placeholders, `${placeholders} placeholders are found.`);
  });
});

// A variable in a scope that sees another of its name is refused its name by then; AWS takes no such definition.
function isShadowed(definition: Definition, { name, owner }: VariableMention): boolean {
  const owners = variableMentions(definition)
    .filter(other => other.name === name)
    .map(other => other.owner);
  return owners.some(other => {
    return (
      !other || !owner || (other !== owner && other.node.start <= owner.node.end && owner.node.start <= other.node.end)
    );
  });
}

function scopesOf({ machine }: Definition): Iterable<Scope> {
  return machine ? allScopes(machine.scope) : [];
}

function renameIn(definition: Definition, offset: number, name: string): Definition | undefined {
  const renamed = rename(definition, offset, name);
  return 'edits' in renamed ? analyze(applied(definition.text, renamed.edits), definition) : undefined;
}

function applied(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => b.span.start - a.span.start);
  return sorted.reduce((now, edit) => now.slice(0, edit.span.start) + edit.text + now.slice(edit.span.end), text);
}

function codesOf({ problems }: Definition): string {
  return problems
    .map(({ code }) => code)
    .sort()
    .join();
}

function isReported({ problems }: Definition, { start, end }: { start: number; end: number }): boolean {
  return problems.some((problem: Problem) => problem.start <= end && start <= problem.end);
}
