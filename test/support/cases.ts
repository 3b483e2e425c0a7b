// The project's own conformance cases: read from the folders of test/conformance, and played. Tasks are answered by mocks or
// by lists of answers; where a case says when something happens, the clock jumps to it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type Clock,
  createOutside,
  createVirtualClock,
  Driver,
  findStore,
  readMocks,
  type Tasks,
} from '../../host/index.ts';
import {
  type Answer,
  type ExecutionEvent,
  type ExecutionType,
  Journal,
  printValue,
  type Run,
  start,
  toHistory,
  type Value,
} from '../../interpreter/index.ts';
import { executionWith, programOf, START_TIME } from './runs.ts';

export interface Case {
  readonly origin: string;
  readonly definition: object;
  readonly input?: Value;
  readonly type?: ExecutionType;
  readonly mocks?: Value;
  readonly answers?: Readonly<Record<string, readonly Answer[]>>;
  /** So often it is taken up again when it has failed. */
  readonly redrives?: number;
  readonly stop?: { readonly afterSeconds: number; readonly error?: string; readonly cause?: string };
  readonly objects?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  readonly expect: {
    readonly status: string;
    readonly output?: Value;
    readonly error?: string;
    readonly cause?: string;
    readonly seconds?: number;
    readonly events?: readonly string[];
    readonly written?: Readonly<Record<string, Value>>;
  };
}

export interface Played {
  readonly run: Run;
  /** All events with an observer, else none. */
  readonly events: readonly ExecutionEvent[];
  /** The types of its history. */
  readonly types: readonly string[];
  /** What stands in S3 at the end: `bucket/key: text`, UUIDs hidden. */
  readonly written: readonly string[];
}

const FOLDER = 'test/conformance';

/** All of them, by `topic/name`. */
export function allCases(): ReadonlyMap<string, Case> {
  const cases = new Map<string, Case>();
  for (const topic of fs.readdirSync(FOLDER, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const file of fs.readdirSync(path.join(FOLDER, topic.name)).sort()) {
      const one: Case = JSON.parse(fs.readFileSync(path.join(FOLDER, topic.name, file), 'utf8'));
      cases.set(`${topic.name}/${file.replace('.json', '')}`, one);
    }
  }
  return cases;
}

export async function playCase(one: Case, isObserved: boolean): Promise<Played> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-case-'));
  try {
    for (const [bucket, objects] of Object.entries(one.objects ?? {})) {
      fs.mkdirSync(path.join(folder, bucket), { recursive: true });
      for (const [key, body] of Object.entries(objects)) {
        fs.mkdirSync(path.dirname(path.join(folder, bucket, key)), { recursive: true });
        fs.writeFileSync(path.join(folder, bucket, key), typeof body === 'string' ? body : printValue(body));
      }
    }
    const { run, events } = await drivePlay(one, isObserved, folder);
    return { run, events, types: toHistory(events, run.execution).map(({ type }) => type), written: filesIn(folder) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function drivePlay(one: Case, isObserved: boolean, folder: string) {
  const { mocks, problem } = readMocks(one.mocks ?? {}, { stateMachine: 'test', testCase: undefined });
  if (!mocks) throw new Error(problem);
  const stopAt = one.stop ? START_TIME + one.stop.afterSeconds * 1000 : Number.POSITIVE_INFINITY;
  const execution = { ...executionWith(one.input ?? {}), ...(one.type && { type: one.type }) };
  const started = start(programOf(JSON.stringify(one.definition), 'json'), execution, { events: isObserved });
  const events: ExecutionEvent[] = [];
  const driver = new Driver(started, {
    clock: one.answers || one.stop ? jumpingClock(stopAt) : createVirtualClock(START_TIME),
    ...answering(one.answers ?? {}, createOutside(mocks, findStore(folder, {}).store)),
    ...(isObserved && { journal: new Journal(started), sink: more => events.push(...more) }),
  });
  let redrives = one.redrives ?? 0;
  for (;;) {
    const pumped = driver.pump(1000);
    if (pumped.kind === 'ended' && redrives-- <= 0) break;
    if (pumped.kind === 'ended') driver.redrive();
    if (pumped.kind !== 'sleeping') continue;
    if (one.stop && pumped.until >= stopAt) {
      const { afterSeconds: _, ...failure } = one.stop;
      driver.stop(failure);
    } else await driver.sleep(Number.POSITIVE_INFINITY);
  }
  return { run: driver.run, events };
}

// Goes on while calls are open, which the virtual clock does not: a task that is never answered times out.
function jumpingClock(stopAt: number): Clock {
  let time = START_TIME;
  return {
    isVirtual: false,
    now: () => time,
    reach(target) {
      if (!Number.isFinite(target) && !Number.isFinite(stopAt)) return false;
      time = Math.max(time, Math.min(target, stopAt));
      return target < stopAt;
    },
  };
}

/** Each call of a state gets all of its answers at once; what is missing never comes. */
function answering(answers: NonNullable<Case['answers']>, outside: ReturnType<typeof createOutside>): typeof outside {
  const tasks: Tasks = {
    call(command, answer) {
      const said = answers[command.state.name];
      if (!said) outside.tasks?.call(command, answer);
      else for (const one of said) answer(one);
    },
    cancel: id => outside.tasks?.cancel(id),
  };
  return { ...outside, tasks };
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => fs.statSync(path.join(folder, name)).isFile())
    .map(name => hideIds(`${name}: ${fs.readFileSync(path.join(folder, name), 'utf8')}`));
}

export function hideIds(text: string): string {
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}
