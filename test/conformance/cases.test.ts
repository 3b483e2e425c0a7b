// The project's own conformance cases: data in folders beside this file, played step by step and fast.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createOutside, createVirtualClock, Driver, drive, findStore, readMocks } from '../../host/index.ts';
import {
  type ExecutionEvent,
  Journal,
  printValue,
  type Run,
  start,
  toHistory,
  type Value,
} from '../../interpreter/index.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';

interface Case {
  readonly origin: string;
  readonly definition: object;
  readonly input?: Value;
  readonly mocks?: Value;
  readonly objects?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  readonly expect: {
    readonly status: string;
    readonly output?: Value;
    readonly error?: string;
    readonly cause?: string;
    readonly events?: readonly string[];
    readonly written?: Readonly<Record<string, Value>>;
  };
}

const FOLDER = 'test/conformance';

function* cases(): Generator<readonly [name: string, one: Case]> {
  for (const topic of fs.readdirSync(FOLDER, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const name of fs.readdirSync(path.join(FOLDER, topic.name)).sort()) {
      const one: Case = JSON.parse(fs.readFileSync(path.join(FOLDER, topic.name, name), 'utf8'));
      yield [`${topic.name}/${name.replace('.json', '')}`, one];
    }
  }
}

async function play(one: Case, isObserved: boolean): Promise<{ run: Run; types: string[]; written: string[] }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-case-'));
  try {
    for (const [bucket, objects] of Object.entries(one.objects ?? {})) {
      fs.mkdirSync(path.join(folder, bucket), { recursive: true });
      for (const [key, body] of Object.entries(objects)) {
        fs.mkdirSync(path.dirname(path.join(folder, bucket, key)), { recursive: true });
        fs.writeFileSync(path.join(folder, bucket, key), typeof body === 'string' ? body : printValue(body));
      }
    }
    const { mocks = new Map() } = readMocks(one.mocks ?? {}, { stateMachine: 'test', testCase: undefined });
    const program = programOf(JSON.stringify(one.definition), 'json');
    const started = start(program, executionWith(one.input ?? {}), { events: isObserved });
    const events: ExecutionEvent[] = [];
    const run = await drive(
      new Driver(started, {
        clock: createVirtualClock(START_TIME),
        ...createOutside(mocks, findStore(folder, {}).store),
        ...(isObserved && { journal: new Journal(started), sink: more => events.push(...more) }),
      }),
    );
    return { run, types: toHistory(events, run.execution).map(({ type }) => type), written: filesIn(folder) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** `bucket/key: text`, UUIDs hidden. */
function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => fs.statSync(path.join(folder, name)).isFile())
    .map(name => hidden(`${name}: ${fs.readFileSync(path.join(folder, name), 'utf8')}`));
}

function hidden(text: string): string {
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}

describe('conformance cases', () => {
  for (const [name, one] of cases()) {
    it(`${name} (${one.origin})`, async () => {
      for (const isObserved of [true, false]) {
        const { run, types, written } = await play(one, isObserved);
        const { status, output, failure } = run;
        const answer = { status, ...(output !== undefined && { output }), ...failure };
        const { events, written: wanted = {}, ...expected } = one.expect;
        assert.deepEqual(JSON.parse(hidden(printValue(answer as Value))), expected);
        if (isObserved && events) assert.deepEqual(types, events);
        for (const [pattern, body] of Object.entries(wanted)) {
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          const found = written.find(file => new RegExp(`^${pattern}: `).test(file));
          assert.equal(found?.replace(/^.*?: /, ''), text);
        }
      }
    });
  }
});
