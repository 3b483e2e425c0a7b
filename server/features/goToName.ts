// What a name in `${}` means: the place where a template gives it a value. Which template that is, the caller knows.
import { contains, type Definition, type Embedded, namedAt, type Span } from '../../language/index.ts';

export interface NameUse {
  readonly name: string;
  readonly span: Span;
}

/** The `${name}` at an offset of a definition. */
export function nameAt(definition: Definition, offset: number): NameUse | undefined {
  const named = namedAt(definition, offset);
  return named?.kind === 'placeholder' ? { name: named.name, span: named.at } : undefined;
}

/** Where a host gives the name a value. */
export function placeOfValue(name: string, { binding }: Embedded): Span | undefined {
  return binding?.names?.get(name);
}

/** The name that a host gives a value at an offset, and the state machine it is for. */
export function bindingAt(
  machines: readonly Embedded[],
  offset: number,
): { readonly name: string; readonly span: Span; readonly machine: Embedded } | undefined {
  for (const machine of machines) {
    for (const [name, span] of machine.binding?.names ?? []) if (contains(span, offset)) return { name, span, machine };
  }
  return undefined;
}
