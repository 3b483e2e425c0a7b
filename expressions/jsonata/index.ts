// JSONata 2.0.6 and the dialect of AWS Step Functions: text to tree with problems, tree to program, program to value.
// The way through this folder: scanner, parser (tree as written), shape and plan (tree as evaluated), compile/ (plan to
// closures), functions/ (the built-in ones), runtime (what an evaluation may spend), settle (the result).

import type { JsonataProblem } from './advice.ts';
import { dialectProblems } from './dialectProblems.ts';
import type { Dialect } from './functions/builtins.ts';
import { parseText } from './parser.ts';
import type { Plan } from './plan.ts';
import { type EvaluateOptions, errorOfProblem, type JsonataError, JsonataProgram, type Outcome } from './program.ts';
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

/** With what compiling needs and nobody else. */
class Tree implements JsonataTree {
  readonly text: string;
  readonly root: Node;
  readonly problems: readonly JsonataProblem[];
  #plan: Plan | JsonataError | undefined;

  constructor(text: string, root: Node, problems: readonly JsonataProblem[], plan: Plan | JsonataError | undefined) {
    this.text = text;
    this.root = root;
    this.problems = problems;
    this.#plan = plan;
  }

  /** The plan, or the error that evaluating the text gives. Made when it is asked for, where nothing can be wrong with it. */
  get plan(): Plan | JsonataError {
    this.#plan ??= shape(this.root, []).plan;
    return this.#plan;
  }
}

/** Always gives a tree, however broken the text. */
export function parseJsonata(text: string, options: ParseOptions): JsonataTree {
  const parsed = parseText(text);
  const { root } = parsed;
  if (parsed.isPlain) return new Tree(text, root, dialectProblems(root, options.dialect), undefined);
  const shaped = shape(root, parsed.problems);
  const problems = [...parsed.problems, ...shaped.problems];
  const [first] = problems;
  const plan = first ? errorOfProblem(first) : shaped.plan;
  return new Tree(text, root, [...problems, ...dialectProblems(root, options.dialect)], plan);
}

/** A program, or the error that evaluating the text gives. The tree must come from parseJsonata. */
export function compileJsonata(tree: JsonataTree, options: ParseOptions): JsonataProgram | JsonataError {
  if (!(tree instanceof Tree)) throw new Error('This tree was not made by parseJsonata');
  const { plan } = tree;
  if ('code' in plan) return plan;
  const usesEval = options.dialect === 'reference' && tree.text.includes('eval');
  return new JsonataProgram(plan, options.dialect, usesEval);
}

/** Never throws. */
export function evaluateJsonata(program: JsonataProgram | JsonataError, options: EvaluateOptions): Outcome {
  return program instanceof JsonataProgram ? program.evaluate(options) : { kind: 'error', error: program };
}

export type { JsonataProblem } from './advice.ts';
export { type FunctionDocument, functionDocument, functionNames } from './catalogue.ts';
export type { Dialect } from './functions/builtins.ts';
export type { EvaluateOptions, JsonataError, JsonataProgram, Outcome } from './program.ts';
export {
  type CallAround,
  callAt,
  nodeAt,
  nodesAt,
  type References,
  referencesOf,
  type Typing,
  typingAt,
} from './reading.ts';
export { type Budget, DEFAULT_BUDGET } from './runtime.ts';
export { forEachChild, type Node } from './syntax.ts';
