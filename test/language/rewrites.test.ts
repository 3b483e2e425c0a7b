// What can be done with a text though nothing is wrong with it: the text before and after.
import assert from 'node:assert/strict';
import { analyze, applyEdits, type Format, rewritesAt } from '../../language/index.ts';

/** The titles offered at the mark `|`, and the text after one of them. */
function offered(marked: string, format: Format) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const fixes = rewritesAt(analyze(text, { format }), offset);
  const textAfter = (title: string) => {
    const fix = fixes.find(each => each.title === title);
    assert.ok(fix, `There is no "${title}"; there is ${fixes.map(each => each.title).join(', ')}.`);
    const done = applyEdits(text, fix.edits);
    const errors = (now: string) =>
      analyze(now, { format }).problems.filter(({ severity }) => severity === 'error').length;
    assert.ok(errors(done) <= errors(text), done);
    return done;
  };
  return { titles: fixes.map(({ title }) => title), textAfter };
}

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:pay';

describe('rewrites', () => {
  it('a Retry fit for the resource, before the Catch', () => {
    const yaml = (retry: string) =>
      `StartAt: A\nStates:\n  A:\n    Type: Task\n    Re|source: arn:aws:states:::sqs:sendMessage\n${retry}    Catch:\n      - ErrorEquals: [States.ALL]\n        Next: B\n    Next: B\n  B:\n    Type: Succeed\n`;
    const { textAfter } = offered(yaml(''), 'yaml');
    const rows = [
      '    Retry:',
      '      - ErrorEquals:',
      '          - States.TaskFailed',
      '        IntervalSeconds: 1',
      '        MaxAttempts: 3',
      '        BackoffRate: 2',
      '        JitterStrategy: FULL',
    ];
    assert.equal(textAfter('Retry "A"'), yaml(`${rows.join('\n')}\n`).replace('|', ''));
    const json = `{"StartAt": "A", "States": {"A": {"Type": "Task", "|Resource": "${ARN}", "End": true}}}`;
    assert.match(offered(json, 'json').textAfter('Retry "A"'), /"Retry": \[\{ "ErrorEquals": \["Lambda\.Client/);
  });

  it('a Catch that leads to the one Fail state, or to a new one', () => {
    const known = `{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Type": "Task",|\n      "Resource": "${ARN}",\n      "End": true\n    },\n    "Sorry": {\n      "Type": "Fail"\n    }\n  }\n}\n`;
    const rows =
      '"End": true,\n      "Catch": [\n        {\n          "ErrorEquals": ["States.ALL"],\n          "ResultPath": "$.error",\n          "Next": "Sorry"\n        }\n      ]';
    assert.equal(
      offered(known, 'json').textAfter('Catch what fails in "A"'),
      known.replace('|', '').replace('"End": true', rows),
    );
    const none =
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Task|\n    Resource: ${Pay}\n    End: true\n';
    assert.equal(
      offered(none, 'yaml').textAfter('Catch what fails in "A"'),
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: ${Pay}\n    End: true\n    Catch:\n      - ErrorEquals:\n          - States.ALL\n        Output: "{% $merge([$states.input, {\'error\': $states.errorOutput}]) %}"\n        Next: A failed\n  A failed:\n    Type: Fail\n    Error: "{% $states.input.error.Error %}"\n    Cause: "{% $states.input.error.Cause %}"\n',
    );
  });

  it('a Catch on all tasks that have none, in every scope', () => {
    const text = `StartAt: A\nSta|tes:\n  A: { Type: Task, Resource: "${ARN}", Next: P }\n  P:\n    Type: Parallel\n    Branches:\n      - StartAt: B\n        States:\n          B: { Type: Task, Resource: "${ARN}", End: true }\n    End: true\n`;
    const { titles, textAfter } = offered(text, 'yaml');
    assert.deepEqual(titles, ['Catch what fails in all 2 tasks without a Catch']);
    const done = textAfter(titles[0] ?? '');
    const handler = (name: string) =>
      `Catch: [{ ErrorEquals: [States.ALL], ResultPath: $.error, Next: ${name} failed }]`;
    const fail = (indent: string, name: string) =>
      [`${name} failed:`, '  Type: Fail', '  ErrorPath: $.error.Error', '  CausePath: $.error.Cause', '']
        .join(`\n${indent}`)
        .trimEnd();
    assert.equal(
      done,
      `${text
        .replace('|', '')
        .replace('Next: P }', `Next: P, ${handler('A')} }`)
        .replace(
          'End: true }',
          `End: true, ${handler('B')} }\n          ${fail('          ', 'B')}`,
        )}  ${fail('  ', 'A')}\n`,
    );
  });

  it('states in the order of the flow, comments with the state they are about', () => {
    const yaml = offered(
      'StartAt: A\nStates:\n  C|: # last\n    Type: Succeed\n  # B waits\n  B:\n    Type: Wait\n    Seconds: 1 # one\n    Next: C\n  A:\n    Type: Pass\n    Next: B\n  Lost:\n    Type: Fail\n',
      'yaml',
    );
    assert.equal(
      yaml.textAfter('Sort states in the order of the flow'),
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  # B waits\n  B:\n    Type: Wait\n    Seconds: 1 # one\n    Next: C\n  C: # last\n    Type: Succeed\n  Lost:\n    Type: Fail\n',
    );
    const json = offered(
      '{\n  "StartAt": "A",\n  "Sta|tes": {\n    "C": { "Type": "Succeed" }, // last\n    "B": { "Type": "Pass", "Next": "C" },\n    // first\n    "A": { "Type": "Pass", "Next": "B" }\n  }\n}\n',
      'json',
    );
    // Comments in JSON are an error, before and after.
    const sorted = json.titles.find(title => title.startsWith('Sort'));
    assert.ok(sorted);
    const one = '{"StartAt": "A", "Sta|tes": { "B": {"Type": "Succeed"}, "A": {"Type": "Pass", "Next": "B"} }}';
    assert.equal(
      offered(one, 'json').textAfter('Sort states in the order of the flow'),
      '{"StartAt": "A", "States": { "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"} }}',
    );
  });

  it('branches of a choice stand behind it in the order they are written, before what they join in', () => {
    const state = (name: string, rest: string) => `  ${name}: { ${rest} }\n`;
    const pieces = {
      join: state('Join', 'Type: Succeed'),
      no: state('No', 'Type: Pass, Next: Join'),
      yes: state('Yes', 'Type: Pass, Next: Join'),
      ask: state('Ask', 'Type: Choice, Choices: [{ Variable: $.x, BooleanEquals: true, Next: Yes }], Default: No'),
    };
    const { join, no, yes, ask } = pieces;
    assert.equal(
      offered(`StartAt: As|k\nStates:\n${join}${no}${yes}${ask}`, 'yaml').textAfter(
        'Sort states in the order of the flow',
      ),
      `StartAt: Ask\nStates:\n${ask}${yes}${no}${join}`,
    );
    assert.deepEqual(offered(`StartAt: As|k\nStates:\n${ask}${yes}${no}${join}`, 'yaml').titles, []);
  });
});
