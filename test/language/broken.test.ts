// Broken at any byte: every text gives a Definition, and every range lies inside the text.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze, type Definition, type Format, findDefinitions } from '../../language/index.ts';
import { checkGrowth, checkTimes } from '../support/growth.ts';

const SAMPLES: readonly (readonly [string, Format])[] = [
  ['samples/order.asl.json', 'json'],
  ['samples/order.asl.yaml', 'yaml'],
];

function checkSurvives(text: string, format: Format): void {
  const { problems, root } = analyze(text, { format });
  for (const { start, end, message } of problems) {
    assert.ok(0 <= start && start <= end && end <= text.length + 1, `${message} at ${start}..${end} of ${text.length}`);
    assert.match(message, /^[A-Z"`].*[.?]$/s, message);
  }
  assert.ok(root === undefined || root.end <= text.length);
}

describe('broken texts', () => {
  for (const [file, format] of SAMPLES) {
    const text = fs.readFileSync(file, 'utf8');

    it(`${file} cut anywhere`, () => {
      for (let end = 0; end < text.length; end += format === 'yaml' ? 7 : 1) checkSurvives(text.slice(0, end), format);
    }).timeout(60_000);

    it(`${file} with any character gone or replaced`, () => {
      const signs = ['', '"', '{', '}', '[', ']', ',', ':', '\n', '\\', '\t', '*', '&', '!', '\u0000', '😀'];
      for (let i = 0; i < text.length; i += format === 'yaml' ? 31 : 3) {
        const sign = signs[i % signs.length] ?? '';
        checkSurvives(text.slice(0, i) + sign + text.slice(i + 1), format);
      }
    }).timeout(60_000);
  }

  it('an empty text says what a definition is', () => {
    for (const format of ['json', 'yaml'] as const) {
      const [problem, ...more] = analyze('', { format }).problems;
      assert.match(problem?.message ?? '', /A state machine definition is an object/);
      assert.equal(more.length, 0);
    }
  });

  it('aliases that would expand without end are cut', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]`);
    const { problems } = analyze(`a0: &a0 x\n${levels.join('\n')}\n`, { format: 'yaml' });
    assert.ok(problems.some(({ message }) => message.includes('aliases')));
  });

  it('an alias inside its own anchor ends', () => {
    checkSurvives('States: &s\n  A: *s\n', 'yaml');
  });

  it('an earlier version of the text changes nothing in the result', () => {
    const text = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: '{% phone %}' }, Next: 'B' },
        B: { Type: 'Pass', Output: { a: '{% $x + %}', b: '{% phone %}', c: '{% $y %}' }, End: true },
      },
    });
    let previous: Definition | undefined;
    for (let i = 0; i < text.length; i += 3) {
      const edited = text.slice(0, i) + text.slice(i + 2);
      const fresh = analyze(edited, { format: 'json' });
      const again = analyze(edited, { format: 'json', ...(previous && { previous }) });
      assert.deepEqual(again.problems, fresh.problems, edited);
      previous = again;
    }
  });

  it('ten times the states take about ten times as long', () => {
    // Sound targets, and targets that are all unknown.
    for (const next of ['S', 'T']) {
      checkGrowth(500, count => {
        const states = Array.from({ length: count }, (_, i) => [
          `S${i}`,
          { Type: 'Pass', Assign: { [`v${i}`]: i }, Parameters: { 'a.$': `$w${i}` }, Next: `${next}${i + 1}` },
        ]);
        const text = JSON.stringify({ StartAt: 'S0', States: Object.fromEntries(states) });
        return () => analyze(text, { format: 'json' });
      });
    }
  }).timeout(20_000);

  it('interpolations that are never closed cost about what closed ones cost', () => {
    const heredoc = (inside: string) =>
      `resource "aws_sfn_state_machine" "m" {\n  definition = <<EOF\n{${inside}\nEOF\n}\n`;
    const find = (text: string) => () => findDefinitions(text, 'main.tf');
    const closed = find(heredoc('${a}\n'.repeat(20_000)));
    for (const sign of ['${', '${a ', '${"}\n', '${{}\n', '${a\n']) {
      checkTimes(closed, find(heredoc(sign.repeat(20_000))), 2);
    }
    checkGrowth(4000, count => find(heredoc(`\${${'a .b '.repeat(count)}`)));
  }).timeout(20_000);
});
