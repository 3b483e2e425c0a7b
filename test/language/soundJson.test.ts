// The quick reader of sound JSON beside the one that reads everything: the same tree where nothing is wrong, and no tree
// where something is. Random edits, the same ones every time.
import assert from 'node:assert/strict';
import { parseJson } from '../../language/text/parseJson.ts';
import { readSound } from '../../language/text/soundJson.ts';
import { generateMachine } from '../support/generatedMachine.ts';

function checkSame(text: string): boolean {
  const { root, problems } = parseJson(text);
  const sound = readSound(text, () => true);
  assert.deepEqual(sound, problems.length === 0 ? root : undefined, text);
  return sound !== undefined;
}

const RARE = String.raw`{
  "escapes \"\u0041\n": "\\ \/ \ud83d\ude00 é", "": "",
  "numbers": [0, -0, 1, 7e1, -1.50, 1e400, 12345678901234567890, 0.1, 1234567890],
  "words": [true, false, null, [], {}, [[]], {"a": {}}],
  "later": [@{Name}, 1@{zeros}, {"Ref": "X"}, {"Fn::GetAtt": ["a", "b"]}],
  "twice": [{"a": {"a": 1, "b": [{"c": 1, "c": 2}]}}, {"a": 1}]
}`.replaceAll('@', '$');

describe('sound JSON', () => {
  it('is read as by the reader of everything', () => {
    assert.ok(checkSame(RARE));
    assert.ok(checkSame(`\ufeff${RARE}\r\n\t `));
    assert.ok(checkSame(generateMachine(30).replaceAll('"States"', '"Stages"')));
    assert.ok(checkSame('['.repeat(399) + ']'.repeat(399)));
  });

  it('gives no tree where a text is not sound', () => {
    for (const text of [
      '',
      ' ',
      '{',
      '{}}',
      '{"a" 1}',
      '{"a":}',
      '{"a":1,}',
      '[1 2]',
      '{a: 1}',
      "{'a': 1}",
      '"a\nb"',
    ]) {
      assert.ok(!checkSame(text), text);
    }
    for (const text of ['{"a": "b": 1}', '[01]', '[-]', '[tru]', '[truer]', '// x\n{}', '{"a": "\\x"}']) {
      assert.ok(!checkSame(text), text);
    }
    assert.ok(!checkSame('['.repeat(500) + ']'.repeat(500)));
  });

  it('after any edit too', () => {
    let state = 7;
    const below = (limit: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const texts = [RARE, generateMachine(6).replaceAll('"States"', '"Stages"')];
    const signs = '{}[]",:\\/ \n0123456789.-+eEtrufalsn$\'';
    let sound = 0;
    for (let i = 0; i < 4000; i++) {
      const text = texts[i % 2] ?? '';
      const at = below(text.length + 1);
      const edited = text.slice(0, at) + signs.charAt(below(signs.length + 1)) + text.slice(at + below(3));
      if (checkSame(edited)) sound++;
    }
    assert.ok(sound > 500, `${sound} of them are sound`);
  });

  it('is not read on when somebody has seen enough', () => {
    const names: string[] = [];
    const root = readSound('{"States": {"A": {}, "B": {}, "C": {}}}', ({ name }) => names.push(name) < 2);
    assert.equal(root, undefined);
    assert.deepEqual(names, ['A', 'B']);
  });
});
