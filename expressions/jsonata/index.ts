// JSONata 2.0.6 and the dialect of AWS Step Functions: text to tree with problems, tree to program, program to value.
// The way through this folder: scanner, parser (tree as written), shape and plan (tree as evaluated), compile/ (plan to
// closures), functions/ (the built-in ones), runtime (what an evaluation may spend), settle (the result).

import type { JsonataProblem } from './advice.ts';
import type { Dialect } from './functions/builtins.ts';
import { parseText } from './parser.ts';
import type { Plan } from './plan.ts';
import { type EvaluateOptions, errorOfProblem, JsonataProgram, type JsonataError, type Outcome } from './program.ts';
import { shape } from './shape.ts';
import type { Node } from './syntax.ts';

export interface JsonataTree {
  readonly text: string;
  readonly root: Node;
  /** In the order in which they were met; the first error is the one the reference stops at. */
  readonly problems: readonly JsonataProblem[];
}

export interface ParseOptions {
  readonly dialect: Dialect;
}

const plans = new WeakMap<JsonataTree, Plan>();

/** Always gives a tree, however broken the text. */
export function parseJsonata(text: string, _options: ParseOptions): JsonataTree {
  const { root, problems } = parseText(text);
  const shaped = shape(root, problems);
  const tree: JsonataTree = { text, root, problems: [...problems, ...shaped.problems] };
  plans.set(tree, shaped.plan);
  return tree;
}

/** A program, or the error for evaluating a text that cannot be. */
export function compileJsonata(tree: JsonataTree, options: ParseOptions): JsonataProgram | JsonataError {
  const problem = tree.problems.find(({ severity }) => severity === 'error');
  if (problem) return errorOfProblem(problem);
  const plan = plans.get(tree) ?? shape(tree.root, []).plan;
  const usesEval = options.dialect === 'reference' && tree.text.includes('eval');
  return new JsonataProgram(plan, options.dialect, usesEval);
}

export function evaluateJsonata(program: JsonataProgram | JsonataError, options: EvaluateOptions): Outcome {
  return program instanceof JsonataProgram ? program.evaluate(options) : { kind: 'error', error: program };
}

export type { JsonataProblem } from './advice.ts';
export type { Dialect } from './functions/builtins.ts';
export type { EvaluateOptions, JsonataError, JsonataProgram, Outcome } from './program.ts';
export type { Budget } from './runtime.ts';
export type { Node } from './syntax.ts';
