// Choice: rules tried in order, each a step of its own, so a debugger can stand on it (spec/asl.md §5.3).
import type { ChoiceRule, ChoiceState, Node } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import type { Outcome, StateData, Step, StepScope } from '../program.ts';
import { compileTest } from './choiceTest.ts';
import type { Refuse } from './compile.ts';
import { compileTyped } from './jsonata.ts';
import { effectiveInput } from './paths.ts';
import { compileAssign, compileOutput, enterStep, exitSpan, inputSteps, outputSteps } from './steps.ts';

export function choiceSteps(state: ChoiceState, refuse: Refuse): readonly Step[] {
  const before = [enterStep(state), ...inputSteps(state)];
  const afterRules = before.length + state.rules.length;
  const taken: Outcome = { kind: 'skipTo', step: afterRules };
  const rules = state.rules.map((rule, index): Step => {
    const test = ruleTest(rule, index, refuse);
    return {
      phase: 'rule',
      span: rule.node,
      perform: (data, scope) => {
        if (!test(data, scope)) return undefined;
        data.rule = index;
        if (rule.next) data.next = rule.next.value;
        return taken;
      },
    };
  });
  return [
    ...before,
    ...rules,
    ...ruleOrStateStep(state, 'Assign', refuse),
    ...ruleOrStateStep(state, 'Output', refuse),
    ...pathOutputSteps(state, refuse),
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

function ruleTest(rule: ChoiceRule, index: number, refuse: Refuse): (data: StateData, scope: StepScope) => boolean {
  if (rule.condition) {
    const evaluate = compileTyped(rule.condition, `Choices[${index}]/Condition`, 'boolean', refuse);
    return (data, scope) => evaluate(data, scope) === true;
  }
  const test = rule.test ? compileTest(rule.test) : () => false;
  return (data, scope) => test(effectiveInput(data), scope);
}

// A rule's own Assign and Output when the rule is taken; the state's when none is.
function ruleOrStateStep(state: ChoiceState, name: 'Assign' | 'Output', refuse: Refuse): Step[] {
  if (name === 'Output' && state.queryLanguage === 'JSONPath') return [];
  const compiled = (node: Node | undefined, where: string) => {
    if (!node) return undefined;
    if (name === 'Output') return compileOutput(node, where, refuse);
    return compileAssign(state, node, where, effectiveInput, refuse);
  };
  const ofState = compiled(state.fields.get(name)?.value, name);
  const ofRules = state.rules.map((rule, i) => compiled(rule.fields.get(name)?.value, `Choices[${i}]/${name}`));
  const fieldOf = (data: Readonly<StateData>) =>
    (data.rule === undefined ? state : state.rules[data.rule])?.fields.get(name);
  const field = state.fields.get(name) ?? state.rules.map(rule => rule.fields.get(name)).find(Boolean);
  if (!field) return [];
  return [
    {
      phase: name === 'Assign' ? 'assign' : 'output',
      span: field,
      spanNow: fieldOf,
      perform: (data, scope) => (data.rule === undefined ? ofState : ofRules[data.rule])?.(data, scope),
    },
  ];
}

function pathOutputSteps(state: ChoiceState, refuse: Refuse): Step[] {
  return state.queryLanguage === 'JSONPath' ? outputSteps(state, effectiveInput, refuse) : [];
}
