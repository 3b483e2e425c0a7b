// States as a whole: ends, names, languages, and hints.
import assert from 'node:assert/strict';
import { analyze } from '../../language/index.ts';
import { checkHints, checkProblems } from '../support/problems.ts';

describe('states', () => {
  it('a scope without an end', () => {
    checkProblems(`
StartAt: A
States:
^^^^^^ error end-missing: No state ends this: one needs "End": true or must be a Succeed or Fail state.
  A: { Type: Pass, Next: B }
  B: { Type: Pass, Next: A }
`);
  });

  it('states that run in circles beside an end', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: B }, { Variable: $.b, IsNull: true, Next: D }], Default: Done }
  B: { Type: Pass, Next: C }
  ^ warning state-endless: Nothing that ends is reached from state "B": it runs in circles.
  C: { Type: Pass, Next: B }
  D: { Type: Pass, Next: D }
  ^ warning state-endless: State "D" goes to itself and never ends.
  Done: { Type: Succeed }
`);
  });

  it('a loop that a Choice can leave is fine', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Wait, Seconds: 5, Next: B }
  B: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: A }], Default: C }
  C: { Type: Succeed }
`);
  });

  it('End: false ends nothing', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, End: false, Next: B }
                   ^^^^^^^^^^ warning transition-missing: "End": false does not end anything. Give the state "Next", or "End": true.
  B: { Type: Pass, End: false }
                   ^^^^^^^^^^ error transition-missing: "End": false does not end anything. Give the state "Next", or "End": true.
`);
  });

  it('a misspelt field is one problem', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Nxet: B }
                   ^^^^ error field-unknown: The Pass state "A" has no field "Nxet". Did you mean "Next"?
  B: { Type: Wait, Second: 5, Next: C }
                   ^^^^^^ error field-unknown: The Wait state "B" has no field "Second". Did you mean "Seconds"?
  C: { Type: Task, Ressource: "arn:aws:states:::lambda:invoke", End: true }
                   ^^^^^^^^^ error field-unknown: The Task state "C" has no field "Ressource". Did you mean "Resource"?
`);
  });

  it('names of states', () => {
    checkProblems(`
StartAt: ""
States:
  "": { Type: Pass, Next: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }
  ^^ error state-name: A state needs a name.
  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: { Type: Succeed }
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error state-name: State names have at most 80 characters; this one has 81.
`);
  });

  it('a JSONata machine has no JSONPath states; what is inside a state has no language of its own', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, QueryLanguage: JSONPath, Next: B }
                                  ^^^^^^^^ error language-downgrade: A machine in JSONata cannot have states in JSONPath.
  B:
    Type: Map
    ItemProcessor: { QueryLanguage: JSONata, StartAt: C, States: { C: { Type: Succeed } } }
                     ^^^^^^^^^^^^^ error field-unknown: "QueryLanguage" belongs to the machine or to a state, not to what is inside a state.
    End: true
`);
  });

  it('a member that stands twice', () => {
    checkProblems(
      `
{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Result": { "x": 1, "x": 2 }, "Comment": "one", "Comment": "two", "End": true },
                                               ^^^ warning key-duplicate: "x" stands here twice: only the last one counts.
                                                                           ^^^^^^^^^ warning key-duplicate: "Comment" stands here twice: only the last one counts.
    "A": { "Type": "Pass", "End": true }
    ^^^ error state-duplicate: Another state is already named "A". Names are unique in the whole definition.
  }
}
`,
      'json',
    );
  });

  it('moments that do not exist', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Wait, Timestamp: "2016-13-05T21:29:29Z", Next: B }
                              ^^^^^^^^^^^^^^^^^^^^^^ error field-value: "Timestamp" must be a timestamp such as "2024-12-31T23:59:59Z".
  B: { Type: Wait, Timestamp: "2016-12-05T21:29:29", Next: C }
                              ^^^^^^^^^^^^^^^^^^^^^ error field-value: "Timestamp" must be a timestamp such as "2024-12-31T23:59:59Z".
  C: { Type: Wait, Timestamp: "2023-02-29T00:00:00+01:00", Next: D }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error field-value: "Timestamp" must be a timestamp such as "2024-12-31T23:59:59Z".
  D: { Type: Wait, Timestamp: "2024-02-29T00:00:00.123456789-10:30", Next: E }
  E: { Type: Wait, Seconds: -1, End: true }
                            ^^ error field-range: "Seconds" must lie between 0 and 99999999.
`);
  });

  it('hints', () => {
    checkHints(`
StartAt: A
States:
  A: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: B }] }
  ^ info default-missing: Choice state "A" has no "Default": when no rule is true the execution fails.
  B: { Type: Pass, Result: 1, ResultPath: null, Next: C }
                   ^^^^^^ info field-useless: The result is dropped by "ResultPath": null, so "Result" does nothing.
  C: { Type: Pass, Next: D }
  ^ info state-idle: State "C" does nothing: it hands on what it gets.
  D: { Type: Wait, Seconds: 0, Next: E }
                            ^ info state-idle: State "D" waits for 0 seconds.
  E: { Type: Pass, Result: 1, Parameters: { a.$: $.a }, Next: F }
                              ^^^^^^^^^^ info field-useless: "Result" takes the place of "Parameters", which does nothing here.
  F: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", ResultSelector: { a.$: $.a }, ResultPath: null, End: true }
                                                               ^^^^^^^^^^^^^^ info field-useless: The result is dropped by "ResultPath": null, so "ResultSelector" does nothing.
`);
  });

  it('of what is wrong at one place the worst is told', () => {
    checkHints(`
StartAt: A
States:
  A: { Type: Succeed }
  B: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: A }] }
  ^ error state-unreachable: State "B" is never reached: nothing leads to it.
`);
  });

  it('a definition that is too large: definition-too-large', () => {
    const text = JSON.stringify({ Comment: 'x'.repeat(1_048_576), StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    const [problem] = analyze(text, { format: 'json' }).problems;
    assert.equal(problem?.code, 'definition-too-large');
    assert.equal(problem.message, 'A definition has at most 1048576 characters; this one has 1048638.');
  });
});
