// The fields an inline and a distributed Map share: which items, how many at once, and what each iteration gets.
import { isArray, isObject, typeName, type Value } from '../../expressions/index.ts';
import type { MapState } from '../../language/index.ts';
import { causes, evaluationFailure, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata, compileTyped } from './jsonata.ts';
import { effectiveInput, pathIn, scopeOver } from './paths.ts';
import { compileTemplate } from './template.ts';

/** The items, with their keys where they are the members of an object. */
interface Items {
  readonly items: readonly Value[];
  readonly keys?: readonly string[];
}

/** Where the items of a Map come from when they are not read. Only a distributed Map takes the members of an object. */
export function compileItems(
  state: MapState,
  isDistributed: boolean,
  refuse: Refuse,
): (data: StateData, scope: StepScope) => Items {
  const node = state.fields.get('Items')?.value;
  if (state.queryLanguage === 'JSONata') {
    const typed = node && compileTyped(node, 'Items', 'array', refuse);
    const evaluate = node && isDistributed ? compileJsonata(node, 'Items', refuse) : typed;
    return (data, scope) => {
      const value = evaluate ? evaluate(data, scope) : data.input;
      if (isArray(value)) return { items: value };
      if (isDistributed && isObject(value)) return { items: Object.values(value), keys: Object.keys(value) };
      // What the expression gave is of no use: the failure names it.
      if (isDistributed) typed?.(data, scope);
      // Recorded: no expression is at fault, so no location is given.
      throw evaluationFailure(causes.mapInput(printValue(value)), undefined);
    };
  }
  const path = pathIn(state, 'ItemsPath');
  return (data, scope) => {
    const input = effectiveInput(data);
    const value = path ? path.read(scopeOver(input, scope)) : input;
    if (value === undefined && path) throw runtimeFailure(path.missing(input));
    if (isArray(value)) return { items: value };
    // Recorded: of a path into the context, AWS shows the part after the first "$".
    const shown = path?.text.replace(/^\$\$/, '$') ?? '$';
    throw runtimeFailure(causes.itemsPath(shown, typeName(value ?? null)));
  };
}

export function compileConcurrency(state: MapState, refuse: Refuse): (data: StateData, scope: StepScope) => number {
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
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    throw runtimeFailure(
      causes.notInteger('MaxConcurrencyPath', typeof value === 'string' ? value : printValue(value), path.text),
    );
  };
}

/** ItemSelector over the Map's own input, with the item in the context object; undefined where the item is the input. */
export function compileSelector(
  state: MapState,
  refuse: Refuse,
): ((data: Readonly<StateData>, scope: StepScope) => Value) | undefined {
  const node = (state.fields.get('ItemSelector') ?? state.fields.get('Parameters'))?.value;
  if (!node) return undefined;
  if (state.queryLanguage === 'JSONata') {
    const evaluate = compileJsonata(node, 'ItemSelector', refuse);
    return (data, scope) => evaluate(data, scope);
  }
  const template = compileTemplate(node, refuse);
  return (data, scope) => template(effectiveInput(data), scope);
}
