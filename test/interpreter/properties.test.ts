// What holds for every machine: replays, seeds, observers, single steps and the order of answers change nothing. Machines are
// generated; a failure names its seed, and STEPTHROUGH_SEED=N plays that one alone.
import assert from 'node:assert/strict';
import { createVirtualClock, Driver, type Ports, type Tasks } from '../../host/index.ts';
import { type ExecutionEvent, Journal, type Program, type Run, start, toHistory } from '../../interpreter/index.ts';
import { answerTo, RANDOM_INPUT, randomFrom, randomMachine } from '../support/randomMachine.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';

const MACHINES = 200;
const given = process.env['STEPTHROUGH_SEED'];
const seeds = given === undefined ? Array.from({ length: MACHINES }, (_, i) => i + 1) : [Number(given)];

const atOnce: Tasks = { call: (command, answer) => answer(answerTo(command)), cancel: () => undefined };

describe('for every machine', () => {
  holds('replaying its journal gives the same run at every moment', false, program => {
    const started = start(program, executionWith(RANDOM_INPUT), { events: true });
    const journal = new Journal(started);
    const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks: atOnce, journal });
    const lived = [shapeOf(driver.run)];
    while (driver.pump(1).kind !== 'ended') if (driver.moment === lived.length) lived.push(shapeOf(driver.run));
    for (let moment = journal.head; moment >= 0; moment -= 1 + (moment % 3)) {
      assert.equal(shapeOf(journal.runAt(moment)), lived[moment], `at moment ${moment}`);
    }
  });

  holds('the same seed gives the same journal', false, program => {
    assert.equal(journalOf(program), journalOf(program));
  });

  holds('observers change neither outcome nor ids', false, program => {
    const all = play(program, { historyOnly: false });
    const history = play(program, { historyOnly: true });
    const { run } = play(program, undefined);
    assert.equal(outcomeOf(history.run), outcomeOf(all.run));
    assert.equal(outcomeOf(run), outcomeOf(all.run));
    assert.deepEqual(historyOf(history), historyOf(all));
    assert.equal(historyOf(all).length, all.run.eventCount);
  });

  holds('single steps and going far write the same history', false, program => {
    const steps = play(program, { historyOnly: true, gate: () => true });
    const far = play(program, { historyOnly: true });
    assert.equal(outcomeOf(steps.run), outcomeOf(far.run));
    assert.deepEqual(historyOf(steps), historyOf(far));
  });

  holds('the order of answers changes nothing that does not race', true, (program, seed) => {
    const { status, output } = play(program, undefined).run;
    for (let order = 0; order < 3; order++) {
      const { run } = playInAnyOrder(program, seed * 7 + order);
      assert.equal(run.status, status);
      assert.deepEqual(run.output, output);
    }
  });
});

function holds(what: string, isOrdered: boolean, check: (program: Program, seed: number) => void): void {
  it(what, () => {
    for (const seed of seeds) {
      const definition = JSON.stringify(randomMachine(seed, { isOrdered }));
      try {
        check(programOf(definition, 'json'), seed);
      } catch (error) {
        if (error instanceof Error) error.message = `seed ${seed}: ${error.message}\n${definition}`;
        throw error;
      }
    }
  }).timeout(60_000);
}

interface Played {
  readonly run: Run;
  readonly events: readonly ExecutionEvent[];
}

/** With a sink, or with nobody who listens. */
function play(program: Program, observer: Pick<Ports, 'historyOnly' | 'gate'> | undefined): Played {
  const events: ExecutionEvent[] = [];
  const hears = observer?.historyOnly ? 'history' : observer !== undefined;
  const driver = new Driver(start(program, executionWith(RANDOM_INPUT), { events: hears }), {
    clock: createVirtualClock(START_TIME),
    tasks: atOnce,
    ...(observer && { ...observer, sink: more => events.push(...more) }),
  });
  while (driver.pump(1000).kind !== 'ended');
  return { run: driver.run, events };
}

/** Each time nothing else can move, one of the open calls is answered, whichever. */
function playInAnyOrder(program: Program, seed: number): Played {
  const random = randomFrom(seed);
  const open: (() => void)[] = [];
  const driver = new Driver(start(program, executionWith(RANDOM_INPUT), { events: false }), {
    clock: createVirtualClock(START_TIME),
    tasks: { call: (command, answer) => open.push(() => answer(answerTo(command))), cancel: () => undefined },
  });
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    if (pumped.kind === 'sleeping') open.splice(random(open.length), 1)[0]?.();
  }
  return { run: driver.run, events: [] };
}

function historyOf({ events, run }: Played) {
  return toHistory(events, run.execution);
}

function outcomeOf({ status, output, failure, now, eventCount, strandCount, callCount, chance }: Run): string {
  return JSON.stringify({ status, output, failure, now, eventCount, strandCount, callCount, chance });
}

/** The whole run as text; code by its path. */
function shapeOf(run: Run): string {
  const { program: _, execution: __, childEventCounts: ___, ...rest } = run;
  return JSON.stringify(rest, (key, value) => {
    if (key === 'code' || key === 'start') return value.path;
    return key === 'madeBy' || key === 'inputOf' ? undefined : value;
  });
}

function journalOf(program: Program): string {
  const started = start(program, executionWith(RANDOM_INPUT), { events: true });
  const journal = new Journal(started);
  const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks: atOnce, journal });
  while (driver.pump(1000).kind !== 'ended');
  const signals = Array.from({ length: journal.head }, (_, moment) => journal.signalAfter(moment));
  return JSON.stringify([signals, journal.eventsUntil(journal.head)]);
}
