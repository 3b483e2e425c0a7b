// Histories read back: what was recorded is lived again, and told where the definition at hand comes to something else.
import assert from 'node:assert/strict';
import {
  type HistoryEvent,
  historyFrom,
  printValue,
  type Relived,
  readHistory,
  relive,
  toHistory,
  toLogEvents,
  toRecordedRun,
  type Value,
} from '../../interpreter/index.ts';
import { allCases, playCase } from '../support/cases.ts';
import { executionWith, programOf, runSteps } from '../support/runs.ts';

const ORDER = `
StartAt: Total
States:
  Total: { Type: Pass, Parameters: { "sum.$": "States.MathAdd($.a, $.b)" }, Next: Check }
  Check:
    Type: Choice
    Choices: [{ Variable: $.sum, NumericGreaterThan: 10, Next: Large }]
    Default: Small
  Large: { Type: Pass, Result: large, End: true }
  Small: { Type: Pass, Result: small, End: true }
`;

function historyOf(definition: string, input: Value): readonly HistoryEvent[] {
  const { events, run } = runSteps(programOf(definition), input);
  return toHistory(events, run.execution);
}

function relived(definition: string, history: unknown): Relived {
  const read = historyFrom(history as Value);
  if (read.problem !== undefined) throw new Error(read.problem);
  const record = toRecordedRun(read.events);
  return relive(programOf(definition), record, { ...executionWith(record.input) });
}

function told({ divergences, run }: Relived): string {
  const lines = divergences.map(({ moment, state, field, recorded, computed, because }) => {
    const values = [recorded, computed].map(value => (value === undefined ? '–' : printValue(value)));
    return `${moment} ${state} ${field}: ${values.join(' not ')}${because ? ` (${because})` : ''}`;
  });
  return [...lines, `${run.status} ${printValue(run.output ?? null)}`].join('\n');
}

describe('histories', () => {
  it('of all own cases are lived again to the same end, with the same history', async () => {
    for (const [name, one] of allCases()) {
      if ((one.redrives ?? 0) > 0) continue;
      const { run, events } = await playCase(one, true);
      const history = toHistory(events, run.execution);
      const program = programOf(JSON.stringify(one.definition), 'json');
      const read = historyFrom(history as unknown as Value);
      assert.ok(!('problem' in read) || read.problem === undefined, name);
      const record = toRecordedRun(read.problem === undefined ? read.events : []);
      assert.deepEqual(record.strays, [], name);
      const again = relive(program, record, { ...run.execution, seed: 7 });
      const unexplained = again.divergences.filter(({ because }) => because === undefined);
      assert.deepEqual(unexplained, [], name);
      assert.equal(again.run.status, run.status, name);
      if (again.divergences.length > 0) continue;
      assert.deepEqual(again.run.output, run.output, name);
      const types = toHistory(again.journal.eventsUntil(again.journal.head), run.execution).map(({ type }) => type);
      if (!history.some(({ type }) => type === 'MapRunStarted')) {
        assert.deepEqual(types.sort(), history.map(({ type }) => type).sort(), name);
      }
    }
  }).timeout(60_000);

  it('as the command line, the console and logs give them', () => {
    const history = historyOf(ORDER, { a: 1, b: 2 });
    const expected = 'SUCCEEDED "small"';
    const spoken = history.map(event => ({ ...event, timestamp: '2025-01-01T00:00:00.000000+00:00' }));
    const options = { level: 'ALL', includeExecutionData: true, executionArn: 'arn', redriveCount: 0 } as const;
    const logs = toLogEvents(history, options);
    for (const form of [history, { events: spoken }, { events: [...history].reverse() }, logs]) {
      assert.equal(told(relived(ORDER, form)), expected);
    }
    const lines = readHistory(logs.map(event => JSON.stringify(event)).join('\n'));
    assert.equal(lines.problem, undefined);
  });

  it('what an edited definition computes otherwise is told, and the recorded value wins', () => {
    const edited = ORDER.replace('$.a, $.b', '$.a, $.a').replace('GreaterThan: 10', 'GreaterThan: 8');
    assert.equal(
      told(relived(edited, historyOf(ORDER, { a: 5, b: 7 }))),
      ['2 Top/Total output: {"sum":12} not {"sum":10}', 'SUCCEEDED "large"'].join('\n'),
    );
  });

  it('where the definition at hand leads elsewhere, the record ends', () => {
    const edited = ORDER.replace('Next: Check }', 'Next: Extra }\n  Extra: { Type: Pass, Next: Check }');
    assert.equal(
      told(relived(edited, historyOf(ORDER, { a: 5, b: 7 }))),
      ['4 Top/Extra next: "Check" not "Extra"', 'RUNNING null'].join('\n'),
    );
  });

  it('what no history holds is told with its cause', () => {
    const definition = 'StartAt: A\nStates:\n  A: { Type: Pass, Parameters: { "id.$": States.UUID() }, End: true }';
    const other = runSteps(programOf(definition), {});
    const history = JSON.parse(
      JSON.stringify(toHistory(other.events, other.run.execution)).replaceAll(/[0-9a-f]{12}(?=\\)/g, 'aaaaaaaaaaaa'),
    );
    const [line = '', end] = told(relived(definition, history)).split('\n');
    assert.match(line, /^2 Top\/A output: .* \(chance\)$/);
    assert.match(end ?? '', /aaaaaaaaaaaa/);
  });

  it('without the data of the execution the way through it is still known', () => {
    const options = { level: 'ALL', includeExecutionData: false, executionArn: 'arn', redriveCount: 0 } as const;
    const logs = toLogEvents(historyOf(ORDER, { a: 5, b: 7 }), options);
    const { run, journal } = relived(ORDER, logs);
    const names = journal
      .eventsUntil(journal.head)
      .flatMap(event => (event.kind === 'stateEntered' ? [event.name] : []));
    assert.deepEqual(names, ['Total', 'Check', 'Large']);
    const inputs = journal
      .eventsUntil(journal.head)
      .flatMap(event => (event.kind === 'stateEntered' ? [event.input] : []));
    assert.deepEqual(inputs, ['not recorded', 'not recorded', 'not recorded']);
    assert.equal(run.status, 'SUCCEEDED');
  });

  it('numbers that are written otherwise are the same', () => {
    const history = JSON.parse(
      JSON.stringify(historyOf(ORDER, { a: 5, b: 7 })).replaceAll('\\"sum\\":12', '\\"sum\\":12.0'),
    );
    assert.equal(told(relived(ORDER, history)), 'SUCCEEDED "large"');
  });

  for (const [text, problem] of [
    ['no json', 'The history is not JSON: This is not JSON'],
    ['{}', 'This is no history of an execution: it has no list of events.'],
    ['[]', 'The history has no events.'],
    ['[1]', 'Event 1 of the history is no object.'],
    ['[{"id":1}]', 'Event 1 of the history has no type.'],
    ['[{"id":3,"type":"PassStateEntered"}]', 'The history has no ExecutionStarted: its first page is missing.'],
  ] as const) {
    it(`${text}: one sentence`, () => {
      assert.ok(readHistory(text).problem?.startsWith(problem), readHistory(text).problem);
    });
  }
});
