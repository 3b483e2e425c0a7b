// Paths and intrinsic calls: what they give, and what is wrong with them drawn under the text.
import assert from 'node:assert/strict';
import {
  compileIntrinsic,
  compilePath,
  type ExpressionProblem,
  type PathScope,
  parseIntrinsic,
  parsePath,
  type Value,
} from '../../expressions/index.ts';

export function scopeWith(data: Value, variables: Readonly<Record<string, Value>> = {}): PathScope {
  return {
    data,
    context: () => ({ Execution: { Name: 'test' }, StateMachine: { Id: 'arn', Name: 'order-flow' } }),
    variable: name => (Object.hasOwn(variables, name) ? variables[name] : undefined),
  };
}

export function path(text: string, data: Value, variables?: Readonly<Record<string, Value>>): Value | undefined {
  const { path: tree, problems } = parsePath(text);
  assert.deepEqual(problems, []);
  return compilePath(tree)(scopeWith(data, variables));
}

export const CHANCE = { random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' };

/** The value, or the sentence that says why there is none. */
export function intrinsic(text: string, data: Value, variables?: Readonly<Record<string, Value>>): Value {
  const { root, problems } = parseIntrinsic(text);
  assert.deepEqual(problems, []);
  const outcome = compileIntrinsic(root)(scopeWith(data, variables), CHANCE);
  if (outcome.kind === 'value') return outcome.value;
  return outcome.kind === 'missing' ? `missing ${outcome.path}` : `failed: ${outcome.message}`;
}

/** The text, then carets with code and message under it. */
export function checkDrawn(parse: (text: string) => { problems: readonly ExpressionProblem[] }, drawing: string): void {
  const lines = drawing.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const text = lines[0] ?? '';
  const { problems } = parse(text);
  const drawn = [...problems]
    .sort((a, b) => a.start - b.start)
    .map(
      ({ start, end, code, message }) =>
        `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))} ${code}: ${message}`,
    );
  assert.deepEqual([text, ...drawn], lines);
}
