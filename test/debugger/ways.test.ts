// What live views are told of a run: the ways it went, retries, how branches and iterations fare, the value that went over a way,
// one iteration among many. As transcripts, forwards and back.
import { FLOW_REQUEST, ITERATIONS_REQUEST, SHOW_ITERATION_REQUEST } from '../../debugger/protocol.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { lineOf } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/ways.asl.json';

/** Two rules that lead to one state, a retry, a catcher, a Parallel that fails, a Map, a loop. */
const WAYS = `{
  "StartAt": "Size",
  "States": {
    "Size": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.n", "NumericEquals": 1, "Assign": { "size": "small" }, "Next": "Charge" },
        { "Variable": "$.n", "NumericEquals": 2, "Next": "Charge" }
      ],
      "Default": "Each"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "ResultPath": null,
      "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 60 }],
      "Catch": [{ "ErrorEquals": ["Refused"], "ResultPath": "$.error", "Next": "Both" }],
      "Next": "More"
    },
    "More": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, 1)" }, "Next": "Size" },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A2" }, "A2": { "Type": "Succeed" } } },
        { "StartAt": "B", "States": { "B": { "Type": "Fail", "Error": "No" } } }
      ],
      "Catch": [{ "ErrorEquals": ["No"], "ResultPath": "$.no", "Next": "More" }],
      "End": true
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$$.Execution.Input.items",
      "MaxConcurrency": 1,
      "ItemProcessor": {
        "StartAt": "Odd",
        "States": {
          "Odd": {
            "Type": "Choice",
            "Choices": [{ "Variable": "$", "NumericEquals": 3, "Next": "Slow" }],
            "Default": "Quick"
          },
          "Quick": { "Type": "Pass", "End": true },
          "Slow": { "Type": "Parallel", "End": true, "Branches": [
            { "StartAt": "Wait", "States": { "Wait": { "Type": "Wait", "Seconds": 5, "End": true } } }
          ] }
        }
      },
      "End": true
    }
  }
}`;

/** Two items to a child; the second child fails. */
const CHILDREN = `{
  "StartAt": "All",
  "States": {
    "All": {
      "Type": "Map",
      "MaxConcurrency": 1,
      "ToleratedFailurePercentage": 100,
      "ItemBatcher": { "MaxItemsPerBatch": 2 },
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "Look",
        "States": {
          "Look": {
            "Type": "Choice",
            "Choices": [{ "Variable": "$.Items[0]", "NumericEquals": 3, "Next": "Bad" }],
            "Default": "Good"
          },
          "Good": { "Type": "Pass", "End": true },
          "Bad": { "Type": "Fail", "Error": "Bad" }
        }
      },
      "Next": "After"
    },
    "After": { "Type": "Succeed" }
  }
}`;

const mocks = {
  Charge: {
    sequence: [
      { throw: { error: 'Busy' } },
      { return: 1 },
      { throw: { error: 'Busy' } },
      { throw: { error: 'Refused' } },
    ],
  },
};
const attributes = { text: WAYS, input: { n: 1, items: [1, 3, 5] }, mocks, trace: false };

interface Told {
  readonly reset: boolean;
  readonly states: Readonly<Record<string, object>>;
  readonly ways: Readonly<Record<string, number>>;
  readonly [more: string]: unknown;
}

/** The batches up to the newest stop or end. */
function tell(client: DebugClient): void {
  for (;;) {
    const told = client.heard<Told>('stepthrough/batch');
    if (!told) return;
    const { reset, states, ways, cursor, clock, only } = told;
    client.log.push(
      `  batch${reset ? ', everything anew' : ''}, at ${clock} ms${cursor ? `, ${JSON.stringify(cursor)}` : ''}`,
    );
    if (only) client.log.push(`    only ${JSON.stringify(only)}`);
    for (const [pointer, said] of Object.entries(states)) client.log.push(`    ${pointer} ${JSON.stringify(said)}`);
    for (const [pointer, times] of Object.entries(ways)) client.log.push(`    ${pointer} -> ${times}`);
  }
}

describe('the ways of a run', () => {
  it('are told with retries and counts, at each stop and after going back', async () => {
    const client = await startDebugging(FILE, {
      lines: [lineOf(WAYS, '"More": {'), lineOf(WAYS, '"Quick": {')],
      attributes,
    });
    await client.move('configurationDone');
    tell(client);
    await client.move('continue');
    tell(client);
    await client.move('continue');
    tell(client);
    await client.move('stepBack');
    tell(client);
    await client.move('reverseContinue');
    tell(client);
    await client.request('setBreakpoints', { source: { path: FILE }, breakpoints: [] });
    await client.move('continue');
    tell(client);
    checkGolden('debugger/ways', client.transcript());
    client.dispose();
  });

  it('are told of a run without stops, to its end', async () => {
    const client = await startDebugging(FILE, { attributes: { ...attributes, noDebug: true } });
    await client.move('configurationDone');
    tell(client);
    checkGolden('debugger/ways-run', client.transcript());
    client.dispose();
  });

  it('are asked for the value that went over them last', async () => {
    const client = await startDebugging(FILE, {
      lines: [lineOf(WAYS, '"Slow": {'), lineOf(WAYS, '"More": {')],
      attributes,
    });
    const ask = (...ways: string[]) => client.say(FLOW_REQUEST, { definition: FILE, ways });
    await client.move('configurationDone');
    await ask('/StartAt');
    await ask('/States/Size/Choices/0/Next');
    await ask('/States/Size/Choices/1/Next');
    await client.move('continue');
    // The first rule led there in the first round; of both, the second did last.
    await ask('/States/Size/Choices/0/Next');
    await ask('/States/Size/Choices/0/Next', '/States/Size/Choices/1/Next');
    await ask('/States/Charge/Next');
    await ask('/States/Charge/Catch/0/Next');
    await ask('/States/Both/End');
    await client.move('stepBack');
    await ask('/States/Both/Catch/0/Next');
    await client.say(FLOW_REQUEST, { definition: '/other.asl.json', ways: [] });
    checkGolden('debugger/flow', client.transcript());
    client.dispose();
  });

  it('of child executions are counted by items, and told of one child alone', async () => {
    const client = await startDebugging(FILE, { attributes: { text: CHILDREN, input: [1, 2, 3, 4, 5], trace: false } });
    const pointer = '/States/All';
    await client.request('setBreakpoints', {
      source: { path: FILE },
      breakpoints: [{ line: lineOf(CHILDREN, '"After"') }],
    });
    await client.move('configurationDone');
    tell(client);
    await client.say(ITERATIONS_REQUEST, { definition: FILE, pointer });
    await client.say(SHOW_ITERATION_REQUEST, { definition: FILE, only: { pointer, index: 1 } });
    tell(client);
    checkGolden('debugger/one-child', client.transcript());
    client.dispose();
  });

  it('are those of one iteration, when that is asked for', async () => {
    const client = await startDebugging(FILE, { lines: [lineOf(WAYS, '"Wait": {')], attributes });
    const pointer = '/States/Each';
    await client.move('configurationDone');
    await client.say(ITERATIONS_REQUEST, { definition: FILE, pointer });
    tell(client);
    for (const index of [0, 1]) {
      await client.say(SHOW_ITERATION_REQUEST, { definition: FILE, only: { pointer, index } });
      tell(client);
      await client.say(FLOW_REQUEST, { definition: FILE, ways: [`${pointer}/ItemProcessor/States/Odd/Default`] });
    }
    await client.move('next');
    tell(client);
    await client.say(SHOW_ITERATION_REQUEST, { definition: FILE, only: { pointer: '/States/None', index: 0 } });
    await client.say(SHOW_ITERATION_REQUEST, { definition: FILE });
    tell(client);
    checkGolden('debugger/one-iteration', client.transcript());
    client.dispose();
  });
});
