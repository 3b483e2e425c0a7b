// The steps that several state types share, each made only where the state has the field.
import type { Value } from '../../expressions/index.ts';
import type { Node, Span, State } from '../../language/index.ts';
import type { StateData, Step, Variables } from '../program.ts';
import type { Refuse } from './compile.ts';
import { resultPlacer, selector } from './paths.ts';
import { compileTemplate } from './template.ts';

export function enterStep(state: State): Step {
  return { phase: 'enter', span: state.key, perform: () => undefined };
}

export function inputSteps(state: State): Step[] {
  const field = state.fields.get('InputPath');
  if (!field?.value) return [];
  const select = selector(field.value);
  return [
    {
      phase: 'input',
      span: field,
      perform: (data, scope) => {
        data.effectiveInput = select(data.input, scope);
        return undefined;
      },
    },
  ];
}

/** `Assign` reads what `source` gives: the effective input or the result. */
export function assignSteps(state: State, source: (data: StateData) => Value, refuse: Refuse): Step[] {
  const field = state.fields.get('Assign');
  if (!field?.value) return [];
  const assign = compileAssign(field.value, refuse);
  return [{ phase: 'assign', span: field, perform: (data, scope) => assign(data, source(data), scope) }];
}

export function compileAssign(node: Node, refuse: Refuse) {
  const template = compileTemplate(node, refuse);
  return (data: StateData, source: Value, scope: Parameters<typeof template>[1]): undefined => {
    data.assigned = template(source, scope) as Variables;
    return undefined;
  };
}

/** ResultPath over the raw input, then OutputPath. Without either the result is the output. */
export function outputSteps(state: State, resultOf: (data: StateData) => Value): Step[] {
  const resultPath = state.fields.get('ResultPath');
  const outputPath = state.fields.get('OutputPath');
  const field = resultPath ?? outputPath;
  if (!field) return [];
  const place = resultPlacer(resultPath?.value);
  const select = outputPath?.value ? selector(outputPath.value) : (value: Value) => value;
  return [
    {
      phase: 'output',
      span: outputPath ?? field,
      perform: (data, scope) => {
        data.output = select(place(data.input, resultOf(data)), scope);
        return undefined;
      },
    },
  ];
}

/** The last step of every state that goes on: settles the output and the next state. */
export function exitStep(state: State, resultOf: (data: StateData) => Value): Step {
  const next = 'next' in state ? state.next?.value : undefined;
  return {
    phase: 'exit',
    span: exitSpan(state),
    perform: data => {
      if (data.output === undefined) data.output = resultOf(data);
      if (next !== undefined) data.next = next;
      return undefined;
    },
  };
}

/** The line a person looks at for "where does it go from here". */
export function exitSpan(state: State): Span {
  const field = state.fields.get('Next') ?? state.fields.get('End');
  return field ?? { start: Math.max(state.node.end - 1, state.node.start), end: state.node.end };
}
