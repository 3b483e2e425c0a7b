// What can be seen and changed of a run that is held, as transcripts.
import assert from 'node:assert/strict';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { BRANCHES, BRANCHES_INPUT, lineOf, PAID, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';

async function shop(more: object = {}, lines: number[] = []): Promise<DebugClient> {
  const attributes = { text: SHOP, input: SHOP_INPUT, mocks: PAID, trace: false, ...more };
  const client = await startDebugging(FILE, { lines, attributes, client: { supportsInvalidatedEvent: true } });
  await client.move('configurationDone');
  return client;
}

async function scope(client: DebugClient, wanted: string, frameId = 1000): Promise<number> {
  const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId });
  return scopes.find(({ name }) => name === wanted)?.variablesReference ?? 0;
}

describe('values', () => {
  it('expressions are read in the language of the state', async () => {
    const client = await shop({}, [lineOf(SHOP, '"ResultSelector"'), lineOf(SHOP, '"Output": { "id"')]);
    for (const expression of [
      '$',
      '$.Payload',
      "States.Format('{}!', $.Payload)",
      '$$.State.Name',
      '$count',
      '1 + 1',
    ]) {
      await client.say('evaluate', { expression, context: 'watch', frameId: 1000 });
    }
    await client.say('evaluate', { expression: '{% $states.input.total + 1 %}', context: 'hover', frameId: 1000 });
    await client.say('evaluate', { expression: '$.nothing', context: 'hover', frameId: 1000 });
    await client.move('continue');
    for (const expression of ['$states.input.total + $count', '$states.result', 'function($x){1}', '$states.(']) {
      await client.say('evaluate', { expression, context: 'watch', frameId: 1000 });
    }
    await client.say('evaluate', { expression: '$states.input', context: 'clipboard', frameId: 1000 });
    await client.say('evaluate', { expression: '255', context: 'watch', format: { hex: true } });
    checkGolden('debugger/evaluate', client.transcript());
    client.dispose();
  });

  it('an expression that never ends is cut off in a sentence', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Report": {')]);
    await assert.rejects(client.evaluate('($f := function(){$f()}; $f())'), {
      message: '($f := function(){$f()}; $f()) took too long and was cut off.',
    });
    assert.equal(await client.evaluate('1 + 1'), '2');
    client.dispose();
  });

  it('scopes have what exists in the phase, and say what can be changed and what has', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Charge": {'), lineOf(SHOP, '"ResultSelector"')]);
    await client.move('continue');
    for (const name of ['Input', 'Variables', 'Arguments', 'Result', 'Context']) {
      const variablesReference = await scope(client, name);
      await client.say('variables', { variablesReference });
    }
    for (const [inScope, name] of [
      ['Result', 'Payload'],
      ['Input', 'total'],
      ['Input', 'nothing'],
    ] as const) {
      const variablesReference = await scope(client, inScope);
      await client.say('stepthrough/valueAsMock', { variablesReference, name, frameId: 1000 });
    }
    await client.move('next');
    await client.say('variables', { variablesReference: await scope(client, 'Input') });
    await client.say('variables', {
      variablesReference: await scope(client, 'Input'),
      filter: 'named',
      start: 1,
      count: 1,
    });
    await client.say('variables', { variablesReference: 99 });
    checkGolden('debugger/scopes', client.transcript());
    client.dispose();
  });

  it('a Map counts, and variables of the scope around are marked', async () => {
    const text = BRANCHES.replace('"Items"', '"Assign": { "all": 1 }, "Items"')
      .replace('"StartAt": "Each"', '"StartAt": "First"')
      .replace('"States": {', '"States": { "First": { "Type": "Pass", "Assign": { "base": 7 }, "Next": "Each" },');
    const client = await startDebugging(FILE, {
      lines: [lineOf(text, '"Give": {')],
      attributes: { text, input: BRANCHES_INPUT, trace: false },
    });
    await client.move('configurationDone');
    await client.show();
    await client.say('variables', { variablesReference: await scope(client, 'Map', 2001) });
    checkGolden('debugger/map-scope', client.transcript());
    client.dispose();
  });

  it('those that have changed since the last stop are marked', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Report": {'), lineOf(SHOP, '"More": {')]);
    await client.move('continue');
    const { variables } = await client.request<{ variables: DebugProtocol.Variable[] }>('variables', {
      variablesReference: await scope(client, 'Variables'),
    });
    const marked = variables.map(({ name, presentationHint }) => `${name} ${presentationHint?.attributes ?? ''}`);
    assert.deepEqual(marked, ['count changed', 'name changed']);
    client.dispose();
  });

  it('are changed by JSON or an expression, where the change would be seen', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Charge": {'), lineOf(SHOP, '"ResultSelector"')]);
    const input = await scope(client, 'Input');
    await client.say('setVariable', { variablesReference: input, name: 'id', value: '"B"' });
    await client.say('setVariable', {
      variablesReference: input,
      name: 'total',
      value: '= States.MathAdd($.total, 5)',
    });
    await client.say('setVariable', { variablesReference: input, name: 'total', value: 'many' });
    await client.say('setVariable', { variablesReference: input, name: 'nope', value: '1' });
    await client.say('setVariable', { variablesReference: await scope(client, 'Context'), name: 'State', value: '1' });
    await client.say('setVariable', {
      variablesReference: await scope(client, 'Variables'),
      name: 'count',
      value: '41',
    });
    await client.say('setExpression', { expression: '$.lines', value: '[1, 2]', frameId: 1000 });
    await client.say('setExpression', { expression: '$.lines[1]', value: '{"x": 1}', frameId: 1000 });
    await client.say('setExpression', { expression: '$.lines[7]', value: '1', frameId: 1000 });
    await client.say('setExpression', { expression: '$$.State', value: '1', frameId: 1000 });
    await client.show();
    await client.move('continue');
    await client.say('setVariable', { variablesReference: await scope(client, 'Input'), name: 'id', value: '"C"' });
    await client.say('setExpression', { expression: '$.Payload', value: '"no"', frameId: 1000 });
    await client.move('next');
    await client.show();
    checkGolden('debugger/set-values', client.transcript());
    client.dispose();
  });

  it('a failure can be made another before it is taken', async () => {
    const client = await shop({ mocks: { Charge: { throw: { error: 'Odd', cause: '{"a":1}' } } }, stopOnEntry: true });
    await client.say('setExceptionBreakpoints', { filters: ['caught'] });
    await client.move('continue');
    await client.show();
    await client.say('setVariable', {
      variablesReference: await scope(client, 'Error'),
      name: 'Error',
      value: '"Refused"',
    });
    await client.move('next');
    await client.show();
    checkGolden('debugger/set-error', client.transcript());
    client.dispose();
  });

  it('completions come from the data that is there', async () => {
    const client = await shop({}, [lineOf(SHOP, '"Charge": {'), lineOf(SHOP, '"Report": {')]);
    const complete = async (text: string) => {
      const args = { text, column: text.length + 1, frameId: 1000 };
      const { targets } = await client.request<DebugProtocol.CompletionsResponse['body']>('completions', args);
      const shown = targets.map(({ text: whole, label, start, length }) => `${whole ?? label}@${start}+${length}`);
      client.log.push(`${text}| ${shown.slice(0, 6).join(' ')}${shown.length > 6 ? ` … ${shown.length}` : ''}`);
    };
    for (const text of ['$.', '$', '$$.State.', 'States.F', ':', ':goto ', ':mock C', '{% $states.input.t', 'plain']) {
      await complete(text);
    }
    await client.move('continue');
    for (const text of ['$states.', '$states.input.payment.', '$c', '1 + $states.in']) await complete(text);
    checkGolden('debugger/completions', client.transcript());
    client.dispose();
  });

  it('say where they were set', async () => {
    const client = await shop({}, [lineOf(SHOP, '"More": {')]);
    await client.say('stepthrough/whoSet', { expression: '$count' });
    await client.say('stepthrough/whoSet', { expression: '$.total' });
    await client.say('stepthrough/whoSet', { expression: '$.payment' });
    await client.say('stepthrough/whoSet', { expression: '$sum(1)' });
    const variables = await client.say<{ variables: DebugProtocol.Variable[] }>('variables', {
      variablesReference: await scope(client, 'Variables'),
    });
    const locationReference = variables?.variables[0]?.declarationLocationReference;
    await client.say('locations', { locationReference });
    await client.say('locations', { locationReference: 99 });
    checkGolden('debugger/who-set', client.transcript());
    client.dispose();
  });

  it('large ones are summarised, and copied whole', async () => {
    const input = { id: 'x'.repeat(300_000), total: 100, list: Array.from({ length: 40_000 }, () => 1) };
    const client = await shop({ input, stopOnEntry: true });
    const [shown] = (
      await client.request<{ variables: DebugProtocol.Variable[] }>('variables', {
        variablesReference: await scope(client, 'Input'),
      })
    ).variables;
    assert.match(shown?.value ?? '', /^300 kB, more than the 256 KiB a state may hand on: "x{199}…$/);
    assert.match(await client.evaluate('$'), /^380 kB/);
    assert.equal((await client.evaluate('$.id', 'clipboard')).length, 300_002);
    client.dispose();
  });

  it('commands of the console', async () => {
    const client = await shop({ stopOnEntry: true, trace: true });
    const perform = (expression: string) => client.say('evaluate', { expression, context: 'repl', frameId: 1000 });
    for (const command of [':help', ':input', ':history', ':timelines', ':who $.id', ':nope', ':goto', ':goto Reprt']) {
      await perform(command);
    }
    await perform(':mock Charge {"return": {"Payload": "other"}}');
    await perform(':mock Charge {"retrn": 1}');
    await perform(':mock Chrge {"return": 1}');
    await perform(':answer {}');
    await perform(':goto Charge');
    await client.stop();
    await client.move('next');
    await client.show();
    await perform(':seek 0');
    await client.stop();
    await perform(':seek 999');
    await perform(':input {"id": "N", "total": 99}');
    await client.stop();
    await client.show();
    checkGolden('debugger/commands', client.transcript());
    client.dispose();
  });

  it('the text of the definition can be read, and which there is', async () => {
    const client = await shop({ stopOnEntry: true });
    await client.say('loadedSources');
    const { content } = await client.request<{ content: string }>('source', {
      source: { path: FILE },
      sourceReference: 0,
    });
    assert.equal(content, SHOP);
    await client.say('source', { source: { path: '/other.json' }, sourceReference: 0 });
    checkGolden('debugger/sources', client.transcript());
    client.dispose();
  });

  it('lines of the console are lines, each with its place', async () => {
    const bodies: DebugProtocol.OutputEvent['body'][] = [];
    const client = await startDebugging(FILE, { attributes: { text: BRANCHES, input: BRANCHES_INPUT } });
    await client.request('configurationDone');
    for (;;) {
      const body = await client.event<DebugProtocol.OutputEvent['body']>('output');
      bodies.push(body);
      if (body.output.includes('SUCCEEDED')) break;
    }
    const exited = bodies.find(({ output }) => output.includes('Each -> Both'));
    // VS Code shows values in place of the line, and not what comes into a group later.
    assert.ok(bodies.every(({ variablesReference, group }) => variablesReference === undefined && group === undefined));
    assert.equal(exited?.line, lineOf(BRANCHES, '"Each": {'));
    client.dispose();
  });
});
