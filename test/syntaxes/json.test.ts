// The colours of definitions in JSON.
import { checkScopes } from './checkScopes.ts';

describe('The grammar of JSON definitions', () => {
  it('knows states, fields, the names they lead to, and types', () =>
    checkScopes(
      'asl',
      `
{
  "StartAt": "Pay now",
   ^^^^^^^ keyword.other.field.asl
              ^^^^^^^ entity.name.function.state.asl
  "States": {
   ^^^^^^ keyword.other.field.asl
    "Pay now": {
     ^^^^^^^ entity.name.function.state.asl
      "Type": "Task",
       ^^^^ keyword.other.field.asl
               ^^^^ support.class.state-type.asl
      "Comment": "Next",
                  ^^^^ !entity.name.function.state.asl
      "Surprise": 12.5e3,
       ^^^^^^^^ support.type.property-name.json
       ^^^^^^^^ !keyword.other.field.asl
                  ^^^^^^ constant.numeric.json
      "Next": "Next"
       ^^^^ keyword.other.field.asl
               ^^^^ entity.name.function.state.asl
    },
    "Next": { "Type": "Choice", "Default": "Pay now" }
     ^^^^ entity.name.function.state.asl
               ^^^^ keyword.other.field.asl
                                            ^^^^^^^ entity.name.function.state.asl
  }
}
`,
    ));

  it('knows paths, and the parts they are made of', () =>
    checkScopes(
      'asl',
      `
"Variable": "$.order.items[0].price",
             ^ variable.language.root.jsonpath
               ^^^^^ variable.other.property.jsonpath
                           ^ constant.numeric.jsonpath
"ResultPath": "$.x",
               ^ variable.language.root.jsonpath
"NumericGreaterThanPath": "$limit",
                           ^^^^^^ variable.other.jsonpath
"InputPath": "$$.Execution.Id",
              ^^ variable.language.context.jsonpath
                 ^^^^^^^^^ variable.other.property.jsonpath
"OutputPath": "$['a b'][?(@.x > 1)]"
                 ^^^^^ string.quoted.single.jsonpath
                          ^ variable.language.current.jsonpath
`,
    ));

  it('takes a payload for data, whatever its keys are called', () =>
    checkScopes(
      'asl',
      `
{
  "States": {
    "A": {
      "Parameters": {
       ^^^^^^^^^^ keyword.other.field.asl
        "Next": "B",
         ^^^^ !keyword.other.field.asl
                 ^ !entity.name.function.state.asl
        "Id.$": "$.order.id",
                 ^ variable.language.root.jsonpath
        "Text.$": "States.Format('Hello {}, {}', $.name, 1)",
                   ^^^^^^^^^^^^^ support.function.intrinsic.asl
                                 ^^^^^^^^^^^^^^ string.quoted.single.asl
                                        ^^ constant.other.placeholder.asl
                                                 ^ variable.language.root.jsonpath
                                                         ^ constant.numeric.jsonpath
        "Plain": "$.order.id"
                  ^ !variable.language.root.jsonpath
      },
      "Result": { "Type": "x" }, "Next": "B"
                   ^^^^ !keyword.other.field.asl
                                  ^^^^ keyword.other.field.asl
                                          ^ entity.name.function.state.asl
    }
  }
}
`,
    ));

  it('knows JSONata inside a string', () =>
    checkScopes(
      'asl',
      `
"Output": "{% $states.input.total > 100 and $sum(items.price) %} ",
           ^^ punctuation.section.embedded.begin.jsonata
              ^^^^^^^ variable.language.states.jsonata
                      ^^^^^ variable.other.property.jsonata
                                  ^ keyword.operator.jsonata
                                    ^^^ constant.numeric.jsonata
                                        ^^^ keyword.operator.word.jsonata
                                            ^^^^ support.function.jsonata
                                                              ^^ punctuation.section.embedded.end.jsonata
"Condition": "{% $name = \\"a}%\\" or /* why */ false %}",
                 ^^^^^ variable.other.jsonata
                         ^^^^^^^ string.quoted.double.jsonata
                                 ^^ keyword.operator.word.jsonata
                                    ^^^^^^^^^ comment.block.jsonata
                                              ^^^^^ constant.language.jsonata
"Next": "B"
 ^^^^ keyword.other.field.asl
`,
    ));

  it('knows placeholders in strings and in place of values', () =>
    checkScopes(
      'asl',
      `
"Resource": "arn:aws:\${Service}:x",
                       ^^^^^^^ variable.parameter.placeholder.asl
"TimeoutSeconds": \${Timeout},
                    ^^^^^^^ variable.parameter.placeholder.asl
"Next": "\${Target}"
           ^^^^^^ variable.parameter.placeholder.asl
`,
    ));

  it('knows comments and error names', () =>
    checkScopes(
      'asl',
      `
// why
^^^^^^ comment.line.double-slash.json
"ErrorEquals": ["States.Timeout", "Mine"] /* how */
                 ^^^^^^^^^^^^^^ support.constant.error.asl
                                   ^^^^ !support.constant.error.asl
                                          ^^^^^^^^^ comment.block.json
`,
    ));

  it('finds states on one line, in a minified file too', () =>
    checkScopes(
      'asl',
      `
{"StartAt":"A","States":{"A":{"Type":"Parallel","Branches":[{"StartAt":"I","States":{"I":{"Type":"Pass","Result":{"Next":1},"End":true}}}],"Next":"B"},"B":{"Type":"Succeed"}}}
                          ^ entity.name.function.state.asl
                               ^^^^ keyword.other.field.asl
                                                                                      ^ entity.name.function.state.asl
                                                                                                                   ^^^^ !keyword.other.field.asl
                                                                                                                             ^^^ keyword.other.field.asl
                                                                                                                                                    ^ entity.name.function.state.asl
`,
    ));

  it('finds the states of a branch that begins on the line of its brace', () =>
    checkScopes(
      'asl',
      `
  "Branches": [
    { "StartAt": "A", "States": {
                  ^ entity.name.function.state.asl
        "A": { "Type": "Pass", "End": true },
         ^ entity.name.function.state.asl
        "B": {
         ^ entity.name.function.state.asl
          "Type": "Fail"
           ^^^^ keyword.other.field.asl
        }
      }
    }
  ]
`,
    ));
});

describe('A half-typed JSON definition', () => {
  it('keeps its colours after a brace that is missing', () =>
    checkScopes(
      'asl',
      `
{
  "States": {
    "A": {
      "Type": "Task",
      "Parameters": {
        "Next": 1,
         ^^^^ !keyword.other.field.asl
      "Next": "B"
       ^^^^ keyword.other.field.asl
    "B": {
     ^ entity.name.function.state.asl
      "Type": "Pass"
       ^^^^ keyword.other.field.asl
    }
  },
  "Comment": "x"
   ^^^^^^^ keyword.other.field.asl
   ^^^^^^^ !entity.name.function.state.asl
}
`,
    ));

  it('keeps its colours after a quote or an expression that is not closed', () =>
    checkScopes(
      'asl',
      `
  "States": {
    "A": {
      "Output": "{% $sum(x /* y
                    ^^^^ support.function.jsonata
      "Next": "B
       ^^^^ keyword.other.field.asl
               ^ entity.name.function.state.asl
    },
    "B": {
     ^ entity.name.function.state.asl
`,
    ));

  it('takes a name just begun for a state', () =>
    checkScopes(
      'asl',
      `
  "States": {
    "Chec
     ^^^^ entity.name.function.state.asl
    "B": { "Type": "Pass" }
     ^ entity.name.function.state.asl
  }
`,
    ));
});
