// Where else the name at an offset is mentioned, for Find References and for highlighting.
import { type Definition, type Mention, mentionsOf, namedAt } from '../../language/index.ts';

export function referencesAt(definition: Definition, offset: number): readonly Mention[] {
  const named = namedAt(definition, offset);
  return named ? mentionsOf(definition, named) : [];
}
