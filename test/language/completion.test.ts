// What is offered while typing, and the text after accepting it: tables of marked texts, each in JSON and in YAML.
import assert from 'node:assert/strict';
import { analyze, type Format, fieldsOf, QUERY_LANGUAGES, STATE_TYPES } from '../../language/index.ts';
import { accepting, labelsAt } from '../support/completions.ts';
import { checkGolden } from '../support/golden.ts';

const FORMATS: readonly Format[] = ['json', 'yaml'];

/** A state `A` with these lines, and `B` behind it. */
function machine(format: Format, language: string, lines: readonly string[]): string {
  if (format === 'yaml') {
    const body = lines.map(line => `    ${line}`).join('\n');
    return `QueryLanguage: ${language}\nStartAt: A\nStates:\n  A:\n${body}\n  B:\n    Type: Succeed\n`;
  }
  const body = lines.map(line => `      ${line}`).join('\n');
  return `{
  "QueryLanguage": "${language}",
  "StartAt": "A",
  "States": {
    "A": {
${body}
    },
    "B": { "Type": "Succeed" }
  }
}
`;
}

/** What became of the state, without its surroundings. */
function stateIn(text: string): string {
  return text.slice(text.search(/^ +"?A"?:/m), text.search(/^ +"?B"?:/m));
}

function syntaxProblems(text: string, format: Format): readonly string[] {
  const { problems } = analyze(text.replaceAll('<|>', ''), { format });
  return problems.filter(({ code }) => code === `${format}-syntax`).map(({ message }) => message);
}

/** Texts with a cursor of which something was accepted, so that there are never fewer. */
const taken: Record<Format, number> = { json: 0, yaml: 0 };
const LEAST_TAKEN = 300;

/** Every object of the language inside of a state, with room for one more field. */
const INNER: Readonly<Record<string, { readonly language: string; readonly json: string; readonly yaml: string }>> = {
  'a Retrier': inner('JSONPath', 'Task', ['Retry', 0]),
  'a Retrier in JSONata': inner('JSONata', 'Task', ['Retry', 0]),
  'a Catcher': inner('JSONPath', 'Task', ['Catch', 0]),
  'a Catcher in JSONata': inner('JSONata', 'Task', ['Catch', 0]),
  'a Choice Rule in JSONata': inner('JSONata', 'Choice', ['Choices', 0]),
  Credentials: inner('JSONPath', 'Task', ['Credentials']),
  'a branch': inner('JSONPath', 'Parallel', ['Branches', 0]),
  ItemProcessor: inner('JSONPath', 'Map', ['ItemProcessor']),
  ProcessorConfig: inner('JSONPath', 'Map', ['ItemProcessor', 'ProcessorConfig']),
  ItemReader: inner('JSONPath', 'Map', ['ItemReader']),
  'ItemReader in JSONata': inner('JSONata', 'Map', ['ItemReader']),
  ReaderConfig: inner('JSONPath', 'Map', ['ItemReader', 'ReaderConfig']),
  'ReaderConfig in JSONata': inner('JSONata', 'Map', ['ItemReader', 'ReaderConfig']),
  ItemBatcher: inner('JSONPath', 'Map', ['ItemBatcher']),
  'ItemBatcher in JSONata': inner('JSONata', 'Map', ['ItemBatcher']),
  ResultWriter: inner('JSONPath', 'Map', ['ResultWriter']),
  'ResultWriter in JSONata': inner('JSONata', 'Map', ['ResultWriter']),
  WriterConfig: inner('JSONPath', 'Map', ['ResultWriter', 'WriterConfig']),
};

/** A state with objects and lists inside of each other, and the cursor in the innermost; in both formats. */
function inner(language: string, type: string, steps: readonly (string | 0)[]) {
  const isItem = steps.at(-1) === 0;
  // An item that is begun: before that whole items are offered in YAML.
  let json = isItem ? '"Comment": "", <|>' : '<|>';
  for (const step of [...steps].reverse())
    json = step === 0 ? `[{ ${json} }]` : `"${step}": ${json.startsWith('[') ? json : `{ ${json} }`}`;
  let indent = '    ';
  let yaml = `Type: ${type}`;
  for (const step of steps) {
    if (step === 0) {
      yaml += `\n${indent}- `;
      indent += '  ';
    } else {
      yaml += `\n${indent}${step}:`;
      indent += '  ';
    }
  }
  yaml += isItem ? `Comment: ''\n${indent}<|>` : `\n${indent}<|>`;
  return { language, json: `"Type": "${type}", ${json}`, yaml };
}

describe('completion of fields', () => {
  for (const format of FORMATS) {
    for (const language of QUERY_LANGUAGES) {
      it(`every field of every state type can be accepted: ${language} in ${format}`, () => {
        const parts: string[] = [];
        for (const type of STATE_TYPES) {
          const typeLine = format === 'json' ? `"Type": "${type}"` : `Type: ${type}`;
          const marked = machine(format, language, [typeLine, '<|>']);
          const labels = labelsAt(marked, format);
          parts.push(`${type}: ${labels.join(', ')}\n`);
          for (const label of labels) {
            const text = accepting(marked, label, format);
            assert.deepEqual(syntaxProblems(text, format), [], text);
            taken[format]++;
            parts.push(stateIn(text));
          }
        }
        checkGolden(`completion/fields-${language}.${format}`, parts.join('\n'));
      });
    }
  }

  for (const format of FORMATS) {
    it(`every field of every object inside a state can be accepted, in ${format}`, () => {
      const parts: string[] = [];
      for (const [name, { language, json, yaml }] of Object.entries(INNER)) {
        const marked = machine(format, language, [format === 'json' ? json : yaml]);
        const labels = labelsAt(marked, format);
        parts.push(`${name}: ${labels.join(', ')}\n`);
        for (const label of labels) {
          const text = accepting(marked, label, format);
          assert.deepEqual(syntaxProblems(text, format), [], text);
          taken[format]++;
          parts.push(stateIn(text));
        }
      }
      checkGolden(`completion/inner.${format}`, parts.join('\n'));
    });
  }

  it('offers what a state needs first, then the rest, and nothing twice', () => {
    for (const type of STATE_TYPES) {
      const labels = labelsAt(machine('json', 'JSONPath', [`"Type": "${type}",`, '<|>']), 'json');
      assert.equal(new Set(labels).size, labels.length);
      const required = [...fieldsOf(type).values()].filter(({ required, name }) => required && name !== 'Type');
      assert.deepEqual(
        labels.slice(0, required.length),
        required.map(({ name }) => name),
      );
    }
  });
});

/** [what is there, in JSON; the same in YAML; what is accepted; the line with the cursor in JSON; in YAML]. */
type Row = readonly [json: string, yaml: string, label: string, jsonAfter: string, yamlAfter: string];

const ACCEPTED: Readonly<Record<string, readonly Row[]>> = {
  JSONPath: [
    ['"Next": "<|>"', 'Next: <|>', 'B', '"Next": "B"', 'Next: B'],
    ['"Next": <|>', 'Next: <|>', 'B', '"Next": "B"', 'Next: B'],
    ['"Next":<|>', 'Next:<|>', 'B', '"Next": "B"', 'Next: B'],
    ['"Next": "<|>', "Next: '<|>'", 'B', '"Next": "B"', 'Next: B'],
    ['"Next": B<|>', 'Next: "<|>"', 'B', '"Next": "B"', 'Next: B'],
    ['"Ne<|>"', 'Ne<|>', 'Next', '"Next": "<|>"', 'Next: <|>'],
    ['"Ne<|>', 'Ne<|>', 'Next', '"Next": "<|>"', 'Next: <|>'],
    ['Ne<|>', '"Ne<|>"', 'Next', '"Next": "<|>"', 'Next: <|>'],
    ['"Ne<|>": "B"', 'Ne<|>: B', 'Next', '"Next": "B"', 'Next: B'],
    ['"En<|>"', 'En<|>', 'End', '"End": true', 'End: true'],
    ['"End": <|>', 'End: <|>', 'true', '"End": true', 'End: true'],
    ['"QueryLanguage": "<|>"', 'QueryLanguage: <|>', 'JSONata', '"QueryLanguage": "JSONata"', 'QueryLanguage: JSONata'],
    ['"Type": "<|>"', 'Type: <|>', 'Wait', '"Type": "Wait"', 'Type: Wait'],
    [
      '"Type": "Task", "Resource": "<|>"',
      'Type: Task\n    Resource: <|>',
      'arn:aws:states:::sqs:sendMessage',
      '"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"',
      'Resource: arn:aws:states:::sqs:sendMessage',
    ],
    [
      '"Type": "Task", "Resource": "arn:aws:states:::bat<|>"',
      'Type: Task\n    Resource: arn:aws:states:::bat<|>',
      'arn:aws:states:::batch:submitJob.sync',
      '"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync"',
      'Resource: arn:aws:states:::batch:submitJob.sync',
    ],
    [
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["<|>"] }]',
      'Type: Task\n    Retry: [{ ErrorEquals: [<|>] }]',
      'States.Timeout',
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["States.Timeout"] }]',
      'Retry: [{ ErrorEquals: ["States.Timeout"] }]',
    ],
    [
      '"Type": "Task", "Retry": [{ "ErrorEquals": [<|>] }]',
      'Type: Task\n    Retry:\n      - ErrorEquals:\n          - <|>',
      'States.ALL',
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["States.ALL"] }]',
      '- States.ALL',
    ],
    ['"Type": "Task", "Retry": [{ <|> }]', 'Type: Task\n    Retry:\n      - <|>', 'ErrorEquals', '', ''],
    [
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["X"], "JitterStrategy": "<|>" }]',
      'Type: Task\n    Retry:\n      - ErrorEquals: [X]\n        JitterStrategy: <|>',
      'FULL',
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["X"], "JitterStrategy": "FULL" }]',
      'JitterStrategy: FULL',
    ],
    [
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["X"] <|> }]',
      'Type: Task\n    Retry:\n      - ErrorEquals: [X]\n        <|>',
      'BackoffRate',
      '"Type": "Task", "Retry": [{ "ErrorEquals": ["X"], "BackoffRate": <|>2 }]',
      'BackoffRate: <|>2',
    ],
    [
      '"Type": "Task", "Catch": [{ "ErrorEquals": ["X"], "Next": "<|>" }]',
      'Type: Task\n    Catch:\n      - ErrorEquals: [X]\n        Next: <|>',
      'B',
      '"Type": "Task", "Catch": [{ "ErrorEquals": ["X"], "Next": "B" }]',
      'Next: B',
    ],
    [
      '"Type": "Choice", "Default": "<|>"',
      'Type: Choice\n    Default: <|>',
      'B',
      '"Type": "Choice", "Default": "B"',
      'Default: B',
    ],
    [
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsP<|>" }]',
      'Type: Choice\n    Choices:\n      - Variable: $.x\n        IsP<|>',
      'IsPresent',
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsPresent": true }]',
      'IsPresent: true',
    ],
    [
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsNull": <|> }]',
      'Type: Choice\n    Choices:\n      - Variable: $.x\n        IsNull: <|>',
      'false',
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsNull": false }]',
      'IsNull: false',
    ],
    [
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsNull": true, "Next": "<|>" }]',
      'Type: Choice\n    Choices:\n      - Variable: $.x\n        IsNull: true\n        Next: <|>',
      'B',
      '"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsNull": true, "Next": "B" }]',
      'Next: B',
    ],
    [
      '"Type": "Choice", "Choices": [{ "And": [{ "Variable": "<|>" }] }]',
      'Type: Choice\n    Choices:\n      - And:\n          - Variable: <|>',
      '$$',
      '"Type": "Choice", "Choices": [{ "And": [{ "Variable": "$$" }] }]',
      '- Variable: $$',
    ],
    [
      '"Type": "Pass", "Parameters": { "x.$": "<|>" }',
      'Type: Pass\n    Parameters:\n      x.$: <|>',
      'States.UUID',
      '"Type": "Pass", "Parameters": { "x.$": "States.UUID()" }',
      'x.$: States.UUID()',
    ],
    [
      '"Type": "Pass", "Parameters": { "x.$": "States.JsonT<|>" }',
      'Type: Pass\n    Parameters:\n      x.$: States.JsonT<|>',
      'States.JsonToString',
      '"Type": "Pass", "Parameters": { "x.$": "States.JsonToString(<|>)" }',
      'x.$: States.JsonToString(<|>)',
    ],
    [
      '"Type": "Pass", "Parameters": { "x.$": "$$.<|>" }',
      'Type: Pass\n    Parameters:\n      x.$: $$.<|>',
      'Execution',
      '"Type": "Pass", "Parameters": { "x.$": "$$.Execution" }',
      'x.$: $$.Execution',
    ],
    [
      '"Type": "Pass", "Parameters": { "x.$": "$$.State.Na<|>" }',
      'Type: Pass\n    Parameters:\n      x.$: $$.State.Na<|>',
      'Name',
      '"Type": "Pass", "Parameters": { "x.$": "$$.State.Name" }',
      'x.$: $$.State.Name',
    ],
    [
      '"Type": "Pass", "Parameters": { "x.$": "States.Format(\'{}\', $$.Map.Item.<|>)" }',
      "Type: Pass\n    Parameters:\n      x.$: States.Format('{}', $$.Map.Item.<|>)",
      'Index',
      '"Type": "Pass", "Parameters": { "x.$": "States.Format(\'{}\', $$.Map.Item.Index)" }',
      "x.$: States.Format('{}', $$.Map.Item.Index)",
    ],
    [
      '"Type": "Pass", "Assign": { "v": 1 }, "OutputPath": "$<|>"',
      'Type: Pass\n    Assign: { v: 1 }\n    OutputPath: $<|>',
      '$v',
      '"Type": "Pass", "Assign": { "v": 1 }, "OutputPath": "$v"',
      'OutputPath: $v',
    ],
    [
      '"Type": "Pass", "ResultPath": <|>',
      'Type: Pass\n    ResultPath: <|>',
      'null',
      '"Type": "Pass", "ResultPath": null',
      'ResultPath: null',
    ],
    [
      '"Type": "Wait", "Sec<|>"',
      'Type: Wait\n    Sec<|>',
      'Seconds',
      '"Type": "Wait", "Seconds": <|>10',
      'Seconds: <|>10',
    ],
    [
      '"Type": "Wait" "Sec<|>"',
      'Type: Wait\n    Sec<|>\n    Next: B',
      'SecondsPath',
      '"Type": "Wait", "SecondsPath": "$<|>"',
      'SecondsPath: $<|>',
    ],
    [
      '"Type": "Map", "ItemProcessor": { "ProcessorConfig": { "Mode": "<|>" } }',
      'Type: Map\n    ItemProcessor:\n      ProcessorConfig:\n        Mode: <|>',
      'DISTRIBUTED',
      '"Type": "Map", "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED" } }',
      'Mode: DISTRIBUTED',
    ],
    [
      '"Type": "Map", "ItemProcessor": { "StartAt": "<|>", "States": { "I": { "Type": "Pass" } } }',
      'Type: Map\n    ItemProcessor:\n      StartAt: <|>\n      States:\n        I:\n          Type: Pass',
      'I',
      '"Type": "Map", "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass" } } }',
      'StartAt: I',
    ],
    [
      '"Type": "Map", "ItemReader": { "Resource": "<|>" }',
      'Type: Map\n    ItemReader:\n      Resource: <|>',
      'arn:aws:states:::s3:getObject',
      '"Type": "Map", "ItemReader": { "Resource": "arn:aws:states:::s3:getObject" }',
      'Resource: arn:aws:states:::s3:getObject',
    ],
    [
      '"Type": "Map", "ItemReader": { "ReaderConfig": { "InputType": "<|>" } }',
      'Type: Map\n    ItemReader:\n      ReaderConfig:\n        InputType: <|>',
      'JSONL',
      '"Type": "Map", "ItemReader": { "ReaderConfig": { "InputType": "JSONL" } }',
      'InputType: JSONL',
    ],
  ],
  JSONata: [
    ['"Output": "<|>"', 'Output: <|>', '{% %}', '"Output": "{% <|> %}"', "Output: '{% <|> %}'"],
    [
      '"Output": "{% $<|> %}"',
      "Output: '{% $<|> %}'",
      '$states',
      '"Output": "{% $states %}"',
      "Output: '{% $states %}'",
    ],
    [
      '"Output": "{% <|> %}"',
      "Output: '{% <|> %}'",
      '$now',
      '"Output": "{% $now(<|>) %}"',
      "Output: '{% $now(<|>) %}'",
    ],
    [
      '"Output": "{% $states.<|> %}"',
      "Output: '{% $states.<|> %}'",
      'input',
      '"Output": "{% $states.input %}"',
      "Output: '{% $states.input %}'",
    ],
    [
      '"Output": "{% $states.<|>',
      "Output: '{% $states.<|>'",
      'input',
      '"Output": "{% $states.input',
      "Output: '{% $states.input'",
    ],
    [
      '"Output": "{% $states.context.<|> %}"',
      "Output: '{% $states.context.<|> %}'",
      'Execution',
      '"Output": "{% $states.context.Execution %}"',
      "Output: '{% $states.context.Execution %}'",
    ],
    [
      '"Output": "{% $states.context.Execution.<|> %}"',
      "Output: '{% $states.context.Execution.<|> %}'",
      'Name',
      '"Output": "{% $states.context.Execution.Name %}"',
      "Output: '{% $states.context.Execution.Name %}'",
    ],
    [
      '"Output": "{% $upper<|> %}"',
      'Output: "{% $upper<|> %}"',
      '$uppercase',
      '"Output": "{% $uppercase(<|>) %}"',
      'Output: "{% $uppercase(<|>) %}"',
    ],
    [
      '"Output": { "a": "{% 1 + $sum<|> %}" }',
      "Output:\n      a: '{% 1 + $sum<|> %}'",
      '$sum',
      '"Output": { "a": "{% 1 + $sum(<|>) %}" }',
      "a: '{% 1 + $sum(<|>) %}'",
    ],
    [
      '"Type": "Task", "Output": "{% $states.re<|> %}"',
      "Type: Task\n    Output: '{% $states.re<|> %}'",
      'result',
      '"Type": "Task", "Output": "{% $states.result %}"',
      "Output: '{% $states.result %}'",
    ],
    [
      '"Type": "Task", "Catch": [{ "Output": "{% $states.<|> %}" }]',
      "Type: Task\n    Catch:\n      - Output: '{% $states.<|> %}'",
      'errorOutput',
      '"Type": "Task", "Catch": [{ "Output": "{% $states.errorOutput %}" }]',
      "- Output: '{% $states.errorOutput %}'",
    ],
    [
      '"Type": "Task", "Catch": [{ "Output": "{% $states.errorOutput.<|> %}" }]',
      "Type: Task\n    Catch:\n      - Output: '{% $states.errorOutput.<|> %}'",
      'Cause',
      '"Type": "Task", "Catch": [{ "Output": "{% $states.errorOutput.Cause %}" }]',
      "- Output: '{% $states.errorOutput.Cause %}'",
    ],
    [
      '"Type": "Choice", "Choices": [{ "Condition": <|> }]',
      'Type: Choice\n    Choices:\n      - Condition: <|>',
      '{% %}',
      '"Type": "Choice", "Choices": [{ "Condition": "{% <|> %}" }]',
      "- Condition: '{% <|> %}'",
    ],
    [
      '"Type": "Choice", "Choices": [{ "Condition": "{% $exi<|> %}" }]',
      "Type: Choice\n    Choices:\n      - Condition: '{% $exi<|> %}'",
      '$exists',
      '"Type": "Choice", "Choices": [{ "Condition": "{% $exists(<|>) %}" }]',
      "- Condition: '{% $exists(<|>) %}'",
    ],
    [
      '"Type": "Wait", "Seconds": <|>',
      'Type: Wait\n    Seconds: <|>',
      '{% %}',
      '"Type": "Wait", "Seconds": "{% <|> %}"',
      "Seconds: '{% <|> %}'",
    ],
    [
      '"Type": "Pass", "Assign": { "v": 1 }, "Output": "{% $<|> %}"',
      "Type: Pass\n    Assign: { v: 1 }\n    Output: '{% $<|> %}'",
      '$v',
      '"Type": "Pass", "Assign": { "v": 1 }, "Output": "{% $v %}"',
      "Output: '{% $v %}'",
    ],
  ],
};

describe('completion by tables', () => {
  for (const [language, rows] of Object.entries(ACCEPTED)) {
    for (const [json, yaml, label, jsonAfter, yamlAfter] of rows) {
      for (const [format, line, after] of [
        ['json', json, jsonAfter],
        ['yaml', yaml, yamlAfter],
      ] as const) {
        it(`${language} ${line.replaceAll('\n    ', ' ⏎ ')} takes ${label}`, () => {
          const text = accepting(machine(format, language, [line]), label, format);
          taken[format]++;
          const state = stateIn(text);
          if (after !== '') assert.ok(state.includes(after), `${state}\nhas no\n${after}`);
          else checkGolden(`completion/${format}-${label}`, state);
        });
      }
    }
  }

  it('a rule with a variable is offered all operators, and each can be accepted', () => {
    for (const format of FORMATS) {
      const line =
        format === 'json'
          ? '"Type": "Choice", "Choices": [{ "Variable": "$.x", <|> }]'
          : 'Type: Choice\n    Choices:\n      - Variable: $.x\n        <|>';
      const marked = machine(format, 'JSONPath', [line]);
      const labels = labelsAt(marked, format).filter(label => /^(String|Numeric|Boolean|Timestamp|Is)/.test(label));
      assert.equal(labels.length, 39);
      const texts = labels.map(label => accepting(marked, label, format));
      for (const text of texts) assert.deepEqual(syntaxProblems(text, format), [], text);
      taken[format] += texts.length;
      checkGolden(`completion/operators.${format}`, texts.map(stateIn).join('\n'));
    }
  });

  it('whole states are offered where a state may begin', () => {
    for (const format of FORMATS) {
      const parts: string[] = [];
      for (const language of QUERY_LANGUAGES) {
        const marked =
          format === 'json'
            ? `{ "QueryLanguage": "${language}", "States": { <|> } }`
            : `QueryLanguage: ${language}\nStates:\n  <|>\n`;
        for (const type of STATE_TYPES) {
          const text = accepting(marked, `${type} state`, format);
          assert.deepEqual(syntaxProblems(text, format), [], text);
          taken[format]++;
          parts.push(text);
        }
        const empty = machine(format, language, ['<|>']);
        for (const type of STATE_TYPES) {
          const text = accepting(empty, `${type} state`, format);
          assert.deepEqual(syntaxProblems(text, format), [], text);
          taken[format]++;
          parts.push(stateIn(text));
        }
      }
      checkGolden(`completion/states.${format}`, parts.join('\n'));
    }
  });

  it('states that nothing leads to come first, then near ones', () => {
    const pass = (name: string, next: string) => `"${name}": { "Type": "Pass", "Next": "${next}" }`;
    const states = [pass('A', 'B'), pass('B', 'C'), pass('C', '<|>'), pass('D', 'B'), '"E": { "Type": "Succeed" }'];
    assert.deepEqual(labelsAt(`{ "StartAt": "A", "States": { ${states.join(', ')} } }`, 'json'), [
      'D',
      'E',
      'B',
      'A',
      'C',
    ]);
  });

  it('placeholders come from the template', () => {
    const marked = '{ "States": { "A": { "Type": "Task", "Resource": "${<|>" } } }';
    assert.equal(
      accepting(marked, 'Function', 'json', ['Function', 'Table']),
      '{ "States": { "A": { "Type": "Task", "Resource": "${Function}" } } }',
    );
  });

  it('nothing is offered in comments, in plain texts and behind a closed text', () => {
    assert.deepEqual(labelsAt(machine('json', 'JSONPath', ['"Comment": "<|>"']), 'json'), []);
    assert.deepEqual(labelsAt(machine('json', 'JSONPath', ['"Next": "B"<|>']), 'json'), []);
    assert.deepEqual(labelsAt(machine('yaml', 'JSONPath', ['# <|>']), 'yaml'), []);
    assert.deepEqual(labelsAt(machine('yaml', 'JSONata', ['Output: ><|>-', '  {% 1 %}']), 'yaml'), []);
  });

  it('what is tried in JSON is tried in YAML, and never less of it', () => {
    assert.equal(taken.json, taken.yaml);
    assert.ok(taken.json >= LEAST_TAKEN, `${taken.json} are accepted in each.`);
  });
});
