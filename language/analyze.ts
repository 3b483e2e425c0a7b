// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import type { Definition, Format } from './definition.ts';
import { createReport } from './machine/fields.ts';
import { lowerMachine } from './machine/lower.ts';
import { messages, type Problem } from './problems.ts';
import { RULES } from './rules/index.ts';
import { parseJson } from './text/parseJson.ts';
import { parseYaml } from './text/parseYaml.ts';

export interface AnalyzeOptions {
  readonly format: Format;
}

export function analyze(text: string, { format }: AnalyzeOptions): Definition {
  const parsed = format === 'json' ? parseJson(text) : parseYaml(text);
  const problems: Problem[] = [...parsed.problems];
  const report = createReport(problems);
  const { root } = parsed;
  if (root?.kind !== 'object') {
    // A text with nothing readable in it has already been reported, except an empty YAML file.
    if (root || problems.length === 0) {
      report('root-not-object', root ?? { start: 0, end: text.length }, '', messages.rootNotObject());
    }
    return { text, format, problems, ...(root && { root }) };
  }
  const machine = lowerMachine(root, report);
  for (const rule of RULES) rule(machine, report);
  problems.sort((a, b) => a.start - b.start || a.end - b.end);
  return { text, format, root, machine, problems };
}
