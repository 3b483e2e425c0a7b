// What VS Code does with the keys of a keyboard: words, indentation. The patterns are strings there, so that a mistake in
// one shows only when somebody types.
import assert from 'node:assert/strict';
import fs from 'node:fs';

interface Configuration {
  readonly wordPattern: { readonly pattern: string; readonly flags: string };
  readonly indentationRules: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
}

describe('The language configurations', () => {
  for (const language of ['asl', 'asl-yaml']) {
    const read = (): Configuration =>
      JSON.parse(fs.readFileSync(`syntaxes/${language}.language-configuration.json`, 'utf8'));

    it(`${language}: a variable is one word, a path is several`, () => {
      const { pattern, flags } = read().wordPattern;
      const words = (text: string) => text.match(new RegExp(pattern, `${flags}g`));
      assert.deepEqual(words('$total + $.order.id'), ['$total', '$', 'order', 'id']);
      assert.deepEqual(words('"Is-it_paid": $$.Execution'), ['Is-it_paid', '$$', 'Execution']);
    });

    it(`${language}: what opens is indented, what closes is not`, () => {
      const { increaseIndentPattern, decreaseIndentPattern } = read().indentationRules;
      const [increase, decrease] = [new RegExp(increaseIndentPattern), new RegExp(decreaseIndentPattern)];
      assert.deepEqual(
        ['"A": {', '"Catch": [', '"A": { "End": true }', '"Next": "B",'].map(line => increase.test(line)),
        [true, true, false, false],
      );
      assert.deepEqual(
        ['  },', ']', '"A": {}'].map(line => decrease.test(line)),
        [true, true, false],
      );
    });
  }

  it('asl-yaml: a key without a value, and a block scalar, are indented', () => {
    const { increaseIndentPattern } = JSON.parse(
      fs.readFileSync('syntaxes/asl-yaml.language-configuration.json', 'utf8'),
    ).indentationRules;
    const increase = new RegExp(increaseIndentPattern);
    assert.deepEqual(
      ['States:', '  Output: >-', 'Next: B', '- Type: Pass'].map(line => increase.test(line)),
      [true, true, false, false],
    );
  });
});
