// Fields that hold a JSONPath, compiled, with AWS's failure where a path leads nowhere.
import {
  compilePath,
  describeMissing,
  isObject,
  member,
  type ParsedPath,
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
  readonly parsed: ParsedPath;
  readonly text: string;
  readonly read: PathReader;
  /** AWS's sentence for a path that leads nowhere in this value. */
  readonly missing: (value: Value) => string;
}

export function pathIn(state: State, field: string): CompiledPath | undefined {
  const node = state.fields.get(field)?.value;
  return node?.kind === 'string' ? pathOf(node.value) : undefined;
}

export function pathOf(text: string): CompiledPath {
  const parsed = parsePath(text);
  return { parsed, text, read: compilePath(parsed.path), missing: value => describeMissing(parsed, value) };
}

/** The value a state works on: after InputPath when there is one. */
export function effectiveInput(data: StateData): Value {
  return data.effectiveInput === undefined ? data.input : data.effectiveInput;
}

export function scopeOver(value: Value, scope: StepScope): PathScope {
  return new Over(value, scope);
}

/** A class, because one is made for every field that is read. */
class Over implements PathScope {
  readonly data: Value;
  readonly #scope: StepScope;

  constructor(data: Value, scope: StepScope) {
    this.data = data;
    this.#scope = scope;
  }

  context(): Value {
    return this.#scope.context();
  }

  variable(name: string): Value | undefined {
    return member(this.#scope.variables, name);
  }
}

/** InputPath and OutputPath: `null` stands for an empty object, nothing found fails the execution. */
export function selector(node: Node): (value: Value, scope: StepScope) => Value {
  if (node.kind !== 'string') return () => ({});
  const { read, missing } = pathOf(node.value);
  return (value, scope) => {
    const found = read(scopeOver(value, scope));
    if (found === undefined) throw runtimeFailure(missing(value));
    return found;
  };
}

/** ResultPath: puts a result into the raw input. */
export function resultPlacer(node: Node | undefined): (input: Value, result: Value) => Value {
  if (node?.kind === 'null') return input => input;
  if (node?.kind !== 'string') return (_input, result) => result;
  const { text, path } = parsePath(node.value);
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
