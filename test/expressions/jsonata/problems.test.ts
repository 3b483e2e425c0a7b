// What is wrong with expressions, drawn under the text.
import assert from 'node:assert/strict';
import { parseJsonata } from '../../../expressions/jsonata/index.ts';
import { checkProblems } from './support.ts';

describe('Problems of a JSONata text', () => {
  it('point at the end of the text where a bracket is missing', () => {
    checkProblems(`
$sum($states.input.prices
                         ^ error S0203 \`)\` is missing before the end of the expression.
`);
  });

  it('point at an operator without a left side', () => {
    checkProblems(`
$states.input.a + = 2
                  ^ error S0211 A value is missing before \`=\`.
`);
  });

  it('say that a value is missing at the end', () => {
    checkProblems(`
$states.input.total >
                     ^ error S0207 The expression ends where a value is expected.
`);
  });

  it('offer the nearest function for one that does not exist', () => {
    checkProblems(`
$lenght($states.input.name)
^^^^^^^ warning T1006 \`$lenght\` is not a function. Did you mean \`$length\`?
`);
  });

  it('notice a forgotten dollar sign', () => {
    checkProblems(`
uppercase($states.input.name)
^^^^^^^^^ warning T1005 \`uppercase\` is not a function. Did you mean \`$uppercase\`?
`);
  });

  it('explain that Step Functions has no $eval', () => {
    checkProblems(`
$eval($states.input.text)
^^^^^ warning T1006 \`$eval\` does not exist in Step Functions. To read JSON text, use \`$parse\`.
`);
  });

  it('include a name at the top level, with the text AWS has for it', () => {
    checkProblems(`
phone
^^^^^ error UNSUPPORTED_JSONATA_EXPRESSION There is no current item here to take \`phone\` from. Write \`$states.input.phone\`, or \`$phone\` for a variable.
`);
    const [problem] = parseJsonata('phone', { dialect: 'stepFunctions' }).problems;
    assert.equal(problem?.referenceMessage, "Reference to 'phone' at the top level is not supported.");
  });

  it('do not include names inside predicates, steps and functions', () => {
    checkProblems('$states.input.items[price > 3].(name & $) ~> $map(function($v){ $v & id })');
  });

  it('are several in one text', () => {
    checkProblems(`
{"a": "\\q", "c": $lenght("x"), "d": $count(}
       ^^ error S0103 \`\\q\` is no escape sequence. Write \`\\\\\` for a backslash; the others are \\" \\/ \\b \\f \\n \\r \\t \\uXXXX.
                 ^^^^^^^ warning T1006 \`$lenght\` is not a function. Did you mean \`$length\`?
                                           ^ error S0211 A value is missing before \`}\`.
`);
  });

  it('carry the text of the reference, which AWS prints', () => {
    const [problem] = parseJsonata('$f(1 2)', { dialect: 'reference' }).problems;
    assert.equal(problem?.referenceMessage, 'Expected ")", got 2');
    assert.equal(problem?.position, 6);
  });

  it('lie in the pattern of a regular expression', () => {
    checkProblems(`
$contains($states.input.name, /a**/)
                                 ^ error S0303 Invalid regular expression: /a**/: Nothing to repeat.
`);
  });

  it('stop where an expression is nested too deeply', () => {
    const { problems } = parseJsonata('('.repeat(5000), { dialect: 'reference' });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['U1001'],
    );
  });
});
