// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import type { Definition, Format } from './definition.ts';
import type { WorkflowType } from './machine/machine.ts';
import { checkPieces, readPieces, summarizeRoot, toDefinition } from './pieces.ts';
import type { Context } from './rules/rule.ts';
import { parseJson } from './text/parseJson.ts';
import { parseYaml } from './text/parseYaml.ts';
import type { ObjectNode } from './text/tree.ts';
import { updateYaml } from './text/updateYaml.ts';
import { type Checked, update } from './update.ts';
import { analyzeTree } from './wholeText.ts';

export interface AnalyzeOptions {
  readonly format: Format;
  /** Express machines can do less; nothing is said about that where it is not known. */
  readonly workflowType?: WorkflowType;
  /**
   * An earlier version of the text: after an edit inside one state of the outermost scope only that state is read again, in
   * YAML the lines of the innermost entry. The result is the same.
   */
  readonly previous?: Definition;
}

// Of a text whose syntax is broken: what was known of the last version that was sound, with which the next is compared.
const checked = new WeakMap<Definition, Checked>();

export function analyze(text: string, { format, workflowType, previous }: AnalyzeOptions): Definition {
  const context = { text, workflowType };
  if (format === 'yaml') return analyzeYaml(context, previous);
  const known = previous && checked.get(previous);
  const earlier = known?.pieces.context.workflowType === workflowType ? known : undefined;
  const updated = earlier && update(earlier, context);
  const now = updated === 'broken' ? undefined : (updated ?? checkAll(context));
  const definition = now
    ? toDefinition(now.pieces, now.root, now.machineFindings)
    : analyzeTree(context, format, parseJson(text));
  const sound = now ?? earlier;
  if (sound) checked.set(definition, sound);
  return definition;
}

// Of YAML the tree alone is kept: making it takes most of the time.
const trees = new WeakMap<Definition, { readonly text: string; readonly root: ObjectNode }>();

function analyzeYaml(context: Context, previous: Definition | undefined): Definition {
  const earlier = previous && trees.get(previous);
  const root = earlier && updateYaml(earlier.text, earlier.root, context.text);
  const parsed = root ? { root, problems: [] } : parseYaml(context.text);
  const definition = analyzeTree(context, 'yaml', parsed);
  const isSound = parsed.problems.length === 0;
  const sound = isSound && parsed.root?.kind === 'object' ? { text: context.text, root: parsed.root } : earlier;
  if (sound) trees.set(definition, sound);
  return definition;
}

function checkAll(context: Context): Checked | undefined {
  const pieces = readPieces(context);
  if (!pieces) return undefined;
  const root = summarizeRoot(pieces);
  return { pieces, root, machineFindings: checkPieces(pieces, root) };
}
