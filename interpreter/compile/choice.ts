// Choice: rules tried in order, each a step of its own, so a debugger can stand on it (spec/asl.md §5.3).
import type { Value } from '../../expressions/index.ts';
import type { ChoiceState, Member } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import type { StateData, Step } from '../program.ts';
import { compileTest } from './choiceTest.ts';
import type { Refuse } from './compile.ts';
import { effectiveInput } from './paths.ts';
import { compileAssign, enterStep, exitSpan, inputSteps, outputSteps } from './steps.ts';

export function choiceSteps(state: ChoiceState, refuse: Refuse): readonly Step[] {
  const before = [enterStep(state), ...inputSteps(state)];
  const afterRules = before.length + state.rules.length;
  const rules = state.rules.map((rule, index): Step => {
    const test = rule.test ? compileTest(rule.test) : () => false;
    return {
      phase: 'rule',
      span: rule.node,
      perform: (data, scope) => {
        if (!test(effectiveInput(data), scope)) return undefined;
        data.rule = index;
        if (rule.next) data.next = rule.next.value;
        return { kind: 'skipTo', step: afterRules };
      },
    };
  });
  return [
    ...before,
    ...rules,
    ...assignStep(state, refuse),
    ...outputSteps(state, effectiveInput),
    {
      phase: 'exit',
      span: state.fields.get('Default') ?? exitSpan(state),
      spanNow: data => (data.rule === undefined ? undefined : state.rules[data.rule]?.fields.get('Next')),
      perform: data => {
        if (data.next === undefined && state.default) data.next = state.default.value;
        if (data.next === undefined) throw runtimeFailure(causes.noTransition());
        if (data.output === undefined) data.output = effectiveInput(data);
        return undefined;
      },
    },
  ];
}

// A rule's own Assign when the rule is taken; the state's when none is.
function assignStep(state: ChoiceState, refuse: Refuse): Step[] {
  const compiled = (member: Member | undefined) => member?.value && compileAssign(member.value, refuse);
  const ofState = compiled(state.fields.get('Assign'));
  const ofRules = state.rules.map(rule => compiled(rule.fields.get('Assign')));
  const field = state.fields.get('Assign') ?? state.rules.map(rule => rule.fields.get('Assign')).find(Boolean);
  if (!field) return [];
  return [
    {
      phase: 'assign',
      span: field,
      perform: (data: StateData, scope) => {
        const assign = data.rule === undefined ? ofState : ofRules[data.rule];
        const source: Value = effectiveInput(data);
        return assign?.(data, source, scope);
      },
    },
  ];
}
