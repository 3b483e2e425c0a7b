// Workflow variables against the scopes.
import { checkHints, checkProblems } from '../support/problems.ts';

describe('variables', () => {
  it('names that nothing assigns', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Assign: { total: 1, name.$: $.name }, Next: B }
  B: { Type: Pass, Parameters: { a.$: $totl, b.$: "States.Format('{} {}', $name, $nothing)" }, Next: C }
                                      ^^^^^ warning variable-undefined: No variable is named "totl". Did you mean "total"?
                                                                                 ^^^^^^^^ warning variable-undefined: No variable is named "nothing".
  C: { Type: Succeed, QueryLanguage: JSONata, Output: "{% $total & $count([1]) & $map([1], $string) & $other %}" }
                                                                                                      ^^^^^^ warning variable-undefined: No variable is named "other".
`);
  });

  it('a variable can be read from the next state on', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Parameters: { a.$: $x }, Assign: { x: 1 }, Next: B }
                                      ^^ warning variable-unassigned: Variable "x" is not assigned on every way that leads here.
  B: { Type: Pass, Parameters: { a.$: $x }, End: true }
`);
  });

  it('a variable that is not assigned on every way', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: Choose
States:
  Choose:
    Type: Choice
    Choices:
      - { Condition: "{% $states.input.a %}", Assign: { a: 1 }, Next: Use }
      - { Condition: "{% $states.input.b %}", Next: Use }
    Assign: { a: 2, b: 2 }
    Default: Use
  Use: { Type: Pass, Output: "{% $a %}", Next: Guarded }
                                 ^^ warning variable-unassigned: Variable "a" is not assigned on every way that leads here.
  Guarded: { Type: Pass, Output: "{% $exists($b) ? $b : 0 %}", End: true }
`);
  });

  it('a Catcher assigns its own variables, not those of the state', () => {
    checkProblems(`
StartAt: Work
States:
  Work:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:f
    Assign: { done: true }
    Catch: [{ ErrorEquals: [States.ALL], Assign: { failed: true }, Next: After }]
    Next: After
  After: { Type: Pass, Parameters: { a.$: $done, b.$: $failed }, End: true }
                                          ^^^^^ warning variable-unassigned: Variable "done" is not assigned on every way that leads here.
                                                      ^^^^^^^ warning variable-unassigned: Variable "failed" is not assigned on every way that leads here.
`);
  });

  it('a loop may assign before it reads', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: Start
States:
  Start: { Type: Pass, Assign: { n: 0 }, Next: Count }
  Count: { Type: Pass, Assign: { n: "{% $n + 1 %}" }, Next: Again }
  Again: { Type: Choice, Choices: [{ Condition: "{% $n < 3 %}", Next: Count }], Default: Done }
  Done: { Type: Succeed }
`);
  });

  it('inner scopes read outer variables; what they assign is gone afterwards', () => {
    checkProblems(`
StartAt: Before
States:
  Before: { Type: Pass, Assign: { outer: 1 }, Next: Both }
  Both:
    Type: Parallel
    Branches:
      - StartAt: A
        States:
          A: { Type: Pass, Parameters: { a.$: $outer }, Assign: { inner: 1 }, Next: B }
          B: { Type: Pass, Parameters: { a.$: $inner }, End: true }
    Next: After
  After: { Type: Pass, Parameters: { a.$: $inner }, End: true }
                                          ^^^^^^ warning variable-undefined: Variable "inner" is assigned in another scope and cannot be read here.
`);
  });

  it('an inner scope cannot assign a variable of an outer one', () => {
    checkProblems(`
StartAt: Before
States:
  Before: { Type: Pass, Assign: { x: 1 }, Next: Each }
  Each:
    Type: Map
    ItemProcessor:
      StartAt: A
      States:
        A: { Type: Pass, Assign: { x: 2, y: 1 }, End: true }
                                   ^ error variable-scope: Variable "x" is already assigned outside: an inner scope needs another name.
    Assign: { y: 3 }
    Next: After
  After: { Type: Pass, Parameters: { a.$: $x, b.$: $y }, End: true }
`);
  });

  it('child executions of a distributed Map see no variables from outside', () => {
    checkProblems(`
StartAt: Before
States:
  Before: { Type: Pass, Assign: { x: 1 }, Next: Each }
  Each:
    Type: Map
    ItemSelector: { x.$: $x }
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
      StartAt: A
      States:
        A: { Type: Pass, Parameters: { a.$: $x }, Next: B }
                                            ^^ warning variable-unassigned: Variable "x" is not assigned on every way that leads here.
        B: { Type: Pass, Assign: { x: 2 }, End: true }
    End: true
`);
  });

  it('names of variables', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Pass
    Assign: { states: 1, 2nd: 1, a.b: 1, größe: 1, "\${Name}": 1, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 1 }
              ^^^^^^ error variable-name: "states" is the name of what Step Functions provides; choose another one.
                         ^^^ error variable-name: "2nd" cannot be a variable: names begin with a letter and have letters, digits and "_".
                                 ^^^ error variable-name: "a.b" cannot be a variable: names begin with a letter and have letters, digits and "_".
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error variable-name: Names of variables have at most 80 characters; this one has 83.
    End: true
`);
  });

  it('a variable that is never read is a hint', () => {
    checkHints(`
StartAt: A
States:
  A: { Type: Pass, Assign: { used: 1, unused: 1 }, Next: B }
                                      ^^^^^^ info variable-unused: Variable "unused" is never read.
  B: { Type: Pass, Parameters: { a.$: "$.list[?(@.id == $used)]" }, End: true }
`);
  });
});
