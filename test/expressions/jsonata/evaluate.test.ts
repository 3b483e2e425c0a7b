// What expressions give, one fact per test: values, errors, budgets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { functionDocument, functionNames } from '../../../expressions/jsonata/index.ts';
import { parseSignature } from '../../../expressions/jsonata/signature.ts';
import { checkResult, evaluate, result } from './support.ts';

const SERVICE = { dialect: 'stepFunctions' } as const;

describe('Evaluating JSONata', () => {
  it('gives one item for a sequence of one, and nothing for an empty one', () => {
    const input = { items: [{ price: 1 }, { price: 5 }] };
    checkResult('items[price > 2]', { price: 5 }, { input });
    assert.equal(result('items[price > 9]', { input }), 'nothing');
    checkResult('items[price > 2][]', [{ price: 5 }], { input });
  });

  it('leaves no trace of sequences in the result', () => {
    const outcome = evaluate('{"a": items.price, "b": [items[0].tags[]]}', {
      input: { items: [{ price: 1, tags: 'x' }, { price: 2 }] },
    });
    assert.deepStrictEqual(outcome, { kind: 'value', value: { a: [1, 2], b: ['x'] } });
  });

  it('never writes to the input', () => {
    const input = Object.freeze({ a: Object.freeze({ b: 1 }), list: Object.freeze([3, 1, 2]) });
    checkResult('$ ~> |a|{"b": 2}, "c"|', { a: { b: 2 }, list: [3, 1, 2] }, { input });
    checkResult('$sort(list)', [1, 2, 3], { input });
    assert.equal(result('$$ ~> |$$.a|{"b": 3}|', { input }), '{"a":{"b":1},"list":[3,1,2]}');
  });

  it('takes every key for plain data', () => {
    checkResult('{"constructor": 1}.constructor', 1);
    assert.equal(result('a.constructor', { input: { a: {} } }), 'nothing');
    assert.equal(result('$lookup({}, "__proto__")'), 'nothing');
    assert.equal(result('{"__proto__": {"x": 1}}.x'), 'nothing');
    checkResult('$merge([$parse("{\\"__proto__\\": 1}")]).__proto__', 1, SERVICE);
  });

  it('reports errors with the code and text of the reference', () => {
    assert.equal(result('1 + "a"'), 'T2002: The right side of the "+" operator must evaluate to a number');
    assert.equal(result('$nothing()'), 'T1006: Attempted to invoke a non-function');
  });

  it('groups what a part of a regular expression that took no part leaves out', () => {
    checkResult('$match("ab", /(a)(x)?(b)/).groups{"all": $}', { all: ['a', 'b'] });
  });

  it('filters the tuples of a block by what they carry', () => {
    checkResult('function(){ (tags)[%.price > 1] }()', [], { input: { tags: 7 } });
    assert.equal(
      result('function(){ (tags)[%.price > 1] }()', { input: { tags: 7, price: [7] } }),
      'T2010: The expressions either side of operator ">" must evaluate to numeric or string values',
    );
  });

  it('replaces by what a pattern of one run finds, as by any other', () => {
    checkResult('$replace("a  b c", /\\s+/, "_")', 'a_b_c');
    checkResult('$replace("a  b c", /\\s+/, "<$0>", 1)', 'a<  >b c');
    checkResult('$split("a12b3c", /[0-9]{2}/)', ['a', 'b3c']);
    checkResult('$match("xaaay", /a{1,2}/).match', ['aa', 'a']);
  });

  it('makes calls in tail position without using up the stack', () => {
    checkResult('($f := function($n){ $n = 0 ? "done" : $f($n - 1) }; $f(100000))', 'done');
  });
});

describe('The dialect of Step Functions', () => {
  it('has no $eval', () => {
    assert.equal(result('$eval("1")', SERVICE), 'T1006: Attempted to invoke a non-function');
    checkResult('$eval("1 + 1")', 2);
  });

  it('adds $partition, $range, $hash, $random, $uuid and $parse', () => {
    checkResult('$partition([1..5], 2)', [[1, 2], [3, 4], [5]], SERVICE);
    checkResult('$range(1, 9, 2)', [1, 3, 5, 7, 9], SERVICE);
    checkResult('$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1', SERVICE);
    checkResult('$random(42)', 0.7275636800328681, SERVICE);
    checkResult('$random()', 0.25, SERVICE);
    checkResult('$parse("[1,{}]")', [1, {}], SERVICE);
    assert.match(result('$uuid()', SERVICE), /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  });

  it('takes time from outside', () => {
    checkResult('$now()', '2024-02-29T12:00:00.000Z', SERVICE);
  });
});

describe('The budget of an evaluation', () => {
  const hostile = {
    'endless recursion': '($f := function($x){ 1 + $f($x) }; $f(1))',
    'an endless tail call': '($f := function($x){ $f($x) }; $f(1))',
    'recursion through a built-in function': '($f := function($x){ $map([1,2], function($v){ $f($v) }) }; $f(1))',
    'exponential sequences': '$reduce([1..60], function($a, $i){ [$a, $a] }, [1, 2])',
    'a value that shares its parts': '$reduce([1..60], function($a, $i){ {"a": $a, "b": $a} }, {})',
    'text that doubles': '$reduce([1..60], function($a, $i){ $a & $a }, "xxxxxxxx")',
    'a wide range': '[1..10000000]',
    'a long padding': '$pad("", 1e9)',
    'a catastrophic regular expression': '$contains($pad("", 40, "a") & "b", /^(a+)+$/)',
    'nested loops': '[1..900].([1..900].([1..900]))',
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`ends ${name}`, () => {
      const started = performance.now();
      assert.match(result(text, SERVICE), /^U1001: /);
      assert.ok(performance.now() - started < 10_000);
    });
  }
});

describe('The catalogue of functions', () => {
  it('has a sentence for every function, and as many parameters as the signature', () => {
    for (const dialect of ['reference', 'stepFunctions'] as const) {
      for (const name of functionNames(dialect)) {
        const document = functionDocument(name, dialect);
        assert.match(document?.summary ?? '', /\.$/, name);
        const signature = parseSignature(document?.signature ?? '');
        assert.ok('parameters' in signature);
        if (name !== 'zip') assert.equal(document?.parameters.length, signature.parameters.length, name);
      }
    }
  });

  it('knows no function that the engine does not', () => {
    const source = readFileSync('expressions/jsonata/catalogue.ts', 'utf8');
    const written = [...source.matchAll(/^ {2}(\w+): \[/gm)].map(([, name]) => name);
    const known = new Set([...functionNames('reference'), ...functionNames('stepFunctions')]);
    assert.deepEqual(
      written.filter(name => !known.has(name ?? '')),
      [],
    );
  });
});
