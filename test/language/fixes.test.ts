// What can be done about problems: the text before and after, in JSON, in YAML and inside of templates.
import { checkFix, checkFixAll, checkHostFix, checkNoFix } from '../support/fixes.ts';

const state = (fields: string) => `{ "StartAt": "A", "States": { "A": { ${fields} } } }`;

describe('fixes', () => {
  it('the nearest name, in the quotes that are there', () => {
    const text = (name: string) =>
      `StartAt: A\nStates:\n  A: { Type: Pass, Next: ${name} }\n  Pay: { Type: Succeed }\n`;
    const wanted = { code: 'state-unknown', title: 'Change to "Pay"', format: 'yaml' } as const;
    checkFix(text('Pya'), wanted, text('Pay'));
    checkFix(text("'Pya'"), wanted, text("'Pay'"));
  });

  it('a name that others use too is a guess: offered, and not done unasked', () => {
    const text = (name: string) =>
      `StartAt: A\nStates:\n  A: { Type: Pass, Next: ${name} }\n  Work A: { Type: Pass, Next: Done }\n  Done: { Type: Succeed }\n  B: { Type: Pass, Next: Work A }\n`;
    checkFix(text('Work B'), { code: 'state-unknown', title: 'Change to "Work A"', format: 'yaml' }, text('Work A'));
    checkFixAll(text('Work B'), text('Work B'));
    const alone = (name: string) =>
      `StartAt: A\nStates:\n  A: { Type: Pass, Next: ${name} }\n  Work A: { Type: Succeed }\n`;
    checkFixAll(alone('Wrok A'), alone('Work A'));
  });

  it('what a fix brings to light is fixed too', () => {
    checkFixAll(
      'StartAt: A\nStates:\n  A: { Type: Wiat, Seconds: "5", End: "true" }\n',
      'StartAt: A\nStates:\n  A: { Type: Wait, Seconds: 5, End: true }\n',
    );
  });

  it('line breaks are those of the text', () => {
    checkFix(
      'StartAt: A\r\nStates:\r\n  A:\r\n    Type: Pass\r\n',
      { code: 'transition-missing', title: 'End here', format: 'yaml' },
      'StartAt: A\r\nStates:\r\n  A:\r\n    Type: Pass\r\n    End: true\r\n',
    );
  });

  it('the action of an ARN', () => {
    const text = (name: string) => state(`"Type": "Task", "Resource": "arn:aws:states:::${name}", "End": true`);
    checkFix(
      text('lambda:invok'),
      { code: 'resource-unknown', title: 'Change to "lambda:invoke"' },
      text('lambda:invoke'),
    );
  });

  it('a state that is not there yet, indented like its neighbours', () => {
    checkFix(
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B # soon\n',
      { code: 'state-unknown', title: 'Add state "B"', format: 'yaml', isPreferred: false },
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B # soon\n  B:\n    Type: Pass\n    End: true\n',
    );
    checkFix(
      '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "B" }\n  }\n}\n',
      { code: 'state-unknown', title: 'Add state "B"', isPreferred: false },
      '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "B" },\n    "B": {\n      "Type": "Pass",\n      "End": true\n    }\n  }\n}\n',
    );
  });

  it('a member goes with its line and comma, comments of others stay', () => {
    checkFix(
      'StartAt: A\nStates:\n  A:\n    # first\n    Type: Pass\n    Retry: []\n    # last\n    End: true\n',
      { code: 'field-unknown', title: 'Remove "Retry"', format: 'yaml' },
      'StartAt: A\nStates:\n  A:\n    # first\n    Type: Pass\n    # last\n    End: true\n',
    );
    checkFix(
      state('"Type": "Pass", "End": true, "Retry": []'),
      { code: 'field-unknown', title: 'Remove "Retry"' },
      state('"Type": "Pass", "End": true'),
    );
    checkFix(
      '{\n  "StartAt": "A",\n  "States": { "A": {\n    "Type": "Pass",\n    "End": true,\n    "Retry": []\n  } }\n}\n',
      { code: 'field-unknown', title: 'Remove "Retry"' },
      '{\n  "StartAt": "A",\n  "States": { "A": {\n    "Type": "Pass",\n    "End": true\n  } }\n}\n',
    );
  });

  it('Next or End', () => {
    checkFix(
      state('"Type": "Pass"'),
      { code: 'transition-missing', title: 'End here' },
      state('"Type": "Pass", "End": true'),
    );
    checkFix(
      'StartAt: A\nStates:\n  A: { Type: Pass }\n  B: { Type: Succeed }\n',
      { code: 'transition-missing', title: 'Go on to "B"', format: 'yaml' },
      'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n  B: { Type: Succeed }\n',
    );
    checkFix(
      'StartAt: A\nStates:\n  A: { Type: Pass, Next: B, End: true }\n  B: { Type: Succeed }\n',
      { code: 'transition-missing', title: 'Remove "End"', format: 'yaml' },
      'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n  B: { Type: Succeed }\n',
    );
    checkFix(
      state('"Type": "Pass", "End": false'),
      { code: 'transition-missing', title: 'End here' },
      state('"Type": "Pass", "End": true'),
    );
  });

  it('what is missing', () => {
    checkFix(
      '{ "States": { "A": { "Type": "Succeed" } } }',
      { code: 'field-missing', title: 'Add "StartAt": "A"' },
      '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }',
    );
    checkFix(
      'StartAt: A\nStates:\n  A:\n    Resource: arn:aws:states:::lambda:invoke\n    End: true\n',
      { code: 'field-missing', title: 'Add "Type": "Task"', format: 'yaml' },
      'StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    End: true\n',
    );
  });

  it('a Default that fails', () => {
    checkFix(
      'StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.a\n        IsNull: true\n        Next: B\n  B: { Type: Succeed }\n',
      {
        code: 'default-missing',
        title: 'Add "Default" with a Fail state "A without a match"',
        format: 'yaml',
        isPreferred: false,
      },
      'StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.a\n        IsNull: true\n        Next: B\n    Default: A without a match\n  B: { Type: Succeed }\n  A without a match:\n    Type: Fail\n    Error: States.NoChoiceMatched\n',
    );
  });

  it('the order of catchers', () => {
    const text = (entries: string) =>
      `StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Catch:\n${entries}    End: true\n  B: { Type: Succeed }\n`;
    const all = '      - ErrorEquals: [States.ALL]\n        Next: B\n';
    const other = '      - ErrorEquals: [Busy]\n        ResultPath: $.error\n        Next: B\n';
    checkFix(
      text(all + other),
      { code: 'error-order', title: 'Move it to the end of the list', format: 'yaml' },
      text(other + all),
    );
  });

  it('States.ALL alone', () => {
    const text = (names: string) =>
      state(
        `"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Retry": [{ "ErrorEquals": ${names} }], "End": true`,
      );
    checkFix(
      text('["Busy", "States.ALL"]'),
      { code: 'error-alone', title: 'Keep only "States.ALL"' },
      text('["States.ALL"]'),
    );
  });

  it('values of another kind', () => {
    checkFix(
      state('"Type": "Wait", "Seconds": "5", "End": true'),
      { code: 'field-value', title: 'Write it as a number' },
      state('"Type": "Wait", "Seconds": 5, "End": true'),
    );
    checkFix(
      state('"Type": "Pass", "End": "true"'),
      { code: 'field-value', title: 'Write it as true or false' },
      state('"Type": "Pass", "End": true'),
    );
    checkFix(
      state('"Type": "Fail", "Error": 404'),
      { code: 'field-value', title: 'Write it as text' },
      state('"Type": "Fail", "Error": "404"'),
    );
  });

  it('operands', () => {
    const text = (test: string) =>
      `StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices: [{ Variable: $.a, ${test}, Next: B }]\n    Default: B\n  B: { Type: Succeed }\n`;
    const wanted = { code: 'choice-operand', format: 'yaml' } as const;
    checkFix(text('NumericEquals: "5"'), { ...wanted, title: 'Write it as a number' }, text('NumericEquals: 5'));
    checkFix(text('NumericEquals: five'), { ...wanted, title: 'Change to "StringEquals"' }, text('StringEquals: five'));
    checkFix(
      text('IsPresent: true, StringEquals: x'),
      { code: 'choice-test', title: 'Join the comparisons with "And"', format: 'yaml' },
      text('And: [{ Variable: $.a, IsPresent: true }, { Variable: $.a, StringEquals: x }]').replace(
        'Variable: $.a, And',
        'And',
      ),
    );
  });

  it('expressions', () => {
    const jsonata = (output: string) =>
      state(`"Type": "Pass", "QueryLanguage": "JSONata", "Output": ${output}, "End": true`);
    const close = { code: 'expression-nearly', title: 'Write the expression between {% and %}' };
    checkFix(jsonata('"{% $states.input %"'), close, jsonata('"{% $states.input %}"'));
    checkFix(jsonata('" {% $states.input %} "'), close, jsonata('"{% $states.input %}"'));
    checkFix(
      state('"Type": "Pass", "Parameters": { "id": "$.id" }, "End": true'),
      { code: 'expression-unmarked', title: 'Rename "id" to "id.$"' },
      state('"Type": "Pass", "Parameters": { "id.$": "$.id" }, "End": true'),
    );
    checkFix(
      state('"Type": "Pass", "Parameters": { "id.$": 5 }, "End": true'),
      { code: 'expression-expected', title: 'Rename "id.$" to "id"' },
      state('"Type": "Pass", "Parameters": { "id": 5 }, "End": true'),
    );
    const task = (args: string) =>
      state(
        `"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { ${args} }, "End": true`,
      );
    checkFix(
      task('"FunctionName": "f", "Payload.$": "$.order.id"'),
      { code: 'expression-language', title: 'Write the expression {% $states.input.order.id %}' },
      task('"FunctionName": "f", "Payload": "{% $states.input.order.id %}"'),
    );
  });

  it('old names', () => {
    const text = (name: string) =>
      `StartAt: A\nStates:\n  A:\n    Type: Map\n    ${name}: # inside\n      StartAt: B\n      States:\n        B: { Type: Succeed }\n    End: true\n`;
    const wanted = { code: 'field-deprecated', title: 'Rename "Iterator" to "ItemProcessor"', format: 'yaml' } as const;
    checkFix(text('Iterator'), wanted, text('ItemProcessor'));
  });

  it('a name that two scopes use, with all that leads to it', () => {
    checkFix(
      'StartAt: A\nStates:\n  A:\n    Type: Map\n    ItemProcessor:\n      StartAt: A\n      States:\n        A: { Type: Pass, Next: B }\n        B: { Type: Pass, Next: A, End: false }\n    End: true\n',
      { code: 'state-duplicate', title: 'Rename "A" to "A 2"', format: 'yaml' },
      'StartAt: A\nStates:\n  A:\n    Type: Map\n    ItemProcessor:\n      StartAt: A 2\n      States:\n        A 2: { Type: Pass, Next: B }\n        B: { Type: Pass, Next: A 2, End: false }\n    End: true\n',
    );
  });

  it('a state that does nothing, with what led to it', () => {
    checkFix(
      'StartAt: A\nStates:\n  A: { Type: Pass, Result: 1, Next: B }\n  B:\n    Type: Pass\n    Next: C\n  C: { Type: Succeed }\n',
      { code: 'state-idle', title: 'Remove state "B"', format: 'yaml', isPreferred: false },
      'StartAt: A\nStates:\n  A: { Type: Pass, Result: 1, Next: C }\n  C: { Type: Succeed }\n',
    );
  });

  it('commas and quotes of JSON', () => {
    checkFix('{ \'StartAt\': "A" }', { code: 'json-syntax', title: 'Write it in double quotes' }, '{ "StartAt": "A" }');
    checkFix(
      '{ "StartAt": "A" "States": {} }',
      { code: 'json-syntax', title: 'Add a comma' },
      '{ "StartAt": "A", "States": {} }',
    );
  });

  it('what a deployment tool fills in is not written again', () => {
    checkNoFix(
      'StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Catch: [{ ErrorEquals: [States.ALL], Next: "${B}" }, { ErrorEquals: [X], Next: "${B}" }]\n    End: true\n',
      'error-order',
      'yaml',
    );
  });
});

describe('fixes in templates', () => {
  const frame = (definition: string) =>
    `Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: ${definition}\n`;

  it('a block: with its indentation', () => {
    const text = (more: string) =>
      frame(
        `|\n        {\n          "StartAt": "A",\n          "States": { "A": {\n            "Type": "Pass"${more}\n          } }\n        }`,
      );
    checkHostFix(
      'template.yaml',
      text(''),
      { code: 'transition-missing', title: 'End here' },
      text(',\n            "End": true'),
    );
  });

  it('text in quotes: with escapes', () => {
    const text = (more: string) =>
      JSON.stringify({
        Resources: {
          Pay: {
            Type: 'AWS::StepFunctions::StateMachine',
            Properties: { DefinitionString: `{ "StartAt": "A", "States": { "A": { "Type": "Pass"${more} } } }` },
          },
        },
      });
    checkHostFix('template.json', text(''), { code: 'transition-missing', title: 'End here' }, text(', "End": true'));
  });

  it('a Terraform heredoc and quoted text', () => {
    const heredoc = (more: string) =>
      `resource "aws_sfn_state_machine" "pay" {\n  definition = <<EOF\n{ "StartAt": "A", "States": { "A": { "Type": "Pass"${more} } } }\nEOF\n}\n`;
    const wanted = { code: 'transition-missing', title: 'End here' };
    checkHostFix('main.tf', heredoc(''), wanted, heredoc(', "End": true'));
    const quoted = (more: string) =>
      `resource "aws_sfn_state_machine" "pay" {\n  definition = ${JSON.stringify(`{ "StartAt": "A", "States": { "A": { "Type": "Pass"${more} } } }`)}\n}\n`;
    checkHostFix('main.tf', quoted(''), wanted, quoted(', "End": true'));
  });

  it('a misspelt parameter', () => {
    const text = (name: string) =>
      `Parameters:\n  TableName: { Type: String }\n${frame(`!Sub '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": "\${${name}}", "End": true } } }'`)}`;
    checkHostFix(
      'template.yaml',
      text('TableNam'),
      { code: 'substitution-unknown', title: 'Change to "TableName"' },
      text('TableName'),
    );
  });
});
