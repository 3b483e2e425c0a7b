// Map, distributed: every item, or batch of items, becomes an execution of its own (spec/asl.md §5.8). What the fields say is
// evaluated here; the Map Run itself is in `interpreter/mapRuns.ts`.
import type { Value } from '../../expressions/index.ts';
import { type MapState, memberNamed, type Span } from '../../language/index.ts';
import { draw, uuidFrom } from '../chance.ts';
import { causes, runtimeFailure } from '../failure.ts';
import type { DistributedPlan, Item } from '../mapRun.ts';
import type { StateCode, StateData, Step } from '../program.ts';
import type { ExecutionType } from '../run.ts';
import { compileAmount } from './amount.ts';
import type { Refuse } from './compile.ts';
import { compileBatcher, compileReader, compileWriter } from './mapData.ts';
import { compileConcurrency, compileItems, compileSelector } from './mapFields.ts';
import { literalMember } from './task.ts';

export interface Processor {
  readonly start: StateCode | undefined;
  readonly executionType: ExecutionType;
  readonly label: string;
  readonly span: Span;
}

export function distributedSteps(
  state: MapState,
  { start, executionType, label, span }: Processor,
  refuse: Refuse,
): readonly Step[] {
  const reader = compileReader(state, refuse);
  // Recorded: with an ItemReader the path to the items is not even looked at.
  const itemsOf = reader ? undefined : compileItems(state, true, refuse);
  const selector = compileSelector(state, refuse);
  const settle = compileSettings(state, refuse);
  const source = ['ItemReader', 'Items', 'ItemsPath'].map(name => state.fields.get(name)).find(Boolean);
  const inputOf: DistributedPlan['inputOf'] = selector ?? ((_data, _scope, item) => defaultInput(item));
  return [
    {
      phase: 'args',
      span: source ?? state.key,
      perform: (data, scope) => {
        if (reader) data.reader = reader(data, scope);
        else Object.assign(data, itemsOf?.(data, scope));
        return undefined;
      },
    },
    {
      phase: 'task',
      span,
      perform: data => {
        if (!start) return undefined;
        const plan = { start, label, executionType, source: sourceOf(data), settle, inputOf };
        return { kind: 'distribute', plan };
      },
    },
  ];
}

function sourceOf({ reader, items = [], keys }: StateData): DistributedPlan['source'] {
  if (reader) return { kind: 'reader', request: reader };
  const all = items.map((value, i): Item => {
    const key = keys?.[i];
    return key === undefined ? { value } : { value, key };
  });
  return { kind: 'items', items: all };
}

// Of a member of an object the item has both; how AWS writes that is not on record.
function defaultInput({ value, key }: Item): Value {
  return key === undefined ? value : { Key: key, Value: value };
}

function compileSettings(state: MapState, refuse: Refuse): DistributedPlan['settle'] {
  const concurrencyOf = compileConcurrency(state, refuse);
  const place = { node: state.node, isJsonata: state.queryLanguage === 'JSONata', where: '' };
  const countOf = compileAmount(place, 'ToleratedFailureCount', 'integer', refuse);
  const percentageOf = compileAmount(place, 'ToleratedFailurePercentage', 'float', refuse);
  const batcherOf = compileBatcher(state, refuse);
  const writerOf = compileWriter(state, refuse);
  const config = memberNamed(state.fields.get('ResultWriter')?.value, 'WriterConfig')?.value;
  const transformation = literalMember(config, 'Transformation');
  const isPlain = transformation === 'NONE' || transformation === 'FLATTEN';
  return (data, scope) => {
    const maxConcurrency = concurrencyOf(data, scope);
    const toleratedCount = countOf?.(data, scope);
    if (toleratedCount !== undefined && toleratedCount < 0) {
      throw runtimeFailure(causes.negative('ToleratedFailureCount'));
    }
    const toleratedPercentage = percentageOf?.(data, scope);
    if (toleratedPercentage !== undefined && !(toleratedPercentage >= 0 && toleratedPercentage <= 100)) {
      throw runtimeFailure(causes.percentage('ToleratedFailurePercentage'));
    }
    const batching = batcherOf?.(data, scope);
    const writer = writerOf?.(data, scope);
    return {
      maxConcurrency,
      ...(toleratedCount !== undefined && { toleratedCount }),
      ...(toleratedPercentage !== undefined && { toleratedPercentage }),
      ...(batching && { batching }),
      ...(writer && { writer }),
      transformation: isPlain ? transformation : 'COMPACT',
    };
  };
}

// Recorded: without a Label the name looks like a UUID. It is the same for all executions of the state, as on AWS.
export function labelOf(state: MapState): string {
  const label = state.fields.get('Label')?.value;
  if (label?.kind === 'string' && label.value !== '') return label.value;
  let seed = 0;
  for (const letter of state.name) seed = (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return uuidFrom(() => {
    const { state: next, value } = draw(seed);
    seed = next;
    return value;
  });
}
