// The data tests of JSONPath choice rules. A test between different types is false, not an error; a Variable that selects
// nothing fails the execution, except for IsPresent.
import { numberOf, sameValue, type Value } from '../../expressions/index.ts';
import type { ChoiceTest, Comparison } from '../../language/index.ts';
import { toValue } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import type { StepScope } from '../program.ts';
import { parseTimestamp } from '../timestamp.ts';
import { pathOf, scopeOver } from './paths.ts';

export type Test = (input: Value, scope: StepScope) => boolean;

export function compileTest(test: ChoiceTest): Test {
  switch (test.kind) {
    case 'and': {
      const tests = test.tests.map(compileTest);
      return (input, scope) => tests.every(inner => inner(input, scope));
    }
    case 'or': {
      const tests = test.tests.map(compileTest);
      return (input, scope) => tests.some(inner => inner(input, scope));
    }
    case 'not': {
      const inner = compileTest(test.test);
      return (input, scope) => !inner(input, scope);
    }
    case 'compare':
      return compileComparison(test.variable.value, test.comparison, toValue(test.operand));
  }
}

function compileComparison(variable: string, comparison: Comparison, operand: Value): Test {
  const { read } = pathOf(variable);
  if (comparison.kind === 'is' && comparison.what === 'Present') {
    return (input, scope) => (read(scopeOver(input, scope)) !== undefined) === operand;
  }
  const value = required(variable);
  switch (comparison.kind) {
    case 'is': {
      const { what } = comparison;
      return (input, scope) => isKind(value(input, scope), what) === operand;
    }
    case 'matches': {
      const pattern = typeof operand === 'string' ? matcher(operand) : () => false;
      return (input, scope) => {
        const text = value(input, scope);
        return typeof text === 'string' && pattern(text);
      };
    }
    case 'relation': {
      const { of, relation } = comparison;
      const other: (input: Value, scope: StepScope) => Value =
        comparison.operand === 'path' && typeof operand === 'string' ? required(operand) : () => operand;
      return (input, scope) => {
        const left = comparable(value(input, scope), of);
        const right = comparable(other(input, scope), of);
        return left !== undefined && right !== undefined && holds(left, right, relation);
      };
    }
  }
}

function required(path: string): (input: Value, scope: StepScope) => Value {
  const { read } = pathOf(path);
  return (input, scope) => {
    const value = read(scopeOver(input, scope));
    if (value === undefined) throw runtimeFailure(causes.choicePath(path));
    return value;
  };
}

type Of = Extract<Comparison, { kind: 'relation' }>['of'];
type Relation = Extract<Comparison, { kind: 'relation' }>['relation'];

// A value as the family of operators compares it; undefined when it is not of that family.
function comparable(value: Value, of: Of): string | number | boolean | undefined {
  switch (of) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Numeric':
      return numberOf(value);
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Timestamp':
      return typeof value === 'string' ? parseTimestamp(value) : undefined;
  }
}

// Strings compare by UTF-16 unit, as Java's compareTo does; so does JavaScript.
function holds(left: string | number | boolean, right: string | number | boolean, relation: Relation): boolean {
  switch (relation) {
    case 'Equals':
      return sameValue(left, right);
    case 'LessThan':
      return left < right;
    case 'GreaterThan':
      return left > right;
    case 'LessThanEquals':
      return left <= right;
    case 'GreaterThanEquals':
      return left >= right;
  }
}

type What = Extract<Comparison, { kind: 'is' }>['what'];

function isKind(value: Value, what: What): boolean {
  switch (what) {
    case 'Null':
      return value === null;
    case 'Present':
      return true;
    case 'Numeric':
      return numberOf(value) !== undefined;
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Timestamp':
      return typeof value === 'string' && parseTimestamp(value) !== undefined;
  }
}

/** StringMatches: `*` stands for any characters; `\*` and `\\` for themselves. Linear in text times pattern. */
export function matcher(pattern: string): (text: string) => boolean {
  // Literal runs between the stars.
  const runs = [''];
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i] ?? '';
    if (unit === '*') runs.push('');
    else {
      const isEscape = unit === '\\' && (pattern[i + 1] === '*' || pattern[i + 1] === '\\');
      if (isEscape) i++;
      runs[runs.length - 1] += pattern[i] ?? '';
    }
  }
  const first = runs[0] ?? '';
  const last = runs.at(-1) ?? '';
  return text => {
    if (runs.length === 1) return text === first;
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    // Taking each run as early as possible leaves the most for the rest.
    let from = first.length;
    for (const run of runs.slice(1, -1)) {
      const at = text.indexOf(run, from);
      if (at < 0) return false;
      from = at + run.length;
    }
    return from <= text.length - last.length;
  };
}
