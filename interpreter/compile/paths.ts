// Fields that hold a JSONPath, compiled, with AWS's failure where a path leads nowhere.
import {
  compilePath,
  isObject,
  member,
  type Path,
  type PathReader,
  type PathScope,
  parsePath,
  type Value,
  withMember,
} from '../../expressions/index.ts';
import type { Node, State } from '../../language/index.ts';
import { causes, runtimeFailure, StateFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, StepScope } from '../program.ts';

export interface CompiledPath {
  readonly text: string;
  readonly path: Path;
  readonly read: PathReader;
}

export function pathIn(state: State, field: string): CompiledPath | undefined {
  const node = state.fields.get(field)?.value;
  return node?.kind === 'string' ? pathOf(node.value) : undefined;
}

export function pathOf(text: string): CompiledPath {
  const path = parsePath(text);
  return { text, path, read: compilePath(path) };
}

/** The value a state works on: after InputPath when there is one. */
export function effectiveInput(data: StateData): Value {
  return data.effectiveInput === undefined ? data.input : data.effectiveInput;
}

export function scopeOver(value: Value, { context, variable }: StepScope): PathScope {
  return { data: value, context, variable };
}

/** InputPath and OutputPath: `null` stands for an empty object, nothing found fails the execution. */
export function selector(node: Node): (value: Value, scope: StepScope) => Value {
  if (node.kind !== 'string') return () => ({});
  const { text, path, read } = pathOf(node.value);
  return (value, scope) => {
    const found = read(scopeOver(value, scope));
    if (found === undefined) throw runtimeFailure(notFound(text, path, value));
    return found;
  };
}

// AWS tells a missing last property from a missing one on the way there, and writes paths in brackets.
function notFound(text: string, path: Path, value: Value): string {
  let normal = '$';
  let current: Value | undefined = value;
  const last = path.segments.length - 1;
  for (const [i, segment] of path.segments.entries()) {
    const part = segment.kind === 'name' ? `['${segment.name}']` : path.text.slice(segment.start, segment.end);
    normal += part;
    current = segment.kind === 'name' ? member(current, segment.name) : undefined;
    if (current === undefined && i < last) return causes.missingProperty(text, normal);
  }
  return causes.noResults(text, normal);
}

/** ResultPath: puts a result into the raw input. */
export function resultPlacer(node: Node | undefined): (input: Value, result: Value) => Value {
  if (node?.kind === 'null') return input => input;
  if (node?.kind !== 'string') return (_input, result) => result;
  const { text, path } = pathOf(node.value);
  return (input, result) => place(input, 0, result, input);

  function place(target: Value | undefined, depth: number, result: Value, input: Value): Value {
    const segment = path.segments[depth];
    if (!segment) return result;
    if (segment.kind === 'index' && Array.isArray(target) && segment.index < target.length) {
      return target.with(segment.index, place(target[segment.index], depth + 1, result, input));
    }
    const isNew = target === undefined;
    if (segment.kind !== 'name' || !(isNew || isObject(target))) {
      throw new StateFailure('States.ResultPathMatchFailure', causes.resultPath(text, printValue(input)));
    }
    const inner = place(member(target, segment.name), depth + 1, result, input);
    return withMember(isObject(target) ? target : {}, segment.name, inner);
  }
}
