// The steps that several state types share, each made only where the state has the field.
import type { Value } from '../../expressions/index.ts';
import type { Node, Span, State } from '../../language/index.ts';
import type { StateData, Step, Variables } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata } from './jsonata.ts';
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

/** `Assign` reads what `source` gives in a JSONPath state, `$states` in a JSONata one. */
export function assignSteps(state: State, source: (data: StateData) => Value, refuse: Refuse): Step[] {
  const field = state.fields.get('Assign');
  if (!field?.value) return [];
  const assign = compileAssign(state, field.value, 'Assign', source, refuse);
  return [{ phase: 'assign', span: field, perform: assign }];
}

/** `where` is the field's place as AWS writes it. */
export function compileAssign(
  state: State,
  node: Node,
  where: string,
  source: (data: StateData) => Value,
  refuse: Refuse,
): Step['perform'] {
  const evaluate = state.queryLanguage === 'JSONata' ? compileJsonata(node, where, refuse) : undefined;
  const template = evaluate ? undefined : compileTemplate(node, refuse);
  return (data, scope) => {
    data.assigned = (evaluate ? evaluate(data, scope) : template?.(source(data), scope)) as Variables;
    return undefined;
  };
}

/**
 * `Output` in a JSONata state; in a JSONPath one ResultPath over the raw input, then OutputPath. Without any of these the
 * result is the output.
 */
export function outputSteps(state: State, resultOf: (data: StateData) => Value, refuse: Refuse): Step[] {
  const output = state.fields.get('Output');
  if (state.queryLanguage === 'JSONata') {
    if (!output?.value) return [];
    return [{ phase: 'output', span: output, perform: compileOutput(output.value, 'Output', refuse) }];
  }
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

export function compileOutput(node: Node, where: string, refuse: Refuse): Step['perform'] {
  const evaluate = compileJsonata(node, where, refuse);
  return (data, scope) => {
    data.output = evaluate(data, scope);
    return undefined;
  };
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
