// The shape of what an API takes or answers: what is known of a value before there is one.

export type Shape =
  | Structure
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  /** `words` are those of an enumeration; AWS may know newer ones. */
  | { readonly kind: 'text'; readonly words?: readonly string[] }
  | { readonly kind: 'integer' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'json' };

/** A shape can hold itself. */
export interface Structure {
  readonly kind: 'structure';
  /** By their names in Step Functions, in the order of the API. */
  readonly members: ReadonlyMap<string, Member>;
  /** The names of the required ones. */
  readonly required: readonly string[];
  /** Exactly one member is given. */
  readonly isUnion: boolean;
}

export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly shape: Shape;
}

/** The shape that stands at keys and indices below another; undefined where nothing is known of it. */
export function shapeAt(shape: Shape | undefined, path: readonly string[]): Shape | undefined {
  let at = shape;
  for (const key of path) {
    if (at?.kind === 'structure') at = at.members.get(key)?.shape;
    else if (at?.kind === 'list') at = at.item;
    else if (at?.kind === 'map') at = at.value;
    else return undefined;
  }
  return at;
}

/** In a few words: `text`, `list of objects`, `map of texts`. */
export function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'structure':
      return 'object';
    case 'list':
      return `list of ${plural(shape.item)}`;
    case 'map':
      return `map of ${plural(shape.value)}`;
    default:
      return WORDS[shape.kind];
  }
}

const WORDS = {
  text: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  timestamp: 'timestamp',
  blob: 'bytes',
  json: 'any JSON',
} as const;

function plural(shape: Shape): string {
  switch (shape.kind) {
    case 'boolean':
    case 'json':
    case 'blob':
      return WORDS[shape.kind];
    case 'list':
      return `lists of ${plural(shape.item)}`;
    case 'map':
      return `maps of ${plural(shape.value)}`;
    default:
      return `${describeShape(shape)}s`;
  }
}
