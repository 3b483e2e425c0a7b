// Pass: hands its input on; `Parameters` shapes it, `Result` replaces it (spec/asl.md §5.1).
import type { Value } from '../../expressions/index.ts';
import { type PassState, toValue } from '../../language/index.ts';
import type { StateData, Step } from '../program.ts';
import type { Refuse } from './compile.ts';
import { effectiveInput } from './paths.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';
import { compileTemplate } from './template.ts';

export function passSteps(state: PassState, refuse: Refuse): readonly Step[] {
  return [
    enterStep(state),
    ...inputSteps(state),
    ...parameterSteps(state, refuse),
    ...resultSteps(state),
    ...assignSteps(state, resultOf, refuse),
    ...outputSteps(state, resultOf, refuse),
    exitStep(state, resultOf),
  ];
}

function resultOf(data: StateData): Value {
  if (data.result !== undefined) return data.result;
  return data.payload === undefined ? effectiveInput(data) : data.payload;
}

function parameterSteps(state: PassState, refuse: Refuse): Step[] {
  const field = state.fields.get('Parameters');
  if (!field?.value) return [];
  const template = compileTemplate(field.value, refuse);
  return [
    {
      phase: 'args',
      span: field,
      perform: (data, scope) => {
        data.payload = template(effectiveInput(data), scope);
        return undefined;
      },
    },
  ];
}

// With both Result and Parameters, Result wins (not on record).
function resultSteps(state: PassState): Step[] {
  const field = state.fields.get('Result');
  if (!field?.value) return [];
  const result = toValue(field.value);
  return [
    {
      phase: 'result',
      span: field,
      perform: data => {
        data.result = result;
        return undefined;
      },
    },
  ];
}
