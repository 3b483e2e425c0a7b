// Another name for a state, a workflow variable or a placeholder: the edits of one definition. Placeholders are given in
// templates; their other places are found by the caller.
import {
  type Definition,
  isPlain,
  type Mention,
  mentionsOf,
  type Named,
  namedAt,
  type Scope,
  type Span,
  spelledIn,
  variableMentions,
} from '../../language/index.ts';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export type Renaming = { readonly edits: readonly Edit[] } | { readonly refusal: string };

export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

const NAMES = { state: 'state', variable: 'variable', placeholder: 'placeholder' } as const;

const refusals = {
  empty: 'A name cannot be empty.',
  stateLength: 'The name of a state has at most 80 characters.',
  taken: (kind: Named['kind'], name: string) => `There is a ${NAMES[kind]} named "${name}" already.`,
  variable: (name: string) =>
    `"${name}" is no name for a variable: letters, digits and "_", not beginning with a digit.`,
  placeholder: (name: string) => `"${name}" is no name for a placeholder: letters, digits, "_", "." and "-".`,
};

export function renamableAt(definition: Definition, offset: number): Renamable | undefined {
  const named = namedAt(definition, offset);
  if (!named || named.name === '' || !isDefined(definition, named)) return undefined;
  return { span: named.at, name: named.name };
}

export function rename(definition: Definition, offset: number, name: string): Renaming {
  const named = namedAt(definition, offset);
  if (!named) return { edits: [] };
  const refusal = refusalOf(definition, named, name);
  return refusal === undefined ? { edits: editsOf(definition, named, name) } : { refusal };
}

/** The edits that give a placeholder another name, wherever it was renamed. */
export function renamePlaceholder(definition: Definition, from: string, to: string): readonly Edit[] {
  return editsOf(definition, { kind: 'placeholder', name: from }, to);
}

function editsOf(definition: Definition, named: Named, name: string): readonly Edit[] {
  return mentionsOf(definition, named).map(mention => editOf(definition, named, mention, name));
}

function editOf({ text, root }: Definition, { kind }: Named, { start, end, node }: Mention, name: string): Edit {
  const span = { start, end };
  if (kind !== 'state' || !node) return { span, text: name };
  // A text with no quotes around it may need some, and one that no longer needs them keeps them.
  return { span, text: spelledIn(text, root, node, name) };
}

export function refusalOf(definition: Definition, named: Named, name: string): string | undefined {
  if (name.trim() === '') return refusals.empty;
  if (name === named.name) return undefined;
  switch (named.kind) {
    case 'state':
      if (name.length > 80) return refusals.stateLength;
      return named.scope.byName.has(name) ? refusals.taken('state', name) : undefined;
    case 'variable':
      if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) || name === 'states') return refusals.variable(name);
      return isTaken(definition, named.owner, name) ? refusals.taken('variable', name) : undefined;
    case 'placeholder':
      return /^[\w.-]+$/.test(name) && isPlain(name, true) ? undefined : refusals.placeholder(name);
  }
}

// Branches beside each other have variables of their own; those of a scope are seen in all it holds.
function isTaken(definition: Definition, owner: Scope | undefined, name: string): boolean {
  return variableMentions(definition).some(mention => {
    if (mention.name !== name) return false;
    if (!owner) return true;
    const { start, end } = mention.owner?.node ?? mention;
    return start <= owner.node.end && owner.node.start <= end;
  });
}

// What nobody defines is a mistake to be corrected, not a name to be changed.
function isDefined(definition: Definition, named: Named): boolean {
  return named.kind === 'placeholder' || mentionsOf(definition, named).some(({ isDefinition }) => isDefinition);
}
