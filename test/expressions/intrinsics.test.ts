// Intrinsic functions: what they give, and what is wrong with calls.
import assert from 'node:assert/strict';
import { parseIntrinsic, placeInIntrinsic, referencesInIntrinsic } from '../../expressions/index.ts';
import { checkDrawn, intrinsic } from '../support/expressions.ts';

const DATA = { s: 'text', n: 7, list: [1, 2, 2, 3], object: { a: 1, b: [true, null] }, long: 'x'.repeat(10_001) };

const gives: readonly (readonly [string, unknown])[] = [
  ['States.Array()', []],
  ["States.Array(1, 'a', null, true, $.n)", [1, 'a', null, true, 7]],
  ['States.ArrayContains($.list, 2)', true],
  ['States.ArrayContains($.list, 9)', false],
  ['States.ArrayGetItem($.list, 3)', 3],
  ['States.ArrayGetItem($.list, 4)', 'failed: There is no item 4 in a list of 4.'],
  ['States.ArrayLength($.list)', 4],
  ['States.ArrayLength($.s)', 'failed: Argument 1 of States.ArrayLength must be a list.'],
  ['States.ArrayPartition($.list, 3)', [[1, 2, 2], [3]]],
  ['States.ArrayPartition($.list, 0)', 'failed: Argument 2 of States.ArrayPartition must be greater than 0.'],
  ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['States.ArrayRange(3, 0, -2)', [3, 1]],
  ['States.ArrayRange(5, 1, 1)', []],
  ['States.ArrayRange(0, 1000, 1)', 'failed: A range has at most 1000 numbers.'],
  ['States.ArrayUnique($.list)', [1, 2, 3]],
  ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", 'Data to encode'],
  ['States.Base64Encode($.long)', 'failed: States.Base64Encode takes at most 10000 characters.'],
  ["States.Format('{} has {}', $.s, $.n)", 'text has 7'],
  ["States.Format('\\{\\} it\\'s \\\\ {}', null)", "{} it's \\ null"],
  ["States.Format('{}', $.object)", '{a=1, b=[true, null]}'],
  ['States.Format($.s)', 'text'],
  ['States.Format($.s, 1)', 'failed: The template has 0 places {} for 1 value.'],
  ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ["States.Hash('input data', 'MD5')", '812f45842bc6d66ee14572ce20db8e86'],
  ['States.JsonMerge($.object, $.object, false)', { a: 1, b: [true, null] }],
  ['States.JsonToString($.object)', '{"a":1,"b":[true,null]}'],
  ['States.StringToJson(\'[1, {"a": -0}]\')', [1, { a: 0 }]],
  ["States.StringToJson(' ')", null],
  ['States.MathAdd(111, -1)', 110],
  ['States.MathAdd(-0.5, 0.5)', 1],
  ['States.MathAdd(-1.5, -1.51)', -3],
  [
    'States.MathAdd(2147483647, 1)',
    'failed: The numbers of States.MathAdd must lie between -2147483648 and 2147483647.',
  ],
  ['States.MathRandom(10, 20)', 15],
  ['States.MathRandom(5, 5)', 'failed: The start of States.MathRandom must be less than its end.'],
  ["States.StringSplit(', , ,', ',')", [' ', ' ']],
  ["States.StringSplit('a.b+c', '.+')", ['a', 'b', 'c']],
  ['States.UUID()', '00000000-0000-4000-8000-000000000000'],
  ["States.ArrayGetItem(States.StringSplit($$.StateMachine.Name, '-'), 0)", 'order'],
  ['States.Array($.nope.x)', 'missing $.nope.x'],
  [" States.Format( '{}' , $.n ) ", '7'],
];

describe('intrinsic functions', () => {
  for (const [text, expected] of gives) {
    it(`${text.length > 80 ? `${text.slice(0, 80)}…` : text}`, () => assert.deepEqual(intrinsic(text, DATA), expected));
  }
  it('the same seed gives the same number', () => {
    const draw = () => intrinsic('States.MathRandom(0, 1000000, 42)', {});
    assert.equal(draw(), draw());
  });
  it('StringToJson says why a text is not JSON', () => {
    assert.match(String(intrinsic("States.StringToJson('{')", {})), /^failed: The text is not JSON: /);
  });
});

describe('problems of intrinsic functions', () => {
  const check = (drawing: string) => checkDrawn(parseIntrinsic, drawing);
  it('a name nobody knows', () =>
    check(`
States.Fromat('{}', $.a)
^^^^^^^^^^^^^ intrinsic-unknown: There is no intrinsic function States.Fromat. Did you mean States.Format?`));
  it('too few and too many arguments', () => {
    check(`
States.MathAdd(1)
^^^^^^^^^^^^^^ intrinsic-arguments: States.MathAdd(first, second) is given 1 arguments.`);
    check(`
States.UUID(1)
^^^^^^^^^^^ intrinsic-arguments: States.UUID() is given 1 arguments.`);
  });
  it('double quotes', () =>
    check(`
States.StringToJson("a")
                    ^^^ intrinsic-syntax: Text in an intrinsic function stands in single quotes.`));
  it('a text and a call that are not closed', () =>
    check(`
States.Format('abc
             ^ intrinsic-syntax: This "(" is never closed.
              ^ intrinsic-syntax: This text is not closed: a single quote is missing.`));
  it('an escape nobody knows', () =>
    check(`
States.Format('a\\n')
                ^^ intrinsic-escape: "\\n" is not an escape here. There are \\' \\{ \\} and \\\\.`));
  it('places that do not match the values', () =>
    check(`
States.Format('{} {}', $.a)
              ^^^^^^^ intrinsic-value: The template has 2 places {} for 1 value.`));
  it('literals that cannot be', () => {
    check(`
States.JsonMerge($.a, $.b, true)
                           ^^^^ intrinsic-value: Only shallow merging is supported: the third argument must be false.`);
    check(`
States.Hash($.a, 'SHA1')
                 ^^^^^^ intrinsic-value: "SHA1" is no hash algorithm. There are MD5, SHA-1, SHA-256, SHA-384, SHA-512.`);
    check(`
States.ArrayRange(1, 2, 0)
                        ^ intrinsic-value: The step of a range cannot be 0.`);
  });
  it('a path inside a call', () =>
    check(`
States.Array($.a.lenght(), 1)
                 ^^^^^^ path-function: There is no path function "lenght". Did you mean "length"?`));
  it('something after the call, and no call at all', () => {
    check(`
States.UUID() and more
              ^^^^^^^^ intrinsic-syntax: "and more" cannot follow the call.`);
    check(`
hello
^^^^^ intrinsic-syntax: hello is a function: its arguments stand in parentheses.
^^^^^ intrinsic-unknown: There is no intrinsic function hello.`);
  });
  it('more than ten levels', () => {
    const text = `${'States.Array('.repeat(11)}${')'.repeat(11)}`;
    assert.deepEqual(
      parseIntrinsic(text).problems.map(({ code }) => code),
      ['intrinsic-nesting'],
    );
  });

  it('any text gives a tree, and every range lies inside of it', () => {
    const whole = "States.Format('a {} \\' b', States.ArrayGetItem($.x[?(@.y > 1)], -1), \"q\", null)";
    const signs = ['', '"', "'", '(', ')', ',', '$', '\\', ' ', '{', '😀', '\n'];
    for (let i = 0; i <= whole.length; i++) {
      for (const sign of signs) {
        for (const broken of [whole.slice(0, i) + sign, whole.slice(0, i) + sign + whole.slice(i + 1)]) {
          for (const { start, end } of parseIntrinsic(broken).problems) {
            assert.ok(0 <= start && start <= end && end <= broken.length, broken);
          }
        }
      }
    }
  });

  it('hostile nesting ends', () => {
    assert.ok(parseIntrinsic('States.Array('.repeat(100_000)).problems.length > 0);
  });
});

describe('reading an intrinsic call', () => {
  const at = (marked: string) => {
    const offset = marked.indexOf('<|>');
    const text = marked.replace('<|>', '');
    const { node, call, completing } = placeInIntrinsic(parseIntrinsic(text).root, offset);
    const around = call ? ` in argument ${call.argument} of ${call.call.name}` : '';
    switch (completing.kind) {
      case 'function':
        return `function ${text.slice(completing.span.start, completing.span.end)}${around}`;
      case 'path': {
        const { completing: inner } = completing.place;
        return `path ${inner.kind}${inner.kind === 'nothing' ? '' : ` ${text.slice(inner.span.start, inner.span.end)}`}${around}`;
      }
      default:
        return `${completing.kind} on ${node.kind}${around}`;
    }
  };

  it('knows the function being typed', () => {
    assert.equal(at('States.Fo<|>'), 'function States.Fo');
    assert.equal(at("States.Format('{}', States.Ar<|>)"), 'function States.Ar in argument 1 of States.Format');
  });
  it('knows the argument and the call around it', () => {
    assert.equal(at('States.MathAdd(1, <|>)'), 'argument on missing in argument 1 of States.MathAdd');
    assert.equal(at('States.Array(<|>)'), 'argument on call in argument 0 of States.Array');
    assert.equal(at("States.Format('a<|>b')"), 'nothing on literal in argument 0 of States.Format');
  });
  it('knows the member of a path being typed', () => {
    assert.equal(at('States.Array($.order.it<|>)'), 'path member it in argument 0 of States.Array');
    assert.equal(at('States.Array(1, $ord<|>)'), 'path variable $ord in argument 1 of States.Array');
  });
  it('knows everything a call refers to', () => {
    const { root } = parseIntrinsic('States.Array($.a, States.ArrayLength($list), $x[?(@.n > $limit)])');
    const { functions, paths, variables } = referencesInIntrinsic(root);
    assert.deepEqual(
      functions.map(({ name, start, end }) => [name, start, end]),
      [
        ['States.Array', 0, 12],
        ['States.ArrayLength', 18, 36],
      ],
    );
    assert.equal(paths.length, 3);
    assert.deepEqual(
      variables.map(({ name }) => name),
      ['list', 'x', 'limit'],
    );
  });
});
