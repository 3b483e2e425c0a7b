// field-useless: fields whose work is thrown away by another one.
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const uselessField: Rule = (machine, report) => {
  for (const state of machine.states) {
    if (state.queryLanguage === 'JSONata') continue;
    const isDropped = state.fields.get('ResultPath')?.value?.kind === 'null';
    // Assign still sees the Result of a Pass state, but never what ResultSelector makes.
    const name = state.type === 'Pass' ? (state.fields.has('Assign') ? '' : 'Result') : 'ResultSelector';
    const lost = isDropped ? state.fields.get(name) : undefined;
    if (lost) {
      report('field-useless', lost.key, `${state.pointer}/${name}`, messages.resultLost(name), 'info', name);
    }
    if (state.type !== 'Pass' || !state.fields.has('Result')) continue;
    const hidden = state.fields.get('Parameters');
    if (!hidden) continue;
    report('field-useless', hidden.key, `${state.pointer}/Parameters`, messages.resultHidden(), 'info', 'Parameters');
  }
};
