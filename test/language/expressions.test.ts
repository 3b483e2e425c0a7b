// Paths, intrinsic calls and JSONata: what is wrong in them, at their own characters in the file.
import { checkHints, checkProblems } from '../support/problems.ts';

describe('expressions', () => {
  it('paths that cannot be read', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, InputPath: $.a b, OutputPath: "$.list[", Parameters: { x.$: $.a., y: { z.$: "$.l[?(@.a ==)]" } }, Next: B }
                               ^^^^ error path-syntax: A name with blanks stands in brackets: ['a b'].
                                                        ^ error path-syntax: This "[" is never closed.
                                                                                  ^ error path-syntax: A name is missing after the dot.
                                                                                                            ^ error path-syntax: A value or a path such as @.name is missing here.
  B: { Type: Choice, Choices: [{ Variable: order.total, NumericEqualsPath: "$.limit[", Next: C }] }
                                           ^^^^^^^^^^^ error path-syntax: A path begins with "$": "order.total" does not.
                                                                                   ^ error path-syntax: This "[" is never closed.
  C: { Type: Succeed }
`);
  });

  it('what the service makes of bare words in filters and of unknown functions is not on record', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, InputPath: "$.a[?(@.code == es)]", OutputPath: $.a.size(), End: true }
                                               ^^ warning path-syntax: A text stands in quotes, "es" does not; what belongs to the item begins with @, as in @.es.
                                                                      ^^^^ warning path-syntax: There is no path function "size".
`);
  });

  it('a path that has to name one place', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Result: 1, ResultPath: "$.a[*]", Next: B }
                                           ^^^^^^ error path-reference: "ResultPath" must name one place: only names and indexes are allowed here, no wildcard, filter, slice or function.
  B: { Type: Wait, SecondsPath: $..seconds, Next: C }
                                ^^^^^^^^^^ error path-reference: "SecondsPath" must name one place: only names and indexes are allowed here, no wildcard, filter, slice or function.
  C: { Type: Pass, Result: 1, ResultPath: $$.a, Next: D }
                                          ^^^^ error path-reference: A result can only be put into the input: the path begins with "$." here.
  D: { Type: Wait, SecondsPath: "$.a[-1]", Next: E }
                                 ^^^^^^^ warning path-reference: "SecondsPath" must name one place: an index from the end may not be accepted here.
  E: { Type: Fail, ErrorPath: "$.a[0:1]", CausePath: $.cause }
                               ^^^^^^^^ error path-reference: "ErrorPath" must name one place: only names and indexes are allowed here, no wildcard, filter, slice or function.
`);
  });

  it('intrinsic calls at the fault', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Pass
    Parameters:
      a.$: States.Fromat('{}', $.a)
           ^^^^^^^^^^^^^ error intrinsic-syntax: There is no intrinsic function States.Fromat. Did you mean States.Format?
      b.$: States.ArrayLength($.a, 1)
           ^^^^^^^^^^^^^^^^^^ error intrinsic-syntax: States.ArrayLength(array) is given 2 arguments.
      c.$: States.Format('{}', $.a
                        ^ error intrinsic-syntax: This "(" is never closed.
      d.$: order
           ^^^^^ error intrinsic-syntax: order is a function: its arguments stand in parentheses.
      e.$: States.Format('{} {}', $.a)
                         ^^^^^^^ warning intrinsic-syntax: The template has 2 places {} for 1 value.
      f.$: 1
           ^ error expression-expected: "f.$" needs a path or an intrinsic function as text, because its key ends in ".$".
      g.$: States.Array(States.Format('{}', $.a.))
                                               ^ error intrinsic-syntax: A name is missing after the dot.
    End: true
`);
  });

  it('intrinsic calls where there are none', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, InputPath: States.UUID(), Next: B }
                              ^^^^^^^^^^^^^ warning intrinsic-place: "InputPath" takes a path. Intrinsic functions are called under keys that end in ".$".
  B: { Type: Wait, SecondsPath: "States.MathAdd(1, 2)", Next: C }
                                 ^^^^^^^^^^^^^^^^^^^^ error intrinsic-place: "SecondsPath" takes a path. Intrinsic functions are called under keys that end in ".$".
  C: { Type: Fail, ErrorPath: States.ArrayLength($.a), CausePath: "States.Format('{}', $.a)" }
                              ^^^^^^^^^^^^^^^^^^ error intrinsic-place: States.ArrayLength does not return text, which is needed here.
`);
  });

  it('paths under keys without .$ are plain text', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Parameters: { a: $.a, b: [$.b], c: "States.UUID()", d: "{% $x %}" }, Next: B }
                                    ^^^ warning expression-unmarked: This is plain text. To read the value write the key as "a.$".
                                             ^^^ warning expression-unmarked: This is plain text: a list cannot hold paths. Use States.Array.
                                                      ^^^^^^^^^^^^^^^ warning expression-unmarked: This is plain text. To read the value write the key as "c.$".
                                                                          ^^^^^^^^^^ warning expression-language: This is plain text: the state uses JSONPath. Give it "QueryLanguage": "JSONata".
  B: { Type: Pass, Result: { a.$: $.a, b: $$.Execution.Id, c: costs $5 }, End: true }
                             ^^^ warning result-static: Nothing in "Result" is evaluated: this stays as it is written. Use "Parameters".
                                          ^^^^^^^^^^^^^^^ warning result-static: Nothing in "Result" is evaluated: this stays as it is written. Use "Parameters".
`);
  });

  it('JSONata at the fault', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, Output: { a: "{% $states.input. %}", b: ["{% 1 + %}"], c: "{%  %}" }, Next: B }
                                                  ^ error jsonata-syntax: The expression ends where a value is expected.
                                                                   ^ error jsonata-syntax: The expression ends where a value is expected.
                                                                             ^^^^^^^^ error jsonata-syntax: An expression is missing between {% and %}.
  B: { Type: Wait, Seconds: "{% (1 %}", End: true }
                                  ^ error jsonata-syntax: \`)\` is missing before the end of the expression.
`);
  });

  it('JSONata has no current item at the top', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, Output: "{% phone & $.name & $$.x %}", Next: B }
                               ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
                                       ^ error jsonata-reference: There is no current item here to take \`$\` from. Write \`$states.input\`, or \`$name\` for a variable.
                                                ^^ error jsonata-reference: There is no current item here to take \`$$\` from. Write \`$states.input\`, or \`$name\` for a variable.
  B: { Type: Pass, Output: "{% $states.input.items[price > 3].name %}", Next: C }
  C: { Type: Pass, Output: "{% $eval('1') + $sume([1]) + sum([1]) %}", End: true }
                               ^^^^^ warning jsonata-function: \`$eval\` does not exist in Step Functions. To read JSON text, use \`$parse\`.
                                            ^^^^^ warning jsonata-function: \`$sume\` is not a function. Did you mean \`$sum\`?
                                                         ^^^ warning jsonata-function: \`sum\` is not a function. Did you mean \`$sum\`?
`);
  });

  it('members of $states where they are', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: f, Payload: "{% $states.result %}" }
                                               ^^^^^^^^^^^^^^ error states-member: "$states.result" can only be read in "Output" and "Assign" of a Task, Parallel or Map state.
    Assign: { a: "{% $states.result.Payload %}" }
    Output: "{% $states.inptu %}"
                ^^^^^^^^^^^^^ warning states-member: "$states" has no member "inptu". Did you mean "input"?
    Catch:
      - { ErrorEquals: [States.ALL], Next: B, Output: "{% $states.errorOutput.Cause & $states.result & $a %}" }
                                                                                      ^^^^^^^^^^^^^^ error states-member: "$states.result" can only be read in "Output" and "Assign" of a Task, Parallel or Map state.
    Next: B
  B: { Type: Pass, Output: "{% $states.errorOutput %}", End: true }
                               ^^^^^^^^^^^^^^^^^^^ error states-member: "$states.errorOutput" can only be read in "Output" and "Assign" of a catcher.
`);
  });

  it('texts that look like expressions and are none', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Pass
    Output: { a: " {% 1 %}", b: "Hello {% $x %}", c: "{% 1", d: $.a, e.$: $.a, f: "States.Format('{}', 1)" }
                 ^^^^^^^^^^ warning expression-nearly: This is plain text: an expression begins with {% and ends with %}, with nothing around it.
                                ^^^^^^^^^^^^^^^^ warning expression-nearly: This is plain text: an expression begins with {% and ends with %}, with nothing around it.
                                                     ^^^^^^ warning expression-nearly: This is plain text: an expression begins with {% and ends with %}, with nothing around it.
                                                                ^^^ warning expression-language: This is plain text: the state uses JSONata. Write an expression in {% %}.
                                                                     ^^^ warning expression-language: In JSONata keys are not evaluated: write "e" with an expression in {% %}.
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ warning expression-language: This is plain text: the state uses JSONata. Write an expression in {% %}.
    End: true
`);
  });

  it('the place is exact behind escapes of JSON', () => {
    checkProblems(
      `
{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "Parameters": { "a.$": "States.Format('It\\\\'s \\u007b}', $.a..)", "b.$": "$[\\"a b\\"].c d" },
                                                                 ^^ error intrinsic-syntax: A name is missing after the dot.
                                                                                         ^^^^ error path-syntax: A name with blanks stands in brackets: ['c d'].
      "Next": "B"
    },
    "B": { "Type": "Succeed", "QueryLanguage": "JSONata", "Output": "{% \\"a\\\\n\\" & phone %}" }
                                                                                   ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
  }
}
`,
      'json',
    );
  });

  it('the place is exact in every kind of YAML scalar', () => {
    checkProblems(`
QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Pass
    Output:
      single: '{% ''it is'' & phone %}'
                              ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
      double: "{% \\"tab\\\\t\\" & \\x22x\\x22 & phone %}"
                                           ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
      folded: >-
        {% 1 +
           2 &

        phone %}
        ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
      literal: |-
        {%
          ($a := 1;
          phone)
          ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
        %}
      plain: "{% 'a' &
        phone %}"
        ^^^^^ error jsonata-reference: There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
    End: true
`);
  });

  it('hints about JSONata that does something else than it seems', () => {
    checkHints(`
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, Assign: { x: 1 }, Next: B }
  B:
    Type: Map
    Items: "{% $states.input.items[price > $x] %}"
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info jsonata-single: One match gives the item itself and none gives nothing. Write [ … ] around it for a list.
    ItemProcessor: { StartAt: C, States: { C: { Type: Succeed, Output: "{% ($x := 2; $x) %}" } } }
                                                                            ^^ info jsonata-local: This sets a variable of the expression only; the workflow variable "x" stays as it is. Use "Assign".
    Next: D
  D:
    Type: Map
    Items: "{% $states.input.items[price > 3][] %}"
    ItemProcessor: { StartAt: E, States: { E: { Type: Succeed } } }
    End: true
`);
  });

  it('nothing is said of what is filled in later', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, InputPath: "\${Path}", Parameters: { a.$: "$.\${Name}", "\${Key}": 1 }, Next: B }
  B: { Type: Pass, QueryLanguage: JSONata, Output: "{% \${Expression} + %}", Next: C }
  C: { Type: Task, Resource: __ARN__, Next: D }
  D: { Type: Task, Resource: "%ARN%", TimeoutSeconds: "{{seconds}}", End: true }
`);
  });
});
