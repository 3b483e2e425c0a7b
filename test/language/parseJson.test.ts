// Broken JSON: always a tree, and one problem where the fault is.
import assert from 'node:assert/strict';
import { analyze, printTree } from '../../language/index.ts';
import { parseJson } from '../../language/text/parseJson.ts';

function checkTree(text: string, expected: string): void {
  const { root, problems } = parseJson(text);
  for (const { code, severity } of problems) assert.equal(`${severity} ${code}`, 'error json-syntax');
  const said = problems.map(({ start, end, message }) => `${start}..${end} ${message}\n`).join('');
  assert.equal(`${printTree(root)}${said}`, expected.replace(/^\n/, ''));
}

describe('JSON trees', () => {
  it('a sound text gives a tree with ranges and no problem', () => {
    checkTree(
      '{"a": [1, -2.5e3, true, null, "x\\u0041\\n"]}',
      `
object [0..43]
  "a": array [6..42]
    - number [7..8] 1
    - number [10..16] -2500
    - boolean [18..22] true
    - null [24..28]
    - string [30..41] "xA\\n"
`,
    );
  });

  it('a line before the definition is one problem, and the definition is read', () => {
    checkTree(
      'type:Task\n\n{"a": 1}',
      `
object [11..19]
  "a": number [17..18] 1
0..9 Nothing may stand before the definition.
`,
    );
    // A value of its own is no stray line.
    checkTree('true\n', `\nboolean [0..4] true\n`);
  });

  it('a member being typed has no value, and the next member is still read', () => {
    checkTree(
      '{"Next": \n"End": true}',
      `
object [0..22]
  "Next": (no value) [1..7]
  "End": boolean [17..21] true
1..7 "Next" has no value.
`,
    );
  });

  it('a missing comma is one problem', () => {
    checkTree(
      '{"a": 1 "b": 2}',
      `
object [0..15]
  "a": number [6..7] 1
  "b": number [13..14] 2
8..9 Expected a comma before this.
`,
    );
  });

  it('a trailing comma is one problem', () => {
    checkTree('[1,]', 'array [0..4]\n  - number [1..2] 1\n2..3 This comma has nothing after it.\n');
  });

  it('a closer of an outer container ends the inner ones', () => {
    checkTree(
      '{"a": [1, {"b": 2]}',
      `
object [0..19]
  "a": array [6..18]
    - number [7..8] 1
    - object [10..17]
      "b": number [16..17] 2
10..11 This is never closed: "}" is missing.
`,
    );
  });

  it('comments are reported and understood', () => {
    checkTree(
      '{ // why\n "a": 1 /* because */ }',
      `
object [0..32]
  "a": number [15..16] 1
2..8 JSON has no comments: Step Functions refuses them. Use a "Comment" field.
17..30 JSON has no comments: Step Functions refuses them. Use a "Comment" field.
`,
    );
  });

  it('words without quotes are read as text', () => {
    checkTree(
      '{Type: Pass}',
      `
object [0..12]
  "Type": string [7..11] "Pass"
1..5 Field names need double quotes: write "Type".
7..11 Text needs double quotes: write "Pass".
`,
    );
  });

  it('a text that is not closed ends with its line', () => {
    checkTree(
      '{"a": "b\n, "c": 1}',
      `
object [0..18]
  "a": string [6..8] "b"
  "c": number [16..17] 1
6..8 This text is not closed: a double quote is missing.
`,
    );
  });

  it('a bare placeholder stands for a value', () => {
    const placeholder = '$' + '{Count}';
    checkTree(`{"a": ${placeholder}}`, `object [0..15]\n  "a": placeholder [6..14] ${placeholder}\n`);
  });

  it('a byte order mark is not part of the text', () => {
    assert.deepEqual(parseJson('\ufeff{}').problems, []);
  });

  it('hostile keys are plain data', () => {
    const { root } = parseJson('{"__proto__": {"x": 1}, "constructor": 2}');
    assert.match(printTree(root), /"__proto__": object/);
    assert.equal(({} as { x?: number }).x, undefined);
  });

  it('hostile nesting is cut, not followed', () => {
    const text = `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "b": 1}`;
    const { root, problems } = parseJson(text);
    assert.match(problems.map(({ message }) => message).join(), /Nested more than 400 levels deep/);
    assert.equal(root?.kind === 'object' && root.members.length, 2);
  });

  it('ten megabytes are read in a moment', () => {
    const states = Array.from(
      { length: 60_000 },
      (_, i) => `"S${i}": {"Type": "Pass", "Comment": "${'x'.repeat(100)}", "Next": "S${i + 1}"}`,
    );
    const text = `{"StartAt": "S0", "States": {${states.join(',\n')}, "S60000": {"Type": "Succeed"}}}`;
    const started = performance.now();
    const codes = analyze(text, { format: 'json' }).problems.map(({ code }) => code);
    assert.deepEqual(codes, ['definition-too-large']);
    assert.ok(performance.now() - started < 5000);
  });
});
