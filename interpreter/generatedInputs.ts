// Data for trying a state: whatever its expressions read is mostly there, mostly of the kind they need, and now and then
// missing, of another kind or at the edge of what it is compared with. The same seed gives the same data.
import { isArray, isObject, type Value } from '../expressions/index.ts';
import type { ReadKind, ReadPlace } from '../language/index.ts';
import { draw } from './chance.ts';

export class Generator {
  readonly #literals: readonly Value[];
  #chance: number;

  constructor(seed: number, literals: readonly Value[]) {
    this.#chance = seed;
    this.#literals = literals;
  }

  random(): number {
    const { state, value } = draw(this.#chance);
    this.#chance = state;
    return value;
  }

  /** Data that holds the places that are read below `root`. */
  dataFor(reads: readonly ReadPlace[], root: string, around: Value = { other: this.#anything() }): Value {
    let data = around;
    const own = placesIn(reads, root);
    for (const { names, kind } of own) {
      if (names.length === 0) {
        if (kind !== 'any' && (own.length === 1 || isStrict(kind))) data = this.#value(kind);
      } else if (this.random() < 0.93) data = placed(data, names, this.#value(kind));
    }
    return data;
  }

  #value(kind: ReadKind): Value {
    const made = this.random() < 0.85 || isStrict(kind) ? this.#ofKind(kind) : this.#anything();
    return made;
  }

  #ofKind(kind: ReadKind): Value {
    const isLiteral = this.#literals.length > 0 && this.random() < 0.5;
    const literal = isLiteral ? this.#pick(this.#literals) : undefined;
    if (literal !== undefined && (kind === 'any' || fits(literal, kind))) return literal;
    switch (kind) {
      case 'any':
        return this.#anything();
      case 'scalar':
        return this.#pick([...TEXTS, ...NUMBERS, true, false, null]);
      case 'noList':
        return this.#pick([...TEXTS, ...NUMBERS, true, null, { a: 1 }, {}]);
      case 'noText':
        return this.#pick([...NUMBERS, ...LISTS, ...OBJECTS, true, false, null]);
      case 'number':
        return this.#pick(NUMBERS);
      case 'integer':
        return this.#pick([0, 1, 2, 3, 5, 10]);
      case 'boolean':
        return this.random() < 0.5;
      case 'text':
      case 'onlyText':
        return this.#pick(TEXTS);
      case 'json':
        return this.#pick(['{"a":[1,2]}', '[1,"x",null]', '"text"', '12.5', 'true', 'null', '{}', '[]']);
      case 'base64':
        return this.#pick(['', 'aGVsbG8=', 'w6TDtsO8', 'eA==']);
      case 'timestamp':
        return this.#pick(TIMESTAMPS);
      case 'array':
      case 'list':
        return this.#pick(LISTS);
      case 'object':
        return this.#pick(OBJECTS);
    }
  }

  #anything(): Value {
    return this.#pick([...TEXTS, ...NUMBERS, ...LISTS, ...OBJECTS, true, false, null, ...this.#literals]);
  }

  #pick(from: readonly Value[]): Value {
    return from[Math.floor(this.random() * from.length)] ?? null;
  }
}

const TEXTS: readonly Value[] = [
  '',
  'a',
  'red',
  'b c',
  '42',
  'true',
  'grün,blau',
  '$.a',
  'a\nb',
  '2024-05-06T07:08:09Z',
];
const NUMBERS: readonly Value[] = [0, 1, -1, 2, 7, 2.5, -0.5, 100, 1e6, 1234567890123];
const LISTS: readonly Value[] = [
  [],
  [1],
  ['a'],
  [1, 2, 3],
  ['x', 'y', 'x'],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }],
  [[1], [2, 3]],
  [[1]],
];
const OBJECTS: readonly Value[] = [{}, { a: 1 }, { a: { b: 'x' }, c: null }, { a: [1, 2], 'odd key': true }];
const TIMESTAMPS: readonly Value[] = [
  '2024-05-06T07:08:09Z',
  '2024-05-06T07:08:09.123Z',
  '2023-12-31T23:59:59+02:00',
  '2030-01-01T00:00:00Z',
];

/** Kinds that the rewriting takes for given: where they are not met, it is said that the results differ. */
function isStrict(kind: ReadKind): boolean {
  return ['scalar', 'noList', 'noText', 'integer', 'json', 'list', 'onlyText'].includes(kind);
}

function fits(value: Value, kind: ReadKind): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
    case 'onlyText':
      return typeof value === 'string';
    case 'scalar':
      return typeof value !== 'object' || value === null;
    case 'noList':
      return !isArray(value);
    case 'noText':
      return typeof value !== 'string';
    default:
      return false;
  }
}

/** Each place once, with the narrowest kind it is read as; one inside of another comes after it, so that both are there. */
function placesIn(reads: readonly ReadPlace[], root: string): readonly ReadPlace[] {
  const places = new Map<string, ReadPlace>();
  for (const read of reads) {
    if (read.root !== root) continue;
    const key = JSON.stringify(read.names);
    const known = places.get(key);
    if (!known || known.kind === 'any' || (isStrict(read.kind) && !isStrict(known.kind))) places.set(key, read);
  }
  return [...places.values()].sort((a, b) => a.names.length - b.names.length);
}

/** The data with a value at a place, and whatever it takes to have that place. */
function placed(data: Value, [name, ...rest]: readonly (string | number)[], value: Value): Value {
  if (name === undefined) return value;
  if (typeof name === 'number') {
    const list = isArray(data) ? [...data] : [];
    const index = name < 0 ? Math.max(0, list.length + name) : name;
    while (list.length <= index) list.push('filler');
    list[index] = placed(list[index] ?? null, rest, value);
    return list;
  }
  const object = isObject(data) ? data : {};
  return { ...object, [name]: placed(object[name] ?? null, rest, value) };
}
