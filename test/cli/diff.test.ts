// `stepthrough diff` as a function: what it prints in each format, what it compares with in Git, how it exits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { diff } from '../../cli/commands/diff.ts';
import { checkGolden } from '../support/golden.ts';

const BEFORE = 'test/cli/diff/before.asl.json';
const AFTER = 'test/cli/diff/after.asl.yaml';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const machine = (seconds: number) =>
  JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Wait', Seconds: seconds, End: true } } });

describe('stepthrough diff', () => {
  for (const format of ['text', 'json', 'markdown', 'svg']) {
    it(`prints ${format}`, async () => {
      const { out = '', exit } = await diff([BEFORE, AFTER, '--format', format]);
      assert.equal(exit, 1);
      checkGolden(`cli/diff-${format}`, out);
    });
  }

  it('exits with 0 when both mean the same, in every format', async () => {
    const other = write(
      'other.asl.yaml',
      fs.readFileSync(AFTER, 'utf8').replace('TimeoutSeconds', '# x\nTimeoutSeconds'),
    );
    assert.deepEqual(await diff([AFTER, other]), { out: `${AFTER} → ${other}\nno difference\n`, exit: 0 });
    for (const format of ['json', 'markdown', 'svg']) {
      assert.equal((await diff([AFTER, other, '--format', format])).exit, 0);
    }
  });

  it('reads over a comment and a comma too many', async () => {
    const text = fs.readFileSync(BEFORE, 'utf8').replace('{', '{ // As it was.').replace('"Refused" }', '"Refused" },');
    assert.equal((await diff([BEFORE, write('comments.asl.json', text)])).exit, 0);
  });

  it('has colours when it is told to', async () => {
    const { out = '' } = await diff([BEFORE, AFTER, '--color']);
    assert.ok(out.includes('\u001B[32m+ Notify\u001B[0m'), out);
    assert.ok(!(await diff([BEFORE, AFTER])).out?.includes('\u001B'));
  });

  it('compares the state machines of templates by their ids', async () => {
    const template = (machines: Readonly<Record<string, number>>) =>
      `Resources:\n${Object.entries(machines)
        .map(
          ([id, seconds]) =>
            `  ${id}:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: ${machine(seconds)}\n`,
        )
        .join('')}`;
    const before = write('before/template.yaml', template({ Same: 1, Slower: 1, Gone: 1 }));
    const after = write('after/template.yaml', template({ New: 1, Slower: 5, Same: 1 }));
    const { out = '', exit } = await diff([before, after]);
    assert.equal(
      out.slice(out.indexOf('\n') + 1),
      `+ New: state machine added, 1 state
Slower: 1 changed
  Changed
    ~ A  Wait
        ~ Seconds: 1 → 5
Same: no difference
- Gone: state machine removed, 1 state
`,
    );
    assert.equal(exit, 1);
    assert.equal((await diff([before, after, '--name', 'Same'])).exit, 0);
    assert.match((await diff([before, after, '--format', 'svg'])).out ?? '', /<title>Slower<\/title>/);
    await assert.rejects(diff([before, after, '--name', 'Other']), { message: /they have New, Slower, Same, Gone/ });
    // A definition of its own and one of a template.
    const alone = write('alone.asl.json', machine(5));
    assert.equal((await diff([alone, after, '--name', 'Slower'])).exit, 0);
    await assert.rejects(diff([alone, after]), { message: /choose one state machine of the template with --name/ });
  });

  it('cannot tell in a sentence', async () => {
    const broken = write('broken.asl.json', '{\n  "StartAt": "A",\n  "States": {');
    const list = write('list.asl.json', '[]');
    await assert.rejects(diff([BEFORE, broken]), {
      name: 'UsageError',
      message: /broken\.asl\.json:1:1 cannot be compared: /,
    });
    await assert.rejects(diff([BEFORE, list]), { message: /holds no state machine/ });
    await assert.rejects(diff([BEFORE, 'nothing.asl.json']), { message: /no such file/ });
    await assert.rejects(diff([BEFORE, AFTER, '--name', 'X']), { message: /no template/ });
    await assert.rejects(diff([BEFORE, AFTER, '--ref', 'HEAD']), { message: /--ref is a revision/ });
    await assert.rejects(diff([BEFORE, AFTER, '--format', 'png']), { message: /text or json or svg or markdown/ });
    await assert.rejects(diff([]), { message: /one file/ });
  });
});

describe('stepthrough diff with Git', () => {
  const repository = path.join(folder, 'repository');
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args]);
  const file = path.join(repository, 'flows', 'wait.asl.json');

  before(() => {
    write('repository/flows/wait.asl.json', machine(1));
    git('init', '--quiet');
  });

  it('says that there is no commit yet', () => assert.rejects(diff([file]), { message: /has no commit yet/ }));

  it('compares a file with HEAD, and with a revision', async () => {
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    assert.equal((await diff([file])).exit, 0);
    write('repository/flows/wait.asl.json', machine(2));
    assert.match((await diff([file])).out ?? '', /: HEAD → now\nChanged\n.*\n.*Seconds: 1 → 2\n1 changed\n$/);
    git('commit', '--quiet', '--all', '--message', 'two');
    assert.equal((await diff([file])).exit, 0);
    assert.equal((await diff([file, '--ref', 'HEAD~1'])).exit, 1);
  });

  it('says what is missing', async () => {
    const untracked = write('repository/new.asl.json', machine(1));
    await assert.rejects(diff([untracked]), { message: /new\.asl\.json is not in HEAD/ });
    await assert.rejects(diff([file, '--ref', 'v9']), { message: /no revision "v9"/ });
    await assert.rejects(diff([file, '--ref', '--output=x']), { message: /no revision of Git/ });
    await assert.rejects(diff([write('alone.asl.json', machine(1))]), { message: /in no Git repository/ });
  });

  it('reads what a template names from the same revision', async () => {
    const template = write(
      'repository/template.yaml',
      'Resources:\n  Flow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: flows/wait.asl.json\n',
    );
    git('add', '.');
    git('commit', '--quiet', '--message', 'three');
    write('repository/flows/wait.asl.json', machine(7));
    assert.match((await diff([template])).out ?? '', /Flow: 1 changed\n[\s\S]*Seconds: 2 → 7/);
  });
});
