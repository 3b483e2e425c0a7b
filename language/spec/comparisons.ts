// The comparison operators of JSONPath choice rules. Source: spec/asl.md section 5.3.

export type Comparable = 'String' | 'Numeric' | 'Boolean' | 'Timestamp';
export type Relation = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';

export type Comparison =
  | {
      readonly kind: 'relation';
      readonly of: Comparable;
      readonly relation: Relation;
      readonly operand: 'literal' | 'path';
    }
  | { readonly kind: 'matches' }
  | { readonly kind: 'is'; readonly what: 'Null' | 'Present' | 'Numeric' | 'String' | 'Boolean' | 'Timestamp' };

const RELATIONS: readonly Relation[] = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'];

const comparisons = new Map<string, Comparison>();
for (const of of ['String', 'Numeric', 'Timestamp', 'Boolean'] as const) {
  for (const relation of of === 'Boolean' ? (['Equals'] as const) : RELATIONS) {
    comparisons.set(`${of}${relation}`, { kind: 'relation', of, relation, operand: 'literal' });
    comparisons.set(`${of}${relation}Path`, { kind: 'relation', of, relation, operand: 'path' });
  }
}
comparisons.set('StringMatches', { kind: 'matches' });
for (const what of ['Null', 'Present', 'Numeric', 'String', 'Boolean', 'Timestamp'] as const) {
  comparisons.set(`Is${what}`, { kind: 'is', what });
}

/** All 39 operators by name. */
export const COMPARISONS: ReadonlyMap<string, Comparison> = comparisons;
