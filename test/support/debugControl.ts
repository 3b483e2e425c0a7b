// The debugger without its protocol: a run held at its gate, moved by a script, its stops as values.
import assert from 'node:assert/strict';
import { Answers } from '../../debugger/running/answers.ts';
import { Control, type Stop } from '../../debugger/running/control.ts';
import { Stops } from '../../debugger/stops/stops.ts';
import { createVirtualClock, type Tasks } from '../../host/index.ts';
import { type Journal, JournalMemory, type Program, printValue, start, type Value } from '../../interpreter/index.ts';
import { machinesIn } from './machinesAtHand.ts';
import { executionWith } from './runs.ts';

export interface Held {
  readonly control: Control;
  readonly stops: Stops;
  /** How often the outside was called. */
  readonly calls: { count: number };
  /** What a move leads to; undefined is the end. */
  after(move: (control: Control) => void): Promise<Stop | undefined>;
}

/** `files`: definitions beside it, by their names. */
export function hold(
  program: Program,
  input: Value,
  tasks: Tasks,
  files: { readonly [name: string]: string } = {},
  memory: ConstructorParameters<typeof JournalMemory>[0] = { budgetBytes: 1e9, spill: undefined },
): Held {
  const calls = { count: 0 };
  const counted: Tasks = {
    call: (command, answer) => {
      calls.count++;
      tasks.call(command, answer);
    },
    cancel: id => tasks.cancel(id),
  };
  let hear: (stop: Stop | undefined) => void = () => undefined;
  const stops = new Stops(() => undefined);
  const started = start(program, executionWith(input), { events: true });
  const nothing = () => undefined;
  const machines = machinesIn(program, files);
  const control = new Control({
    started,
    answers: new Answers({ machines, store: undefined, policy: 'mock', handler: counted }),
    mocks: new Map(),
    memory: new JournalMemory(memory),
    clock: createVirtualClock(started.run.now),
    clockAt: createVirtualClock,
    stops,
    stopAtEnd: true,
    now: () => performance.now(),
    listener: {
      stopped: stop => hear(stop),
      ended: () => hear(undefined),
      broken: error => {
        throw error;
      },
      happened: nothing,
      movedElsewhere: nothing,
      progressed: nothing,
    },
  });
  return {
    control,
    stops,
    calls,
    after: move =>
      new Promise(resolve => {
        // The loop has ended when the next move comes.
        hear = stop => setImmediate(() => resolve(stop));
        move(control);
      }),
  };
}

/** Everything a journal holds, as a text: equal journals give equal texts. */
export function journalText(journal: Journal): string {
  const lines: string[] = [];
  for (let moment = 0; moment <= journal.head; moment++) {
    lines.push(JSON.stringify([journal.signalAfter(moment), journal.eventsAt(moment)], withoutPrograms));
  }
  return lines.join('\n');
}

/** What happened, whatever moved it: an answer to a call that nobody waits for any more moves nothing. */
export function eventsText(journal: Journal): string {
  return journal
    .eventsUntil(journal.head)
    .map(event => JSON.stringify(event))
    .join('\n');
}

/** Fails with the first moment that differs. */
export function assertSameJournal(is: string, was: string, what: string): void {
  if (is === was) return;
  const [lines, wanted] = [is.split('\n'), was.split('\n')];
  const moment = lines.findIndex((line, i) => line !== wanted[i]);
  const at = moment < 0 ? lines.length : moment;
  assert.equal(lines[at]?.slice(0, 600), wanted[at]?.slice(0, 600), `${what}: moment ${at} of ${wanted.length}`);
}

/** Where a run stands, as a text. */
export function runText({ control: { run } }: Pick<Held, 'control'>): string {
  return shapeOf(run);
}

export function shapeOf(run: Control['run']): string {
  const strands = run.strands.map(({ id, code, step, data, variables, failing, waiting }) =>
    JSON.stringify([id, code.path, step, data, variables, failing, waiting?.kind]),
  );
  return `${run.status} ${run.now} ${run.chance} ${run.eventCount} ${printValue(run.output ?? null)} ${strands.join(' ')}`;
}

function withoutPrograms(key: string, value: unknown): unknown {
  return key === 'program' ? undefined : value;
}
