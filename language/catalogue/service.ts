// Reads what the catalogue says of one service: a line about it, one for each action, then shapes that several actions share
// and the words of enumerations (`tools/awsModels.mjs` writes them). Shapes are read when somebody looks at them.
import { actionName, errorName, errorPrefix, memberName } from './names.ts';
import type { Member, Shape, Structure } from './shape.ts';

export interface Service {
  readonly name: string;
  /** As AWS calls it. */
  readonly id: string;
  /** What the names of its errors begin with. */
  readonly prefix: string;
  /** Known errors without the prefix, as the API writes them. No action lists its errors: there are others. */
  readonly errors: readonly string[];
  /** By their names in Step Functions. */
  readonly actions: ReadonlyMap<string, Action>;
  /** Actions that the API has and Step Functions does not call. */
  readonly refused: ReadonlySet<string>;
}

export interface Action {
  /** `s3:getObject` */
  readonly name: string;
  readonly input: Structure;
  readonly output: Structure;
  /** Those of the service's errors that its documentation speaks of. */
  readonly errors: readonly string[];
}

/** `nameOf` makes the name of a member from the API's. */
export function readService(name: string, text: string, nameOf = memberName): Service {
  const lines = text.split('\n');
  const [id = '', count = '', shared = '', errors = '', refused = ''] = (lines[0] ?? '').split('\t');
  const shapes = new Shapes(lines, 1 + Number(count), Number(shared), nameOf);
  const actions = new Map<string, Action>();
  for (const line of lines.slice(1, 1 + Number(count))) {
    const apiName = line.slice(0, line.indexOf('\t') < 0 ? line.length : line.indexOf('\t'));
    const action = actionName(apiName);
    actions.set(action, new LazyAction(`${name}:${action}`, line, shapes));
  }
  const refusedActions = new Set(wordsIn(refused).map(actionName));
  return { name, id, prefix: errorPrefix(id), errors: wordsIn(errors), actions, refused: refusedActions };
}

/** As they are caught: the given ones first, then what any call can fail with. */
export function errorsOf({ prefix, errors }: Service, action: Action | undefined): readonly string[] {
  const known = [...(action?.errors ?? []), ...errors].map(errorName);
  return [...new Set([...known, `${prefix}Exception`, 'SdkClientException'])].map(name => `${prefix}.${name}`);
}

class LazyAction implements Action {
  readonly name: string;
  readonly #fields: readonly string[];
  readonly #shapes: Shapes;
  #input: Structure | undefined;
  #output: Structure | undefined;

  constructor(name: string, line: string, shapes: Shapes) {
    this.name = name;
    this.#fields = line.split('\t');
    this.#shapes = shapes;
  }

  get input(): Structure {
    this.#input ??= this.#shapes.structure(this.#fields[1] ?? '');
    return this.#input;
  }

  get output(): Structure {
    this.#output ??= this.#shapes.structure(this.#fields[2] ?? '');
    return this.#output;
  }

  get errors(): readonly string[] {
    return wordsIn(this.#fields[3] ?? '');
  }
}

function wordsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

const NOTHING: Structure = { kind: 'structure', members: new Map(), required: [], isUnion: false };

const LETTERS: Readonly<Record<string, Shape>> = {
  i: { kind: 'integer' },
  n: { kind: 'number' },
  b: { kind: 'boolean' },
  t: { kind: 'timestamp' },
  x: { kind: 'blob' },
  j: { kind: 'json' },
};
const TEXT: Shape = { kind: 'text' };

/**
 * A shape is a letter (nothing at all for text), `[` and the shape of its items, `{` and that of its values, `(members)`, the
 * number of a shared shape, or `=` and the number of an enumeration. A member is `Name!:shape`, `!` where it is required.
 */
class Shapes {
  readonly #lines: readonly string[];
  readonly #first: number;
  readonly #count: number;
  readonly #nameOf: (apiName: string) => string;
  readonly #known = new Map<string, Shape>();

  constructor(lines: readonly string[], first: number, count: number, nameOf: (apiName: string) => string) {
    this.#lines = lines;
    this.#first = first;
    this.#count = count;
    this.#nameOf = nameOf;
  }

  structure(text: string): Structure {
    const shape = text === '' ? NOTHING : new Reader(text, this).shape();
    return shape.kind === 'structure' ? shape : NOTHING;
  }

  shared(number: string): Shape {
    const known = this.#known.get(number);
    if (known) return known;
    const reader = new Reader(this.#lines[this.#first + Number(number)] ?? '', this);
    // Known before it has been read: it may hold itself.
    return reader.shape(made => this.#known.set(number, made));
  }

  enumeration(number: string): Shape {
    const key = `=${number}`;
    const known = this.#known.get(key);
    if (known) return known;
    const line = this.#lines[this.#first + this.#count + Number(number)] ?? '';
    const made: Shape = { kind: 'text', words: line.split('\t') };
    this.#known.set(key, made);
    return made;
  }

  nameOf(apiName: string): string {
    return this.#nameOf(apiName);
  }
}

class Reader {
  readonly #text: string;
  readonly #shapes: Shapes;
  #at = 0;

  constructor(text: string, shapes: Shapes) {
    this.#text = text;
    this.#shapes = shapes;
  }

  shape(tell?: (made: Shape) => void): Shape {
    const sign = this.#text[this.#at] ?? '';
    switch (sign) {
      case '|':
      case '(':
        return this.#structure(sign === '|', tell);
      case '[': {
        this.#at++;
        const list: { kind: 'list'; item: Shape } = { kind: 'list', item: TEXT };
        tell?.(list);
        list.item = this.shape();
        return list;
      }
      case '{': {
        this.#at++;
        const map: { kind: 'map'; value: Shape } = { kind: 'map', value: TEXT };
        tell?.(map);
        map.value = this.shape();
        return map;
      }
      case '=':
        this.#at++;
        return this.#shapes.enumeration(this.#digits());
      default: {
        const letter = LETTERS[sign];
        if (letter) this.#at++;
        return letter ?? (/\d/.test(sign) ? this.#shapes.shared(this.#digits()) : TEXT);
      }
    }
  }

  #structure(isUnion: boolean, tell: ((made: Shape) => void) | undefined): Shape {
    const members = new Map<string, Member>();
    const required: string[] = [];
    const made: Structure = { kind: 'structure', members, required, isUnion };
    tell?.(made);
    this.#at += isUnion ? 2 : 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      const name = this.#shapes.nameOf(this.#until(/[!:,)]/g));
      const isRequired = this.#skip('!');
      const shape = this.#skip(':') ? this.shape() : TEXT;
      members.set(name, { name, isRequired, shape });
      if (isRequired) required.push(name);
      this.#skip(',');
    }
    this.#skip(')');
    return made;
  }

  #digits(): string {
    return this.#until(/\D|$/g);
  }

  #until(sign: RegExp): string {
    sign.lastIndex = this.#at;
    const end = sign.exec(this.#text)?.index ?? this.#text.length;
    const found = this.#text.slice(this.#at, end);
    this.#at = end;
    return found;
  }

  #skip(sign: string): boolean {
    const isThere = this.#text[this.#at] === sign;
    if (isThere) this.#at++;
    return isThere;
  }
}
