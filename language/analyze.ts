// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import type { Definition, Format } from './definition.ts';
import type { WorkflowType } from './machine/machine.ts';
import { checkPieces, readPieces, summarizeRoot, toDefinition } from './pieces.ts';
import type { Context } from './rules/rule.ts';
import { type Checked, update } from './update.ts';
import { analyzeWhole } from './wholeText.ts';

export interface AnalyzeOptions {
  readonly format: Format;
  /** Express machines can do less; nothing is said about that where it is not known. */
  readonly workflowType?: WorkflowType;
  /**
   * An earlier version of the text: after an edit inside one state of the outermost scope only that state is read again.
   * The result is the same. JSON only: YAML is always read as a whole.
   */
  readonly previous?: Definition;
}

// Of a text whose syntax is broken: what was known of the last version that was sound, with which the next is compared.
const checked = new WeakMap<Definition, Checked>();

export function analyze(text: string, { format, workflowType, previous }: AnalyzeOptions): Definition {
  const context = { text, workflowType };
  if (format === 'yaml') return analyzeWhole(context, format);
  const known = previous && checked.get(previous);
  const earlier = known?.pieces.context.workflowType === workflowType ? known : undefined;
  const updated = earlier && update(earlier, context);
  const now = updated === 'broken' ? undefined : (updated ?? checkAll(context));
  const definition = now ? toDefinition(now.pieces, now.root, now.machineFindings) : analyzeWhole(context, format);
  const sound = now ?? earlier;
  if (sound) checked.set(definition, sound);
  return definition;
}

function checkAll(context: Context): Checked | undefined {
  const pieces = readPieces(context);
  if (!pieces) return undefined;
  const root = summarizeRoot(pieces);
  return { pieces, root, machineFindings: checkPieces(pieces, root) };
}
