// Somebody in Neovim, with nothing installed but the command line: what the buffer holds after each thing they do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../tools/esbuild.mjs';

const SHOP = `{
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Next": "Pya" },
    "Pay": { "Type": "Pass", "End": true }
  }
}
`;

const FILES = {
  'diagnostics.asl.json': SHOP,
  'completion.asl.json': SHOP,
  'definition.asl.json': SHOP,
  'hover.asl.json': SHOP,
  'rename.asl.json': SHOP,
  'wide.asl.json': '{"StartAt":"A", // first\n"States":{"A":{"Type":"Succeed"}}}\n',
  'wide.asl.yaml': 'StartAt:   A # first\nStates:\n    A:\n        Type:  Succeed\n',
  'template.yaml': `Resources:
  Shop:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Pass, Next: B }
`,
};

describe('in Neovim', () => {
  let found = {};

  before(() => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-neovim-'));
    for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);
    const report = path.join(folder, 'report.json');
    const env = {
      ...process.env,
      STEPTHROUGH_ROOT: root,
      STEPTHROUGH_NODE: process.execPath,
      STEPTHROUGH_REPORT: report,
      // Nothing of the person whose machine this is, and no log in their home.
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_STATE_HOME: folder,
      XDG_CACHE_HOME: folder,
    };
    const probe = path.join(root, 'test/neovim/probe.lua');
    const args = ['--headless', '-n', '-u', 'NONE', '-i', 'NONE', '-c', `luafile ${probe}`, '-c', 'cquit'];
    const { stderr } = spawnSync(process.env.NVIM_PATH ?? 'nvim', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 80_000,
    });
    assert.ok(fs.existsSync(report), `Neovim ended without a report: ${stderr}`);
    found = JSON.parse(fs.readFileSync(report, 'utf8'));
    fs.rmSync(folder, { recursive: true, force: true });
    console.log(`# Neovim ${found.version}`);
  });

  function answerOf(scene) {
    const { answer, error } = found[scene] ?? { error: 'The probe did not play it.' };
    assert.equal(error, undefined);
    return answer;
  }

  it('problems stand at their place, and go when they are mended', () => {
    const { before, after } = answerOf('diagnostics');
    const unknown = 'No state is named "Pya". Did you mean "Pay"?';
    assert.deepEqual(before, [`4:39-4:44 state-unknown: ${unknown}`]);
    assert.deepEqual(after, []);
  });

  it('completion offers the states, and taking one leaves a name in quotes', () => {
    const { labels, line } = answerOf('completion');
    assert.deepEqual(labels, ['Pay', 'Read']);
    assert.equal(line, '    "Read": { "Type": "Pass", "Next": "Pay" },');
  });

  it('definition leads from a target to its state', () => {
    assert.deepEqual(answerOf('definition'), { line: '    "Read": { "Type": "Pass", "Next": "Pya" },', column: 4 });
  });

  it('hover says what a field is', () => {
    assert.equal(
      answerOf('hover')[0],
      '**Type** · required · `Task`, `Pass`, `Wait`, `Choice`, `Succeed`, `Fail`, `Parallel`, `Map`',
    );
  });

  it('renaming changes the state and what names it', () => {
    assert.equal(answerOf('rename'), SHOP.replaceAll('"Read"', '"Fetch"'));
  });

  it('formatting keeps comments, in JSON and in YAML', () => {
    assert.deepEqual(answerOf('formatting'), {
      json: '{\n  "StartAt": "A", // first\n  "States": {\n    "A": {\n      "Type": "Succeed"\n    }\n  }\n}\n',
      yaml: 'StartAt: A # first\nStates:\n  A:\n    Type: Succeed\n',
    });
  });

  it('a definition inside a template is checked too', () => {
    const [problem, ...more] = answerOf('template');
    assert.match(problem, /^8:34-8:35 state-unknown: /);
    assert.deepEqual(more, []);
  });
});
