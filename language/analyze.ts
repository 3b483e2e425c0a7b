// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import { problemsOf, readsOf } from './check/assemble.ts';
import { Checker } from './check/checkState.ts';
import type { Definition, Format } from './definition.ts';
import { createReport } from './machine/fields.ts';
import { lowerScope, machineLanguageOf } from './machine/lower.ts';
import type { Machine, WorkflowType } from './machine/machine.ts';
import { messages } from './problems.ts';
import { parseJson } from './text/parseJson.ts';
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

export function analyze(text: string, { format, workflowType }: AnalyzeOptions): Definition {
  const { root, problems } = format === 'json' ? parseJson(text) : parseYaml(text);
  if (root?.kind !== 'object') {
    const found = [...problems];
    // A text with nothing readable in it has already been reported, except an empty YAML file.
    if (root || problems.length === 0) {
      createReport(found)('root-not-object', root ?? { start: 0, end: text.length }, '', messages.rootNotObject());
    }
    return { text, format, problems: found, ...(root && { root }) };
  }
  const queryLanguage = machineLanguageOf(root);
  const checker = new Checker({ text, workflowType }, queryLanguage);
  if (text.length > LENGTH_LIMIT) {
    const span = { start: root.start, end: root.start + 1 };
    checker.report('definition-too-large', span, '', messages.definitionTooLarge(text.length, LENGTH_LIMIT));
  }
  const scope = lowerScope('StateMachine', root, '', queryLanguage, checker.report);
  checker.checkTree(root, '');
  const summary = checker.summarizeScope(scope);
  const machine: Machine = {
    node: root,
    queryLanguage,
    fields: scope.fields,
    scope,
    reads: readsOf(summary),
    ...(workflowType && { workflowType }),
  };
  return { text, format, root, machine, problems: problemsOf(problems, summary, () => 0) };
}
