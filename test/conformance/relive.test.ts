// Histories of AWS opened as replays: each is gone through to its end with its own answers, and whatever was computed otherwise
// than recorded is explained. The cases live beside the project and are used when they are there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createExecution } from '../../host/index.ts';
import {
  compile,
  type Divergence,
  historyFrom,
  parseValue,
  relive,
  toRecordedRun,
  type Value,
} from '../../interpreter/index.ts';
import { analyze } from '../../language/index.ts';
import { matches, type Placeholders } from './matching.ts';

const CASES = path.resolve('../shared/conformance/cases');
/** Kept here so that it can only go up. */
const AT_LEAST = 336;

/** What the recording itself has lost, by the end of the case's id. */
const LOST: readonly (readonly [RegExp, string])[] = [
  [/wait-timestamppath--0+z|wait-timestamp-path--nanoseconds/, 'the time in the input is a placeholder'],
  [/reference-assign--base-reference-in-wait/, 'the time in a variable is a placeholder'],
  [/success-invocations\.mocked/, 'the name of the function was replaced'],
  [/raise-(custom-)?exception/, 'the cause was formatted anew'],
];

interface Recorded {
  readonly id: string;
  readonly group: string;
  readonly kind: string;
  readonly definition: string | object;
  readonly runs?: readonly Recorded[];
  readonly expect?: { readonly status: string; readonly events?: readonly object[] };
  readonly placeholders?: Placeholders;
  /** The events of branches are in no order, and some are missing. */
  readonly unordered?: boolean;
}

function* recordings(): Generator<{ readonly name: string; readonly one: Recorded; readonly whole: Recorded }> {
  for (const group of fs.readdirSync(CASES).sort()) {
    for (const file of fs.readdirSync(path.join(CASES, group)).sort()) {
      const whole: Recorded = JSON.parse(fs.readFileSync(path.join(CASES, group, file), 'utf8'));
      if (whole.kind !== 'execution' || whole.unordered) continue;
      for (const one of whole.runs ?? [whole])
        if (one.expect?.events) yield { name: `${group}/${whole.id}`, one, whole };
    }
  }
}

function fault(one: Recorded, whole: Recorded): string | undefined {
  const definition = one.definition ?? whole.definition;
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const { program } = compile(analyze(text, { format: 'json' }));
  if (!program) return 'The definition was refused.';
  const read = historyFrom(parseValue(JSON.stringify(one.expect?.events)).value as Value);
  if (read.problem !== undefined) return read.problem;
  const record = toRecordedRun(read.events);
  if (record.strays.length > 0) return `${record.strays.length} events fit nowhere.`;
  const execution = createExecution({
    name: 'replay',
    input: record.input,
    startTime: record.started.time ?? 0,
  });
  const { divergences, run, journal } = relive(program, record, execution);
  const unexplained = divergences.find(divergence => !isExplained(divergence, whole.placeholders ?? {}));
  if (unexplained) return describeDivergence(unexplained);
  if (record.ended && run.status === 'RUNNING') return 'It does not come to its end.';
  // Back to the start and forward again gives the same run.
  assert.equal(journal.runAt(0).status, 'RUNNING');
  assert.deepEqual(journal.runAt(journal.head).output, run.output);
  return undefined;
}

function isExplained({ because, recorded, computed }: Divergence, placeholders: Placeholders): boolean {
  return because !== undefined || matches(recorded, computed, placeholders);
}

function describeDivergence({ state, field, recorded, computed }: Divergence): string {
  return `${state} ${field}: ${JSON.stringify(computed)} instead of ${JSON.stringify(recorded)}`.slice(0, 300);
}

describe('recorded histories', () => {
  it('are gone through to their end, and every difference is explained', () => {
    if (!fs.existsSync(CASES)) return;
    let passed = 0;
    const faults: string[] = [];
    for (const { name, one, whole } of recordings()) {
      const found = fault(one, whole);
      if (found === undefined) passed++;
      else if (!LOST.some(([id]) => id.test(name))) faults.push(`${name}: ${found}`);
    }
    assert.deepEqual(faults, []);
    assert.ok(passed >= AT_LEAST, `${passed} passed, ${AT_LEAST} did before`);
  }).timeout(60_000);
});
