// Questions an editor asks of an expression: what is typed, which call is around, what is referred to.
import assert from 'node:assert/strict';
import { around, references, typing } from './support.ts';

describe('Reading a JSONata text', () => {
  it('finds the member being typed and what it is a member of', () => {
    assert.equal(typing('$states.in<|>'), 'member of $states: in');
    assert.equal(typing('$states.input.order.i<|>d & "x"'), 'member of $states.input.order: i');
  });

  it('finds a member of which nothing is typed yet', () => {
    assert.equal(typing('$states.input.<|>'), 'member of $states.input: ');
    assert.equal(typing('$sum($states.input.<|>)'), 'member of $states.input: ');
    assert.equal(typing('{"a": $states.<|>, "b": 2}'), 'member of $states: ');
  });

  it('finds the variable or function being typed', () => {
    assert.equal(typing('$sta<|>'), 'variable: sta');
    assert.equal(typing('1 + $<|>'), 'variable: ');
    assert.equal(typing('$map($states.input.xs, $upp<|>)'), 'variable: upp');
  });

  it('finds the place for a value', () => {
    assert.equal(typing('<|>'), 'value: ');
    assert.equal(typing('$states.input.a > <|>'), 'value: ');
    assert.equal(typing('$states.input.items[pri<|>]'), 'value: pri');
    assert.equal(typing('$sum(<|>)'), 'value: ');
  });

  it('finds nothing in texts, numbers, comments and names being bound', () => {
    assert.equal(typing('"ab<|>c"'), 'nothing');
    assert.equal(typing('12<|>3'), 'nothing');
    assert.equal(typing('1 /* a <|> b */'), 'nothing');
    assert.equal(typing('$states.input.items@$i<|>'), 'nothing');
  });

  it('knows the call and the argument around an offset', () => {
    assert.equal(around('$substring("abc", <|>1)'), 'substring 1');
    assert.equal(around('$substring("abc", $length(<|>'), 'length 0');
    assert.equal(around('$substring("abc", $length("x")<|>, 2)'), 'substring 1');
    assert.equal(around('$substring("abc", 1, <|>'), 'substring 2');
    assert.equal(around('$substring("abc")<|>'), 'none');
  });

  it('lists paths, variables, functions and bindings', () => {
    assert.deepEqual(references('$states.input.order[total > $limit].id'), [
      'paths states.input.order.id limit',
      'variables states limit',
      'functions ',
      'bindings ',
    ]);
  });

  it('does not list what the expression binds itself', () => {
    assert.deepEqual(references('($rate := $tax; $map($xs, function($x){ $round($x * $rate) }))'), [
      'paths tax xs',
      'variables tax xs',
      'functions map round',
      'bindings rate',
    ]);
  });
});
