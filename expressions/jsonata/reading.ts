// Questions an editor asks about a text: what stands at an offset, what is being typed there, which call is around it,
// what the expression refers to. Answers are offsets and nodes; what to offer for them is decided elsewhere.

import type { JsonataTree } from './index.ts';
import { type Call, childrenOf, type Node, type Variable } from './syntax.ts';

/** The nodes around an offset, the whole expression first, the smallest last. A node reaches up to its end. */
export function nodesAt(tree: JsonataTree, offset: number): readonly Node[] {
  const around: Node[] = [];
  let at: Node | undefined = tree.root;
  while (at !== undefined) {
    around.push(at);
    at = bestChild(at, offset);
  }
  return around;
}

/** Of two that meet at the offset the one that has been typed: a name rather than the operator behind it. */
function bestChild(node: Node, offset: number): Node | undefined {
  let best: Node | undefined;
  for (const child of childrenOf(node)) {
    if (offset < child.start || offset > child.end) continue;
    if (best === undefined || rank(child, offset) > rank(best, offset)) best = child;
  }
  return best;
}

function rank(node: Node, offset: number): number {
  const isWord = node.kind === 'name' || node.kind === 'variable';
  if (isWord && offset > node.start) return 3;
  if (node.kind === 'missing') return 2;
  return offset < node.end ? 1 : 0;
}

export function nodeAt(tree: JsonataTree, offset: number): Node {
  const around = nodesAt(tree, offset);
  return around[around.length - 1] ?? tree.root;
}

/** What is being typed: `start` to `end` would be replaced by what is chosen, `typed` is there already. */
export type Typing =
  | { readonly kind: 'member'; readonly of: Node; readonly typed: string; readonly start: number; readonly end: number }
  | { readonly kind: 'variable'; readonly typed: string; readonly start: number; readonly end: number }
  /** A value could start here: a variable, a function, or a member of the context value. */
  | { readonly kind: 'value'; readonly typed: string; readonly start: number; readonly end: number }
  | { readonly kind: 'nothing' };

export function typingAt(tree: JsonataTree, offset: number): Typing {
  if (isInComment(tree, offset)) return { kind: 'nothing' };
  const around = nodesAt(tree, offset);
  const node = around[around.length - 1] ?? tree.root;
  const parent = around[around.length - 2];
  switch (node.kind) {
    case 'variable': {
      if (parent && (parent.kind === 'focus' || parent.kind === 'index') && parent.right === node) break;
      const start = node.start + 1;
      if (offset < start) break;
      return { kind: 'variable', typed: tree.text.slice(start, offset), start, end: node.end };
    }
    case 'name': {
      const start = node.quoted ? node.start + 1 : node.start;
      const typed = tree.text.slice(start, offset);
      const of = leftOf(parent, node);
      return of
        ? { kind: 'member', of, typed, start: node.start, end: node.end }
        : { kind: 'value', typed, start: node.start, end: node.end };
    }
    case 'missing': {
      const of = leftOf(parent, node);
      const empty = { typed: '', start: offset, end: offset };
      return of ? { kind: 'member', of, ...empty } : { kind: 'value', ...empty };
    }
    case 'array':
    case 'block':
    case 'object':
    case 'call':
      // Between brackets, where nothing has been typed yet.
      if (offset > node.start && offset < node.end && isBehindOpening(tree.text, offset)) {
        return { kind: 'value', typed: '', start: offset, end: offset };
      }
      break;
  }
  return { kind: 'nothing' };
}

/** The value whose members are wanted, if the node is a step of a path or a predicate's context. */
function leftOf(parent: Node | undefined, node: Node): Node | undefined {
  return parent?.kind === 'map' && parent.right === node ? parent.left : undefined;
}

function isBehindOpening(text: string, offset: number): boolean {
  return /[([{,;:]\s*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

function isInComment(tree: JsonataTree, offset: number): boolean {
  const open = tree.text.lastIndexOf('/*', offset - 1);
  if (open < 0 || open + 2 > offset) return false;
  const close = tree.text.indexOf('*/', open + 2);
  if (close >= 0 && close + 2 <= offset) return false;
  // In a string or a regular expression these are only characters.
  const node = nodeAt(tree, open + 1);
  return !((node.kind === 'literal' || node.kind === 'regex') && node.start <= open && node.end > open);
}

/** The innermost call whose parentheses are around the offset, and which argument the offset is in. */
export interface CallAround {
  readonly call: Call;
  /** The name of the function, if it is called by name. */
  readonly name: string | undefined;
  readonly argument: number;
}

export function callAt(tree: JsonataTree, offset: number): CallAround | undefined {
  for (const node of [...nodesAt(tree, offset)].reverse()) {
    if (node.kind !== 'call' || offset <= node.open) continue;
    const isClosed = tree.text.charAt(node.close - 1) === ')' && node.close > node.open + 1;
    if (isClosed ? offset >= node.close : offset > node.close) continue;
    const argument = node.commas.filter(comma => comma < offset).length;
    return { call: node, name: node.callee.kind === 'variable' ? node.callee.name : undefined, argument };
  }
  // Behind an unfinished call nothing is inside of it any more but blanks.
  const end = tree.text.slice(0, offset).trimEnd().length;
  return end < offset ? callAt(tree, end) : undefined;
}

/** A variable with the members read from it: `$states.input.id` is `states` with `input` and `id`. */
export interface PathReference {
  readonly variable: string;
  readonly members: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly start: number;
  readonly end: number;
}

export interface NamedRange {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface References {
  /** Paths that start from a variable, as far as they name members one after the other. */
  readonly paths: readonly PathReference[];
  /** Variables read that the expression does not bind itself at that place; `$` and `$$` are not among them. */
  readonly variables: readonly NamedRange[];
  /** Functions called by name that the expression does not bind itself. */
  readonly functions: readonly NamedRange[];
  /** Variables bound by `:=`. */
  readonly bindings: readonly NamedRange[];
}

export function referencesOf(tree: JsonataTree): References {
  const collector = new Collector();
  collector.visit(tree.root, new Set());
  return collector;
}

class Collector implements References {
  readonly paths: PathReference[] = [];
  readonly variables: NamedRange[] = [];
  readonly functions: NamedRange[] = [];
  readonly bindings: NamedRange[] = [];

  visit(node: Node, bound: Set<string>): void {
    switch (node.kind) {
      case 'variable':
        this.read(node, bound, this.variables);
        this.path(node, [], node.end, bound);
        return;
      case 'map':
      case 'filter':
      case 'keep':
        if (this.chain(node, bound)) return;
        break;
      case 'call':
        if (node.callee.kind === 'variable') this.read(node.callee, bound, this.functions);
        else this.visit(node.callee, bound);
        for (const arg of node.args) this.visit(arg, bound);
        return;
      case 'bind':
        this.visit(node.right, bound);
        if (node.left.kind === 'variable') {
          this.bindings.push(named(node.left));
          bound.add(node.left.name);
        }
        return;
      case 'focus':
      case 'index':
        this.visit(node.left, bound);
        if (node.right.kind === 'variable') bound.add(node.right.name);
        return;
      case 'block': {
        const inner = new Set(bound);
        for (const part of node.expressions) this.visit(part, inner);
        return;
      }
      case 'lambda': {
        const inner = new Set(bound);
        for (const param of node.params) if (param.kind === 'variable') inner.add(param.name);
        this.visit(node.body, inner);
        return;
      }
    }
    for (const child of childrenOf(node)) this.visit(child, bound);
  }

  private read(variable: Variable, bound: ReadonlySet<string>, into: NamedRange[]): void {
    if (variable.name !== '' && variable.name !== '$' && !bound.has(variable.name)) into.push(named(variable));
  }

  private path(variable: Variable, members: NamedRange[], end: number, bound: ReadonlySet<string>): void {
    if (bound.has(variable.name)) return;
    this.paths.push({ variable: variable.name, members, start: variable.start, end });
  }

  /** A path from a variable through members and their predicates. False if it is none. */
  private chain(node: Node, bound: Set<string>): boolean {
    const members: NamedRange[] = [];
    const others: Node[] = [];
    let at: Node = node;
    for (;;) {
      if (at.kind === 'map') {
        const { step, predicates } = unfiltered(at.right);
        others.unshift(...predicates);
        if (step.kind === 'name') members.unshift({ name: step.value, start: step.start, end: step.end });
        else {
          members.length = 0;
          others.unshift(step);
        }
        at = at.left;
      } else if (at.kind === 'filter') {
        others.unshift(at.predicate);
        at = at.left;
      } else if (at.kind === 'keep') at = at.left;
      else break;
    }
    if (at.kind !== 'variable') return false;
    this.read(at, bound, this.variables);
    this.path(at, members, members[members.length - 1]?.end ?? at.end, bound);
    for (const other of others) this.visit(other, bound);
    return true;
  }
}

function unfiltered(node: Node): { step: Node; predicates: Node[] } {
  const predicates: Node[] = [];
  let step = node;
  while (step.kind === 'filter' || step.kind === 'keep') {
    if (step.kind === 'filter') predicates.unshift(step.predicate);
    step = step.left;
  }
  return { step, predicates };
}

function named(variable: Variable): NamedRange {
  return { name: variable.name, start: variable.start, end: variable.end };
}
