// A path → a function that reads it. Definite paths become closures over their names and indexes. A path that may find
// several values gives a list of them, possibly empty, as in Step Functions.
import { isArray, isObject, member, type Value } from '../value.ts';
import { compileFilter, RegexTooLong } from './filter.ts';
import { PATH_FUNCTIONS } from './functions.ts';
import { childrenOf, containersIn, sliceOf } from './jsonPathPlus.ts';
import { isDefinite, type Operand, type Path, type Segment } from './path.ts';

/** What a path can read. */
export interface PathScope {
  readonly data: Value;
  /** The context object. A function: building it costs something, and few paths read it. */
  context(): Value;
  variable(name: string): Value | undefined;
  /** What `@` stands for inside a filter. */
  readonly item?: Value;
}

/** Undefined where the path leads nowhere. */
export type PathReader = (scope: PathScope) => Value | undefined;

export function compilePath(path: Path): PathReader {
  const root = readRoot(path);
  if (path.segments.length === 0) return root;
  const steps = path.segments.map(compileOne);
  if (isDefinite(path)) {
    const [first, second, third] = steps;
    // Most paths have one to three names.
    if (steps.length === 1 && first) return scope => follow(first, root(scope), scope);
    if (steps.length === 2 && first && second) return scope => follow(second, follow(first, root(scope), scope), scope);
    if (steps.length === 3 && first && second && third) {
      return scope => follow(third, follow(second, follow(first, root(scope), scope), scope), scope);
    }
    return scope => {
      let value = root(scope);
      for (const step of steps) value = follow(step, value, scope);
      return value;
    };
  }
  const last = path.segments.at(-1);
  const ending = last?.kind === 'function' ? steps.at(-1) : undefined;
  const selectors = (ending ? path.segments.slice(0, -1) : path.segments).map(compileMany);
  return scope => {
    const value = root(scope);
    if (value === undefined) return undefined;
    try {
      let found: readonly Value[] = [value];
      for (const select of selectors) found = select(found, scope);
      return ending ? ending(found, scope) : found;
    } catch (error) {
      // A hostile pattern or nesting: nothing was found within the budget.
      if (error instanceof RegexTooLong || error instanceof RangeError) return undefined;
      throw error;
    }
  };
}

function readRoot(path: Path): PathReader {
  switch (path.root) {
    case 'context':
      return scope => scope.context();
    case 'variable': {
      const name = path.variable ?? '';
      return scope => scope.variable(name);
    }
    case 'item':
      return scope => scope.item;
    case 'data':
      return scope => scope.data;
  }
}

type OneStep = (value: Value, scope: PathScope) => Value | undefined;
type ManyStep = (values: readonly Value[], scope: PathScope) => readonly Value[];

function follow(step: OneStep, value: Value | undefined, scope: PathScope): Value | undefined {
  return value === undefined ? undefined : step(value, scope);
}

// A segment that leads to at most one value.
function compileOne(segment: Segment): OneStep {
  switch (segment.kind) {
    case 'name': {
      const { name } = segment;
      return value => member(value, name);
    }
    case 'index': {
      const { index } = segment;
      return value => (isArray(value) ? value.at(index) : undefined);
    }
    case 'names': {
      const { names } = segment;
      return value => (isObject(value) ? pick(value, names) : undefined);
    }
    case 'function':
      return compileFunction(segment.name, segment.args);
    default:
      return () => undefined;
  }
}

function pick(value: Value, names: readonly string[]): Value {
  const entries: [string, Value][] = [];
  for (const name of names) {
    const found = member(value, name);
    if (found !== undefined) entries.push([name, found]);
  }
  return Object.fromEntries(entries);
}

function compileFunction(name: string, args: readonly Operand[]): OneStep {
  const call = PATH_FUNCTIONS.get(name);
  if (!call) return () => undefined;
  const readers = args.map((arg): PathReader => {
    if (arg.kind === 'path') return compilePath(arg.path);
    const value = arg.kind === 'literal' ? (arg.value as Value) : undefined;
    return () => value;
  });
  return (value, scope) =>
    call(
      value,
      readers.map(read => read(scope)),
    );
}

// A segment over everything found so far.
function compileMany(segment: Segment): ManyStep {
  const select = selectorOf(segment);
  if (!segment.deep) return (values, scope) => values.flatMap(value => select(value, scope));
  return (values, scope) => values.flatMap(containersIn).flatMap(value => select(value, scope));
}

function selectorOf(segment: Segment): (value: Value, scope: PathScope) => readonly Value[] {
  switch (segment.kind) {
    case 'wildcard':
      return childrenOf;
    case 'slice': {
      const { from, to } = segment;
      return value => (isArray(value) ? sliceOf(value, from, to) : []);
    }
    case 'indexes': {
      const { indexes } = segment;
      return value => (isArray(value) ? indexes.flatMap(index => there(value.at(index))) : []);
    }
    case 'names': {
      const { names } = segment;
      return value => names.flatMap(name => there(member(value, name)));
    }
    case 'filter': {
      const keeps = compileFilter(segment.filter, compilePath);
      // Jayway: over a list each item is looked at, an object is looked at itself.
      return (value, scope) => {
        const items = isArray(value) ? value : isObject(value) ? [value] : [];
        return items.filter(item => keeps(at(item, scope)));
      };
    }
    default: {
      const step = compileOne(segment);
      return (value, scope) => there(step(value, scope));
    }
  }
}

/** The same, with what `@` stands for. */
function at(item: Value, scope: PathScope): PathScope {
  return { data: scope.data, item, context: () => scope.context(), variable: name => scope.variable(name) };
}

function there(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}
