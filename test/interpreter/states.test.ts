// What each state type does with data, one fact per test: definition, input, and the output or the failure.
import assert from 'node:assert/strict';
import type { Value } from '../../interpreter/index.ts';
import { programOf, runFast } from '../support/runs.ts';

function outcome(states: string, input: Value): unknown {
  const { status, output, failure } = runFast(programOf(`StartAt: S\nStates:\n${states}`), input);
  return status === 'SUCCEEDED' ? output : `${failure?.error}: ${failure?.cause}`;
}

const inState = (cause: string) =>
  `States.Runtime: An error occurred while executing the state 'S' (entered at the event id #2). ${cause}`;

describe('Pass', () => {
  it('hands its input on', () => {
    assert.deepEqual(outcome('  S: { Type: Pass, End: true }', [1]), [1]);
  });
  it('Result is the output as it stands', () => {
    assert.deepEqual(outcome('  S: { Type: Pass, Result: { "a.$": $.b }, End: true }', {}), { 'a.$': '$.b' });
  });
  it('ResultPath puts the result into the raw input', () => {
    const state = '  S: { Type: Pass, InputPath: $.a, Result: 1, ResultPath: $.x.y, End: true }';
    assert.deepEqual(outcome(state, { a: 2 }), { a: 2, x: { y: 1 } });
  });
  it('ResultPath null drops the result', () => {
    assert.deepEqual(outcome('  S: { Type: Pass, Result: 1, ResultPath: null, End: true }', { a: 2 }), { a: 2 });
  });
  it('ResultPath does not change the input it was given', () => {
    const input = { a: { b: 1 } };
    outcome('  S: { Type: Pass, Result: 2, ResultPath: $.a.b, End: true }', input);
    assert.deepEqual(input, { a: { b: 1 } });
  });
  it('ResultPath into a member named __proto__ is plain data', () => {
    const output = outcome('  S: { Type: Pass, Result: 1, ResultPath: $.__proto__.x, End: true }', {});
    assert.equal(JSON.stringify(output), '{"__proto__":{"x":1}}');
    assert.equal(({} as { x?: number }).x, undefined);
  });
  it('InputPath null is an empty object', () => {
    assert.deepEqual(outcome('  S: { Type: Pass, InputPath: null, End: true }', { a: 1 }), {});
  });
  it('InputPath that leads nowhere fails', () => {
    const states = '  S: { Type: Pass, InputPath: $.a, End: true }';
    assert.equal(outcome(states, {}), inState("Invalid path '$.a' : No results for path: $['a']"));
  });
  it('InputPath with a missing parent fails', () => {
    const states = '  S: { Type: Pass, InputPath: $.a.b, End: true }';
    assert.equal(outcome(states, {}), inState("Invalid path '$.a.b' : Missing property in path $['a']"));
  });
  it('Parameters reads paths, the context and nothing else', () => {
    const state =
      '  S: { Type: Pass, Parameters: { "a.$": $.x, "name.$": $$.State.Name, b: $.x, c: [{ "d.$": $ }] }, End: true }';
    assert.deepEqual(outcome(state, { x: 1 }), { a: 1, name: 'S', b: '$.x', c: [{ d: { x: 1 } }] });
  });
  it('Parameters with a path that leads nowhere fails', () => {
    const states = '  S: { Type: Pass, Parameters: { "a.$": $.x }, End: true }';
    const cause = `The JSONPath '$.x' specified for the field 'a.$' could not be found in the input '{"y":[1,2]}'`;
    assert.equal(outcome(states, { y: [1, 2] }), inState(cause));
  });
  it('variables are seen from the next state on', () => {
    const states = `
  S: { Type: Pass, Assign: { "v.$": $.a }, Next: T }
  T: { Type: Pass, Parameters: { "was.$": $v }, Assign: { v: 2 }, Next: U }
  U: { Type: Pass, Parameters: { "was.$": $.was, "is.$": $v }, End: true }`;
    assert.deepEqual(outcome(states, { a: 1 }), { was: 1, is: 2 });
  });
});

describe('Choice', () => {
  const choose = (rule: string, input: Value) =>
    outcome(
      `
  S: { Type: Choice, Choices: [{ ${rule}, Next: Yes }], Default: No }
  Yes: { Type: Pass, Result: yes, End: true }
  No: { Type: Pass, Result: no, End: true }`,
      input,
    );

  const table: readonly (readonly [rule: string, input: Value, expected: string])[] = [
    ['Variable: $.a, NumericEquals: 0', { a: 0 }, 'yes'],
    ['Variable: $.a, NumericEquals: 0', { a: '0' }, 'no'],
    ['Variable: $.a, NumericGreaterThanPath: $.b', { a: 2, b: 1 }, 'yes'],
    ['Variable: $.a, StringLessThan: b', { a: 'a' }, 'yes'],
    ['Variable: $.a, BooleanEquals: true', { a: 'true' }, 'no'],
    ['Variable: $.a, StringMatches: "*.log"', { a: 'zebra.log' }, 'yes'],
    ['Variable: $.a, StringMatches: "a*b*c"', { a: 'abbcbc' }, 'yes'],
    ['Variable: $.a, StringMatches: "a\\\\*"', { a: 'ab' }, 'no'],
    ['Variable: $.a, StringMatches: "a\\\\*"', { a: 'a*' }, 'yes'],
    ['Variable: $.a, TimestampEquals: "2020-01-01T00:00:00Z"', { a: '2020-01-01T01:00:00+01:00' }, 'yes'],
    ['Variable: $.a, TimestampLessThan: "2020-01-01T00:00:00Z"', { a: '2020-13-01T00:00:00Z' }, 'no'],
    ['Variable: $.a, IsPresent: true', { a: null }, 'yes'],
    ['Variable: $.a, IsPresent: false', {}, 'yes'],
    ['Variable: $.a, IsNull: false', { a: 1 }, 'yes'],
    ['Variable: $.a, IsTimestamp: true', { a: '2020-01-01' }, 'no'],
    ['Not: { Variable: $.a, IsNumeric: true }', { a: 'x' }, 'yes'],
    ['And: [{ Variable: $.a, IsPresent: true }, { Variable: $.a, NumericEquals: 1 }]', {}, 'no'],
    ['Or: [{ Variable: $.a, IsString: true }, { Variable: $.b, IsString: true }]', { a: 'x' }, 'yes'],
    ['Variable: "$.a[*].b", IsPresent: true', { a: [] }, 'yes'],
  ];
  for (const [rule, input, expected] of table) {
    it(`${rule} over ${JSON.stringify(input)}: ${expected}`, () => assert.equal(choose(rule, input), expected));
  }

  it('a Variable that leads nowhere fails', () => {
    const cause = "Invalid path '$.a': The choice state's condition path references an invalid value.";
    assert.equal(choose('Variable: $.a, IsNull: true', {}), inState(cause));
  });
  it('no rule and no Default fails', () => {
    const states = '  S: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: T }] }\n  T: { Type: Succeed }';
    const cause = 'Failed to transition out of the state. The state does not point to a next state.';
    assert.equal(outcome(states, { a: 1 }), inState(cause));
  });
  it("a rule's Assign is done when the rule is taken, the state's when none is", () => {
    const states = `
  S:
    Type: Choice
    Choices: [{ Variable: $.a, NumericEquals: 1, Assign: { v: rule }, Next: T }]
    Assign: { v: state }
    Default: T
  T: { Type: Pass, Parameters: { "v.$": $v }, End: true }`;
    assert.deepEqual(outcome(states, { a: 1 }), { v: 'rule' });
    assert.deepEqual(outcome(states, { a: 2 }), { v: 'state' });
  });
});

describe('Wait', () => {
  it('SecondsPath must lead to a whole number', () => {
    const states = '  S: { Type: Wait, SecondsPath: $.p, End: true }';
    assert.equal(
      outcome(states, { p: 1.5 }),
      inState('The SecondsPath parameter cannot be parsed as a long value: $.p == 1.5'),
    );
    assert.equal(
      outcome(states, { p: -1 }),
      inState('The SecondsPath parameter references a negative value: $.p == -1'),
    );
    assert.equal(outcome(states, {}), inState('The SecondsPath parameter does not reference an input value: $.p'));
  });
  it('cannot wait longer than 24,855 days', () => {
    const states = '  S: { Type: Wait, SecondsPath: $.p, End: true }';
    assert.equal(outcome(states, { p: 2147483648 }), inState('Wait state delay is too long.'));
  });
  it('a moment that is past is not waited for', () => {
    assert.deepEqual(outcome('  S: { Type: Wait, Timestamp: "1999-01-01T00:00:00Z", End: true }', { a: 1 }), { a: 1 });
  });
});

describe('Succeed and Fail', () => {
  it('Succeed shapes its output by paths', () => {
    assert.deepEqual(outcome('  S: { Type: Succeed, InputPath: $.a, OutputPath: $.b }', { a: { b: 1 } }), 1);
  });
  it('Fail takes error and cause from paths', () => {
    assert.equal(outcome('  S: { Type: Fail, ErrorPath: $.e, CausePath: $.c }', { e: 'E', c: 'why' }), 'E: why');
  });
  it('a bare Fail has neither', () => {
    assert.equal(outcome('  S: { Type: Fail }', {}), 'undefined: undefined');
  });
});
