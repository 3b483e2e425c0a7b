// JSONPath states in JSONata: the text before and after, and what keeps a state from being written anew.
import assert from 'node:assert/strict';
import { proveInJsonata } from '../../interpreter/index.ts';
import { analyze, applyEdits, type Format } from '../../language/index.ts';

function rewrite(text: string, format: Format = 'json') {
  const definition = analyze(text, { format });
  const state = definition.machine?.scope.states[0];
  assert.ok(state);
  const proven = proveInJsonata(definition, state);
  if (proven?.reason !== undefined || !proven) {
    return { reason: proven?.reason, after: undefined, assumptions: undefined, laxer: 0 };
  }
  const after = applyEdits(text, proven.edits);
  const errors = analyze(after, { format }).problems.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, []);
  return { ...proven, after };
}

const B = ', "B": { "Type": "Succeed" }';
const machine = (fields: string) =>
  `{ "StartAt": "A", "States": { "A": { ${fields} }${fields.includes('"Next"') ? B : ''} } }`;

function check(before: string, after: string): void {
  const done = rewrite(machine(before));
  assert.equal(done.after, machine(after), done.reason);
}

function refused(fields: string, reason: string | undefined): void {
  assert.equal(rewrite(machine(fields)).reason, reason);
}

const NEW = '"QueryLanguage": "JSONata"';

describe('a state in JSONata', () => {
  it('a task, its parameters, its result and what it catches', () => {
    const done = rewrite(
      `StartAt: A
States:
  A: # the first
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters:
      FunctionName: pay # by name
      Payload:
        order.$: $.order.id
        text.$: States.Format('{} of {}', $.order.id, $$.Execution.Name)
    ResultSelector:
      paid.$: $.Payload.paid
    ResultPath: $.pay.result
    TimeoutSecondsPath: $.limit
    Retry:
      - ErrorEquals: [States.TaskFailed]
    Catch:
      - ErrorEquals: [States.ALL]
        ResultPath: $.error
        Next: B
    Next: B
  B:
    Type: Succeed
`,
      'yaml',
    );
    assert.equal(
      done.after,
      `StartAt: A
States:
  A: # the first
    Type: Task
    QueryLanguage: JSONata
    Resource: arn:aws:states:::lambda:invoke
    Arguments:
      FunctionName: pay # by name
      Payload:
        order: "{% $states.input.order.id %}"
        text: "{% $states.input.order.id & ' of ' & $states.context.Execution.Name %}"
    Output: "{% $merge([$states.input, {'pay': $merge([$states.input.pay, {'result': {'paid': $states.result.Payload.paid}}])}]) %}"
    TimeoutSeconds: "{% $states.input.limit %}"
    Retry:
      - ErrorEquals: [States.TaskFailed]
    Catch:
      - ErrorEquals: [States.ALL]
        Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}"
        Next: B
    Next: B
  B:
    Type: Succeed
`,
    );
    assert.deepEqual(done.assumptions, [
      'numbers of seconds and iterations are no texts',
      'what goes into a text is no object and no list',
    ]);
  });

  it('input, result and output paths', () => {
    check(
      '"Type": "Pass", "Result": { "a": 1 }, "ResultPath": "$.x", "OutputPath": "$.x.a", "Next": "B"',
      `"Type": "Pass", ${NEW}, "Output": "{% {'a': 1}.a %}", "Next": "B"`,
    );
    check(
      '"Type": "Pass", "InputPath": "$.a[0]", "ResultPath": null, "Next": "B"',
      `"Type": "Pass", ${NEW}, "Output": "{% $states.input %}", "Next": "B"`,
    );
    check(
      '"Type": "Wait", "InputPath": "$.in", "SecondsPath": "$.a", "OutputPath": "$.b", "Next": "B"',
      `"Type": "Wait", ${NEW}, "Seconds": "{% $states.input.\`in\`.a %}", "Output": "{% $states.input.\`in\`.b %}", "Next": "B"`,
    );
    check('"Type": "Succeed", "OutputPath": null', `"Type": "Succeed", ${NEW}, "Output": {}`);
  });

  it('choice rules, by type where JSONata would fail', () => {
    check(
      '"Type": "Choice", "Choices": [{ "And": [{ "Variable": "$.n", "NumericGreaterThan": 3 }, { "Not": { "Variable": "$.s", "StringMatches": "a*.txt" } }], "Next": "B" }], "Default": "B"',
      `"Type": "Choice", ${NEW}, "Choices": [{ "Condition": "{% $type($states.input.n) = 'number' and $states.input.n > 3 and $not($type($states.input.s) = 'string' and $contains($states.input.s, /^a[\\\\s\\\\S]*\\\\.txt$/)) %}", "Next": "B" }], "Default": "B"`,
    );
    const missing = rewrite(
      machine('"Type": "Choice", "Choices": [{ "Variable": "$.s", "StringEquals": "x", "Next": "B" }], "Default": "B"'),
    );
    assert.ok(missing.laxer > 0, 'without $.s only JSONPath fails');
  });

  it('variables, and what a failure says', () => {
    check(
      '"Type": "Pass", "Assign": { "x.$": "$.a", "y.$": "$x" }, "Next": "B"',
      `"Type": "Pass", ${NEW}, "Assign": { "x": "{% $states.input.a %}", "y": "{% $x %}" }, "Next": "B"`,
    );
    check(
      '"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format(\'no {}\', $.c)"',
      `"Type": "Fail", ${NEW}, "Error": "{% $states.input.e %}", "Cause": "{% 'no ' & $states.input.c %}"`,
    );
  });

  it('a Map with the old names of its fields', () => {
    const inner = '{ "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }';
    check(
      `"Type": "Map", "ItemsPath": "$.list", "Parameters": { "i.$": "$$.Map.Item.Value", "k.$": "$.k" }, "Iterator": ${inner}, "Next": "B"`,
      `"Type": "Map", ${NEW}, "Items": "{% $states.input.list %}", "ItemSelector": { "i": "{% $states.context.Map.Item.Value %}", "k": "{% $states.input.k %}" }, "ItemProcessor": ${inner}, "Next": "B"`,
    );
  });

  it('intrinsic functions', () => {
    const calls: readonly [string, string][] = [
      ["States.Array('a', 1)", "['a', 1]"],
      ['States.ArrayLength($.l)', '$count($states.input.l)'],
      ['States.MathAdd($.n, 1)', '$floor($states.input.n + 0.5) + 1'],
      ["States.StringSplit($.t, ',')", "[$split($states.input.t, ',')[$ != '']]"],
      ['States.JsonMerge($.o, $.p, false)', '$merge([$states.input.o, $states.input.p])'],
      [
        'States.ArrayGetItem($.l, States.MathRandom(0, 3))',
        '($index := $floor($random() * 3); $states.input.l[$index])',
      ],
    ];
    for (const [call, expression] of calls) {
      check(
        `"Type": "Pass", "Parameters": { "x.$": "${call}" }, "Next": "B"`,
        `"Type": "Pass", ${NEW}, "Output": { "x": "{% ${expression} %}" }, "Next": "B"`,
      );
    }
  });

  it('is not offered where it would not be the same, or cannot be known', () => {
    refused(
      '"Type": "Pass", "Parameters": { "x.$": "$.a[*].b" }, "Next": "B"',
      'A path that finds several values has no expression that gives the same list.',
    );
    refused(
      '"Type": "Pass", "Parameters": { "x.$": "States.MathRandom(1, 5, 7)" }, "Next": "B"',
      'States.MathRandom with a seed gives other numbers in JSONata.',
    );
    refused('"Type": "Pass", "Result": "{% 1 %}", "Next": "B"', 'A text looks like an expression.');
    // Objects and lists are equal there, and never `in` a list here.
    refused(
      '"Type": "Pass", "Parameters": { "x.$": "States.ArrayContains($.l, $.v)" }, "Next": "B"',
      'It would not do the same.',
    );
    refused(`"Type": "Pass", ${NEW}, "Next": "B"`, undefined);
  });
});
