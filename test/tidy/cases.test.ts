// What the project's own conformance cases must hold, so that a clone without the recorded ones proves the language: every
// field of every owner under both query languages, every comparison, every error, every type of event. Names what is missing.
import assert from 'node:assert/strict';
import { analyze } from '../../language/index.ts';
import type { Scope } from '../../language/machine/machine.ts';
import { type Part, visitScopeParts, visitStateParts } from '../../language/machine/parts.ts';
import { COMPARISONS } from '../../language/spec/comparisons.ts';
import { ERROR_NAMES } from '../../language/spec/errorNames.ts';
import { FIELDS, QUERY_LANGUAGES } from '../../language/spec/fields.ts';
import { EVENT_TYPES, NOT_WRITTEN } from '../conformance/eventTypes.ts';
import { allCases, playCase } from '../support/cases.ts';

const cases = allCases();

describe('conformance cases cover', () => {
  it('every field of every state type under both query languages', () => {
    const used = new Set<string>();
    for (const { definition } of cases.values()) for (const name of fieldsIn(definition)) used.add(name);
    const wanted = FIELDS.flatMap(({ name, on, language }) =>
      on.flatMap(owner => (language ? [language] : QUERY_LANGUAGES).map(one => `${owner}.${name} (${one})`)),
    );
    assert.deepEqual(missing(wanted, used), []);
  });

  it('every comparison', () => {
    const texts = [...cases.values()].map(({ definition }) => JSON.stringify(definition)).join('\n');
    const wanted = [...COMPARISONS.keys()].filter(name => !texts.includes(`"${name}":`));
    assert.deepEqual(wanted, []);
  });

  it('every error, raised, and caught where it can be', async () => {
    const raised = new Set<string>();
    const caught = new Set<string>();
    for (const one of cases.values()) {
      for (const name of await caughtIn(one, raised)) caught.add(name);
    }
    const names = Object.keys(ERROR_NAMES).filter(name => name !== 'States.ALL');
    assert.deepEqual(missing(names, raised), []);
    // Observed on the service: nothing catches it.
    assert.ok(!caught.has('States.Runtime'));
    const catchable = names.filter(name => name !== 'States.Runtime');
    assert.deepEqual(missing(['States.ALL', ...catchable], caught), []);
  });

  it('every type of history event', () => {
    const written = new Set([...cases.values()].flatMap(({ expect }) => expect.events ?? []));
    const wanted = EVENT_TYPES.filter(type => !NOT_WRITTEN.has(type));
    assert.deepEqual(missing(wanted, written), []);
    assert.deepEqual(
      [...written].filter(type => !EVENT_TYPES.includes(type) || NOT_WRITTEN.has(type)),
      [],
    );
  });
});

function missing(wanted: readonly string[], found: ReadonlySet<string>): string[] {
  return wanted.filter(name => !found.has(name));
}

/** `Task.Retry (JSONata)`. A scope counts as its state's language, the machine as its own. */
function fieldsIn(definition: object): string[] {
  const { machine } = analyze(JSON.stringify(definition), { format: 'json' });
  const found: string[] = [];
  const note = ({ owner, fields, queryLanguage }: Part) => {
    for (const name of fields.keys()) found.push(`${owner}.${name} (${queryLanguage})`);
  };
  const walk = (scope: Scope, language: Part['queryLanguage']) => {
    visitScopeParts(scope, language, note);
    for (const state of scope.states) {
      visitStateParts(state, note);
      if (state.type === 'Parallel') for (const branch of state.branches) walk(branch, state.queryLanguage);
      if (state.type === 'Map' && state.processor) walk(state.processor, state.queryLanguage);
    }
  };
  if (machine) walk(machine.scope, machine.queryLanguage);
  return found;
}

/** The names of errors and of handlers that took them; what failed is added to `raised`. */
async function caughtIn(one: Parameters<typeof playCase>[0], raised: Set<string>): Promise<string[]> {
  const caught: string[] = [];
  const failures = new Map<number, readonly string[]>();
  const { events } = await playCase(one, true);
  for (const event of events) {
    if (event.kind === 'stateFailed') {
      const { error = '', isHeartbeat } = event.failure;
      const names = isHeartbeat ? [error, 'States.HeartbeatTimeout'] : [error];
      for (const name of names) raised.add(name);
      failures.set(event.strand, names);
    }
    if (event.kind === 'stateCaught') {
      caught.push(...(failures.get(event.strand) ?? []));
      if (JSON.stringify(one.definition).includes('"States.ALL"')) caught.push('States.ALL');
    }
  }
  return caught;
}
