// Map: the same states once for each item (spec/asl.md §5.8). An inline Map is compiled here: which items and how many at
// once is settled when it starts, each iteration's input when the iteration starts.
import { type MapState, memberNamed } from '../../language/index.ts';
import type { IterationPlan, StateCode, Step } from '../program.ts';
import type { Refuse } from './compile.ts';
import { distributedSteps, labelOf } from './distributedMap.ts';
import { compileConcurrency, compileItems, compileSelector } from './mapFields.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';
import { literalMember, rawResultOf, resultOf, resultSteps } from './task.ts';

/** Inline Maps run at most so many iterations at once (spec/quotas.md). */
const INLINE_CONCURRENCY = 40;

/** Without a start the definition has an error and was refused. */
export function mapSteps(state: MapState, start: StateCode | undefined, refuse: Refuse): readonly Step[] {
  const processor = state.fields.get('ItemProcessor') ?? state.fields.get('Iterator');
  const distributed = distributedOf(state);
  const work = distributed
    ? distributedSteps(state, { ...distributed, start, span: processor ?? state.key }, refuse)
    : inlineSteps(state, start, refuse);
  return [
    enterStep(state),
    ...inputSteps(state),
    ...work,
    ...resultSteps(state, refuse),
    ...assignSteps(state, rawResultOf, refuse),
    ...outputSteps(state, resultOf, refuse),
    exitStep(state, resultOf),
  ];
}

/** Undefined for an inline Map. */
export function distributedOf(state: MapState): StateCode['distributed'] {
  const processor = state.fields.get('ItemProcessor') ?? state.fields.get('Iterator');
  const config = memberNamed(processor?.value, 'ProcessorConfig')?.value;
  if (literalMember(config, 'Mode') !== 'DISTRIBUTED') return undefined;
  const executionType = literalMember(config, 'ExecutionType') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
  return { label: labelOf(state), executionType };
}

function inlineSteps(state: MapState, start: StateCode | undefined, refuse: Refuse): readonly Step[] {
  const itemsOf = compileItems(state, false, refuse);
  const concurrencyOf = compileConcurrency(state, refuse);
  const inputOf: IterationPlan['inputOf'] = compileSelector(state, refuse);
  const itemsField = ['Items', 'ItemsPath', 'ItemSelector', 'Parameters']
    .map(name => state.fields.get(name))
    .find(Boolean);
  return [
    {
      phase: 'args',
      span: itemsField ?? state.key,
      perform: (data, scope) => {
        data.items = itemsOf(data, scope).items;
        return undefined;
      },
    },
    {
      phase: 'task',
      span: state.fields.get('ItemProcessor') ?? state.fields.get('Iterator') ?? state.key,
      perform: (data, scope) => {
        const concurrency = concurrencyOf(data, scope);
        const most = concurrency === 0 ? INLINE_CONCURRENCY : Math.min(concurrency, INLINE_CONCURRENCY);
        return start && { kind: 'iterate', plan: { start, items: data.items ?? [], concurrency: most, inputOf } };
      },
    },
  ];
}
