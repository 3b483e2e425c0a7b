// The words of the service's JSON reader. `⟨` stands for the place it names.
import assert from 'node:assert/strict';
import { jsonFault, sourceOf } from '../../service/jsonFault.ts';

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

const FAULTS: readonly (readonly [text: string, message: string])[] = [
  // Recorded.
  ['not⟨ a definition', `Unrecognized token 'not': was expecting ${VALUES}`],
  ["{'⟨a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  // The library's.
  ['{"a": nul⟨}', `Unrecognized token 'nul': was expecting ${VALUES}`],
  ['{"a": 1 "⟨b": 2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`],
  ['[1 2⟨]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries"],
  ['{"a": 1,}⟨', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"],
  ['[1,]⟨', `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`],
  ['{"a" 1⟨}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"],
  ['{"a":⟨', 'Unexpected end-of-input within/between Object entries'],
  ['{"a": "b⟨', 'Unexpected end-of-input: was expecting closing quote for a string value'],
  ['{"a⟨', 'Unexpected end-of-input in field name'],
  ['{"a": 01⟨}', 'Invalid numeric value: Leading zeroes not allowed'],
  ['[1.]⟨', "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit"],
  ['["\\x⟨"]', "Unrecognized character escape 'x' (code 120)"],
  ['{"a": ’⟨b’}', `Unexpected character ('’' (code 8217 / 0x2019)): expected a valid value ${VALUES}`],
  [
    '{\n  /⟨/ note\n}',
    "Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
  ],
  [
    '["a\n⟨"]',
    'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value',
  ],
  [
    '{\n  "a": 1⟨',
    'Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{\n  "a": 1"; line: 1, column: 1])',
  ],
  [
    '{"a": [1}⟨',
    'Unexpected close marker \'}\': expected \']\' (for Array starting at [Source: (String)"{"a": [1}"; line: 1, column: 7])',
  ],
];

describe('The JSON reader of the service', () => {
  for (const [marked, message] of FAULTS) {
    it(`says of ${JSON.stringify(marked)} what is wrong, and where`, () => {
      const text = marked.replace('⟨', '');
      const before = marked.slice(0, marked.indexOf('⟨')).split('\n');
      const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      assert.deepEqual(jsonFault(text), { message, ...place });
    });
  }

  it('says nothing of JSON', () => {
    for (const text of ['{}', ' [1.5e-3, "\\u00e9\\n", null, true] ', '"a"']) assert.equal(jsonFault(text), undefined);
  });

  it('has words for whatever is no JSON', () => {
    for (const text of [
      '',
      '  ',
      '{} x',
      '{}}',
      '[[',
      '-',
      '1.',
      '+1',
      '\u0000',
      '{"a":1}\u00a0',
      '[1,,2]',
      '"\\u12g4"',
    ]) {
      const fault = jsonFault(text);
      assert.ok(fault && fault.message !== 'Unexpected content', text);
    }
  });

  it('shows the beginning of a long text', () => {
    const text = `[${'1'.repeat(600)}`;
    assert.match(
      sourceOf(text, { line: 1, column: 2 }),
      /^\[Source: \(String\)"\[1{499}"\[truncated 101 chars\]; line: 1, column: 2\]$/,
    );
  });
});
