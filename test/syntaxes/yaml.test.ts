// The colours of definitions in YAML.
import { checkScopes } from './checkScopes.ts';

describe('The grammar of YAML definitions', () => {
  it('knows states, fields, the names they lead to, and types', () =>
    checkScopes(
      'asl-yaml',
      `
# An order
^^^^^^^^^^ comment.line.number-sign.yaml
StartAt: Pay now # first
^^^^^^^ keyword.other.field.asl
         ^^^^^^^ entity.name.function.state.asl
                 ^^^^^^^ comment.line.number-sign.yaml
States:
^^^^^^ keyword.other.field.asl
  Pay now:
  ^^^^^^^ entity.name.function.state.asl
    Type: Task
    ^^^^ keyword.other.field.asl
          ^^^^ support.class.state-type.asl
    TimeoutSeconds: 60
    ^^^^^^^^^^^^^^ keyword.other.field.asl
                    ^^ constant.numeric.yaml
    Surprise: true
    ^^^^^^^^ entity.name.tag.yaml
    ^^^^^^^^ !keyword.other.field.asl
              ^^^^ constant.language.yaml
    Comment: What, why and how
             ^^^^ string.unquoted.plain.yaml
    Next: "Is it, done?"
    ^^^^ keyword.other.field.asl
           ^^^^^^^^^^^^ entity.name.function.state.asl
  "Is it, done?":
   ^^^^^^^^^^^^ entity.name.function.state.asl
    Type: Choice
    Choices:
      - Variable: $.order.done
        ^^^^^^^^ keyword.other.field.asl
                  ^ variable.language.root.jsonpath
        BooleanEquals: true
        ^^^^^^^^^^^^^ keyword.other.field.asl
        Next: Pay now
              ^^^^^^^ entity.name.function.state.asl
Comment: x
^^^^^^^ keyword.other.field.asl
^^^^^^^ !entity.name.function.state.asl
`,
    ));

  it('knows flow style', () =>
    checkScopes(
      'asl-yaml',
      `
States:
  A: { Type: Pass, Next: The end, Result: { Next: x } }
  ^ entity.name.function.state.asl
       ^^^^ keyword.other.field.asl
             ^^^^ support.class.state-type.asl
                         ^^^^^^^ entity.name.function.state.asl
                                  ^^^^^^ keyword.other.field.asl
                                            ^^^^ !keyword.other.field.asl
  The end: { Type: Succeed }
  ^^^^^^^ entity.name.function.state.asl
`,
    ));

  it('finds states inside braces', () =>
    checkScopes(
      'asl-yaml',
      `
ItemProcessor: { StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } }
^^^^^^^^^^^^^ keyword.other.field.asl
                          ^ entity.name.function.state.asl
                                       ^ entity.name.function.state.asl
                                                              ^ entity.name.function.state.asl
                                                                   ^ entity.name.function.state.asl
                                                                        ^^^^ keyword.other.field.asl
`,
    ));

  it('finds the states of branches', () =>
    checkScopes(
      'asl-yaml',
      `
States:
  Both:
    Type: Parallel
    Branches:
      - StartAt: A
        ^^^^^^^ keyword.other.field.asl
                 ^ entity.name.function.state.asl
        States:
          A:
          ^ entity.name.function.state.asl
            Type: Succeed
            ^^^^ keyword.other.field.asl
      - States:
          B: { Type: Succeed }
          ^ entity.name.function.state.asl
        StartAt: B
        ^^^^^^^ keyword.other.field.asl
        ^^^^^^^ !entity.name.function.state.asl
    Next: C
    ^^^^ keyword.other.field.asl
  C:
  ^ entity.name.function.state.asl
`,
    ));

  it('takes a payload for data, and knows the paths in it', () =>
    checkScopes(
      'asl-yaml',
      `
    Parameters:
    ^^^^^^^^^^ keyword.other.field.asl
      Next: B
      ^^^^ !keyword.other.field.asl
            ^ !entity.name.function.state.asl
      Id.$: $.order.id
            ^ variable.language.root.jsonpath
              ^^^^^ variable.other.property.jsonpath
      "Text.$": "States.Format('Hello {}', $.name)"
                 ^^^^^^^^^^^^^ support.function.intrinsic.asl
                               ^^^^^^^^^^ string.quoted.single.asl
      Resource: !Sub "arn:\${AWS::Region}"
                ^^^^ storage.type.tag.yaml
                            ^^^^^^^^^^^ variable.parameter.placeholder.asl
    Next: B
    ^^^^ keyword.other.field.asl
          ^ entity.name.function.state.asl
`,
    ));

  it('knows JSONata in quotes and in block scalars', () =>
    checkScopes(
      'asl-yaml',
      `
    Condition: '{% $states.input.name = ''x'' %}'
                ^^ punctuation.section.embedded.begin.jsonata
                   ^^^^^^^ variable.language.states.jsonata
                                        ^^^^^ string.quoted.single.jsonata
    Items: "{% $map(xs, function($x) { $x & \\"!\\" }) %}"
               ^^^^ support.function.jsonata
                        ^^^^^^^^ storage.type.function.jsonata
    Output: >-
    ^^^^^^ keyword.other.field.asl
            ^^ keyword.control.flow.block-scalar.yaml
      {% $sum(items.price)
      ^^ punctuation.section.embedded.begin.jsonata
         ^^^^ support.function.jsonata
         + 1 /* tax */ %}
         ^ keyword.operator.jsonata
             ^^^^^^^^^ comment.block.jsonata
    Next: B
    ^^^^ keyword.other.field.asl
`,
    ));

  it('knows a quoted expression over several lines', () =>
    checkScopes(
      'asl-yaml',
      `
    Output: "{% $sum(
                ^^^^ support.function.jsonata
      items.price) %}"
      ^^^^^ variable.other.property.jsonata
    Next: B
    ^^^^ keyword.other.field.asl
`,
    ));
});

describe('A half-typed YAML definition', () => {
  it('keeps its colours after a quote, a bracket or an expression that is not closed', () =>
    checkScopes(
      'asl-yaml',
      `
States:
  A:
    Type: Choice
    Choices: [{ Variable: $.a, Next: B
    Output: "{% $sum(x /* y
    Comment: 'what
    ^^^^^^^ keyword.other.field.asl
    Next: B
    ^^^^ keyword.other.field.asl
          ^ entity.name.function.state.asl
  B:
  ^ entity.name.function.state.asl
    Output: |
      {% $sum(
         ^^^^ support.function.jsonata
  C:
  ^ entity.name.function.state.asl
`,
    ));
});
