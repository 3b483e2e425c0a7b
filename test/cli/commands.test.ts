// The commands as functions: what they print and how they exit.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CommandResult } from '../../cli/command.ts';
import { check } from '../../cli/commands/check.ts';
import { dump } from '../../cli/commands/dump.ts';
import { evaluate } from '../../cli/commands/eval.ts';
import { run } from '../../cli/commands/run.ts';
import { CALLER, SHOP_FILES } from '../support/debugChildren.ts';
import { checkGolden } from '../support/golden.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** What a command writes while it is at work. */
async function printing<T>(
  work: () => Promise<T>,
): Promise<{ readonly printed: readonly string[]; readonly result: T }> {
  const texts: string[] = [];
  const { write: before } = process.stdout;
  process.stdout.write = (text: string | Uint8Array) => texts.push(String(text)) > 0;
  try {
    const result = await work();
    return { printed: texts.join('').trimEnd().split('\n'), result };
  } finally {
    process.stdout.write = before;
  }
}

const json = ({ out = '' }: CommandResult) => JSON.parse(out);

describe('stepthrough check', () => {
  it('says nothing is wrong with the samples', async () => {
    assert.deepEqual(await check(['samples']), { out: 'no problems in 25 definitions\n', exit: 0 });
  });

  it('prints file, line and column, and exits with 1', async () => {
    const file = write(
      'broken.asl.json',
      '{\n  "StartAt": "A",\n  "States": { "A": { "Type": "Pass", "Next": "B" } }\n}\n',
    );
    const { out, exit } = await check([file]);
    const shown = path.relative(process.cwd(), file);
    assert.equal(out, `${shown}:3:46 error state-unknown No state is named "B".\n1 error in 1 definition\n`);
    assert.equal(exit, 1);
  });

  it('prints one array as JSON', async () => {
    const file = write('broken.asl.yaml', 'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n');
    assert.deepEqual(json(await check([file, '--format', 'json'])), [
      {
        file,
        code: 'state-unknown',
        severity: 'error',
        message: 'No state is named "B".',
        pointer: '/States/A/Next',
        range: { start: { line: 2, character: 25 }, end: { line: 2, character: 26 } },
        fixes: [
          {
            title: 'Add state "B"',
            isPreferred: false,
            isApplied: false,
            edits: [
              {
                range: { start: { line: 2, character: 28 }, end: { line: 2, character: 28 } },
                text: '\n  B:\n    Type: Pass\n    End: true',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('shows the line, the place and the fix at a terminal', async () => {
    const file = write('frame.asl.json', '{"StartAt":"A",\n\t"States":{"A":{"Type":"Pass","Nxet":"A","End":true}}}');
    const { out = '' } = await check([file, '--color', '--rule', 'state-idle=off']);
    const plain = out
      .split('\u001B[')
      .map((part, index) => (index === 0 ? part : part.replace(/^\d+m/, '')))
      .join('')
      .split('\n')
      .slice(1);
    assert.deepEqual(plain.slice(0, 3), [
      '2 | \t"States":{"A":{"Type":"Pass","Nxet":"A","End":true}}}',
      '  | \t                             ^^^^^^',
      '  = fix: Change to "Next" (--fix)',
    ]);
    assert.ok(out.includes('\u001B[31merror\u001B[0m'));
  });

  it('fixes what has one good fix, and says so', async () => {
    const file = write(
      'fix/order.asl.json',
      '{ "StartAt": "A", "States": { "A": { "Typ": "Pass", "End": "true", }, "B": { "Type": "Succeed" } } }\n',
    );
    const sound = write('fix/sound.asl.json', '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}');
    const before = fs.statSync(sound).mtimeMs;
    const { out = '', exit } = await check([path.join(folder, 'fix'), '--fix']);
    assert.deepEqual(
      out.split('\n').filter(line => line.includes(': fixed ')),
      [
        `${file}: fixed field-unknown: Change to "Type"`,
        `${file}: fixed field-value: Write it as true or false`,
        `${file}: fixed json-syntax: Remove the comma`,
      ],
    );
    assert.equal(
      fs.readFileSync(file, 'utf8'),
      '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true }, "B": { "Type": "Succeed" } } }\n',
    );
    assert.equal(fs.statSync(sound).mtimeMs, before);
    assert.equal(exit, 1);
  });

  it('fixes a definition inside a template', async () => {
    const text = (seconds: string) =>
      `Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: |\n        {\n          "StartAt": "A",\n          "States": { "A": { "Type": "Wait", "Seconds": ${seconds}, "End": true } }\n        }\n`;
    const file = write('fixed.yaml', text('"5"'));
    assert.equal((await check([file, '--fix'])).exit, 0);
    assert.equal(fs.readFileSync(file, 'utf8'), text('5'));
  });

  it('takes the levels of rules from the call, and counts what is silenced', async () => {
    const file = write('levels.asl.json', '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Gone"}}}');
    assert.deepEqual(await check([file, '--rule', 'state-unknown=off']), {
      out: 'no problems in 1 definition\n1 error silenced that AWS refuses\n',
      exit: 0,
    });
    assert.deepEqual((await check([file, '--rule=state-unknown=warning'])).exit, 0);
    await assert.rejects(
      check([file, '--rule', 'state-unknwon=off']),
      /There is no rule "state-unknwon"\. Did you mean/,
    );
  });

  it('prints SARIF', async () => {
    const file = write('broken.asl.json', '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}');
    const [first] = json(await check(['--format=sarif', file])).runs;
    assert.equal(first.results[0].ruleId, 'state-unknown');
    assert.deepEqual(first.results[0].locations[0].physicalLocation.region, {
      startLine: 1,
      startColumn: 59,
      endLine: 1,
      endColumn: 62,
    });
  });

  it('looks through folders, but not into packages', async () => {
    write('tree/a.asl.json', '{}');
    write('tree/node_modules/b.asl.json', '{}');
    write('tree/deep/c.asl.yml', '');
    const items = json(await check([path.join(folder, 'tree'), '--format', 'json']));
    const files = new Set(items.map(({ file }: { file: string }) => path.basename(file)));
    assert.deepEqual([...files], ['a.asl.json', 'c.asl.yml']);
  });

  it('finds definitions in templates, and tells files and templates that do not fit', async () => {
    const uri = 'DefinitionUri: sub/pay.asl.json, DefinitionSubstitutions: { Tabel: a }';
    const template = write(
      'app/template.yaml',
      `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties: { DefinitionString: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}' }
  Pay: { Type: AWS::Serverless::StateMachine, Properties: { ${uri} } }
  Lost: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: lost.asl.json } }
`,
    );
    write('app/other.yaml', 'a: 1\n');
    write(
      'app/sub/pay.asl.json',
      '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "${Table}", "End": true}}}',
    );
    const shown = path.relative(process.cwd(), path.join(folder, 'app'));
    const said = [
      'template.yaml:4:96 error state-unknown Order: No state is named "B".',
      'template.yaml:5:121 warning substitution-unused Pay: Nothing in the definition uses "Tabel". Did you mean "Table"?',
      'template.yaml:6:77 warning definition-file Lost: There is no file "lost.asl.json" here.',
      'sub/pay.asl.json:1:65 warning substitution-unknown "DefinitionSubstitutions" of "Pay" has no "Table": this stays as it is written. Did you mean "Tabel"?',
    ].map(line => `${path.join(shown, line)}\n`);
    const total = '1 error, 3 warnings in 2 definitions\n';
    assert.equal((await check([template])).out, said.join('') + total);
    const [order, unused, lost, unknown] = said;
    assert.equal((await check([path.join(folder, 'app')])).out, [unknown, order, unused, lost].join('') + total);
    assert.equal((await check([path.join(folder, 'app/**/*.{yaml,yml}')])).out, said.join('') + total);
    const [first] = json(await check([template, '--format', 'json']));
    assert.deepEqual([first.stateMachine, first.pointer], ['Order', '/States/A/Next']);
    const [run] = json(await check([template, '--format', 'sarif'])).runs;
    assert.equal(run.results[0].locations[0].logicalLocations[0].fullyQualifiedName, 'Order/States/A/Next');
  });

  it('takes a file without a state machine as it is', async () => {
    const nothing = 'no problems in 0 definitions\n';
    assert.equal((await check([write('net.yaml', 'Resources: { A: { Type: AWS::S3::Bucket } }\n')])).out, nothing);
    assert.equal((await check([write('net.tf', 'resource "aws_s3_bucket" "a" {}\n')])).out, nothing);
  });

  it('refuses what it does not understand in one sentence', async () => {
    const refused = async (args: string[]) => {
      try {
        await check(args);
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    assert.equal(await refused([]), 'check needs at least one file or folder.');
    assert.equal(await refused(['x.asl.json']), 'Cannot read x.asl.json: there is no such file.');
    assert.equal(await refused(['samples/*.asl']), 'No file matches samples/*.asl.');
    assert.equal(
      await refused(['--fromat', 'json']),
      'There is no option "--fromat". Options are --format, --rule, --fix, --color, --no-color.',
    );
    assert.equal(await refused(['samples', '--format', 'xml']), '--format is text or json or sarif, not "xml".');
  });
});

describe('stepthrough run', () => {
  it('runs and dumps a definition of a template by its name', async () => {
    const one = (state: string, ends: string) => `{"StartAt": "${state}", "States": {"${state}": {"Type": "${ends}"}}}`;
    const machine = (name: string, text: string) =>
      `  ${name}: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: '${text}' } }\n`;
    const machines = machine('Good', one('Yes', 'Succeed')) + machine('Bad', one('No', 'Pass'));
    const file = write('two.yaml', `Resources:\n${machines}`);
    const refused = async (args: string[]) => run(args).then(String, (error: Error) => error.message);
    assert.equal(json(await run([file, '--name', 'Good', '--format', 'json'])).status, 'SUCCEEDED');
    assert.equal(
      (await dump(['machine', file, '--name', 'Bad'])).out,
      'machine JSONPath\n  start No\n  Pass "No" -> (nothing)\n',
    );
    assert.equal(await refused([file]), `${file} has Good, Bad: choose one with --name.`);
    assert.equal(await refused([file, '--name', 'Ugly']), `${file} has Good, Bad, and no "Ugly".`);
    assert.match(await refused([file, '--name', 'Bad']), /two\.yaml:3:112 State "No" needs "Next" or "End": true\./);
    const own = write('own.asl.json', one('A', 'Succeed'));
    assert.equal(await refused([own, '--name', 'A']), `${own} is no template: --name chooses a state machine of one.`);
  });

  it('runs the state machines that Tasks start, and says how to name one that is not there', async () => {
    for (const [file, text] of Object.entries(SHOP_FILES)) write(file.slice(1), text);
    const caller = write('shop/order.asl.json', CALLER);
    const { printed } = await printing(() => run([caller, '--input', '{"count": 3}', '--seed', '1']));
    checkGolden('cli/run-children', `${printed.join('\n')}\n`);
    const other = write('other/order.asl.json', CALLER);
    const failed = await printing(() => run([other, '--input', '{"count": 3}', '--seed', '1']));
    assert.match(
      failed.printed.join('\n'),
      /Nothing at hand is the state machine .*:stock\. Name its definition with --machines/,
    );
    const machines = {
      stock: '../shop/stock.asl.json',
      tell: '../shop/tell.asl.json',
      ApproveArn: '../shop/Approve.asl.yaml',
    };
    const args = ['--input', '{"count": 3}', '--seed', '1', '--machines', JSON.stringify(machines)];
    assert.deepEqual((await printing(() => run([other, ...args]))).printed, printed);
    await assert.rejects(run([other, '--machines', '{"stock": "gone.asl.json"}']), /--machines: Cannot read .*gone/);
    await assert.rejects(run([other, '--machines', '{"stock": 7}']), /--machines is an object of names and paths/);
  });

  it('prints the outcome and the history as JSON', async () => {
    const input = '{"order": {"id": 1, "total": 0}}';
    const result = await run(['samples/order.asl.json', '--input', input, '--seed', '7', '--format', 'json']);
    assert.equal(result.exit, 1);
    checkGolden('cli/run-json', result.out ?? '');
  });

  it('a distributed Map reads a folder that stands in for S3', async () => {
    const args = ['--s3', 'samples/buckets', '--input', '{"file":"orders.csv"}', '--seed', '7', '--format', 'json'];
    const { exit, out = '' } = await run(['samples/import.asl.json', ...args]);
    assert.equal(exit, 0);
    const { output, events } = JSON.parse(out);
    assert.deepEqual(output, { orders: 4, total: 1735 });
    assert.deepEqual(
      events.map(({ type }: { type: string }) => type),
      [
        'ExecutionStarted',
        'MapStateEntered',
        'MapStateStarted',
        'MapRunStarted',
        'MapRunSucceeded',
        'MapStateSucceeded',
        'MapStateExited',
        'PassStateEntered',
        'PassStateExited',
        'ExecutionSucceeded',
      ],
    );
  });

  it('a folder that is not there is said to be none', async () => {
    await assert.rejects(
      run(['samples/import.asl.json', '--s3', '/nowhere']),
      /--s3: \/nowhere is not a folder\. It needs a folder for each bucket\./,
    );
  });

  it('reads the input from a file and writes the history to one', async () => {
    const history = path.join(folder, 'history.json');
    const args = ['--input', '@samples/inputs/order.json', '--history', history, '--format', 'json'];
    const { exit, out } = await run(['samples/order.asl.yaml', ...args]);
    assert.equal(exit, 0);
    assert.deepEqual(JSON.parse(fs.readFileSync(history, 'utf8')).events, JSON.parse(out ?? '').events);
  });

  it('is the same byte for byte with a seed', async () => {
    const args = ['samples/hello-world.asl.json', '--input', '{"name":"Ada"}', '--seed', '1', '--format', 'json'];
    assert.deepEqual(await run(args), await run(args));
  });

  it('refuses in a sentence: broken definition, bad input, unknown words', async () => {
    const broken = write('broken.asl.json', '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}');
    await assert.rejects(run([broken]), { message: /cannot be run:\n.*1:59 No state is named "B"\./ });
    await assert.rejects(run(['samples/order.asl.json', '--input', '{"a"']), { message: /^--input: This is not JSON/ });
    await assert.rejects(run(['samples/order.asl.json', '--input', '@nope.json']), {
      message: /there is no such file/,
    });
    await assert.rejects(run(['samples/order.asl.json', '--seed', 'x']), {
      message: '--seed is a whole number, not "x".',
    });
    await assert.rejects(run([]), { message: 'run needs exactly one definition file.' });
  });

  it('shows the state that failed, with its place in the file', async () => {
    const file = write(
      'fails.asl.yaml',
      'StartAt: Both\nStates:\n  Both:\n    Type: Parallel\n    End: true\n    Branches:\n      - StartAt: Pay\n        States:\n          Pay: { Type: Fail, Error: Refused, Cause: No money. }\n',
    );
    const { printed, result } = await printing(() => run([file, '--seed', '1']));
    const lines = ['0s  started with {}', '0s  Both starts its branches', '0s  Pay failed: Refused: No money.'];
    assert.deepEqual(printed, [...lines, '0s  Both failed: Refused: No money.', '0s  FAILED']);
    assert.deepEqual(result, {
      out: `\n${file}:9:11 "Pay" failed: Refused: No money.\n9 |           Pay: { Type: Fail, Error: Refused, Cause: No money. }\n              ^^^\n`,
      exit: 1,
    });
  });

  it('runs as the kind of machine it is told', async () => {
    const wait = write('wait.asl.yaml', 'StartAt: A\nStates:\n  A: { Type: Wait, Seconds: 400, End: true }\n');
    const status = async (...args: string[]) => json(await run([wait, '--format', 'json', ...args])).status;
    assert.equal(await status(), 'SUCCEEDED');
    assert.equal(await status('--type', 'express'), 'TIMED_OUT');
    const token = write(
      'token.asl.yaml',
      "StartAt: A\nStates:\n  A: { Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: { QueueUrl: q, MessageBody.$: $$.Task.Token }, End: true }\n",
    );
    await assert.rejects(run([token, '--type', 'express']), { message: /An Express machine cannot use/ });
    await assert.rejects(run([wait, '--type', 'fast']), { message: '--type is standard or express, not "fast".' });
  });

  it('refuses an input that is too large or too deep, and a mock of no state', async () => {
    const file = 'samples/hello-world.asl.json';
    const large = write('large.json', JSON.stringify('x'.repeat(262_143)));
    await assert.rejects(run([file, '--input', `@${large}`]), {
      message: '--input: This has 262,145 bytes; an execution takes at most 262,144.',
    });
    await assert.rejects(run([file, '--input', '['.repeat(1001)]), { message: /nested more than 1000 levels deep/ });
    const mocks = write('mocks.json', '{"Gret": {"return": 1}}');
    const definition = write('greet.asl.yaml', 'StartAt: Greet\nStates:\n  Greet: { Type: Pass, End: true }\n');
    await assert.rejects(run([definition, '--mocks', mocks]), {
      message: `${mocks}: No state is named "Gret". Did you mean "Greet"?`,
    });
  });

  it('a history that cannot be written leaves nothing behind', async () => {
    const target = path.join(folder, 'missing', 'history.json');
    await assert.rejects(run(['samples/order.asl.json', '--history', target, '--format', 'json']), {
      message: /^Cannot write/,
    });
    assert.equal(fs.existsSync(path.dirname(target)), false);
  });
});

describe('stepthrough dump', () => {
  for (const part of ['tree', 'machine', 'graph', 'run']) {
    it(`prints the ${part}`, async () => {
      const { out, exit } = await dump([part, 'samples/hello-world.asl.json', '--input', '{"name":"Ada"}']);
      assert.equal(exit, 0);
      checkGolden(`cli/dump-${part}`, out ?? '');
    });
  }

  it('refuses other parts', async () => {
    await assert.rejects(dump(['bones', 'samples/hello-world.asl.json']), {
      message: /dump shows tree, machine, graph, run/,
    });
  });
});

describe('stepthrough eval', () => {
  const result = async (...args: string[]) => {
    const { out = '', note = '', exit } = await evaluate(args);
    return `${exit} ${out}${note}`.trim();
  };

  it('evaluates each language over the input and the variables', async () => {
    assert.equal(
      await result('--jsonata', '$sum($states.input.a) + $x', '--input', '{"a":[1,2]}', '--variables', '{"x":3}'),
      '0 6',
    );
    assert.equal(await result('--jsonata', '{% $x %}', '--variables', '{"x":"hi"}'), '0 "hi"');
    assert.equal(await result('--jsonpath', '$.a[?(@ > 1)]', '--input', '{"a":[1,2]}'), '0 [2]');
    assert.equal(await result('--jsonpath', '$x.b', '--variables', '{"x":{"b":null}}'), '0 null');
    assert.equal(await result('--intrinsic', "States.Format('{}!', $.a)", '--input', '{"a":1}'), '0 "1!"');
  });

  it('says what AWS would refuse, and evaluates it all the same', async () => {
    assert.match(await result('--jsonata', 'a', '--input', '{"a":1}'), /^0 1\nStep Functions refuses this: /);
  });

  it('exits with 1 and a sentence when there is no result', async () => {
    assert.match(await result('--jsonata', '1 +'), /^1 S0207: Unexpected end of expression/);
    assert.match(await result('--jsonata', '$lenght("a")'), /^1 T1006: .* Did you mean `\$length`\?/);
    assert.match(await result('--jsonata', '$nope'), /^1 The expression returned nothing/);
    assert.equal(await result('--jsonpath', '$.a'), '1 $.a leads to nothing.');
    assert.equal(await result('--jsonpath', 'a'), '1 A path begins with "$": "a" does not.');
    assert.equal(await result('--intrinsic', 'States.MathAdd(1, $.a)'), '1 $.a leads to nothing.');
  });

  it('refuses a call it does not understand', async () => {
    await assert.rejects(evaluate([]), { message: /^eval needs exactly one of/ });
    await assert.rejects(evaluate(['--jsonpath', '$', '--variables', '[]']), { message: /^--variables: an object/ });
  });
});

describe('the command line as built', () => {
  const stepthrough = (...args: string[]) =>
    spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8' });

  it('has one sentence and exit code 2 for what it cannot do', () => {
    for (const args of [
      ['chekc'],
      ['run'],
      ['run', 'samples/nope.asl.json'],
      ['eval', '--jsonpath'],
      ['dump', 'tree', 'package.json', 'x'],
    ]) {
      const { status, stdout, stderr } = stepthrough(...args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^stepthrough: [A-Z-a-z].*[.]\n$/);
    }
  });

  it('ends quietly when nobody reads its output', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" dist/cli.js dump tree samples/order.asl.json | head -1`],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('serves editors over standard input and output', () => {
    const body = JSON.stringify({ seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'x' } });
    const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'dap', '--stdio'], {
      input: `Content-Length: ${body.length}\r\n\r\n${body}`,
      encoding: 'utf8',
    });
    assert.match(stdout, /"supportsStepBack":true/);
  });
});
