// Numbers keep the form they came in.
import assert from 'node:assert/strict';
import { numberOf, readJson, sameValue, typeName, withPlainNumbers, writeJson } from '../../expressions/index.ts';

describe('Values from JSON text', () => {
  it('are written with the numbers as they came', () => {
    for (const text of ['0.0', '{"a":[1.0,1.50,1e5,-0.0,12345678901234567890],"b":"1.0"}', '[1,2.5,-3]', '"1.0"']) {
      assert.equal(writeJson(readJson(text)), text);
    }
  });

  it('count as the numbers they are', () => {
    const value = readJson('1.0');
    assert.equal(numberOf(value), 1);
    assert.equal(typeName(value), 'number');
    assert.ok(sameValue(value, 1) && sameValue(readJson('[1e1]'), [10]));
  });

  it('are plain numbers to calculate with, and shared where nothing differs', () => {
    const value = readJson('{"plain":{"a":1},"odd":{"b":1.0}}') as Record<string, object>;
    const plain = withPlainNumbers(value as never) as Record<string, object>;
    assert.deepEqual(plain, { plain: { a: 1 }, odd: { b: 1 } });
    assert.equal(plain['plain'], value['plain']);
  });

  it('take a number for one only outside of strings, and refuse what JSON.parse refuses', () => {
    assert.equal(writeJson(readJson('{"1.0":"\\"1.0,\\u00001.0","n":1.0}')), '{"1.0":"\\"1.0,\\u00001.0","n":1.0}');
    assert.throws(() => readJson('[01.0]'), SyntaxError);
  });

  it('have no negative zero among the integers', () => {
    assert.equal(writeJson(readJson('[-0,-0.0]')), '[0,-0.0]');
  });
});
