// Choice rules as they stand on edges.
import assert from 'node:assert/strict';
import { graphOf } from './checkGraph.ts';

describe('A choice rule on an edge', () => {
  const rules: readonly (readonly [string, string])[] = [
    ['Variable: $.total, NumericGreaterThan: 100', 'total > 100'],
    ['Variable: $.total, NumericLessThanEqualsPath: $.limits.high', 'total ≤ limits.high'],
    ['Variable: $.status, StringEquals: paid', 'status = "paid"'],
    ['Variable: $.vip, BooleanEquals: true', 'vip'],
    ['Variable: $.vip, BooleanEquals: false', 'not vip'],
    ['Variable: $.name, StringMatches: "a*"', 'name matches "a*"'],
    ['Variable: $.name, IsPresent: false', 'name is not present'],
    ['Variable: $.name, IsNumeric: true', 'name is a number'],
    ['Variable: $, IsNull: true', 'input is null'],
    ['Variable: "$[0].x", IsString: true', 'input[0].x is a string'],
    ['Variable: $count, NumericEquals: 0', '$count = 0'],
    ['Variable: $$.Execution.Name, StringEquals: x', '$$.Execution.Name = "x"'],
    ['Not: { Variable: $.status, StringEquals: paid }', 'status ≠ "paid"'],
    ['Not: { Variable: $.name, IsPresent: true }', 'name is not present'],
    ['And: [{ Variable: $.a, NumericEquals: 1 }, { Not: { Variable: $.b, BooleanEquals: true } }]', 'a = 1 and not b'],
    [
      'And: [{ Variable: $.a, BooleanEquals: true }, { Or: [{ Variable: $.b, BooleanEquals: true }, { Variable: $.c, BooleanEquals: true }] }]',
      'a and (b or c)',
    ],
    ['Not: { Or: [{ Variable: $.b, BooleanEquals: true }, { Variable: $.c, BooleanEquals: true }] }', 'not (b or c)'],
  ];
  for (const [rule, label] of rules) {
    it(`{ ${rule} } reads ${label}`, () => {
      assert.equal(labelOf(rule, 'JSONPath'), label);
    });
  }

  it('is the expression itself in JSONata, without what every expression has', () => {
    const rule = `Condition: "{% $states.input.total\\n   > 100 and $vip %}"`;
    assert.equal(labelOf(rule, 'JSONata'), 'total > 100 and $vip');
  });

  it('has no label while it is half typed', () => {
    assert.equal(labelOf('Variable: $.a', 'JSONPath'), undefined);
  });
});

function labelOf(rule: string, queryLanguage: string): string | undefined {
  const graph = graphOf(`
    QueryLanguage: ${queryLanguage}
    StartAt: A
    States:
      A: { Type: Choice, Choices: [{ ${rule}, Next: B }] }
      B: { Type: Succeed }
  `);
  return graph.edges.find(edge => edge.kind === 'choice')?.label;
}
