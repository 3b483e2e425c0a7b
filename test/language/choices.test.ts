// Choice rules.
import { checkHints, checkProblems } from '../support/problems.ts';

describe('choices', () => {
  it('a rule has exactly one comparison', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Choice
    Choices:
      - { Variable: $.a, Next: B }
        ^ error choice-test: A choice rule needs a comparison such as "StringEquals", or "And", "Or" or "Not".
      - { Variable: $.a, IsPresent: true, IsString: true, Next: B }
        ^ error choice-test: A choice rule has one comparison. Join several with "And": IsPresent, IsString.
      - { StringEquals: x, Next: B }
        ^ error field-missing: A choice rule needs the field "Variable".
      - { And: [], Next: B }
               ^^ error field-empty: "And" needs at least one entry.
      - { And: [{ Variable: $.a, IsNull: true, Next: B }, { Not: { Variable: $.b } }], Next: B }
                                               ^^^^ error field-unknown: A rule inside And, Or or Not has no field "Next".
                                                                 ^ error choice-test: A choice rule needs a comparison such as "StringEquals", or "And", "Or" or "Not".
      - { Variable: $.a, StringEqual: x, Next: B }
                         ^^^^^^^^^^^ error field-unknown: A choice rule has no field "StringEqual". Did you mean "StringEquals"?
      - { Varable: $.a, StringEquals: x, Next: B }
          ^^^^^^^ error field-unknown: A choice rule has no field "Varable". Did you mean "Variable"?
  B: { Type: Succeed }
`);
  });

  it('a comparison has its kind of value', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Choice
    Choices:
      - { Variable: $.a, NumericEquals: "1", Next: B }
                                        ^^^ error choice-operand: "NumericEquals" compares with a number.
      - { Variable: $.a, StringMatches: 1, Next: B }
                                        ^ error choice-operand: "StringMatches" compares with text.
      - { Variable: $.a, BooleanEquals: "true", Next: B }
                                        ^^^^^^ error choice-operand: "BooleanEquals" compares with true or false.
      - { Variable: $.a, IsPresent: 1, Next: B }
                                    ^ error choice-operand: "IsPresent" compares with true or false.
      - { Variable: $.a, TimestampEquals: 5, Next: B }
                                          ^ error choice-operand: "TimestampEquals" compares with a timestamp such as "2024-12-31T23:59:59Z".
      - { Variable: $.a, TimestampLessThan: yesterday, Next: B }
                                            ^^^^^^^^^ warning choice-operand: "TimestampLessThan" compares with a timestamp such as "2024-12-31T23:59:59Z".
      - { Variable: $.a, NumericEqualsPath: 1, Next: B }
                                            ^ error choice-operand: "NumericEqualsPath" compares with what a path finds, such as "$.limit".
      - { Variable: $.a, NumericLessThan: "\${Limit}", Next: B }
  B: { Type: Succeed }
`);
  });

  it('rules that are never taken', () => {
    checkHints(`
StartAt: A
States:
  A:
    Type: Choice
    Choices:
      - { Variable: $.a, StringEquals: x, Next: B }
      - { StringEquals: x, Variable: $.a, Next: C }
        ^ warning choice-shadowed: This rule is never taken: an earlier one has the same test.
    Default: C
  B:
    Type: Choice
    QueryLanguage: JSONata
    Choices:
      - { Condition: "{% false %}", Next: C }
                     ^^^^^^^^^^^^^ info condition-constant: This condition is always false.
      - { Condition: true, Next: C }
                     ^^^^ info condition-constant: This condition is always true.
      - { Condition: "{% $states.input.a %}", Next: C }
        ^ warning choice-shadowed: This rule is never taken: an earlier one is always true.
  C: { Type: Choice, QueryLanguage: JSONata, Choices: [{ Condition: yes please, Next: D }] }
  ^ info default-missing: Choice state "C" has no "Default": when no rule is true the execution fails.
                                                                    ^^^^^^^^^^ error field-value: "Condition" must be true, false or a JSONata expression in {% %}.
  D: { Type: Succeed }
`);
  });

  it('an empty list of rules', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Choice, Choices: [], Default: B }
                              ^^ error field-empty: "Choices" needs at least one entry.
  B: { Type: Parallel, Branches: [], Next: C }
                                 ^^ error field-empty: "Branches" needs at least one entry.
  C: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Catch: [{ ErrorEquals: [], Next: D }], Next: D }
                                                                                      ^^ error field-empty: "ErrorEquals" needs at least one entry.
  D: { Type: Succeed }
`);
  });
});
