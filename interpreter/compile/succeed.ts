// Succeed: ends its scope; only InputPath and OutputPath shape what it hands out.
import type { SucceedState } from '../../language/index.ts';
import type { Step } from '../program.ts';
import { effectiveInput } from './paths.ts';
import { enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';

export function succeedSteps(state: SucceedState): readonly Step[] {
  return [
    enterStep(state),
    ...inputSteps(state),
    ...outputSteps(state, effectiveInput),
    exitStep(state, effectiveInput),
  ];
}
