// What a JSONata expression reads from outside of itself: workflow variables, and members of `$states`.
// Asks about guards too, which the room of expressions does not: `$exists($x)` is how a person says that it may be missing.
import { functionNames, type JsonataTree } from '../../expressions/index.ts';

type Node = JsonataTree['root'];
type Variable = Extract<Node, { kind: 'variable' }>;

export interface Named {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface JsonataReads {
  /** Variables the expression does not bind itself, without functions and `$states`. */
  readonly variables: readonly Named[];
  /** Of these, the names that are asked for with `$exists` somewhere in the expression. */
  readonly guarded: ReadonlySet<string>;
  /** What is taken from `$states`, with the range from the dollar sign to the member. */
  readonly states: readonly Named[];
  /** Variables bound with `:=`. */
  readonly bindings: readonly Named[];
}

const FUNCTIONS = new Set(functionNames('stepFunctions'));

export function readsOf(tree: JsonataTree): JsonataReads {
  const reads = {
    variables: [] as Named[],
    guarded: new Set<string>(),
    states: [] as Named[],
    bindings: [] as Named[],
  };

  function read(variable: Variable, bound: ReadonlySet<string>): void {
    const { name, start, end } = variable;
    const isOwn = name === '' || name === '$' || name === 'states' || bound.has(name) || FUNCTIONS.has(name);
    if (!isOwn) reads.variables.push({ name, start, end });
  }

  function visit(node: Node, bound: Set<string>): void {
    switch (node.kind) {
      case 'variable':
        read(node, bound);
        return;
      case 'map': {
        const step = unfiltered(node.right);
        if (node.left.kind === 'variable' && node.left.name === 'states' && step.kind === 'name') {
          reads.states.push({ name: step.value, start: node.left.start, end: step.end });
        }
        break;
      }
      case 'call': {
        const [first] = node.args;
        if (node.callee.kind === 'variable') {
          if (node.callee.name === 'exists' && first?.kind === 'variable') reads.guarded.add(first.name);
        } else visit(node.callee, bound);
        for (const arg of node.args) visit(arg, bound);
        return;
      }
      case 'bind':
        visit(node.right, bound);
        if (node.left.kind === 'variable') {
          reads.bindings.push({ name: node.left.name, start: node.left.start, end: node.left.end });
          bound.add(node.left.name);
        }
        return;
      case 'focus':
      case 'index':
        visit(node.left, bound);
        if (node.right.kind === 'variable') bound.add(node.right.name);
        return;
      case 'block': {
        const inner = new Set(bound);
        for (const part of node.expressions) visit(part, inner);
        return;
      }
      case 'lambda': {
        const inner = new Set(bound);
        for (const parameter of node.params) if (parameter.kind === 'variable') inner.add(parameter.name);
        visit(node.body, inner);
        return;
      }
    }
    visitChildren(node, child => visit(child, bound));
  }

  visit(tree.root, new Set());
  return reads;
}

function unfiltered(node: Node): Node {
  let step = node;
  while (step.kind === 'filter' || step.kind === 'keep') step = step.left;
  return step;
}

// Nodes hold their parts directly, in lists, or in pairs and terms of lists.
function visitChildren(node: object, visit: (child: Node) => void): void {
  for (const name in node) visitPart((node as Record<string, unknown>)[name], visit);
}

function visitPart(part: unknown, visit: (child: Node) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) for (const each of part) visitPart(each, visit);
  else if ('kind' in part) visit(part as Node);
  else visitChildren(part, visit);
}
