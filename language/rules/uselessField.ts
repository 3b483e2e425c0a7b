// field-useless: fields whose work is thrown away by another one.
import type { Report } from '../machine/fields.ts';
import type { State } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function uselessField(state: State, report: Report): void {
  if (state.queryLanguage === 'JSONata') return;
  const isDropped = state.fields.get('ResultPath')?.value?.kind === 'null';
  // Assign still sees the Result of a Pass state, but never what ResultSelector makes.
  const name = state.type === 'Pass' ? (state.fields.has('Assign') ? '' : 'Result') : 'ResultSelector';
  const lost = isDropped ? state.fields.get(name) : undefined;
  if (lost) {
    report('field-useless', lost.key, `${state.pointer}/${name}`, messages.resultLost(name), 'info', name);
  }
  if (state.type !== 'Pass' || !state.fields.has('Result')) return;
  const hidden = state.fields.get('Parameters');
  if (!hidden) return;
  report('field-useless', hidden.key, `${state.pointer}/Parameters`, messages.resultHidden(), 'info', 'Parameters');
}
