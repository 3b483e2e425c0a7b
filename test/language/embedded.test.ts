// Definitions inside other files: each form of each host, with what is wrong drawn where it is in the host.
import assert from 'node:assert/strict';
import { fileMissing, findDefinitions } from '../../language/index.ts';
import { checkHost, checkLinked } from '../support/problems.ts';

describe('definitions in CloudFormation and SAM templates', () => {
  it('an object', () => {
    checkHost(
      'template.yaml',
      `
Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Check
        States:
          Check:
            Type: Task
            Resource: !GetAtt Check.Arn
            TimeoutSeconds: !If [IsProd, 10, 60]
            Next: Pya
                  ^^^ error state-unknown: No state is named "Pya". Did you mean "Pay"?
          Pay: { Type: Succeed }
`,
    );
  });

  it('a literal block, through !Sub', () => {
    checkHost(
      'template.yaml',
      `
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Check: { Type: AWS::Lambda::Function }
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "Check",
          "States": {
            "Check": { "Type": "Task", "Resource": "\${Chekc.Arn}", "Next": "Pya" },
                                                      ^^^^^ error substitution-unknown: The template has no parameter or resource "Chekc". Did you mean "Check"?
                                                                           ^^^^^ error state-unknown: No state is named "Pya". Did you mean "Pay"?
            "Pay": { "Type": "Pass", "Result": "\${AWS::Region}", "End": true }
          }
        }
`,
    );
  });

  it('a folded block whose lines become one', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: >-
        {"StartAt": "A", "States":

        {"A": {"Type": "Pass", "Comment": "two
        lines", "Next": "B"},
                        ^^^ error state-unknown: No state is named "B".

         "Bc": {"Type": "Succeed"}}}
`,
    );
  });

  it('an escaped text in JSON', () => {
    checkHost(
      'template.json',
      `
{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "DefinitionString": "{\\"StartAt\\": \\"A\\",\\n \\"States\\": {\\"A\\": {\\"Type\\": \\"Pass\\", \\"Next\\": \\"B\\"}}}"
                                                                                                       ^^^^^ error state-unknown: No state is named "B".
      }
    }
  }
}
`,
    );
  });

  it('a quoted text in YAML', () => {
    checkHost(
      'template.yml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "it''s", "Next": "B"}}}'
                                                                                                       ^^^ error state-unknown: No state is named "B".
`,
    );
  });

  it('the pieces of Fn::Join', () => {
    checkHost(
      'template.json',
      `
{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "DefinitionString": { "Fn::Join": ["", [
          "{\\"StartAt\\": \\"A\\", \\"States\\": {\\"A\\": {\\"Type\\": \\"Task\\", \\"Resource\\": \\"",
          { "Fn::GetAtt": ["Check", "Arn"] },
          "\\", \\"TimeoutSeconds\\": ",
          { "Ref": "Timeout" },
          ", \\"Next\\": \\"B",
                       ^^^^^ error state-unknown: No state is named "BC".
          "C\\"}}}"
        ]] }
      }
    }
  }
}
`,
    );
  });

  it('a text with lines joined by Fn::Join', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Join
        - "\\n"
        - - '{"StartAt": "A",'
          - ' "States": {'
          - '   "A": {"Type": "Pass", "Next": "B"}'
                                              ^^^ error state-unknown: No state is named "B".
          - ' }'
          - '}'
`,
    );
  });

  it('the names of Fn::Sub and its map, both ways', () => {
    checkHost(
      'template.yaml',
      `
Parameters: {}
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        Fn::Sub:
          - '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "\${CheckArm}", "TimeoutSeconds": \${Time}, "End": true}}}'
                                                                              ^^^^^^^^ error substitution-unknown: The template has no parameter or resource "CheckArm". Did you mean "CheckArn"?
          - CheckArn: arn:aws:lambda:eu-west-1:123456789012:function:Check
            ^^^^^^^^ warning substitution-unused: Nothing in the definition uses "CheckArn". Did you mean "CheckArm"?
            Time: 10
            Other: 5
            ^^^^^ info substitution-unused: Nothing in the definition uses "Other".
`,
    );
  });

  it('the names of DefinitionSubstitutions, both ways', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions:
        Tabel: !Ref Orders
        ^^^^^ warning substitution-unused: Nothing in the definition uses "Tabel". Did you mean "Table"?
        CheckArn: !GetAtt Check.Arn
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: \${CheckArn}
            Parameters:
              TableName: "x-\${Table}"
                              ^^^^^ warning substitution-unknown: "DefinitionSubstitutions" of "Order" has no "Table": this stays as it is written. Did you mean "Tabel"?
            End: true
`,
    );
  });

  it('nothing is said of names that macros and includes may bring', () => {
    checkHost(
      'template.yaml',
      `
Transform: [MyMacro]
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: names.yaml } }
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: "\${CheckArn}", Parameters: { b: !Sub "\${Bucket}" }, End: true }
`,
    );
  });

  it('a part of a template may use names of others, and tools before CloudFormation have their own', () => {
    checkHost(
      'resources/flow.yml',
      `
Resources:
  CheckQueue: { Type: AWS::SQS::Queue }
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: !Sub "\${PayLambdaFunction.Arn}", Comment: "\${self:service}", Next: B }
          B: { Type: Pass, Result: !Sub "\${ChekQueue.Arn}", End: true }
                                           ^^^^^^^^^ warning substitution-unknown: The template has no parameter or resource "ChekQueue". Did you mean "CheckQueue"?
`,
    );
  });

  it('resources SAM makes are there', () => {
    checkHost(
      'template.yaml',
      `
Transform: AWS::Serverless-2016-10-31
Resources:
  Check: { Type: AWS::Serverless::Function }
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: !Sub "\${CheckRole.Arn}", Parameters: { a: !Sub "\${ServerlessRestApi}", b: !Sub "\${Chek}" }, End: true }
                                                                                                                       ^^^^ warning substitution-unknown: The template has no parameter or resource "Chek". Did you mean "Check"?
`,
    );
  });

  it('an Express machine can do less', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineType: EXPRESS
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: "arn:aws:states:::glue:startJobRun.sync", Arguments: { JobName: a }, QueryLanguage: JSONata, End: true }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-express: An Express machine cannot use ".sync".
`,
    );
  });

  it('both sides of an If', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !If
        - IsProd
        - '{"StartAt": "A", "States": {"B": {"Type": "Succeed"}}}'
                       ^^^ error state-unknown: No state is named "A".
        - '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
`,
    );
  });

  it('a half-typed template', () => {
    checkHost(
      'template.yaml',
      `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: |
        { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next":
        ^ error json-syntax: This is never closed: "}" is missing.
                                    ^ error json-syntax: This is never closed: "}" is missing.
                                           ^ error json-syntax: This is never closed: "}" is missing.
                                                             ^^^^^^ error json-syntax: "Next" has no value.
`,
    );
  });

  it('a placeholder for the whole definition is none', () => {
    const text = 'Resources: {A: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Ref Given}}}';
    assert.deepEqual(findDefinitions(text, 'template.yaml'), []);
  });

  it('a file of another kind is refused before it is read', () => {
    assert.deepEqual(findDefinitions('a: [', 'other.yaml'), []);
  });
});

describe('definitions in files that templates name', () => {
  it('DefinitionUri: names both ways', () => {
    checkLinked(
      {
        name: 'template.yaml',
        text: `
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: statemachine/order.asl.json
      DefinitionSubstitutions:
        Chekc: !GetAtt Check.Arn
        ^^^^^ warning substitution-unused: Nothing in the definition uses "Chekc". Did you mean "Check"?
        Other: 1
        ^^^^^ info substitution-unused: Nothing in the definition uses "Other".
`,
      },
      {
        name: 'order.asl.json',
        text: `
{
  "StartAt": "A",
  "States": { "A": { "Type": "Task", "Resource": "arn:\\u0061:\${Check}", "End": true } }
                                                               ^^^^^ warning substitution-unknown: "DefinitionSubstitutions" of "Order" has no "Check": this stays as it is written. Did you mean "Chekc"?
}
`,
      },
    );
  });

  it('no substitutions at all', () => {
    checkLinked(
      {
        name: 'template.yaml',
        text: 'Resources: { Order: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: a.asl.yaml } } }',
      },
      {
        name: 'a.asl.yaml',
        text: `
StartAt: A
States: { A: { Type: Task, Resource: "\${Check}", End: true } }
                                        ^^^^^ warning substitution-unknown: "Order" has no "DefinitionSubstitutions" that give "Check" a value: this stays as it is written.
`,
      },
    );
  });

  it('templatefile: names both ways, also in expressions and loops', () => {
    checkLinked(
      {
        name: 'main.tf',
        text: `
resource "aws_sfn_state_machine" "order" {
  name       = "order"
  definition = templatefile("\${path.module}/order.asl.json.tftpl", {
    check_arn = aws_lambda_function.check.arn
    items     = ["a", "b"], "timeuot" : 10
                             ^^^^^^^ warning substitution-unused: Nothing in the definition uses "timeuot". Did you mean "timeout"?
  })
}
`,
      },
      {
        name: 'order.asl.json.tftpl',
        text: `
{
  "StartAt": "A",
  "States": {
    %{ for item in items }
    "A": { "Type": "Task", "Resource": "\${check_arn}", "Comment": "\${upper(item.name)}", "TimeoutSeconds": \${timeout}, "End": true }
                                                                                                             ^^^^^^^ error substitution-unknown: "templatefile" of "order" is given no variable "timeout". Did you mean "timeuot"?
    %{ endfor }
  }
}
`,
      },
    );
  });

  it('a file that is not there: definition-file', () => {
    const text = 'Resources: { A: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: a.asl.json } } }';
    const [machine] = findDefinitions(text, 't.yaml');
    assert.ok(machine?.link);
    const [problem] = fileMissing(machine.link);
    assert.equal(problem?.message, 'There is no file "a.asl.json" here.');
    assert.equal(text.slice(problem.start, problem.end), 'a.asl.json');
  });

  it('what is no file beside the template is not looked for', () => {
    const uri = (value: string) => {
      const text = `Resources: { A: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: ${value} } } }`;
      return findDefinitions(text, 't.yaml').map(({ link }) => link?.path);
    };
    assert.deepEqual(uri('s3://bucket/key'), []);
    assert.deepEqual(uri('{ Bucket: b, Key: k }'), []);
    assert.deepEqual(uri('!Sub "${Folder}/a.asl.json"'), []);
    assert.deepEqual(uri('!If [A, a.asl.json, b.asl.json]'), ['a.asl.json', 'b.asl.json']);
  });
});

describe('definitions in Serverless Framework files', () => {
  it('objects and texts, with variables of the framework', () => {
    checkHost(
      'serverless.yml',
      `
service: orders
stepFunctions:
  stateMachines:
    order:
      name: order-\${self:provider.stage}
      definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:\${self:service}-a
            TimeoutSeconds: \${self:custom.timeout, 10}
            Next: B
                  ^ error state-unknown: No state is named "B".
    pay:
      definition: '{"StartAt": "C", "States": {"D": {"Type": "Succeed"}}}'
                               ^^^ error state-unknown: No state is named "C".
`,
    );
  });

  it('a part of its own, and files of other tools', () => {
    const found = (text: string) => findDefinitions(text, 'machines.yml').map(({ name }) => name);
    assert.deepEqual(found('stateMachines: { a: { definition: { StartAt: A, States: { A: { Type: Fail } } } } }'), [
      'a',
    ]);
    assert.deepEqual(found('stateMachines: { a: { definition: { initial: idle } }, b: { definition: x.json } }'), []);
  });

  it('files are named by variables', () => {
    const text =
      'stepFunctions: {stateMachines: {a: {definition: "${file(./a.asl.yml)}"}, b: {definition: "${file(b.yml):c}"}}}';
    assert.deepEqual(
      findDefinitions(text, 'serverless.yml').map(({ name, link }) => `${name} ${link?.path}`),
      ['a ./a.asl.yml'],
    );
  });
});

describe('definitions in Terraform files', () => {
  it('heredocs with interpolations', () => {
    checkHost(
      'main.tf',
      `
# comment "with a quote
resource "aws_iam_role" "role" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_sfn_state_machine" "order" {
  name = "order-\${var.stage["a"]}"
  definition = <<-EOF
    {
      "StartAt": "A",
      "States": {
        "A": { "Type": "Task", "Resource": "\${lookup(local.arns, "check")}", "TimeoutSeconds": \${var.timeout}0, "Next": "Pya" },
                                                                                                                        ^^^^^ error state-unknown: No state is named "Pya". Did you mean "Pay"?
        "Pay": { "Type": "Pass", "Result": "$\${kept}", "End": true }
      }
    }
  EOF
}
`,
    );
  });

  it('quoted texts and local values', () => {
    checkHost(
      'main.tf',
      `
locals {
  flow = "{\\"StartAt\\": \\"A\\", \\"States\\": {\\"B\\": {\\"Type\\": \\"Succeed\\"}}}"
                        ^^^^^ error state-unknown: No state is named "A".
}
resource "aws_sfn_state_machine" "order" {
  definition = local.flow
}
`,
    );
  });

  it('directives leave open what the text will be', () => {
    checkHost(
      'main.tf',
      `
module "order" {
  definition = <<EOF
{
  "StartAt": "A",
  "States": {
    %{ if var.short ~}
    "A": { "Type": "Succeed" }
    %{ else ~}
    "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed", "Netx": 1 }
    %{ endif ~}
    %{ for name in var.names }, "\${name}": { "Type": "Pass", "End": true, "Comnent": 1 }%{ endfor }
                                                                          ^^^^^^^^^ error field-unknown: The Pass state "\${name}" has no field "Comnent". Did you mean "Comment"?
  }
}
EOF
}
`,
    );
  });

  it('local values and templates of the old kind', () => {
    const links = (text: string) => {
      return findDefinitions(text, 'main.tf').map(({ name, link, binding }) => {
        const names = [...(binding?.names?.keys() ?? '?')].join();
        return `${name}: ${link?.path}${link?.isTemplate ? ' filled in' : ''}${link?.isGuess ? '?' : ''} ${names}`;
      });
    };
    const machine = (value: string) => `resource "aws_sfn_state_machine" "m" {\n  definition = ${value}\n}\n`;
    assert.deepEqual(links(machine('templatefile(\n    "${path.root}/a.json",\n    {\n      b = 1\n    }\n  )')), [
      'm: a.json filled in? b',
    ]);
    assert.deepEqual(links(machine('templatefile("${path.module}/a.json", merge(local.x, { b = 1 }))')), [
      'm: a.json filled in ?',
    ]);
    assert.deepEqual(links(machine('file("${path.module}/a.json")')), ['m: a.json ?']);
    assert.deepEqual(links('locals {\n  flow = templatefile("${path.module}/a.asl.json", { b = 1 })\n  x = 1\n}\n'), [
      'flow: a.asl.json filled in? b',
    ]);
    const old =
      'data "template_file" "t" {\n  template = file("${path.module}/a.tpl")\n  vars = {\n    b = 1\n    c = 2\n  }\n}\n';
    assert.deepEqual(links(old + machine('data.template_file.t.rendered')), ['m: a.tpl filled in b,c']);
    assert.deepEqual(links(old + machine('data.template_file.other.rendered')), []);
  });

  it('an object that is encoded', () => {
    checkHost(
      'main.tf',
      `
locals {
  arn = "a"
  flow = { StartAt = "A", States = { A = { Type = "Succeed", Comnent = "c" } } }
                                                             ^^^^^^^ error field-unknown: The Succeed state "A" has no field "Comnent". Did you mean "Comment"?
}
resource "aws_sfn_state_machine" "order" {
  definition = jsonencode({
    # The way of an order
    StartAt = "Chekc"
              ^^^^^^^ error state-unknown: No state is named "Chekc". Did you mean "Check"?
    States = {
      Check = {
        Type           = "Task"
        Resource       = aws_lambda_function.check["a"].arn // the function
        TimeoutSeconds = var.isSlow ? 60 : 10
        Parameters     = merge(local.common, { "b" = 1 })
        Retry = [
          { ErrorEquals = ["States.ALL"], MaxAttempts = -3
                                                        ^^ error field-range: "MaxAttempts" must lie between 0 and 99999999.
            IntervalSeconds : 2 },
          local.retry,
        ]
        Comment = <<-EOT
          It is "long" and \${var.text}
            not over
        EOT
        "Next" = "Pya"
                 ^^^^^ error state-unknown: No state is named "Pya". Did you mean "Pay"?
      },
      "Pay" : { Type = "Pass", ResultPath = "$.a\\U0001F600[*]", End = true }
                                             ^^^^^^^^^^^^^^^^ error path-reference: "ResultPath" must name one place: only names and indexes are allowed here, no wildcard, filter, slice or function.
      Later = local.state
    }
  })
}
resource "aws_sfn_state_machine" "other" {
  definition = jsonencode(local.flow)
}
`,
    );
  });

  it('what is built by other functions is not read', () => {
    const machine = (value: string) => `resource "aws_sfn_state_machine" "a" {\n  definition = ${value}\n}\n`;
    for (const value of [
      'jsonencode(merge({ StartAt = "A" }, local.b))',
      'jsonencode({ for k, v in local.b : k => v })',
      'jsonencode(var.definition)',
      'jsonencode({ StartAt = "A" }.b)',
      'jsonencode(',
    ]) {
      assert.deepEqual(findDefinitions(machine(value), 'main.tf'), [], value);
    }
  });

  it('an edit of an object that is encoded is written as HCL, or not at all', () => {
    const text = `resource "aws_sfn_state_machine" "a" {
  definition = jsonencode({
    StartAt = "Check"
    States = { Check = { Type = "Task", Resource = aws_lambda_function.check.arn
      Netx = "Pay" }
      Pay = { Type = "Succeed" } }
  })
}
`;
    const [machine] = findDefinitions(text, 'main.tf');
    assert.ok(machine?.definition);
    const own = machine.definition.text;
    const check = (from: string, to: string, expected: string | undefined) => {
      const start = own.lastIndexOf(from);
      const edit = machine.editInHost({ start, end: start + from.length, text: to });
      assert.equal(edit && `${text.slice(edit.start, edit.end)} -> ${edit.text}`, expected);
    };
    check('"Netx"', '"Next"', 'Netx -> Next');
    check('Pay', 'Ship', 'Pay -> Ship');
    check('Pay', 'Ship now', 'Pay -> "Ship now"');
    check('"Pay" :', '"Ship now" :', 'Pay = -> "Ship now" :');
    check('"Task"', '"Pass"', '"Task" -> "Pass"');
    check('"Check",', '"Pay",', '"Check" -> "Pay",');
    check('"Netx" = "Pay"'.replace(' =', ' :'), '"End": true', 'Netx = "Pay" -> End = true');
    check('${aws_lambda_function.check.arn}', '"arn:aws:lambda"', 'aws_lambda_function.check.arn -> "arn:aws:lambda"');
    check('lambda_function', 'x', undefined);
    check('"Task"', '"Task" "Pass"', undefined);
    check('"Task"', '"Pass" } } })', undefined);
  });
});
