// The past of an execution within a budget: what is dropped or moved to a file changes nothing that can be seen.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSpill, type Tasks } from '../../host/index.ts';
import type { Spill, Value } from '../../interpreter/index.ts';
import { startDebugging } from '../support/debugClient.ts';
import { assertSameJournal, eventsText, type Held, hold, journalText, runText } from '../support/debugControl.ts';
import { RANDOM_INPUT, randomMachines } from '../support/randomMachine.ts';
import { programOf } from '../support/runs.ts';

const LOOP = `{ "StartAt": "Get", "States": {
  "Get": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:get",
    "Parameters": { "n.$": "$.n" }, "ResultPath": "$.got", "Next": "Add" },
  "Add": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, 1)", "last.$": "$.got.rows[0]", "got.$": "$.got" }, "Next": "More" },
  "More": { "Type": "Choice", "Default": "Done",
    "Choices": [{ "Variable": "$.n", "NumericLessThan": 60, "Next": "Get" }] },
  "Done": { "Type": "Succeed" } } }`;

/** Some thousand bytes, with what JSON writes in several ways. */
const rows = (n: Value) => ({
  rows: Array.from({ length: 100 }, (_, i) => ({ id: `${n}-${i}`, text: 'grüße "\\u2028"', big: 1e21, none: null })),
});
const tasks: Tasks = {
  call: ({ call }, answer) => answer({ kind: 'succeeded', output: rows((call.input as { n: Value }).n) }),
  cancel: () => undefined,
};

function memorySpill(): Spill & { readonly texts: string[]; reads: number } {
  const texts: string[] = [];
  const spill = {
    texts,
    reads: 0,
    write: (text: string) => texts.push(text) - 1,
    read: (name: number) => {
      spill.reads++;
      return texts[name] ?? '';
    },
    close: () => undefined,
  };
  return spill;
}

async function played(budgetBytes: number, spill: Spill | undefined): Promise<Held> {
  const held = hold(programOf(LOOP, 'json'), { n: 0 }, tasks, {}, { budgetBytes, spill });
  await held.after(control => control.start(false));
  return held;
}

describe('the past within a budget', () => {
  it('is the same at every moment, forks included, whatever was dropped or written out', async () => {
    const all = await played(1e9, undefined);
    const spill = memorySpill();
    const small = await played(20_000, spill);
    assert.ok(spill.texts.length > 20, `${spill.texts.length} values were written`);
    const { journal } = all.control;
    assertSameJournal(journalText(small.control.journal), journalText(journal), 'within a budget');
    for (let moment = 0; moment <= journal.head; moment += 7) {
      for (const held of [all, small]) held.control.seek(1, moment);
      assert.equal(runText(small), runText(all), `at moment ${moment}`);
    }
    for (const held of [all, small]) {
      held.control.seek(1, 100);
      held.control.interfere({ kind: 'edit', strand: 1, variables: { changed: true } }, 'a variable');
      await held.after(control => control.continue());
    }
    assert.equal(eventsText(small.control.journal), eventsText(all.control.journal));
    assert.ok(spill.reads > 0);
  });

  it('is the same without a file, when checkpoints are all that can be dropped', async () => {
    const all = await played(1e9, undefined);
    const small = await played(1, undefined);
    for (let moment = all.control.journal.head; moment > 0; moment -= 13) {
      for (const held of [all, small]) held.control.seek(1, moment);
      assert.equal(runText(small), runText(all), `at moment ${moment}`);
    }
  });

  it('is the same for generated machines that start others', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { first, files } = randomMachines(seed);
      const texts: string[] = [];
      for (const budgetBytes of [1e9, 1]) {
        const held = hold(programOf(JSON.stringify(first), 'json'), RANDOM_INPUT, tasks, files, {
          budgetBytes,
          spill: memorySpill(),
        });
        await held.after(control => control.start(false));
        held.control.seek(1, Math.floor(held.control.journal.head / 2));
        texts.push(`${runText(held)}\n${journalText(held.control.journal)}`);
      }
      assertSameJournal(texts[1] ?? '', texts[0] ?? '', `seed ${seed}`);
    }
  });

  it('goes on in memory when the disk is full, and says so once', async () => {
    const mocks = { Get: { jsonata: "{% {'rows': [1..400].{'id': $, 'text': 'some text'}} %}" } };
    const problem = 'The past of this execution stays in memory from here on: the disk is full.';
    let writes = 0;
    const client = await startDebugging('/loop.asl.json', {
      attributes: { text: LOOP, input: { n: 0 }, mocks, trace: false, stopAtEnd: true },
      environment: {
        pastBytes: 1000,
        newSpill: report => ({
          write: () => {
            writes++;
            report(problem);
            return undefined;
          },
          read: () => assert.fail('Nothing was written.'),
          close: () => undefined,
        }),
      },
    });
    await client.move('configurationDone');
    assert.equal(client.log.filter(line => line.includes(problem)).length, 1);
    assert.equal(writes, 1);
    await client.request('stepthrough/seek', { moment: 5 });
    await client.stop();
    assert.equal(await client.evaluate('$.got.rows[399].id'), '400');
    client.dispose();
  });
});

describe('the file of the past', () => {
  it('gives back what was written, and leaves nothing behind', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-test-'));
    const spill = createSpill(assert.fail, folder);
    const texts = ['"a"', JSON.stringify('grüße 🎉'.repeat(10_000)), '[]'];
    const names = texts.map(text => spill.write(text));
    assert.deepEqual(
      names.map(name => spill.read(name ?? -1)),
      texts,
    );
    spill.close();
    assert.deepEqual(fs.readdirSync(folder), []);
    fs.rmdirSync(folder);
  });

  it('says once in a sentence that it cannot be written', () => {
    const said: string[] = [];
    const spill = createSpill(problem => said.push(problem), '/no/such/folder');
    assert.deepEqual([spill.write('1'), spill.write('2')], [undefined, undefined]);
    assert.deepEqual(said, ['The past of this execution stays in memory from here on: there is no such file.']);
    spill.close();
  });
});
