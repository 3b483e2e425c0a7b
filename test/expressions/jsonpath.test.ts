// JSONPath as Step Functions accepts it: what paths find, what is wrong with them, what is being typed.
import assert from 'node:assert/strict';
import {
  describeMissing,
  isDefinite,
  isReferencePath,
  parsePath,
  placeInPath,
  type Value,
  variablesOf,
} from '../../expressions/index.ts';
import { checkDrawn, path } from '../support/expressions.ts';

const DATA = {
  store: {
    book: [
      { category: 'reference', author: 'Rees', price: 8.95, isbn: null },
      { category: 'fiction', author: 'Waugh', price: 12.99 },
      { category: 'fiction', author: 'Melville', price: 8.99, isbn: '0-553' },
    ],
    bicycle: { color: 'red', price: 19.95 },
  },
  'first name': 'Ada',
  'a.b': 1,
  n: null,
  list: [10, 20, 30, 40],
  empty: [],
  proto: { constructor: 1 },
} as const satisfies Value;

const finds: readonly (readonly [string, unknown])[] = [
  ['$.n', null],
  ["$['first name']", 'Ada'],
  ['$["a.b"]', 1],
  ['$.a\\.b', 1],
  ['$.list[1]', 20],
  ['$.list[-1]', 40],
  ['$.list[9]', undefined],
  ['$.store.bicycle.color', 'red'],
  ['$.store.book.author', undefined],
  ["$.['n']", null],
  ['$.nope', undefined],
  ['$.proto.constructor', 1],
  ['$.constructor', undefined],
  ['$.__proto__', undefined],
  ['$.list[0,2]', [10, 30]],
  ['$.list[0,9]', [10]],
  ['$.list[1:3]', [20, 30]],
  ['$.list[-2:]', [30, 40]],
  ['$.list[:2]', [10, 20]],
  ['$.list[2:99]', [30, 40]],
  ['$.list[*]', [10, 20, 30, 40]],
  ['$.empty[*]', []],
  ['$.empty[*].x', []],
  ['$.nope[*]', []],
  ['$.store.book[*].author', ['Rees', 'Waugh', 'Melville']],
  ['$.store.*.price', [19.95]],
  ['$..price', [8.95, 12.99, 8.99, 19.95]],
  ['$..book[0].author', ['Rees']],
  ['$.store.book[*][0]', []],
  ["$.store.bicycle['color','price']", { color: 'red', price: 19.95 }],
  ["$.store.bicycle['color','nope']", { color: 'red' }],
  ["$.store.book[*]['author','isbn']", ['Rees', null, 'Waugh', 'Melville', '0-553']],
  ['$.store.book[?(@.price < 10)].author', ['Rees', 'Melville']],
  ["$.store.book[?(@.category == 'fiction' && @.price > 10)].author", ['Waugh']],
  ['$.store.book[?(@.price < 9 || @.price > 12)].price', [8.95, 12.99, 8.99]],
  ["$.store.book[?(!(@.category == 'fiction'))].author", ['Rees']],
  ['$.store.book[?(@.isbn)].author', ['Melville']],
  ['$.store.book[?(!@.isbn)].author', ['Rees', 'Waugh']],
  ['$.store.book[?(@.isbn == null)].author', ['Rees']],
  ['$.store.book[?(@.price == "8.95")]', []],
  ['$.store.book[?(@.author =~ /w.*/i)].author', ['Waugh']],
  ['$.store.book[?(@.author =~ /W/)].author', []],
  ["$.store.book[?(@.author in ['Rees', 'Waugh'])].price", [8.95, 12.99]],
  ["$.store.book[?(@.author nin ['Rees', 'Waugh'])].price", [8.99]],
  ["$.store.book[?(@.author contains 'ee')].author", ['Rees']],
  ['$.store.book[?(@.author size 4)].author', ['Rees']],
  ['$.store[?(@.color)].price', []],
  ['$.store.bicycle[?(@.color)].price', [19.95]],
  ['$..[?(@.color)].price', [19.95]],
  ['$.list[?(@ > 25)]', [30, 40]],
  ['$.store.book[?(@.price > $.list[0])].author', ['Waugh']],
  ['$.list.length()', 4],
  ['$.store.length()', 2],
  ['$.store.book[*].price.length()', 3],
  ['$.list.sum()', 100],
  ['$.list.avg()', 25],
  ['$.list.max()', 40],
  ['$.store.keys()', ['book', 'bicycle']],
  ['$.list.first()', 10],
  ['$.list.index(-2)', 30],
  ['$.list.append(50)', [10, 20, 30, 40, 50]],
  ['$.empty.sum()', undefined],
];

describe('paths', () => {
  for (const [text, expected] of finds) {
    it(`${text} finds ${JSON.stringify(expected)}`, () => assert.deepEqual(path(text, DATA), expected));
  }

  it('$$ reads the context, $name a variable', () => {
    assert.equal(path('$$.Execution.Name', {}), 'test');
    assert.deepEqual(path('$order.items[0]', {}, { order: { items: [7] } }), 7);
    assert.deepEqual(path('$order[*]', {}, { order: [1] }), [1]);
    assert.equal(path('$nope', {}), undefined);
  });

  it('$.[0] is $[0]', () => assert.equal(path('$.[0]', [5]), 5));

  it('a hostile pattern ends within its budget', () => {
    const text = `$[?(@.a =~ /(a+)+b/)]`;
    const started = performance.now();
    assert.equal(path(text, [{ a: 'a'.repeat(5000) }]), undefined);
    assert.ok(performance.now() - started < 2000);
  });

  it('hostile nesting of data finds nothing rather than end the stack', () => {
    let data: Value = 1;
    for (let i = 0; i < 100_000; i++) data = [data];
    assert.equal(path('$..a', data), undefined);
  });
});

describe('questions about paths', () => {
  const table: readonly (readonly [string, boolean, boolean])[] = [
    ['$', true, true],
    ['$.a.b[0]', true, true],
    ["$['a']", true, true],
    ['$.a[-1]', true, false],
    ['$.a[*]', false, false],
    ['$..a', false, false],
    ['$.a.length()', true, false],
    ["$['a','b']", true, false],
    ["$['a','b'].c", false, false],
  ];
  for (const [text, definite, reference] of table) {
    it(`${text} is ${definite ? '' : 'not '}definite and ${reference ? '' : 'not '}a reference path`, () => {
      const { path: tree } = parsePath(text);
      assert.equal(isDefinite(tree), definite);
      assert.equal(isReferencePath(tree), reference);
    });
  }

  it('a path that leads nowhere is told as AWS tells it', () => {
    const missing = (text: string) => describeMissing(parsePath(text), { a: {} });
    assert.equal(missing('$.b'), "Invalid path '$.b' : No results for path: $['b']");
    assert.equal(missing('$.b.c'), "Invalid path '$.b.c' : Missing property in path $['b']");
    assert.equal(missing('$.a.c'), "Invalid path '$.a.c' : No results for path: $['a']['c']");
  });

  it('the variables a path reads, inside filters too', () => {
    const { path: tree } = parsePath('$orders[?(@.total > $limit)]');
    assert.deepEqual(variablesOf(tree), [
      { name: 'orders', start: 1, end: 7 },
      { name: 'limit', start: 21, end: 26 },
    ]);
  });

  const typed = (marked: string) => {
    const offset = marked.indexOf('<|>');
    const text = marked.replace('<|>', '');
    const { completing } = placeInPath(parsePath(text).path, offset);
    if (completing.kind === 'nothing') return 'nothing';
    const span = text.slice(completing.span.start, completing.span.end);
    return completing.kind === 'variable' ? `variable ${span}` : `member ${span} of ${completing.of.length}`;
  };
  it('what is being completed', () => {
    assert.equal(typed('$.<|>'), 'member  of 0');
    assert.equal(typed('$.or<|>der'), 'member order of 0');
    assert.equal(typed('$.order.<|>'), 'member  of 1');
    assert.equal(typed('$.order.items[?(@.pr<|>)]'), 'member pr of 0');
    assert.equal(typed('$ord<|>'), 'variable $ord');
    assert.equal(typed('$<|>'), 'variable $');
    assert.equal(typed('$.a[<|>0]'), 'nothing');
  });

  it('the function and the argument around the cursor', () => {
    const { path: tree } = parsePath('$.list.append(1, 2)');
    assert.deepEqual(placeInPath(tree, 17).call, { name: 'append', argument: 1 });
    assert.equal(placeInPath(tree, 5).call, undefined);
  });
});

describe('problems of paths', () => {
  const check = (drawing: string) => checkDrawn(parsePath, drawing);
  it('no dollar', () =>
    check(`
order.id
^^^^^^^^ path-root: A path begins with "$": "order.id" does not.`));
  it('a name being typed', () =>
    check(`
$.order.
       ^ path-name-missing: A name is missing after the dot.`));
  it('a bracket that is not closed', () =>
    check(`
$.a[0
   ^ path-syntax: This "[" is never closed.`));
  it('empty brackets', () =>
    check(`
$.a[]
   ^^ path-name-missing: An index, a name in quotes or a filter is missing in the brackets.`));
  it('a name without quotes in brackets', () =>
    check(`
$.a[name]
    ^^^^ path-syntax: "name" is no index, name in quotes, slice or filter.`));
  it('a name with blanks', () =>
    check(`
$.first name
 ^^^^^^^^^^^ path-syntax: A name with blanks stands in brackets: ['first name'].`));
  it('a slice with a step', () =>
    check(`
$.a[0:9:2]
       ^^ path-slice: A slice has no third part here: write [from:to].`));
  it('a script', () =>
    check(`
$.a[(@.length-1)]
    ^^^^^^^^^^^^ path-script: Scripts in brackets are not evaluated by Step Functions.`));
  it('a function nobody knows', () =>
    check(`
$.a.lenght()
    ^^^^^^ path-function: There is no path function "lenght". Did you mean "length"?`));
  it('a function in the middle', () =>
    check(`
$.a.length().b
   ^^^^^^^^^ path-function: length() can only stand at the end of a path.`));
  it('a filter without its other side', () =>
    check(`
$.a[?(@.b > )]
            ^ path-operand: A value or a path such as @.name is missing here.`));
  it('a word without quotes', () =>
    check(`
$.a[?(@.b == abc)]
             ^^^ path-word: A text stands in quotes, "abc" does not; what belongs to the item begins with @, as in @.abc.`));
  it('an operator nobody knows', () =>
    check(`
$.a[?(@.b equals 1)]
          ^^^^^^ path-operator: "equals" is no operator of filters.`));
});

describe('broken paths', () => {
  it('any text gives a tree, and every range lies inside of it', () => {
    const whole = [
      "$.store.book[?(@.a == 'x' && !(@.b in [1, 2]) || @.c =~ /a\\/b/i)][\"n\\\"\", 'm'].length()",
      '$$..a[1:2][*]',
      '$v[0,1].max($.x, 3)',
    ];
    const signs = ['', '"', "'", '[', ']', '(', ')', '.', '$', '@', '?', '\\', ' ', '/', '!', '\n', '😀'];
    for (const text of whole) {
      for (let i = 0; i <= text.length; i++) {
        for (const sign of signs) {
          for (const broken of [text.slice(0, i) + sign, text.slice(0, i) + sign + text.slice(i + 1)]) {
            const { problems, path: tree } = parsePath(broken);
            for (const { start, end } of problems)
              assert.ok(0 <= start && start <= end && end <= broken.length, broken);
            for (const { start, end } of tree.segments)
              assert.ok(0 <= start && start <= end && end <= broken.length, broken);
          }
        }
      }
    }
  });

  it('hostile nesting of filters ends', () => {
    assert.ok(parsePath(`$[?(${'('.repeat(50_000)}@.a`).problems.length > 0);
    assert.ok(parsePath(`$[?(${'!'.repeat(50_000)}@.a)]`).problems.length > 0);
  });
});
