// Going back, other timelines and what differs between them, as transcripts.
import assert from 'node:assert/strict';
import { useCatalogue } from '../support/catalogue.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { lineOf, PAID, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';

async function shop(more: object = {}, lines: number[] = []): Promise<DebugClient> {
  const attributes = { text: SHOP, input: SHOP_INPUT, mocks: PAID, trace: false, stopAtEnd: true, ...more };
  const client = await startDebugging(FILE, { lines, attributes, client: { supportsInvalidatedEvent: true } });
  await client.move('configurationDone');
  return client;
}

before(() => void useCatalogue());

describe('time travel', () => {
  it('stands at any moment, and at other visits of a state', async () => {
    const client = await shop();
    await client.say('stepthrough/seek', { moment: 0 });
    await client.stop();
    await client.say('stepthrough/seek', { moment: 12 });
    await client.stop();
    await client.show();
    await client.say('stepthrough/seek', { moment: 99 });
    await client.say('stepthrough/seek', { moment: 1, timeline: 7 });
    await client.say('stepthrough/history', { from: 0, most: 3 });
    await client.say('stepthrough/history', { from: 12, most: 2, timeline: 1 });
    await client.say('stepthrough/history', { from: 'now', most: 1 });
    for (const direction of ['next', 'next', 'next', 'previous']) {
      const answer = await client.say<{ found: boolean }>('stepthrough/visit', { direction });
      if (answer?.found) await client.stop();
    }
    checkGolden('debugger/seek', client.transcript());
    client.dispose();
  });

  it('reverse continue heeds breakpoints, filters and data breakpoints that were set afterwards', async () => {
    const mocks = { Charge: { sequence: [{ throw: { error: 'Busy' } }, { return: { Payload: 1 } }] } };
    const client = await shop({ mocks });
    await client.say('setExceptionBreakpoints', { filters: ['retried'] });
    await client.say('setDataBreakpoints', { breakpoints: [{ dataId: JSON.stringify(['$name', 'Top']) }] });
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'More', hitCondition: '2' }] });
    for (let i = 0; i < 4; i++) await client.move('reverseContinue');
    for (let i = 0; i < 4; i++) await client.move('continue');
    checkGolden('debugger/reverse', client.transcript());
    client.dispose();
  });

  it('a value that is set in the past begins another timeline, and the old one stays', async () => {
    const client = await shop();
    await client.say('stepthrough/seek', { moment: 4 });
    await client.stop();
    await client.say('setExpression', { expression: '$.total', value: '100', frameId: 1000 });
    await client.say('stepthrough/timelines');
    await client.move('continue');
    await client.say('stepthrough/compareTimelines', { a: 1, b: 2 });
    await client.say('stepthrough/seek', { timeline: 1, moment: 14 });
    await client.stop();
    await client.show();
    await client.move('continue');
    await client.say('stepthrough/timelines');
    checkGolden('debugger/fork-value', client.transcript());
    client.dispose();
  });

  it('going elsewhere, running again and another mock in the past are forks too', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Report": {')]);
    await client.move('stepBack');
    await client.say('evaluate', { expression: ':goto Done', context: 'repl', frameId: 1000 });
    await client.stop();
    await client.move('continue');
    await client.say('stepthrough/seek', { timeline: 1, moment: 4 });
    await client.stop();
    await client.say('stepthrough/setMock', { state: 'Charge', mock: { return: { Payload: 'later' } } });
    await client.move('continue');
    await client.show();
    await client.move('stepBack');
    await client.say('restartFrame', { frameId: 1000 });
    await client.stop();
    await client.move('continue');
    await client.say('stepthrough/timelines');
    checkGolden('debugger/forks', client.transcript());
    client.dispose();
  });

  it('mocks belong to a timeline: one that is changed in the past leaves the others theirs', async () => {
    const task = (next: string) =>
      `{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:x", ${next} }`;
    const text = `{ "StartAt": "A", "States": { "A": ${task('"Next": "B"')}, "B": ${task('"End": true')} } }`;
    const mocks = { A: { return: 'a' }, B: { return: 'first' } };
    const client = await startDebugging(FILE, { attributes: { text, mocks, trace: false, stopAtEnd: true } });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'B' }] });
    await client.move('configurationDone');
    await client.request('stepthrough/seek', { moment: 0 });
    await client.stop();
    await client.request('stepthrough/setMock', { state: 'B', mock: { return: 'second' } });
    await client.move('continue');
    await client.move('continue');
    assert.equal(await client.evaluate('$'), '"second"');
    const { timelines } = await client.request<{ timelines: { head: number }[] }>('stepthrough/timelines');
    await client.request('stepthrough/seek', { timeline: 1, moment: timelines[0]?.head });
    await client.stop();
    await client.move('continue');
    assert.equal(await client.evaluate('$'), '"first"');
    client.dispose();
  });

  it('recorded results are used again where resource and arguments are equal; others are asked for', async () => {
    const client = await shop({ mocks: {} });
    const answer = (question: number, result: object) =>
      client.say('stepthrough/answer', { question, result: { Payload: result } });
    for (let i = 1; i <= 3; i++) {
      await answer(i, { number: i });
      await client.move('continue');
    }
    await client.say('stepthrough/seek', { moment: 3 });
    await client.stop();
    await client.say('setExpression', { expression: '$count', value: '5', frameId: 1000 });
    await client.move('continue');
    await client.say('stepthrough/seek', { timeline: 1, moment: 4 });
    await client.stop();
    await client.say('setExpression', { expression: '$.id', value: '"other"', frameId: 1000 });
    await client.move('continue');
    await client.say('stepthrough/timelines');
    checkGolden('debugger/recorded-answers', client.transcript());
    client.dispose();
  });

  it('an edited definition is used for states that were not entered, and the past stays as it was', async () => {
    const client = await shop({}, [lineOf(SHOP, '"ResultSelector"')]);
    const edited = SHOP.replace('* 2 %}', '* 50 %}').replace('"ResultPath": "$.payment"', '"ResultPath": "$.p"');
    await client.say('stepthrough/definitionChanged', { text: edited.slice(1), apply: 'unentered' });
    await client.say('stepthrough/definitionChanged', { text: edited, apply: 'never' });
    await client.request('stepthrough/definitionChanged', { text: edited, apply: 'unentered' });
    await client.stop();
    await client.move('continue');
    await client.show();
    await client.say('stepthrough/seek', { moment: 2 });
    await client.stop();
    await client.show();
    await client.request('stepthrough/definitionChanged', { text: SHOP, apply: 'restart' });
    await client.stop();
    await client.show();
    checkGolden('debugger/edited', client.transcript());
    client.dispose();
  });

  it('iterations that are still to come are those of the edited definition', async () => {
    const text = `{ "QueryLanguage": "JSONata", "StartAt": "Each", "States": { "Each": { "Type": "Map",
      "Items": "{% [1, 2, 3] %}", "MaxConcurrency": 1, "ItemProcessor": { "StartAt": "One", "States": {
        "One": { "Type": "Pass", "Output": "{% $states.input * 10 %}", "Next": "Two" },
        "Two": { "Type": "Pass", "Output": "{% $states.input + 1 %}", "End": true } } }, "End": true } } }`;
    const client = await startDebugging(FILE, { attributes: { text, trace: false, stopAtEnd: true } });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'One' }] });
    await client.move('configurationDone');
    await client.move('stepIn');
    const edited = text.replace('* 10', '* 100').replace('+ 1 ', '+ 2 ');
    await client.request('stepthrough/definitionChanged', { text: edited, apply: 'unentered' });
    await client.stop();
    await client.request('setFunctionBreakpoints', { breakpoints: [] });
    await client.move('continue');
    assert.equal(await client.evaluate('$states.result'), '[12,202,302]');
    client.dispose();
  });
});
