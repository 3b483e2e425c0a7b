// What `serve --data` keeps: everything that was acknowledged is there after the process has ended, at whatever moment.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Store, StoreFault } from '../../service/index.ts';
import { type Reply, ROLE, type Talk, talk } from '../support/service.ts';

const folders: string[] = [];
const open: { readonly talk: Talk; readonly store: Store }[] = [];
afterEach(() => {
  for (const { talk: one } of open.splice(0)) one.service.close();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-data-'));
  folders.push(folder);
  return folder;
}

interface Kept extends Talk {
  /** As if the process had ended here: nothing is written any more. */
  readonly kill: () => void;
}

function keeping(folder: string, options = {}): Kept {
  const store = new Store(folder);
  const one = talk({ store, ...options });
  open.push({ talk: one, store });
  return { ...one, kill: () => store.close() };
}

const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:work';
const WORK = { Work: { Type: 'Task', Resource: ACTIVITY, End: true } };

async function settled({ call, service }: Talk, executionArn: string): Promise<Reply> {
  await service.execution(executionArn).ended;
  return call('DescribeExecution', { executionArn });
}

/** The task of the activity, and the execution that gave it. */
async function begun(kept: Kept): Promise<{ executionArn: string; taskToken: string }> {
  const { executionArn } = await kept.call('StartExecution', {
    stateMachineArn: await kept.machine('m', WORK),
    input: '{"n":1.50}',
  });
  const { taskToken } = await kept.call('GetActivityTask', { activityArn: ACTIVITY });
  return { executionArn, taskToken };
}

describe('a data folder', () => {
  it('keeps machines with versions and aliases, activities and tags', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    const stateMachineArn = await first.machine('m', { A: { Type: 'Pass', End: true } });
    const { stateMachineVersionArn } = await first.call('PublishStateMachineVersion', { stateMachineArn });
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    await first.call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    await first.call('UpdateStateMachine', { stateMachineArn, roleArn: `${ROLE}2` });
    await first.call('TagResource', { resourceArn: stateMachineArn, tags: [{ key: 'a', value: 'b' }] });
    await first.call('CreateActivity', { name: 'work' });
    const ask = async ({ call }: Talk) => [
      await call('DescribeStateMachine', { stateMachineArn }),
      await call('DescribeStateMachine', { stateMachineArn: stateMachineVersionArn }),
      await call('DescribeStateMachineAlias', { stateMachineAliasArn: `${stateMachineArn}:live` }),
      await call('ListTagsForResource', { resourceArn: stateMachineArn }),
      await call('ListActivities'),
    ];
    const before = await ask(first);
    first.kill();
    const second = keeping(folder);
    assert.deepEqual(await ask(second), before);
    const published = await second.call('PublishStateMachineVersion', { stateMachineArn });
    assert.equal(published.stateMachineVersionArn, `${stateMachineArn}:2`);
  });

  it('keeps executions with their histories, also those of a machine that was deleted', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'A' };
    const states = { A: { Type: 'Pass', End: true } };
    const each = { Type: 'Map', Label: 'L', ItemProcessor: { ...processor, States: states }, End: true };
    const stateMachineArn = await first.machine('m', { Each: each });
    const { executionArn } = await first.run(stateMachineArn, ['x', 1e21]);
    await first.call('DeleteStateMachine', { stateMachineArn });
    const ask = async ({ call }: Talk) => {
      const { mapRuns } = await call('ListMapRuns', { executionArn });
      const { mapRunArn } = mapRuns[0];
      return [
        await call('DescribeExecution', { executionArn }),
        await call('GetExecutionHistory', { executionArn }),
        await call('DescribeStateMachineForExecution', { executionArn }),
        await call('DescribeMapRun', { mapRunArn }),
        await call('ListExecutions', { mapRunArn }),
      ];
    };
    const before = await ask(first);
    first.kill();
    assert.deepEqual(await ask(keeping(folder)), before);
  });

  it('goes on with an execution that waits for a worker', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    await first.call('CreateActivity', { name: 'work' });
    const stateMachineArn = await first.machine('m', WORK);
    const { executionArn } = await first.call('StartExecution', { stateMachineArn });
    first.kill();
    const second = keeping(folder);
    const { taskToken } = await second.call('GetActivityTask', { activityArn: ACTIVITY });
    await second.call('SendTaskSuccess', { taskToken, output: '7' });
    assert.equal((await settled(second, executionArn)).output, '7');
  });

  it('has an answer that was acknowledged, although it was not looked at', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    await first.call('CreateActivity', { name: 'work' });
    const { executionArn, taskToken } = await begun(first);
    assert.deepEqual(await first.call('SendTaskSuccess', { taskToken, output: '{"n":1.50}' }), {});
    first.kill();
    const described = await settled(keeping(folder), executionArn);
    assert.deepEqual([described.status, described.output, described.input], ['SUCCEEDED', '{"n":1.50}', '{"n":1.50}']);
  });

  it('does not do again what a worker had begun: its answer is lost, and Retry and Catch see that', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    await first.call('CreateActivity', { name: 'work' });
    const { executionArn, taskToken } = await begun(first);
    const isBegun = async () => {
      const { events } = await first.call('GetExecutionHistory', { executionArn });
      return events.some(({ type }: Reply) => type === 'ActivityStarted');
    };
    while (!(await isBegun())) await new Promise(resolve => setImmediate(resolve));
    first.kill();
    const second = keeping(folder);
    const { status, error, cause } = await settled(second, executionArn);
    assert.deepEqual([status, error], ['FAILED', 'States.TaskFailed']);
    assert.match(cause, /^The service ended while this call was under way/);
    assert.match(await second.call('SendTaskSuccess', { taskToken, output: '1' }), /^InvalidToken: /);
    await second.call('RedriveExecution', { executionArn });
    second.kill();
    const third = keeping(folder);
    const again = await third.call('GetActivityTask', { activityArn: ACTIVITY });
    await third.call('SendTaskSuccess', { taskToken: again.taskToken, output: '2' });
    const redriven = await settled(third, executionArn);
    assert.deepEqual([redriven.output, redriven.redriveCount], ['2', 1]);
  });

  it('waits on for a task token', async () => {
    const tokens: string[] = [];
    const server = http.createServer((request, response) => {
      request.on('data', chunk => tokens.push(JSON.parse(String(chunk)).token));
      request.on('end', () => response.end('{}'));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
    const lambdaEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = newFolder();
    const first = keeping(folder, { lambdaEndpoint });
    const Resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    const Parameters = { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } };
    const stateMachineArn = await first.machine('m', { Ask: { Type: 'Task', Resource, Parameters, End: true } });
    const { executionArn } = await first.call('StartExecution', { stateMachineArn });
    while (tokens.length === 0) await new Promise(resolve => setImmediate(resolve));
    first.kill();
    const second = keeping(folder, { lambdaEndpoint });
    await second.call('SendTaskSuccess', { taskToken: tokens[0], output: '"yes"' });
    assert.equal((await settled(second, executionArn)).output, '"yes"');
    assert.equal(tokens.length, 1);
    server.closeAllConnections();
    server.close();
  });

  it('drops the line the process ended in', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    const { executionArn } = await first.run(await first.machine('m', { Bad: { Type: 'Fail' } }));
    first.kill();
    const file = path.join(folder, 'executions/00000001.jsonl');
    fs.appendFileSync(file, '{"kind":"applied","signal":{"ki');
    fs.writeFileSync(path.join(folder, 'executions/00000002.jsonl'), '{"execu');
    const second = keeping(folder);
    assert.equal((await settled(second, executionArn)).status, 'FAILED');
    await second.call('RedriveExecution', { executionArn });
    await settled(second, executionArn);
    second.kill();
    assert.equal((await settled(keeping(folder), executionArn)).redriveCount, 1);
  });

  it('that ends in an orderly way leaves executions as they are, and those they wait for', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    await first.call('CreateActivity', { name: 'work' });
    const StateMachineArn = await first.machine('inner', WORK);
    const Resource = 'arn:aws:states:::states:startExecution.sync:2';
    const outer = { Type: 'Task', Resource, Parameters: { StateMachineArn, Name: 'i' }, End: true };
    const stateMachineArn = await first.machine('outer', { Outer: outer });
    const { executionArn } = await first.call('StartExecution', { stateMachineArn });
    const { taskToken } = await first.call('GetActivityTask', { activityArn: ACTIVITY });
    assert.equal(typeof taskToken, 'string');
    first.service.close();
    const second = keeping(folder);
    const status = async (arn: string) => (await second.call('DescribeExecution', { executionArn: arn })).status;
    const inner = executionArn.replace(/outer:.*/, 'inner:i');
    assert.deepEqual([await status(executionArn), await status(inner)], ['RUNNING', 'RUNNING']);
    assert.equal((await settled(second, executionArn)).error, 'States.TaskFailed');
  });

  it('keeps nothing of an execution that could not be started', async () => {
    const folder = newFolder();
    const first = keeping(folder);
    const stateMachineArn = await first.machine('m', WORK);
    assert.match(
      await first.call('StartExecution', { stateMachineArn: `${stateMachineArn}#nope` }),
      /^ValidationException: /,
    );
    first.kill();
    assert.deepEqual((await keeping(folder).call('ListExecutions', { stateMachineArn })).executions, []);
  });

  it('is refused where it is none, is used, or is of another version', () => {
    const folder = newFolder();
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    const refused = (where: string, sentence: RegExp) =>
      assert.throws(
        () => talk({ store: new Store(where) }),
        (error: unknown) => {
          assert.ok(error instanceof StoreFault);
          assert.match(error.message, sentence);
          return true;
        },
      );
    refused(file, /^The data folder .*file cannot be used: /);
    fs.writeFileSync(path.join(folder, 'lock'), String(process.ppid));
    refused(folder, /^The data folder .* is in use by the process \d+\.$/);
    fs.rmSync(path.join(folder, 'lock'));
    fs.writeFileSync(path.join(folder, 'machines.json'), '{"format":2}');
    refused(folder, /^The data folder was written by another version/);
    fs.writeFileSync(path.join(folder, 'machines.json'), '{"for');
    refused(folder, /machines\.json cannot be read: /);
  });

  it('that cannot be written says so to whoever asks for something, and acknowledges nothing', async () => {
    const folder = newFolder();
    const { call, machine } = keeping(folder);
    const stateMachineArn = await machine('m', { A: { Type: 'Pass', End: true } });
    fs.rmSync(folder, { recursive: true });
    const sentence = { message: /^The data folder .* cannot be written: / };
    await assert.rejects(call('StartExecution', { stateMachineArn }), sentence);
    await assert.rejects(call('CreateActivity', { name: 'a' }), sentence);
    assert.equal((await call('DescribeStateMachine', { stateMachineArn })).name, 'm');
  });
});
