// Fail: ends its scope with an error, written down or found in the input. Both parts may be absent.
import type { FailState } from '../../language/index.ts';
import { printValue } from '../json.ts';
import type { StateData, Step, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileTyped } from './jsonata.ts';
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
        const failure = { ...error(data, scope), ...cause(data, scope) };
        data.error = failure;
        return { kind: 'fail', failure };
      },
    },
  ];
}

function failText(state: FailState, name: 'Error' | 'Cause', refuse: Refuse) {
  const key = name === 'Error' ? 'error' : 'cause';
  const literal = state.fields.get(name)?.value;
  if (state.queryLanguage === 'JSONata' && literal) {
    const evaluate = compileTyped(literal, name, 'string', refuse);
    return (data: StateData, scope: StepScope) => ({ [key]: String(evaluate(data, scope)) });
  }
  if (literal?.kind === 'string') return () => ({ [key]: literal.value });
  const field = `${name}Path`;
  const node = state.fields.get(field)?.value;
  if (node?.kind !== 'string') return () => ({});
  const read = compileSingle(field, node.value, node, refuse);
  return (data: StateData, scope: StepScope) => {
    const value = read(data.input, scope);
    return { [key]: typeof value === 'string' ? value : printValue(value) };
  };
}
