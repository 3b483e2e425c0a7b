// Host files in whatever state: nothing throws, every range lies in the host, and places go to the definition and back.
import assert from 'node:assert/strict';
import { findDefinitions } from '../../language/index.ts';

const DEFINITION = '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${a.Arn}", "Next": "B\\u0041"}}}';
const QUOTED = JSON.stringify(DEFINITION);
const LINES = DEFINITION.replaceAll(', ', ',\n        ').replaceAll('\\', '\\\\');

const OBJECT = `resource "aws_sfn_state_machine" "p" {\n  definition = jsonencode({\n    StartAt = "A" # first\n    States = { A = { Type = "Task", Resource = aws_lambda.a["b"].arn\n Retry = [{ MaxAttempts = -1 }, local.x,]\n Comment = <<-E\n  a "b"\n   c\n  E\n (var.n) : null, "B\${x}" = [for a in b : a] } }\n  })\n}\n`;

const HOSTS: Readonly<Record<string, string>> = {
  'quoted.json': `{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": ${QUOTED}}}}}`,
  'join.json': `{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": {"Fn::Join": ["\\n", [${QUOTED.replaceAll(', ', ', ", "')}]]}}}}}`,
  'literal.yaml': `Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub |-\n        ${LINES}\n`,
  'folded.yaml': `Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub\n        - >\n          ${LINES.replaceAll('\n', '\n\n  ')}\n        - { a: 1, b: 2 }\n`,
  'crlf.yaml': `Resources:\r\n  M:\r\n    Type: AWS::Serverless::StateMachine\r\n    Properties:\r\n      DefinitionSubstitutions: { a: 1 }\r\n      Definition:\r\n        StartAt: A\r\n        States:\r\n          A: { Type: Task, Resource: "$\{b}", Next: B }\r\n`,
  'serverless.yml': `stepFunctions:\n  stateMachines:\n    M:\n      definition: >-\n        ${LINES}\n    N: { definition: "\${file(a.yml)}" }\n`,
  'object.tf': OBJECT,
  'main.tf': `locals { x = "$\{y["\${z}"]}" }\nresource "aws_sfn_state_machine" "m" {\n  definition = <<-EOF\n    %{ if a }${LINES}%{ else }{}%{ endif }\n  EOF\n}\nresource "aws_sfn_state_machine" "n" {\n  definition = ${QUOTED}\n}\nresource "aws_sfn_state_machine" "o" {\n  definition = templatefile("a.tftpl", { a = [1, { b = 2 }], "c" = "d" })\n}\n`,
};

const SIGNS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '\\',
  ',',
  ':',
  '|',
  '>',
  '!Sub ',
  '${',
  '%{',
  '$',
  '<<E\n',
  'E\n',
  '\n',
  '\t',
  '- ',
  '&a ',
  '*a',
  '#',
  '\u{1F600}',
  '\0',
];

function checkText(text: string, fileName: string): void {
  for (const machine of findDefinitions(text, fileName)) {
    const isInside = ({ start, end }: { start: number; end: number }) =>
      0 <= start && start <= end && end <= text.length;
    assert.ok(isInside(machine.range) && isInside(machine.nameSpan), `${fileName}: ${JSON.stringify(text)}`);
    for (const problem of machine.problems) {
      assert.ok(isInside(problem), `${problem.message} ${problem.start}..${problem.end} in ${JSON.stringify(text)}`);
    }
  }
}

describe('host files in any state', () => {
  it('every host is understood', () => {
    for (const [name, text] of Object.entries(HOSTS)) {
      const machines = findDefinitions(text, name);
      assert.ok(machines.length > 0, name);
      for (const { definition, link } of machines)
        assert.ok(definition?.machine?.scope.states.length === 1 || link, name);
    }
  });

  it('every sign of a definition has its place in the host, and the place its sign', () => {
    for (const [name, text] of Object.entries(HOSTS)) {
      for (const { definition, toHost, fromHost, isTranslated } of findDefinitions(text, name)) {
        // An object is a part of the host itself.
        if (!definition || definition.text === text || isTranslated) continue;
        let last = 0;
        for (const [index, unit] of [...definition.text].entries()) {
          const { start, end } = toHost({ start: index, end: index + 1 });
          assert.ok(start >= last && end <= text.length, `${name} at ${index}`);
          last = start;
          const there = text.slice(start, end);
          const isSame = there === unit || there.startsWith('\\') || there.startsWith('%{') || /\s/.test(unit);
          assert.ok(isSame || '_{$}'.includes(unit), `${name} at ${index}: ${there} for ${unit}`);
          const back = fromHost(start) ?? -1;
          assert.deepEqual(toHost({ start: back, end: back }).start, start, `${name} at ${index}`);
        }
      }
    }
  });

  it('cut off anywhere', () => {
    for (const [name, text] of Object.entries(HOSTS)) {
      for (let end = 0; end <= text.length; end++) checkText(text.slice(0, end), name);
    }
  });

  it('with signs put in, taken out and doubled anywhere', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (const [name, text] of Object.entries(HOSTS)) {
      for (let round = 0; round < 400; round++) {
        let mutant = text;
        for (let i = random(3); i >= 0; i--) {
          const at = random(mutant.length);
          const sign = SIGNS[random(SIGNS.length)] ?? '';
          const cut = random(2) * random(12);
          mutant = `${mutant.slice(0, at)}${sign}${mutant.slice(at + cut)}`;
        }
        checkText(mutant, name);
      }
    }
  });
});
