// What of the problems of a document is told, after its silences and the levels of the settings.
import { type Problem, type RuleLevels, silencesInComments, silencesInFields, tell } from '../language/index.ts';
import type { Analyzed } from './documents.ts';

/** `problems` are at places in the document. */
export function toldProblems(
  text: string,
  { parts }: Analyzed,
  problems: readonly Problem[],
  levels: RuleLevels,
): readonly Problem[] {
  if (!text.includes('stepthrough-ignore')) return tell(problems, [], levels).problems;
  const inFields = parts.flatMap(({ definition, toHost }) =>
    silencesInFields(definition).map(({ code, span, place }) => ({ code, span: toHost(span), place: toHost(place) })),
  );
  return tell(problems, [...silencesInComments(text), ...inFields], levels).problems;
}

/** The document with only those problems in its definitions that are told, as they are told. */
export function asTold(about: Analyzed, told: readonly Problem[]): Analyzed {
  const key = ({ code, start, message }: Problem) => `${code} ${start} ${message}`;
  const byKey = new Map(told.map(problem => [key(problem), problem]));
  const parts = about.parts.map(part => {
    const problems = part.definition.problems.flatMap(problem => {
      const found = byKey.get(key({ ...problem, ...part.toHost(problem) }));
      return found ? [{ ...problem, severity: found.severity }] : [];
    });
    return { ...part, definition: { ...part.definition, problems } };
  });
  return { ...about, parts };
}
