// Text → Definition: tree, machine, rules, in that order. Never throws, however broken the text: a half-typed document
// is the usual case.
import type { Definition, Format } from './definition.ts';
import type { WorkflowType } from './machine/machine.ts';
import { checkPieces, readPieces, summarizeRoot, toDefinition } from './pieces.ts';
import { analyzeWhole } from './wholeText.ts';

export interface AnalyzeOptions {
  readonly format: Format;
  /** Express machines can do less; nothing is said about that where it is not known. */
  readonly workflowType?: WorkflowType;
  /** An earlier version of the text: expressions that are in both are not parsed again. The result is the same. */
  readonly previous?: Definition;
}

export function analyze(text: string, { format, workflowType }: AnalyzeOptions): Definition {
  const context = { text, workflowType };
  const pieces = format === 'json' ? readPieces(context) : undefined;
  if (!pieces) return analyzeWhole(context, format);
  const root = summarizeRoot(pieces);
  return toDefinition(pieces, root, checkPieces(root));
}
