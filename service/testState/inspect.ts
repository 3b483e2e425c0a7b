// What TestState shows of the data as it went through a state. Which members there are depends on the type of the state and
// its query language (AWS-FACTS, "TestState").
import { evaluateOver, type StateData, type Value } from '../../interpreter/index.ts';
import type { MapState, State } from '../../language/index.ts';
import { toValue } from '../../language/index.ts';

export interface Inspected {
  readonly state: State;
  readonly data: StateData;
  /** After ResultPath, before OutputPath; absent when the state did not get so far. */
  readonly afterResultPath?: Value;
  readonly variables: Value | undefined;
  readonly print: (value: Value) => string;
}

export function inspect(inspected: Inspected): Record<string, string | number> {
  const { state, data, variables, print } = inspected;
  const shown: Record<string, Value | undefined> = { input: data.input };
  if (state.queryLanguage === 'JSONata') {
    if (state.type === 'Task') {
      shown['afterArguments'] = data.payload;
      shown['result'] = data.result;
    }
  } else {
    Object.assign(shown, jsonPathMembers(inspected));
  }
  shown['variables'] = variables;
  const texts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(shown)) if (value !== undefined) texts[name] = print(value);
  return { ...texts, ...(state.type === 'Map' && data.items ? mapLimits(state, data) : {}) };
}

function jsonPathMembers({ state, data, afterResultPath }: Inspected): Record<string, Value | undefined> {
  const effective = data.effectiveInput === undefined ? data.input : data.effectiveInput;
  const payload = data.payload === undefined ? effective : data.payload;
  const hasResult = afterResultPath !== undefined;
  const selected = data.selected === undefined ? data.result : data.selected;
  switch (state.type) {
    case 'Task':
      return {
        afterInputPath: effective,
        afterParameters: payload,
        ...(hasResult && { result: data.result, afterResultSelector: selected, afterResultPath }),
      };
    case 'Pass':
      // Recorded: a Pass with a Result shows nothing of what the Result replaces.
      return data.result === undefined
        ? { afterInputPath: effective, afterParameters: payload, afterResultSelector: payload, afterResultPath }
        : { result: data.result, afterResultSelector: data.result, afterResultPath };
    case 'Map':
      return hasResult
        ? { afterItemsPath: data.items && [...data.items], afterResultSelector: selected, afterResultPath }
        : { afterInputPath: effective, afterItemsPath: data.items as Value | undefined };
    case 'Parallel':
      return hasResult ? { afterResultSelector: selected, afterResultPath } : { afterInputPath: effective };
    default:
      return { afterInputPath: effective };
  }
}

/** The limits of a Map; those of tolerance only where they are declared. */
export function mapLimits(state: MapState, data: StateData): Record<string, number> {
  const count = limit(state, data, 'ToleratedFailureCount');
  const percentage = limit(state, data, 'ToleratedFailurePercentage');
  return {
    maxConcurrency: limit(state, data, 'MaxConcurrency') ?? 0,
    ...(count !== undefined && { toleratedFailureCount: count }),
    ...(percentage !== undefined && { toleratedFailurePercentage: percentage }),
  };
}

// Read from the state's input: a path only as far as JSONata can be asked for it.
function limit({ fields }: MapState, data: StateData, name: string): number | undefined {
  const node = fields.get(name)?.value;
  const path = fields.get(`${name}Path`)?.value;
  const literal = node && toValue(node);
  if (typeof literal === 'number') return literal;
  const text =
    typeof literal === 'string'
      ? literal
      : path?.kind === 'string'
        ? path.value.replace(/^\$/, '$states.input')
        : undefined;
  const value = text === undefined ? undefined : evaluateOver(text, data.input).value;
  return typeof value === 'number' ? value : undefined;
}
