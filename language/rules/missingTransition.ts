// transition-missing: Task, Pass, Wait, Parallel and Map go on with `Next` or end with `End: true`, not both.
import { messages } from '../problems.ts';
import { allStates, type Rule } from './rule.ts';

export const missingTransition: Rule = (machine, report) => {
  for (const { state } of allStates(machine)) {
    if (state.type === 'Choice' || state.type === 'Succeed' || state.type === 'Fail' || state.type === 'Untyped')
      continue;
    const next = state.fields.get('Next');
    const end = state.fields.get('End');
    const ends = end !== undefined && state.end?.value !== false;
    if (!next && !ends) report('transition-missing', state.key, state.pointer, messages.transitionMissing(state.name));
    else if (next && ends) report('transition-missing', end, `${state.pointer}/End`, messages.bothNextAndEnd());
  }
};
