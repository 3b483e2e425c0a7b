// What holds for every machine: replays, seeds, observers, single steps and the order of answers change nothing. Machines are
// generated; a failure names its seed, and STEPTHROUGH_SEED=N plays that one alone.
import assert from 'node:assert/strict';
import { createStarts, createVirtualClock, Driver, type Ports, type Tasks } from '../../host/index.ts';
import { type ExecutionEvent, Journal, type Program, type Run, start, toHistory } from '../../interpreter/index.ts';
import { machinesIn } from '../support/machinesAtHand.ts';
import { answerTo, RANDOM_INPUT, randomFrom, randomMachine, randomMachines } from '../support/randomMachine.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';

const MACHINES = 200;
const given = process.env['STEPTHROUGH_SEED'];
const seeds = given === undefined ? Array.from({ length: MACHINES }, (_, i) => i + 1) : [Number(given)];

/** The outside of one run. */
type Outside = () => Tasks;

const atOnce: Tasks = { call: (command, answer) => answer(answerTo(command)), cancel: () => undefined };

describe('for every machine', () => {
  holds('replaying its journal gives the same run at every moment', false, (program, outside) => {
    const started = start(program, executionWith(RANDOM_INPUT), { events: true });
    const journal = new Journal(started);
    const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks: outside(), journal });
    const lived = [shapeOf(driver.run)];
    while (driver.pump(1).kind !== 'ended') if (driver.moment === lived.length) lived.push(shapeOf(driver.run));
    for (let moment = journal.head; moment >= 0; moment -= 1 + (moment % 3)) {
      assert.equal(shapeOf(journal.runAt(moment)), lived[moment], `at moment ${moment}`);
    }
  });

  holds('the same seed gives the same journal', false, (program, outside) => {
    assert.equal(journalOf(program, outside), journalOf(program, outside));
  });

  holds('observers change neither outcome nor ids', false, (program, outside) => {
    const all = play(program, outside, { historyOnly: false });
    const history = play(program, outside, { historyOnly: true });
    const { run } = play(program, outside, undefined);
    assert.equal(outcomeOf(history.run), outcomeOf(all.run));
    assert.equal(outcomeOf(run), outcomeOf(all.run));
    assert.deepEqual(historyOf(history), historyOf(all));
    assert.equal(historyOf(all).length, all.run.eventCount);
  });

  holds('single steps and going far write the same history', false, (program, outside) => {
    const steps = play(program, outside, { historyOnly: true, gate: () => true });
    const far = play(program, outside, { historyOnly: true });
    assert.equal(outcomeOf(steps.run), outcomeOf(far.run));
    assert.deepEqual(historyOf(steps), historyOf(far));
  });

  holds('the order of answers changes nothing that does not race', true, (program, outside, seed) => {
    const { status, output } = play(program, outside, undefined).run;
    for (let order = 0; order < 3; order++) {
      const { run } = playInAnyOrder(program, seed * 7 + order);
      assert.equal(run.status, status);
      assert.deepEqual(run.output, output);
    }
  });
});

function holds(
  what: string,
  isOrdered: boolean,
  check: (program: Program, outside: Outside, seed: number) => void,
): void {
  function* machines(
    seed: number,
  ): Generator<readonly [definition: string, files: { readonly [name: string]: string }]> {
    yield [JSON.stringify(randomMachine(seed, { isOrdered })), {}];
    if (isOrdered) return;
    const { first, files } = randomMachines(seed);
    yield [JSON.stringify(first), files];
  }

  it(what, () => {
    for (const seed of seeds) {
      for (const [definition, files] of machines(seed)) {
        try {
          const program = programOf(definition, 'json');
          check(program, () => createStarts(machinesIn(program, files), atOnce), seed);
        } catch (error) {
          if (error instanceof Error) error.message = `seed ${seed}: ${error.message}\n${definition}`;
          throw error;
        }
      }
    }
  }).timeout(60_000);
}

interface Played {
  readonly run: Run;
  readonly events: readonly ExecutionEvent[];
}

/** With a sink, or with nobody who listens. */
function play(program: Program, outside: Outside, observer: Pick<Ports, 'historyOnly' | 'gate'> | undefined): Played {
  const events: ExecutionEvent[] = [];
  const hears = observer?.historyOnly ? 'history' : observer !== undefined;
  const driver = new Driver(start(program, executionWith(RANDOM_INPUT), { events: hears }), {
    clock: createVirtualClock(START_TIME),
    tasks: outside(),
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

function journalOf(program: Program, outside: Outside): string {
  const started = start(program, executionWith(RANDOM_INPUT), { events: true });
  const journal = new Journal(started);
  const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks: outside(), journal });
  while (driver.pump(1000).kind !== 'ended');
  const signals = Array.from({ length: journal.head }, (_, moment) => journal.signalAfter(moment));
  const text = [signals, journal.eventsUntil(journal.head)];
  return JSON.stringify(text, (key, value) => (key === 'program' ? undefined : value));
}
