// A definition from a tree that is there as a whole: of YAML, and of JSON that has faults of syntax.
import { checkMachine, problemsOf, readsOf } from './check/assemble.ts';
import { Checker } from './check/checker.ts';
import { Names } from './check/names.ts';
import { placeScopes } from './check/placed.ts';
import type { Definition, Format } from './definition.ts';
import { createReport, type Report } from './machine/fields.ts';
import { lowerScope, machineLanguageOf } from './machine/lower.ts';
import type { Machine } from './machine/machine.ts';
import { messages } from './problems.ts';
import type { Context } from './rules/rule.ts';
import type { ParsedText } from './text/parseJson.ts';
import type { ObjectNode } from './text/tree.ts';

/** `root` is the whole of the text, or the part of a host that is the definition. */
export function analyzeTree(context: Context, format: Format, { root, problems }: ParsedText): Definition {
  const { text, workflowType } = context;
  if (root?.kind !== 'object') {
    const found = [...problems];
    // A text with nothing readable in it has already been reported, except an empty YAML file.
    if (root || problems.length === 0) {
      createReport(found)('root-not-object', root ?? { start: 0, end: text.length }, '', messages.rootNotObject());
    }
    return { text, format, problems: found, ...(root && { root }) };
  }
  const queryLanguage = machineLanguageOf(root);
  const names = new Names();
  const checker = new Checker(context, queryLanguage, names);
  reportLength(text, root, checker.report);
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
  // All positions are those of the text.
  const all = problemsOf(problems, summary, checkMachine(placeScopes(summary, names)), () => 0);
  return { text, format, root, machine, problems: all };
}

/** The largest definition AWS takes, in characters. */
const LENGTH_LIMIT = 1_048_576;

export function reportLength(text: string, { start, end }: ObjectNode, report: Report): void {
  // What stands around a definition in a template does not count.
  const length = Math.min(text.length, end - start);
  if (length <= LENGTH_LIMIT) return;
  report('definition-too-large', { start, end: start + 1 }, '', messages.definitionTooLarge(length, LENGTH_LIMIT));
}
