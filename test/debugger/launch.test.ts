// What a launch configuration says about the execution besides its input.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { startDebugging } from '../support/debugClient.ts';

const FILE = '/shop.asl.json';
const PASS = '{ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }';
const WAIT = (name: string) =>
  `{ "StartAt": "${name}", "States": { "${name}": { "Type": "Wait", "Seconds": 5, "End": true } } }`;
const BRANCHES = `{ "StartAt": "All", "States": { "All": { "Type": "Parallel", "End": true,
  "Branches": [${['A', 'B', 'C', 'D'].map(WAIT)}] } } }`;
const ITEMS = (
  mode: string,
) => `{ "StartAt": "Each", "States": { "Each": { "Type": "Map", "ItemsPath": "$.items", "End": true,
  "ItemProcessor": { "ProcessorConfig": { "Mode": "${mode}"${mode === 'INLINE' ? '' : ', "ExecutionType": "STANDARD"'} },
    "StartAt": "One", "States": { "One": { "Type": "Wait", "Seconds": 5, "End": true } } } } } }`;

describe('the launch', () => {
  it('has every attribute in the schema of launch.json, and none besides but what the editor asks itself', () => {
    const text = fs.readFileSync('debugger/protocol.ts', 'utf8');
    const [, body = ''] = /interface LaunchAttributes \{([\s\S]*?)\n\}/.exec(text) ?? [];
    const attributes = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(match => match[1]);
    const [{ configurationAttributes }] = JSON.parse(fs.readFileSync('package.json', 'utf8')).contributes.debuggers;
    const { properties } = configurationAttributes.launch;
    // Set by the editor.
    const own = attributes.filter(name => !['line', 'text', 'noDebug'].includes(name ?? ''));
    assert.deepEqual(Object.keys(properties).sort(), [...own, 'askForInput'].sort());
  });

  it('adds members to the context object, and takes the place of others', async () => {
    const context = { Execution: { Name: 'monday', Tenant: { id: 7 } }, Stage: 'test' };
    const client = await startDebugging(FILE, { attributes: { text: PASS, stopOnEntry: true, context } });
    await client.move('configurationDone');
    assert.equal(await client.evaluate('$$.Execution.Name'), '"monday"');
    assert.equal(await client.evaluate('$$.Execution.Tenant.id'), '7');
    assert.equal(await client.evaluate('$$.Execution.RoleArn'), '"arn:aws:iam::123456789012:role/stepthrough"');
    assert.equal(await client.evaluate('$$.Stage'), '"test"');
    client.dispose();
  });

  it('holds the number of branches, iterations and children that are at work at once', async () => {
    for (const [text, strands] of [
      [BRANCHES, 4],
      [ITEMS('INLINE'), 4],
      [ITEMS('DISTRIBUTED'), 4],
    ] as const) {
      for (const maxConcurrency of [undefined, 1, 3]) {
        const limit = maxConcurrency === undefined ? {} : { maxConcurrency };
        const attributes = { text, input: { items: [1, 2, 3, 4] }, stopAtEnd: true, ...limit };
        const client = await startDebugging(FILE, { attributes });
        const name = text === BRANCHES ? 'B' : 'One';
        await client.request('setFunctionBreakpoints', { breakpoints: [{ name }] });
        await client.move('configurationDone');
        const { threads } = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
        assert.equal(threads.length - 1, maxConcurrency ?? strands, `${name} ${maxConcurrency}`);
        await client.request('setFunctionBreakpoints', { breakpoints: [] });
        await client.move('continue');
        // Four times five seconds, one after the other or side by side.
        const seconds = Math.ceil(strands / (maxConcurrency ?? strands)) * 5;
        assert.match(client.log.join('\n'), new RegExp(`\\b${seconds}s  SUCCEEDED`));
        client.dispose();
      }
    }
  });

  it('gives the same random values for the same seed', async () => {
    const text =
      '{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Parameters": { "id.$": "States.UUID()" }, "End": true } } }';
    const ids: string[] = [];
    for (const seed of [1, 1, 2]) {
      const client = await startDebugging(FILE, { attributes: { text, seed, stopAtEnd: true } });
      await client.move('configurationDone');
      ids.push(await client.evaluate('$.id'));
      client.dispose();
    }
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[0], ids[2]);
  });

  it('is refused in a sentence where an attribute is not what it should be', async () => {
    for (const [attributes, message] of [
      [{ context: 'x' }, '"context" is an object, such as {"Execution": {"Name": "monday"}}, not "x".'],
      [{ context: [] }, '"context" is an object, such as {"Execution": {"Name": "monday"}}, not [].'],
      [{ variables: 7 }, '"variables" is an object, such as {"total": 12}, not 7.'],
      [{ maxConcurrency: 0 }, '"maxConcurrency" is a whole number from 1 on, not 0.'],
      [{ maxConcurrency: '4' }, '"maxConcurrency" is a whole number from 1 on, not "4".'],
      [{ seed: 1.5 }, '"seed" is a whole number, not 1.5.'],
    ] as const) {
      await assert.rejects(startDebugging(FILE, { attributes: { text: PASS, ...attributes } }), { message });
    }
  });
});
