// Whether a text can be compared: after most faults of syntax something may be missing that the person has not taken out.
import type { Definition, Problem } from '../../../language/index.ts';

/** The first fault that leaves in doubt what is meant. A comment or a comma too many does not. */
export function illegible({ text, problems }: Definition): Problem | undefined {
  return problems.find(({ code, start }) => {
    return (code === 'json-syntax' || code === 'yaml-syntax') && !/^(?:\/[/*]|,)/.test(text.slice(start, start + 2));
  });
}
