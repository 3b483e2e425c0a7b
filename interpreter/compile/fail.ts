// Fail: ends its scope with an error, written down or found in the input. Both parts may be absent.
import type { Value } from '../../expressions/index.ts';
import type { FailState } from '../../language/index.ts';
import { printValue } from '../json.ts';
import type { Step, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { enterStep, exitSpan } from './steps.ts';
import { compileSingle } from './template.ts';

export function failSteps(state: FailState, refuse: Refuse): readonly Step[] {
  const error = failText(state, 'Error', refuse);
  const cause = failText(state, 'Cause', refuse);
  return [
    enterStep(state),
    {
      phase: 'exit',
      span: exitSpan(state),
      perform: (data, scope) => {
        const failure = { ...error(data.input, scope), ...cause(data.input, scope) };
        data.error = failure;
        return { kind: 'fail', failure };
      },
    },
  ];
}

function failText(state: FailState, name: 'Error' | 'Cause', refuse: Refuse) {
  const key = name === 'Error' ? 'error' : 'cause';
  const literal = state.fields.get(name)?.value;
  if (literal?.kind === 'string') return () => ({ [key]: literal.value });
  const field = `${name}Path`;
  const node = state.fields.get(field)?.value;
  if (node?.kind !== 'string') return () => ({});
  const read = compileSingle(field, node.value, node, refuse);
  return (input: Value, scope: StepScope) => {
    const value = read(input, scope);
    return { [key]: typeof value === 'string' ? value : printValue(value) };
  };
}
