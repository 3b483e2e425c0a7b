// The regular expressions of JSONata beside the host's, and where they must end.
import assert from 'node:assert/strict';
import { compileRegex } from '../../../expressions/jsonata/regex/matcher.ts';

/** Same as the host: where the match is, and what its groups caught. */
function checkRegex(pattern: string, flags: string, text: string): void {
  const regex = compileRegex(pattern, flags);
  const found = regex.search(text, 0, { spend: () => undefined });
  const host = new RegExp(pattern, flags).exec(text);
  assert.deepEqual(
    found ? [regex.start, regex.end, ...regex.groups()] : undefined,
    host ? [host.index, host.index + host[0].length, ...host.slice(1)] : undefined,
  );
}

describe('Regular expressions', () => {
  const cases: Record<string, [string, string, string][]> = {
    'repeat as much as they can, and give back': [['a*ab', '', 'xaaab']],
    'repeat as little as they can when told so': [['<.+?>', '', '<a><b>']],
    'forget the groups of an earlier round': [['(?:(a)|(b))+', '', 'ab']],
    'refuse rounds that take nothing': [['(a*)*', '', 'b']],
    'look ahead and behind': [['(?<=\\$)\\d+(?!\\d|\\.)', '', 'cost $12.50 or $30']],
    'refer back': [['(["\']).*?\\1', '', 'say "it\'s"']],
    'ignore case as the host does': [
      ['[^k]', 'i', 'K\u212a'],
      ['ς', 'i', 'Σ'],
      ['[à-þ]+', 'i', 'ÀÉÎ'],
    ],
    'match at the ends of lines': [['^b$', 'm', 'a\nb\nc']],
    'take odd braces literally': [['a{,2}', '', 'a{,2}']],
  };
  for (const [name, list] of Object.entries(cases)) {
    it(name, () => {
      for (const [pattern, flags, text] of list) checkRegex(pattern, flags, text);
    });
  }

  it('count their steps', () => {
    let steps = 0;
    const spend = (made: number) => {
      steps += made;
      if (steps > 10_000) throw new RangeError('enough');
    };
    assert.throws(() => compileRegex('^(a+)+$', '').search(`${'a'.repeat(40)}b`, 0, { spend }), /enough/);
  });
});
