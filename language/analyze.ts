// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import type { Definition, Format } from './definition.ts';
import type { ParsedTexts } from './machine/expressions.ts';
import { createReport } from './machine/fields.ts';
import { lowerMachine } from './machine/lower.ts';
import type { WorkflowType } from './machine/machine.ts';
import { messages, type Problem } from './problems.ts';
import { RULES } from './rules/index.ts';
import { type ParsedText, parseJson } from './text/parseJson.ts';
import { parseYaml } from './text/parseYaml.ts';

export interface AnalyzeOptions {
  readonly format: Format;
  /** Express machines can do less; nothing is said about that where it is not known. */
  readonly workflowType?: WorkflowType;
  /** An earlier version of the text: expressions that are in both are not parsed again. The result is the same. */
  readonly previous?: Definition;
}

/** The largest definition AWS takes, in characters. */
const LENGTH_LIMIT = 1_048_576;

const parsedTexts = new WeakMap<Definition, ParsedTexts>();

export function analyze(text: string, options: AnalyzeOptions): Definition {
  return analyzeTree(text, options.format === 'json' ? parseJson(text) : parseYaml(text), options);
}

/** The same for a definition that is a part of a larger text: `root` is the part. */
export function analyzeTree(
  text: string,
  { root, problems: found }: ParsedText,
  { format, workflowType, previous }: AnalyzeOptions,
): Definition {
  const problems: Problem[] = [...found];
  const report = createReport(problems);
  if (root?.kind !== 'object') {
    // A text with nothing readable in it has already been reported, except an empty YAML file.
    if (root || problems.length === 0) {
      report('root-not-object', root ?? { start: 0, end: text.length }, '', messages.rootNotObject());
    }
    return { text, format, problems, ...(root && { root }) };
  }
  // What stands around a definition in a template does not count.
  const length = Math.min(text.length, root.end - root.start);
  if (length > LENGTH_LIMIT) {
    const span = { start: root.start, end: root.start + 1 };
    report('definition-too-large', span, '', messages.definitionTooLarge(length, LENGTH_LIMIT));
  }
  const earlier = previous && parsedTexts.get(previous);
  const { machine, parsed: texts } = lowerMachine(root, { text, report, workflowType, earlier });
  for (const rule of RULES) rule(machine, report);
  const definition: Definition = { text, format, root, machine, problems: leading(problems) };
  parsedTexts.set(definition, texts);
  return definition;
}

// In the order of the text. Of what is wrong at one place the worst is told: hints about a thing that has to change anyway
// only distract.
function leading(problems: readonly Problem[]): readonly Problem[] {
  const faulty = new Set<string>();
  for (const { severity, pointer } of problems) if (severity === 'error' && pointer !== '') faulty.add(pointer);
  return problems
    .filter(({ severity, pointer }) => severity === 'error' || !faulty.has(pointer))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
