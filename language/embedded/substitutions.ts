// The `${names}` of a definition against the names its host fills in, both ways: a name nothing fills in, and a name
// nothing uses. What CloudFormation or Terraform refuses is an error; `DefinitionSubstitutions` are taken as they come.
import { messages, type Problem } from '../problems.ts';
import { createGuess } from '../rules/rule.ts';
import type { Span } from '../text/tree.ts';
import type { Binding, Use } from './embedded.ts';
import { isOtherTools } from './placeholders.ts';

/** At the places of the uses. */
export function unknownNames(uses: readonly Use[], { kind, owner, names }: Binding): readonly Problem[] {
  const problems: Problem[] = [];
  const guessed = createGuess();
  for (const {
    name,
    span: { start, end },
    pointer,
    isLiteral,
  } of uses) {
    if (names?.has(name) || isOtherTools(name)) continue;
    const guess = guessed(name, names?.keys() ?? []);
    if (isLiteral && guess === undefined) continue;
    const message =
      kind === 'templatefile'
        ? messages.templateVariableUnknown(name, owner, guess)
        : names
          ? messages.substitutionUnknown(name, owner, guess)
          : messages.substitutionsMissing(name, owner);
    const severity = kind === 'templatefile' ? 'error' : 'warning';
    problems.push({ code: 'substitution-unknown', severity, message, pointer, subject: name, start, end });
  }
  return problems;
}

/** At the places of the names, in the host. `used` are all names the definition uses. */
export function unusedNames(used: ReadonlySet<string>, { names }: Binding): readonly Problem[] {
  const problems: Problem[] = [];
  const guessed = createGuess();
  // Another name's spelling is no guess when that name is given itself.
  const unknown = [...used].filter(candidate => !names?.has(candidate));
  for (const [name, span] of names ?? []) {
    if (used.has(name)) continue;
    problems.push(unusedName(name, span, guessed(name, unknown), ''));
  }
  return problems;
}

/** A hint, unless another name was meant. */
export function unusedName(name: string, { start, end }: Span, guess: string | undefined, pointer: string): Problem {
  const message = messages.substitutionUnused(name, guess);
  const severity = guess === undefined ? 'info' : 'warning';
  return { code: 'substitution-unused', severity, message, pointer, subject: name, start, end };
}

export function namesOf(uses: readonly Use[]): ReadonlySet<string> {
  return new Set(uses.map(({ name }) => name));
}
