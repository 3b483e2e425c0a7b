// What holds for every machine and every way through time: the past is what happened, going back and on again leads to the
// same place, nothing is called while it is re-lived, and a fork leaves what it comes from alone. Machines are generated, and
// the executions recorded on AWS are gone through where they are there. STEPTHROUGH_SEED=N plays one machine alone.
import assert from 'node:assert/strict';
import { ancestorsOf } from '../../debugger/running/goal.ts';
import { Breakpoint } from '../../debugger/stops/breakpoint.ts';
import { readDataId } from '../../debugger/stops/dataBreakpoints.ts';
import { ENTER, EXIT } from '../../debugger/stops/spot.ts';
import type { Stops } from '../../debugger/stops/stops.ts';
import type { Tasks } from '../../host/index.ts';
import { advance, isObject, type Program, type Value } from '../../interpreter/index.ts';
import { lambdaTasks } from '../conformance/lambdas.ts';
import { playable, textOf } from '../conformance/recordedCases.ts';
import {
  assertSameJournal,
  eventsText,
  type Held,
  hold,
  journalText,
  runText,
  shapeOf,
} from '../support/debugControl.ts';
import {
  answerTo,
  RANDOM_INPUT,
  type Random,
  randomFrom,
  randomMachine,
  randomMachines,
} from '../support/randomMachine.ts';
import { programOf } from '../support/runs.ts';

const given = process.env['STEPTHROUGH_SEED'];
const seeds = given === undefined ? Array.from({ length: 60 }, (_, i) => i + 1) : [Number(given)];
const atOnce: Tasks = { call: (command, answer) => answer(answerTo(command)), cancel: () => undefined };

interface Case {
  readonly name: string;
  readonly program: Program;
  readonly input: Value;
  readonly tasks: Tasks;
  readonly random: Random;
  /** The definitions of state machines that its Tasks start. */
  readonly files?: { readonly [name: string]: string };
}

function* machines(): Generator<Case> {
  for (const seed of seeds) {
    const program = programOf(JSON.stringify(randomMachine(seed, { isOrdered: false })), 'json');
    yield { name: `seed ${seed}`, program, input: RANDOM_INPUT, tasks: atOnce, random: randomFrom(seed) };
  }
}

function* callers(): Generator<Case> {
  for (const seed of seeds) {
    const { first, files } = randomMachines(seed);
    const program = programOf(JSON.stringify(first), 'json');
    yield { name: `seed ${seed}`, program, input: RANDOM_INPUT, tasks: atOnce, random: randomFrom(seed), files };
  }
}

/** Longer ones say nothing more, and take long at every moment. */
const MOST_MOMENTS = 400;

function* recordings(): Generator<Case> {
  let count = 0;
  for (const recorded of playable()) {
    const run = recorded.runs?.[0] ?? recorded;
    if (run.expect === undefined) continue;
    const input: Value = run.input === undefined || run.input.includes('${') ? {} : JSON.parse(run.input);
    let program: Program;
    try {
      program = programOf(textOf(run.definition ?? recorded.definition), 'json');
    } catch {
      // AWS refused it too.
      continue;
    }
    yield {
      name: recorded.id,
      program,
      input,
      tasks: lambdaTasks(recorded.resources ?? []),
      random: randomFrom(count++),
    };
  }
}

async function toEnd(one: Case): Promise<Held> {
  const held = holdOf(one);
  await held.after(control => control.start(false));
  return held;
}

function holdOf({ program, input, tasks, files }: Case): Held {
  return hold(program, input, tasks, files);
}

function holds(what: string, check: (one: Case) => Promise<void>): void {
  for (const [kind, cases] of [
    ['generated machines', machines],
    ['generated machines that start others', callers],
    ['recorded executions', recordings],
  ] as const) {
    it(`${what}: ${kind}`, async () => {
      for (const one of cases()) {
        try {
          await check(one);
        } catch (error) {
          if (error instanceof Error) error.message = `${one.name}: ${error.message}`;
          throw error;
        }
      }
    }).timeout(60_000);
  }
}

function setRandomStops(stops: Stops, { program, random }: Case): void {
  const states = [...program.states.values()];
  const breakpoints = Array.from({ length: 3 }, (_, id) => {
    const code = states[random(states.length)];
    const hitCondition = [undefined, '>= 2', '% 2'][random(3)];
    const spots = code ? [{ path: code.path, at: random(2) === 0 ? ENTER : EXIT }] : [];
    return new Breakpoint({ id, kind: 'source', spots, hitCondition });
  });
  stops.set('source', breakpoints);
  const data = readDataId(JSON.stringify([random(2) === 0 ? '$.t' : '$.r', 'Top']));
  if (!('problem' in data)) stops.set('data', [new Breakpoint({ id: 9, kind: 'data', spots: [], data })]);
  if (random(2) === 0)
    stops.setFilters(
      new Map([
        ['retried', undefined],
        ['uncaught', '$error = "Busy"'],
      ]),
    );
}

describe('for every machine, in the debugger', () => {
  it('machines that start others do so', async () => {
    if (given !== undefined) return;
    let [nested, tokens, alone] = [0, 0, 0];
    for (const one of callers()) {
      const { journal } = (await toEnd(one)).control;
      for (let moment = 0; moment < journal.head; moment++) {
        const signal = journal.signalAfter(moment);
        if (signal?.kind === 'answer' && signal.answer.kind === 'execution') nested++;
      }
      const { strands } = journal.runAt(journal.head - 1);
      if (journal.runAt(journal.head - 1).status !== 'RUNNING' && strands.length > 0) alone++;
      const sent = journal.eventsUntil(journal.head).filter(({ kind }) => kind === 'callSucceeded');
      for (const event of sent)
        if (event.kind === 'callSucceeded' && isObject(event.output) && event.output['sent']) tokens++;
    }
    assert.deepEqual([nested > 100, tokens > 0, alone > 0], [true, true, true], `${nested} ${tokens} ${alone}`);
  });

  holds('every moment of the past is the run as it was', async one => {
    const held = await toEnd(one);
    const { journal } = held.control;
    let run = journal.runAt(0);
    for (let moment = 0; moment < Math.min(journal.head, MOST_MOMENTS); moment++) {
      held.control.seek(1, moment);
      assert.equal(runText(held), shapeOf(run), `at moment ${moment}`);
      const signal = journal.signalAfter(moment);
      if (signal) run = advance(run, signal, { events: false }).run;
    }
  });

  holds('a step back and a step into lead to the same moment', async one => {
    const held = await toEnd(one);
    const { control } = held;
    const { head } = control.journal;
    for (let i = 0; i < 12 && head > 0; i++) {
      const moment = 1 + one.random(head - 1);
      const place = control.journal.placeAfter(moment);
      if (!place) continue;
      control.seek(1, moment);
      control.stepBack(place.strand, 'phase');
      if (control.moment.at === 0 && control.stop?.reason === 'entry') continue;
      const id = control.stop?.strand.id ?? 1;
      const goal = { kind: 'phase', strand: id, ancestors: ancestorsOf(control.run, id) } as const;
      await held.after(() => control.step(goal));
      assert.equal(control.moment.at, moment);
    }
  });

  holds('going back stops where going on stopped, and going on again does too', async one => {
    const held = holdOf(one);
    const { control, stops } = held;
    setRandomStops(stops, one);
    const forward: number[] = [];
    for (let stop = await held.after(() => control.start(false)); stop && !stop.isAtEnd; ) {
      forward.push(control.moment.at);
      stop = await held.after(() => control.continue());
    }
    const back: number[] = [];
    control.seek(1, control.journal.head);
    const end = control.moment.at;
    for (;;) {
      const stop = await held.after(() => control.reverseContinue());
      if (stop?.reason === 'entry') break;
      back.unshift(control.moment.at);
    }
    // Where the run stands at the end it has stopped already.
    assert.deepEqual(
      back,
      forward.filter(moment => moment < end),
    );
    const again: number[] = control.moment.at === forward[0] ? [control.moment.at] : [];
    for (let stop = await held.after(() => control.continue()); stop && !stop.isAtEnd; ) {
      again.push(control.moment.at);
      stop = await held.after(() => control.continue());
    }
    assert.deepEqual(again, forward);
  });

  holds('the same seed gives the same journal, debugged or not', async one => {
    const [a, b] = [await toEnd(one), holdOf(one)];
    setRandomStops(b.stops, one);
    for (let stop = await b.after(control => control.start(true)); stop && !stop.isAtEnd; ) {
      stop = await b.after(control => control.continue());
    }
    assertSameJournal(journalText(b.control.journal), journalText(a.control.journal), 'debugged');
  });

  holds('nothing is called while the past is gone through', async one => {
    const held = await toEnd(one);
    const { control, calls } = held;
    const before = calls.count;
    const text = journalText(control.journal);
    control.seek(1, 0);
    for (let stop = await held.after(() => control.continue()); stop && !stop.isAtEnd; ) {
      stop = await held.after(() => control.continue());
    }
    control.stepBack(1);
    await held.after(() => control.reverseContinue());
    assert.equal(calls.count, before);
    assertSameJournal(journalText(control.journal), text, 'gone through');
  });

  holds('a fork leaves its parent alone, and repeats what was answered', async one => {
    const held = await toEnd(one);
    const { control, calls } = held;
    const first = control.journal;
    const [text, events, before] = [journalText(first), eventsText(first), calls.count];
    for (let i = 0; i < 3 && first.head > 0; i++) {
      control.seek(1, one.random(first.head));
      control.fork('nothing', new Set());
      // Left half done, and taken up again later.
      for (let steps = one.random(12); steps > 0 && !control.stop?.isAtEnd; steps--) {
        const id = control.held?.id ?? 1;
        const ancestors = ancestorsOf(control.run, id);
        await held.after(() => control.step({ kind: 'phase', strand: id, ancestors }));
      }
      const { id, journal } = control.timeline;
      control.seek(1, one.random(first.head));
      control.seek(id, journal.head);
      await held.after(() => control.continue());
      assertSameJournal(eventsText(control.journal), events, 'a fork without a change');
      assert.equal(calls.count, before);
      control.seek(1, one.random(first.head));
      // One more than there are, so that everything goes as it went.
      const variables = { ...control.held?.variables, made: i };
      control.interfere({ kind: 'edit', strand: control.held?.id ?? 1, variables }, 'a variable');
      await held.after(() => control.continue());
    }
    assertSameJournal(journalText(first), text, 'the parent of forks');
  });
});
