// Which problems are told: silences in comments and in Comment fields, and levels. Each test says what is left.
import assert from 'node:assert/strict';
import {
  analyze,
  type Format,
  findDefinitions,
  type RuleLevels,
  readLevels,
  silencesInComments,
  silencesInFields,
  tell,
} from '../../language/index.ts';

function told(text: string, format: Format = 'yaml', levels: RuleLevels = {}): readonly string[] {
  const definition = analyze(text, { format });
  const silences = [...silencesInComments(text), ...silencesInFields(definition)];
  const { problems, silencedErrors } = tell(definition.problems, silences, levels);
  const rows = problems.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
  return silencedErrors > 0 ? [...rows, `${silencedErrors} silenced`] : rows;
}

const choice = (comment: string, after = '') =>
  `StartAt: A\nStates:\n${comment}  A:${after}\n    Type: Choice\n    Choices: [{ Variable: $.a, IsNull: true, Next: B }]\n  B: { Type: Succeed }\n`;

describe('silences', () => {
  it('a comment above or on the line', () => {
    assert.deepEqual(told(choice('')), ['info default-missing /States/A']);
    assert.deepEqual(told(choice('  # stepthrough-ignore default-missing\n')), []);
    assert.deepEqual(told(choice('', ' # all cases: stepthrough-ignore default-missing')), []);
    assert.deepEqual(told(choice('  # stepthrough-ignore default-missing\n  # and more to say\n\n')), []);
  });

  it('a comment in JSON, which stays an error of its own', () => {
    const text =
      '{\n"StartAt": "A",\n"States": {\n// stepthrough-ignore state-unknown\n"A": { "Type": "Pass", "Next": "B" } } }';
    assert.deepEqual(told(text, 'json'), ['error json-syntax ', '1 silenced']);
  });

  it('the Comment of a state is for the state, and of nothing else', () => {
    const text = (comment: string) =>
      `{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "X", "Comment": "${comment}" }, "B": { "Type": "Pass", "Next": "Y" } } }`;
    assert.deepEqual(told(text('made later, stepthrough-ignore state-unknown'), 'json'), [
      'error state-unknown /States/B/Next',
      '1 silenced',
    ]);
  });

  it('the Comment of a rule is for the rule', () => {
    const text =
      'StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - { Variable: $.a, IsNull: true, Next: X, Comment: stepthrough-ignore state-unknown }\n      - { Variable: $.b, IsNull: true, Next: Y }\n    Default: B\n  B: { Type: Succeed }\n';
    assert.deepEqual(told(text), ['error state-unknown /States/A/Choices/1/Next', '1 silenced']);
  });

  it('several codes, and only those', () => {
    const text = (codes: string) =>
      `StartAt: A\nStates:\n  A: { Type: Pass, Next: X, Retry: [] } # stepthrough-ignore ${codes}\n`;
    assert.deepEqual(told(text('state-unknown')), ['error field-unknown /States/A/Retry', '1 silenced']);
    assert.deepEqual(told(text('state-unknown, field-unknown')), ['2 silenced']);
  });

  it('one that silences nothing is a hint (silence-unused), a misspelt one too', () => {
    assert.deepEqual(told(choice('  # stepthrough-ignore default-missing state-idle\n')), ['info silence-unused ']);
    assert.deepEqual(told(choice('  # stepthrough-ignore default-misssing\n')), [
      'info silence-unused ',
      'info default-missing /States/A',
    ]);
  });

  it('the words in other texts mean nothing', () => {
    assert.deepEqual(
      told('StartAt: A\nStates:\n  A: { Type: Pass, Result: "stepthrough-ignore state-unknown", Next: X }\n'),
      ['error state-unknown /States/A/Next'],
    );
  });

  it('the comments of a template', () => {
    const text =
      'Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          # stepthrough-ignore state-unknown\n          A: { Type: Pass, Next: B }\n';
    const problems = findDefinitions(text, 'template.yaml').flatMap(machine => machine.problems);
    assert.deepEqual(tell(problems, silencesInComments(text), {}), { problems: [], silencedErrors: 1 });
  });
});

describe('levels', () => {
  it('take the place of the severity', () => {
    assert.deepEqual(told(choice(''), 'yaml', { 'default-missing': 'error' }), ['error default-missing /States/A']);
    assert.deepEqual(told(choice(''), 'yaml', { 'default-missing': 'off' }), []);
    assert.deepEqual(told('StartAt: A\nStates: { A: { Type: Pass, Next: B } }', 'yaml', { 'state-unknown': 'off' }), [
      '1 silenced',
    ]);
  });

  it('are read from data, with a sentence about what is wrong', () => {
    assert.deepEqual(readLevels({ 'state-idle': 'off' }), { levels: { 'state-idle': 'off' } });
    assert.equal(
      readLevels({ 'state-idel': 'off' }).problem,
      'There is no rule "state-idel". Did you mean "state-idle"?',
    );
    assert.equal(
      readLevels({ 'state-idle': 'loud' }).problem,
      'The level of "state-idle" is "off", "info", "warning" or "error".',
    );
    assert.equal(readLevels([]).problem, 'Rules are an object with a level for each code.');
  });
});
