// Map, inline: the same states once for each item (spec/asl.md §5.8). Which items and how many at once is settled here;
// each iteration's input is made when the iteration starts.
import { isArray, numberOf, typeName, type Value } from '../../expressions/index.ts';
import type { MapState } from '../../language/index.ts';
import { causes, evaluationFailure, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { IterationPlan, StateCode, StateData, Step, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata, compileTyped } from './jsonata.ts';
import { effectiveInput, pathIn, scopeOver } from './paths.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';
import { literalMember, rawResultOf, resultOf, resultSteps } from './task.ts';
import { compileTemplate } from './template.ts';

/** Inline Maps run at most so many iterations at once (spec/quotas.md). */
const INLINE_CONCURRENCY = 40;

export function mapSteps(state: MapState, start: StateCode | undefined, refuse: Refuse): readonly Step[] {
  const processor = (state.fields.get('ItemProcessor') ?? state.fields.get('Iterator'))?.value;
  const config =
    processor?.kind === 'object' ? processor.members.find(({ key }) => key.value === 'ProcessorConfig') : undefined;
  if (literalMember(config?.value, 'Mode') === 'DISTRIBUTED') {
    refuse(config ?? state.key, `State "${state.name}" is a distributed Map, which cannot be run yet.`);
    return [];
  }
  const itemsOf = compileItems(state, refuse);
  const concurrencyOf = compileConcurrency(state, refuse);
  const inputOf = compileSelector(state, refuse);
  const itemsField = ['Items', 'ItemsPath', 'ItemSelector', 'Parameters']
    .map(name => state.fields.get(name))
    .find(Boolean);
  return [
    enterStep(state),
    ...inputSteps(state),
    {
      phase: 'args',
      span: itemsField ?? state.key,
      perform: (data, scope) => {
        data.items = itemsOf(data, scope);
        return undefined;
      },
    },
    {
      phase: 'task',
      span: state.fields.get('ItemProcessor') ?? state.fields.get('Iterator') ?? state.key,
      perform: (data, scope) => {
        const concurrency = concurrencyOf(data, scope);
        const most = concurrency === 0 ? INLINE_CONCURRENCY : Math.min(concurrency, INLINE_CONCURRENCY);
        // Without a start the definition has an error and was refused.
        return start && { kind: 'iterate', plan: { start, items: data.items ?? [], concurrency: most, inputOf } };
      },
    },
    ...resultSteps(state, refuse),
    ...assignSteps(state, rawResultOf, refuse),
    ...outputSteps(state, resultOf, refuse),
    exitStep(state, resultOf),
  ];
}

function compileItems(state: MapState, refuse: Refuse): (data: StateData, scope: StepScope) => readonly Value[] {
  const items = state.fields.get('Items')?.value;
  if (state.queryLanguage === 'JSONata') {
    const evaluate = items && compileTyped(items, 'Items', 'array', refuse);
    return (data, scope) => {
      const value = evaluate ? evaluate(data, scope) : data.input;
      if (isArray(value)) return value;
      // Recorded: no expression is at fault, so no location is given.
      throw evaluationFailure(causes.mapInput(printValue(value)), undefined);
    };
  }
  const path = pathIn(state, 'ItemsPath');
  return (data, scope) => {
    const input = effectiveInput(data);
    const value = path ? path.read(scopeOver(input, scope)) : input;
    if (value === undefined && path) throw runtimeFailure(path.missing(input));
    if (isArray(value)) return value;
    // Recorded: of a path into the context, AWS shows the part after the first "$".
    const shown = path?.text.replace(/^\$\$/, '$') ?? '$';
    throw runtimeFailure(causes.itemsPath(shown, typeName(value ?? null)));
  };
}

function compileConcurrency(state: MapState, refuse: Refuse): (data: StateData, scope: StepScope) => number {
  const node = state.fields.get('MaxConcurrency')?.value;
  if (node?.kind === 'number') return () => node.value;
  if (node && state.queryLanguage === 'JSONata') {
    const evaluate = compileTyped(node, 'MaxConcurrency', 'number', refuse);
    return (data, scope) => Number(evaluate(data, scope));
  }
  const path = pathIn(state, 'MaxConcurrencyPath');
  if (!path) return () => 0;
  return (data, scope) => {
    const input = effectiveInput(data);
    const value = path.read(scopeOver(input, scope));
    if (value === undefined) throw runtimeFailure(path.missing(input));
    const number = numberOf(value);
    if (number !== undefined && Number.isInteger(number)) return number;
    throw runtimeFailure(
      causes.notInteger('MaxConcurrencyPath', typeof value === 'string' ? value : printValue(value), path.text),
    );
  };
}

// ItemSelector over the Map's own input, with the item in the context object. Without it the item is the input.
function compileSelector(state: MapState, refuse: Refuse): IterationPlan['inputOf'] {
  const node = (state.fields.get('ItemSelector') ?? state.fields.get('Parameters'))?.value;
  if (!node) return (_data, _scope, item) => item;
  if (state.queryLanguage === 'JSONata') {
    const evaluate = compileJsonata(node, 'ItemSelector', refuse);
    return (data, scope) => evaluate(data, scope);
  }
  const template = compileTemplate(node, refuse);
  return (data, scope) => template(effectiveInput(data), scope);
}
