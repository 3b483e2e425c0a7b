// What a name in `${}` means: the place where a template gives it a value. Which template that is, the caller knows.
import { contains, type Definition, type Embedded, type Span, usesIn } from '../../language/index.ts';

export interface NameUse {
  readonly name: string;
  readonly span: Span;
}

/** The `${name}` at an offset of a definition. */
export function nameAt({ text, root }: Definition, offset: number): NameUse | undefined {
  return usesIn(text, root).find(({ span }) => contains(span, offset));
}

/** Where a host gives the name a value. */
export function placeOfValue(name: string, { binding }: Embedded): Span | undefined {
  return binding?.names?.get(name);
}
