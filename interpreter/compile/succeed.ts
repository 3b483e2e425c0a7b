// Succeed: ends its scope; only InputPath and OutputPath, or Output, shape what it hands out.
import type { SucceedState } from '../../language/index.ts';
import type { Step } from '../program.ts';
import type { Refuse } from './compile.ts';
import { effectiveInput } from './paths.ts';
import { enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';

export function succeedSteps(state: SucceedState, refuse: Refuse): readonly Step[] {
  return [
    enterStep(state),
    ...inputSteps(state),
    ...outputSteps(state, effectiveInput, refuse),
    exitStep(state, effectiveInput),
  ];
}
