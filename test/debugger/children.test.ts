// State machines that Tasks start, as transcripts: where they are shown, stepping into and out of them, breakpoints in their own
// files, their failures, and going back through them.
import assert from 'node:assert/strict';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { useCatalogue } from '../support/catalogue.ts';
import { APPROVE, CALLER, filesOnly, SHOP_FILES, STOCK } from '../support/debugChildren.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { lineOf } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop/order.asl.json';
const CHILD = '/shop/stock.asl.json';

async function shop(more: object = {}, lines: number[] = [], files: object = {}): Promise<DebugClient> {
  return startDebugging(FILE, {
    lines,
    attributes: { text: CALLER, input: { count: 3 }, seed: 1, ...more },
    environment: filesOnly({ ...SHOP_FILES, ...files }),
  });
}

function breakAt(client: DebugClient, path: string, text: string, ...parts: string[]) {
  const breakpoints = parts.map(part => ({ line: lineOf(text, part) }));
  return client.say('setBreakpoints', { source: { path }, breakpoints });
}

async function threads(client: DebugClient): Promise<void> {
  const { threads: all } = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
  for (const { id, name } of all) client.log.push(`    thread ${id} ${name}`);
}

before(() => void useCatalogue());

describe('an execution that a Task starts', () => {
  it('is stepped into and out of, in the thread that waits for it', async () => {
    const client = await shop({ stopOnEntry: true });
    await client.move('configurationDone');
    await client.say('stepInTargets', { frameId: 1000 });
    await client.move('stepIn');
    await client.show();
    await threads(client);
    await client.move('next');
    await client.move('stepIn');
    await client.move('stepIn');
    await client.show();
    client.log.push(`$.left is ${await client.evaluate('$.left')}`);
    client.log.push(`it is ${await client.evaluate('$$.Execution.Id')}`);
    client.log.push(`of ${await client.evaluate('$$.StateMachine.Name')}`);
    await client.say('scopes', { frameId: 1001 });
    await client.move('next');
    await client.show();
    await client.move('next');
    await client.show();
    await client.move('continue');
    checkGolden('debugger/children-steps', client.transcript());
    client.dispose();
  });

  it('is finished by a step out, at the result of its caller, and passed over by a step over', async () => {
    const client = await shop({ stopOnEntry: true, trace: false });
    await client.move('configurationDone');
    await client.move('stepIn');
    await client.move('stepOut');
    await client.show();
    await client.move('stepBack');
    await client.move('next');
    checkGolden('debugger/children-out', client.transcript());
    client.dispose();
  });

  it('stops at breakpoints in its own file, which is a source', async () => {
    const client = await shop({ trace: false });
    await breakAt(client, CHILD, STOCK, '"Parameters"', '"Rest": {');
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'stock:Ch*' }, { name: 'Yes:task' }] });
    await client.say('loadedSources');
    await client.say('breakpointLocations', { source: { path: CHILD }, line: lineOf(STOCK, '"Rest"') });
    const { content } = await client.request<{ content: string }>('source', {
      source: { path: '/shop/Approve.asl.yaml' },
    });
    assert.equal(content, APPROVE);
    for (const move of ['configurationDone', 'continue', 'continue', 'continue']) {
      await client.move(move);
      await client.show();
      await threads(client);
    }
    await client.move('continue');
    checkGolden('debugger/children-breakpoints', client.transcript());
    client.dispose();
  });

  it('that nobody waits for is a thread of its own, and outlives the one that started it', async () => {
    const client = await shop({ mocks: { Approve: { return: { by: 'mock' } } } });
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'Tell' }, { name: 'Told' }] });
    await client.move('configurationDone');
    await client.move('stepIn');
    await client.show();
    await threads(client);
    await client.move('continue');
    await client.show();
    await threads(client);
    await client.move('stepBack');
    await client.move('next');
    await client.move('continue');
    checkGolden('debugger/children-alone', client.transcript());
    client.dispose();
  });

  it('fails its caller as on AWS, and its failure is told where it began', async () => {
    const client = await shop({ input: { count: 30 }, stopAtEnd: true });
    await client.say('setExceptionBreakpoints', { filters: ['uncaught', 'caught'] });
    await client.move('configurationDone');
    await client.show();
    await client.say('exceptionInfo', { threadId: 1 });
    await client.move('stepIn');
    await client.show();
    await client.say('exceptionInfo', { threadId: 1 });
    await client.move('continue');
    checkGolden('debugger/children-failure', client.transcript());
    client.dispose();
  });

  it('is gone back into, and changed in the past', async () => {
    const client = await shop({ trace: false, stopAtEnd: true });
    await breakAt(client, CHILD, STOCK, '"Take": {');
    await client.move('configurationDone');
    await client.move('stepBack');
    await client.move('stepBack');
    await client.show();
    await client.move('continue');
    await client.move('continue');
    await client.move('reverseContinue');
    await client.show();
    await client.say('setExpression', { expression: '$.count', value: '7', frameId: 1000 });
    await client.move('next');
    await client.say('gotoTargets', { source: { path: CHILD }, line: lineOf(STOCK, '"Check": {') });
    await client.say('goto', { threadId: 1, targetId: 1 });
    await client.stop();
    await client.say('evaluate', { expression: ':goto Tell', context: 'repl', frameId: 1000 });
    await client.say('restartFrame', { frameId: 1001 });
    await client.stop();
    await client.show();
    await client.say('setBreakpoints', { source: { path: CHILD }, breakpoints: [] });
    await client.move('continue');
    client.log.push(`$.stock.left is ${await client.evaluate('$.stock.left')}`);
    await client.say('stepthrough/timelines');
    checkGolden('debugger/children-past', client.transcript());
    client.dispose();
  });

  it('may be edited while it is stopped', async () => {
    const client = await shop({ trace: false, stopAtEnd: true });
    await breakAt(client, CHILD, STOCK, '"Check": {');
    await client.move('configurationDone');
    const text = STOCK.replace('MathAdd(10', 'MathAdd(500');
    await client.request('stepthrough/definitionChanged', { definition: CHILD, text, apply: 'unentered' });
    await client.stop();
    await client.move('continue');
    assert.equal(await client.evaluate('$.stock.left'), '503');
    client.dispose();
  });

  it('is asked for only when nothing is left to wait for', async () => {
    const files = { '/shop/Approve.asl.yaml': APPROVE.replace('sendTaskSuccess', 'sendTaskFailure') };
    const client = await shop({ trace: false, mocks: { Yes: { return: {} } } }, [], files);
    await client.move('configurationDone');
    await client.show();
    await client.say('evaluate', { expression: ':answer {"by": "hand"}', context: 'repl' });
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'Done' }] });
    await client.move('continue');
    await client.show();
    checkGolden('debugger/children-token', client.transcript());
    client.dispose();
  });
});

const STATE = (arn: string) => `{ "StartAt": "Go", "States": { "Go": { "Type": "Task", "End": true,
  "Resource": "arn:aws:states:::states:startExecution.sync:2", "Parameters": { "StateMachineArn": ${arn} } } } }`;
const PASS = '{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Result": "here", "End": true } } }';

async function outputOf(text: string, attributes: object, files: { [file: string]: string }): Promise<string> {
  const client = await startDebugging(FILE, {
    attributes: { text, stopAtEnd: true, ...attributes },
    environment: filesOnly(files),
  });
  await client.move('configurationDone');
  const value = await client.evaluate('$.Output').catch((error: Error) => `${error.message}`);
  client.dispose();
  return value;
}

describe('the state machine that a Task starts', () => {
  it('is found by what the launch says: a name, an ARN or a placeholder', async () => {
    const files = { '/shop/sub/x.asl.json': PASS, '/shop/t.yaml': TEMPLATE_OF_TWO };
    const arn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:far';
    for (const [said, machines] of [
      [`"${arn}"`, { far: 'sub/x.asl.json' }],
      [`"${arn}:PROD"`, { [`${arn}:PROD`]: 'sub/x.asl.json' }],
      ['"${FarArn}"', { FarArn: 'sub/x.asl.json' }],
      ['"${FarArn}"', { '${FarArn}': 'sub/x.asl.json' }],
      [`"${arn}"`, { far: 't.yaml#Two' }],
    ] as const) {
      assert.equal(await outputOf(STATE(said), { machines }, files), '"here"', JSON.stringify(machines));
    }
  });

  it('is found in the template, by its resource or its name, and by the file that the template names', async () => {
    const template = (arn: string) => `Resources:
  One:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: r
      Definition: { StartAt: Go, States: { Go: { Type: Task, End: true,
        Resource: "arn:aws:states:::states:startExecution.sync:2", Parameters: { StateMachineArn: ${arn} } } } }
  Two:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: r
      StateMachineName: second
      Definition: { StartAt: P, States: { P: { Type: Pass, Result: here, End: true } } }
  Three:
    Type: AWS::Serverless::StateMachine
    Properties: { DefinitionUri: sub/three.asl.json }
`;
    const files = { '/shop/sub/three.asl.json': PASS };
    const arn = 'arn:aws:states:us-east-1:123456789012:stateMachine:second';
    for (const said of ['!GetAtt Two.Arn', '!Ref Two', '{ "Fn::GetAtt": [Two, Arn] }', arn, '!Ref Three']) {
      assert.equal(await outputOf(template(said), { stateMachine: 'One' }, files), '"here"', said);
    }
  });

  it('is found beside the definition, and beside itself', async () => {
    const arn = '"arn:aws:states:us-east-1:123456789012:stateMachine:pay"';
    for (const ending of ['.asl.json', '.asl.yaml', '.asl.yml']) {
      assert.equal(await outputOf(STATE(arn), {}, { [`/shop/pay${ending}`]: PASS }), '"here"', ending);
    }
    assert.equal(await outputOf(STATE('"${PayStateMachineArn}"'), {}, { '/shop/Pay.asl.json': PASS }), '"here"');
  });

  it('is asked for when nothing is at hand or it cannot be run, and it is said how to name it', async () => {
    const said = '"arn:aws:states:us-east-1:123456789012:stateMachine:pay"';
    for (const [name, files] of [
      ['none', {}],
      ['broken', { '/shop/pay.asl.json': PASS.replace('"StartAt": "P"', '"StartAt": "Q"') }],
    ] as const) {
      const client = await startDebugging(FILE, {
        attributes: { text: STATE(said), trace: false },
        environment: filesOnly(files),
      });
      await client.move('configurationDone');
      checkGolden(`debugger/children-${name}`, client.transcript());
      client.dispose();
    }
  });

  it('must be there when the launch names it', async () => {
    const launch = (machines: unknown) =>
      startDebugging(FILE, {
        attributes: { text: PASS, machines },
        environment: filesOnly({ '/shop/t.yaml': TEMPLATE_OF_TWO }),
      });
    const is = '"machines" is an object of names, or ARNs, and paths of definitions: {"Pay": "pay.asl.json"}.';
    await assert.rejects(launch(['x']), { message: is });
    await assert.rejects(launch({ pay: 7 }), { message: is });
    const cannot = 'A definition that "machines" names cannot be used.';
    await assert.rejects(launch({ pay: 'no.asl.json' }), {
      message: `${cannot} Cannot read /shop/no.asl.json: there is no such file.`,
    });
    await assert.rejects(launch({ pay: 't.yaml' }), {
      message: `${cannot} t.yaml has One, Two: say which one, as in "t.yaml#One".`,
    });
  });

  it('that starts itself without end comes to an end', async () => {
    const said = '"arn:aws:states:us-east-1:123456789012:stateMachine:order"';
    for (const pattern of ['.sync:2', '']) {
      const text = STATE(said).replace('.sync:2', pattern);
      const client = await startDebugging(FILE, { attributes: { text }, environment: filesOnly({}) });
      await client.move('configurationDone');
      const log = client.log.join('\n');
      assert.match(log, /"order" is not started: executions have started one another 25 deep here/);
      assert.equal(log.match(/started with/g)?.length, 26);
      client.dispose();
    }
  });
});

const TEMPLATE_OF_TWO = `Resources:
  One:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: r, Definition: { StartAt: A, States: { A: { Type: Succeed } } } }
  Two:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: r, Definition: { StartAt: B, States: { B: { Type: Pass, Result: here, End: true } } } }
`;
