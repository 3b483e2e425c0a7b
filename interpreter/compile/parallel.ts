// Parallel: every branch starts with a copy of the same input; the result is the list of what they gave, in the order
// written (spec/asl.md §5.7).
import type { ParallelState } from '../../language/index.ts';
import type { StateCode, Step } from '../program.ts';
import type { Refuse } from './compile.ts';
import { effectiveInput } from './paths.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';
import { argumentSteps, rawResultOf, resultOf, resultSteps } from './task.ts';

export function parallelSteps(state: ParallelState, starts: readonly StateCode[], refuse: Refuse): readonly Step[] {
  return [
    enterStep(state),
    ...inputSteps(state),
    ...argumentSteps(state, undefined, refuse),
    {
      phase: 'task',
      span: state.fields.get('Branches') ?? state.key,
      perform: data => {
        const input = data.payload === undefined ? effectiveInput(data) : data.payload;
        return { kind: 'branch', children: starts.map(start => ({ start, input })) };
      },
    },
    ...resultSteps(state, refuse),
    ...assignSteps(state, rawResultOf, refuse),
    ...outputSteps(state, resultOf, refuse),
    exitStep(state, resultOf),
  ];
}
