// What is found wrong, drawn where it is.
import { checkProblems } from '../support/problems.ts';

describe('problems', () => {
  it('a sound definition has none', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Next: B }
  B: { Type: Succeed }
`);
  });

  it('a target that is no state, with the name that was meant', () => {
    checkProblems(`
StartAt: Check
States:
  Check: { Type: Pass, Next: Pya }
                             ^^^ error state-unknown: No state is named "Pya". Did you mean "Pay"?
  Pay: { Type: Succeed }
`);
  });

  it('StartAt, Default and the Next of rules and catchers are targets too', () => {
    checkProblems(`
StartAt: Nowhere
         ^^^^^^^ error state-unknown: No state is named "Nowhere".
States:
  Choose:
    Type: Choice
    Choices: [{ Variable: $.a, IsNull: true, Next: Gone }]
                                                   ^^^^ error state-unknown: No state is named "Gone".
    Default: Lost
             ^^^^ error state-unknown: No state is named "Lost".
  Work:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Catch: [{ ErrorEquals: [States.ALL], Next: Away }]
                                               ^^^^ error state-unknown: No state is named "Away".
    End: true
`);
  });

  it('a target in another scope', () => {
    checkProblems(`
StartAt: Both
States:
  Both:
    Type: Parallel
    Branches:
      - StartAt: Inner
        States:
          Inner: { Type: Pass, Next: After }
                                     ^^^^^ error state-unknown: State "After" is in another scope: transitions cannot cross the border of a Parallel branch or a Map.
    Next: After
  After: { Type: Succeed }
`);
  });

  it('states nothing leads to, islands too', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Succeed }
  B: { Type: Pass, Next: C }
  ^ error state-unreachable: State "B" is never reached: nothing leads to it.
  C: { Type: Pass, Next: B }
  ^ error state-unreachable: State "C" is never reached: nothing leads to it.
`);
  });

  it('nothing is said of reachability while a target is a placeholder', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Next: "\${Target}" }
  B: { Type: Succeed }
`);
  });

  it('a field the state does not have, with the field that was meant', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Resutl: 1, End: true }
                   ^^^^^^ error field-unknown: The Pass state "A" has no field "Resutl". Did you mean "Result"?
`);
  });

  it('an unknown field of the machine is a warning: what AWS does with it is not on record', () => {
    checkProblems(`
StartAt: A
Statse: {}
^^^^^^ warning field-unknown: A state machine has no field "Statse". Did you mean "States"?
States:
  A: { Type: Succeed }
`);
  });

  it('fields of the other query language', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Output: 1, Next: B }
                   ^^^^^^ error field-language: "Output" is a field of JSONata states, and this state uses JSONPath.
  B: { Type: Succeed, QueryLanguage: JSONata, InputPath: $ }
                                              ^^^^^^^^^ error field-language: "InputPath" is a field of JSONPath states, and this state uses JSONata.
`);
  });

  it('fields that are missing', () => {
    checkProblems(`
Comment: nothing
^ error field-missing: A state machine needs the field "StartAt".
^ error field-missing: A state machine needs the field "States".
`);
    checkProblems(`
StartAt: A
States:
  A: { Type: Wait, Next: B }
  ^ error field-missing: The Wait state "A" needs one of "Seconds", "SecondsPath", "Timestamp" or "TimestampPath".
  B: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true }] }
                               ^ error field-missing: A choice rule needs the field "Next".
`);
  });

  it('a type that is missing or unknown', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pas, Next: B }
             ^^^ error type-unknown: There is no state type "Pas". Did you mean "Pass"?
  B: { End: true }
  ^ error field-missing: State "B" needs the field "Type".
`);
  });

  it('a state that neither goes on nor ends, or both', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Next: B, End: true }
                            ^^^^^^^^^ error transition-missing: A state has "Next" or "End", not both.
  B: { Type: Pass }
  ^ error transition-missing: State "B" needs "Next" or "End": true.
`);
  });

  it('values of the wrong kind', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Wait, Seconds: soon, Next: B }
                            ^^^^ error field-value: "Seconds" must be a whole number.
  B: { Type: Wait, Timestamp: tomorrow, Next: C }
                              ^^^^^^^^ error field-value: "Timestamp" must be a timestamp such as "2024-12-31T23:59:59Z".
  C: { Type: Pass, InputPath: order.id, Next: [D] }
                              ^^^^^^^^ error path-syntax: A path begins with "$": "order.id" does not.
                                              ^^^ error field-value: "Next" must be text.
  D: soon
     ^^^^ error field-value: "D" must be an object.
`);
  });

  it('two of a kind', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Wait, Seconds: 1, SecondsPath: $.s, End: true }
                               ^^^^^^^^^^^ error field-exclusive: Only one of "Seconds" or "SecondsPath" may be given.
`);
  });

  it('a name that two scopes use', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Map
    ItemProcessor:
      StartAt: A
      States:
        A: { Type: Succeed }
        ^ error state-duplicate: Another state is already named "A". Names are unique in the whole definition.
    End: true
`);
  });

  it('a root that is no object', () => {
    checkProblems(
      `
[1]
^^^ error root-not-object: A state machine definition is an object with "StartAt" and "States".
`,
      'json',
    );
  });

  it('YAML that cannot be read', () => {
    checkProblems(`
StartAt: [A
^ error field-missing: A state machine needs the field "States".
         ^^ error field-value: "StartAt" must be text.
          ^ error yaml-syntax: Flow sequence in block collection must be sufficiently indented and end with a ].
`);
  });
});
