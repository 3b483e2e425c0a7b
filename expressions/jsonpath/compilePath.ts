// A path → a function that reads it. Definite paths become closures over their names and indexes; everything else goes
// through jsonpath-plus.
import { isArray, member, type Value } from '../value.ts';
import { selectMany } from './jsonPathPlus.ts';
import type { Path } from './path.ts';

/** What a path can read. */
export interface PathScope {
  readonly data: Value;
  /** The context object. A function: building it costs something, and few paths read it. */
  readonly context: () => Value;
  readonly variable: (name: string) => Value | undefined;
}

/** Undefined where the path leads nowhere. */
export type PathReader = (scope: PathScope) => Value | undefined;

export function compilePath(path: Path): PathReader {
  const root = readRoot(path);
  if (path.definite) {
    const steps = path.segments.map(segment => {
      if (segment.kind === 'index') return (value: Value) => itemAt(value, segment.index);
      const name = segment.kind === 'name' ? segment.name : '';
      return (value: Value) => member(value, name);
    });
    return scope => {
      let value = root(scope);
      for (const step of steps) {
        if (value === undefined) return undefined;
        value = step(value);
      }
      return value;
    };
  }
  const rest = `$${path.text.slice(path.segments[0]?.start ?? path.text.length)}`;
  return scope => {
    const value = root(scope);
    return value === undefined ? undefined : selectMany(rest, value);
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
    case 'data':
      return scope => scope.data;
  }
}

function itemAt(value: Value, index: number): Value | undefined {
  return isArray(value) ? value.at(index) : undefined;
}
