// A definition in a file of its own against the host that names it: `${names}` both ways. The file alone says nothing of
// its placeholders; only a host makes a name wrong.
import type { Definition } from '../definition.ts';
import { messages, type Problem } from '../problems.ts';
import type { Binding, Link } from './embedded.ts';
import { usesIn } from './placeholders.ts';
import { namesOf, unknownNames, unusedNames } from './substitutions.ts';
import { readTerraformTemplate } from './terraformTemplate.ts';

/** `text` is that of the file, as it stands on disk. */
export function linkProblems(
  binding: Binding | undefined,
  text: string,
  { root, problems }: Definition,
): { readonly inHost: readonly Problem[]; readonly inFile: readonly Problem[] } {
  if (!binding) return { inHost: [], inFile: [] };
  const uses = binding.kind === 'templatefile' ? readTerraformTemplate(text).uses : usesIn(text, root);
  // In a broken text a use may not have been seen.
  const isBroken = !root || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
  return {
    inHost: isBroken ? [] : unusedNames(namesOf(uses), binding),
    inFile: unknownNames(uses, binding),
  };
}

/** The host names a file that is not there. */
export function fileMissing({ path, span, isGuess }: Link): readonly Problem[] {
  if (isGuess) return [];
  const message = messages.definitionFileMissing(path);
  return [{ code: 'definition-file', severity: 'warning', message, pointer: '', subject: path, ...span }];
}

/** Whether the text of a file that a host names is a definition, where the host leaves it open. */
export function isMeant({ isGuess }: Link, text: string): boolean {
  return !isGuess || /\bStartAt\b/.test(text);
}
