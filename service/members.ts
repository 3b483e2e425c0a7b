// The members of a request: each operation lists what it takes, and gets it typed. Broken constraints come together in one
// ValidationException in AWS's words; members nobody asked for are ignored, since newer SDKs send more.
import { errors } from './errors.ts';

/** Reads one member; notes what is wrong with it under its path. */
export type Member<T> = (value: unknown, at: Place) => T;

export interface Place {
  readonly path: string;
  readonly violations: string[];
}

export type Shape = Readonly<Record<string, Member<unknown>>>;
export type Read<S extends Shape> = { readonly [Name in keyof S]: ReturnType<S[Name]> };

export function readMembers<S extends Shape>(shape: S, body: Readonly<Record<string, unknown>>): Read<S> {
  const violations: string[] = [];
  const entries = Object.entries(shape).map(([name, member]) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    return [name, member(value === null ? undefined : value, { path: name, violations })];
  });
  if (violations.length > 0) throw errors.constraints(violations);
  return Object.fromEntries(entries);
}

/** Text of a length in characters. */
export function text(min: number, max: number): Member<string | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw wrongType(at, 'text', value);
    if (value.length < min) note(at, value, `Member must have length greater than or equal to ${min}`);
    if (value.length > max) note(at, value, `Member must have length less than or equal to ${max}`);
    return value;
  };
}

export function integer(min: number, max: number): Member<number | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(at, 'a whole number', value);
    if (value < min) note(at, value, `Member must have value greater than or equal to ${min}`);
    if (value > max) note(at, value, `Member must have value less than or equal to ${max}`);
    return value;
  };
}

export function number(min: number, max: number): Member<number | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw wrongType(at, 'a number', value);
    if (value < min) note(at, value, `Member must have value greater than or equal to ${min}`);
    if (value > max) note(at, value, `Member must have value less than or equal to ${max}`);
    return value;
  };
}

/** One of a few words. AWS lists them in an order of its own: write them in that order. */
export function word<Word extends string>(...words: readonly Word[]): Member<Word | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw wrongType(at, 'text', value);
    const found = words.find(one => one === value);
    if (found === undefined) note(at, value, `Member must satisfy enum value set: [${words.join(', ')}]`);
    return found;
  };
}

export const flag: Member<boolean | undefined> = (value, at) => {
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(at, 'true or false', value);
  return value;
};

/** An object whose members are read by the operation itself. */
export const structure: Member<Readonly<Record<string, unknown>> | undefined> = (value, at) => {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(at, 'an object', value);
  return value as Readonly<Record<string, unknown>>;
};

/** A list of so many entries. `shape` is AWS's name of the entries, which shows in what is wrong with them. */
export function listOf<T>(
  entry: Member<T | undefined>,
  { min = 0, max, shape = '' }: { readonly min?: number; readonly max: number; readonly shape?: string },
): Member<readonly T[] | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw wrongType(at, 'a list', value);
    const shown = `[${value.map(one => printStructure(shape, one)).join(', ')}]`;
    if (value.length < min) note(at, shown, `Member must have length greater than or equal to ${min}`);
    if (value.length > max) note(at, shown, `Member must have length less than or equal to ${max}`);
    return value.map((one, i) => required(entry)(one, { ...at, path: `${at.path}.${i + 1}.member` }));
  };
}

// As the service's own language prints it: `Tag(key=a, value=b)`.
function printStructure(shape: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${String(member)}`);
  return `${shape}(${members.join(', ')})`;
}

/** A structure of known members. */
export function structureOf<S extends Shape>(shape: S): Member<Read<S> | undefined> {
  return (value, at) => {
    const given = structure(value, at);
    if (given === undefined) return undefined;
    const entries = Object.entries(shape).map(([name, member]) => {
      const inner = Object.hasOwn(given, name) ? given[name] : undefined;
      return [name, member(inner === null ? undefined : inner, { ...at, path: `${at.path}.${name}` })];
    });
    return Object.fromEntries(entries);
  };
}

export function required<T>(member: Member<T | undefined>): Member<T> {
  return (value, at) => {
    const read = member(value, at);
    if (value === undefined) note(at, value, 'Member must not be null');
    // Where it is missing the whole request is refused before anybody reads it.
    return read as T;
  };
}

function note({ path, violations }: Place, value: unknown, constraint: string): void {
  const shown = value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  violations.push(`Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`);
}

function wrongType({ path }: Place, expected: string, value: unknown) {
  return errors.serialization(`'${path}' must be ${expected}, not ${JSON.stringify(value)?.slice(0, 60)}.`);
}
