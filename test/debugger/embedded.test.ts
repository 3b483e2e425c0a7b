// State machines inside templates: stopped at and shown at their places in the template.
import assert from 'node:assert/strict';
import type { Batch } from '../../debugger/protocol.ts';
import { createDebugClient, startDebugging } from '../support/debugClient.ts';
import { checkGolden } from '../support/golden.ts';

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/orders
      Definition:
        StartAt: First
        States:
          First: { Type: Pass, Result: { a: 1 }, ResultPath: $.first, Next: Second }
          Second:
            Type: Pass
            End: true
  Bills:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/bills
      DefinitionString: |
        {
          "StartAt": "Only",
          "States": {
            "Only": { "Type": "Pass", "End": true }
          }
        }
`;
const FILE = '/shop/template.yaml';
const STARTS_BILLS =
  '{ Type: Task, Resource: "arn:aws:states:::states:startExecution.sync:2", Parameters: { StateMachineArn: !GetAtt Bills.Arn }, Next: Second }';

describe('a state machine in a template', () => {
  it('stops at its lines in the template', async () => {
    const attributes = { text: TEMPLATE, stateMachine: 'Orders', input: {} };
    const client = await startDebugging(FILE, { lines: [11, 2], attributes });
    await client.move('configurationDone');
    await client.show();
    await client.move('stepBack');
    await client.show();
    await client.move('continue');
    await client.move('continue');
    checkGolden('debugger/template', client.transcript());
    client.dispose();
  });

  it('is chosen by a line, also in a text within the template', async () => {
    const client = await startDebugging(FILE, { attributes: { text: TEMPLATE, line: 22, stopOnEntry: true } });
    await client.move('configurationDone');
    const { stackFrames } = await client.request<{ stackFrames: { name: string; line: number; column: number }[] }>(
      'stackTrace',
      { threadId: 1 },
    );
    assert.deepEqual(
      stackFrames.map(({ name, line, column }) => [name, line, column]),
      [['Only', 22, 13]],
    );
    client.dispose();
  });

  it('has a live view of its own beside those of the machines it starts', async () => {
    const text = TEMPLATE.replace('{ Type: Pass, Result: { a: 1 }, ResultPath: $.first, Next: Second }', STARTS_BILLS);
    const client = await startDebugging(FILE, { lines: [22], attributes: { text, stateMachine: 'Orders', input: {} } });
    await client.move('configurationDone');
    const told = async () => {
      const { stateMachine, states, cursor } = await client.event<Batch>('stepthrough/batch');
      return [stateMachine, Object.keys(states), cursor?.pointer];
    };
    assert.deepEqual(await told(), ['Bills', [], '/States/Only']);
    assert.deepEqual(await told(), ['Orders', ['/States/First'], undefined]);
    client.dispose();
  });

  it('that is not said, or not there, is asked for by name', async () => {
    const client = createDebugClient();
    await client.request('initialize', {});
    const launch = (more: object) => client.request('launch', { definition: FILE, text: TEMPLATE, ...more });
    await assert.rejects(launch({}), {
      message: 'template.yaml cannot be run: It has several state machines: set "stateMachine" to Orders or Bills.',
    });
    await assert.rejects(launch({ stateMachine: 'Order' }), { message: /no state machine "Order", but Orders, Bills/ });
    client.dispose();
  });
});
