// What a JSONata expression reads from outside of itself: workflow variables, and members of `$states`.
// Asks about guards too, which the room of expressions does not: `$exists($x)` is how a person says that it may be missing.
import { forEachInJsonata, functionNames, type JsonataTree } from '../../expressions/index.ts';

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
const NOTHING: ReadonlySet<string> = new Set();

export function readsOf(tree: JsonataTree): JsonataReads {
  const finder = new Finder();
  finder.visit(tree.root, new Set());
  return finder;
}

class Finder implements JsonataReads {
  readonly variables: Named[] = [];
  readonly states: Named[] = [];
  readonly bindings: Named[] = [];
  private asked: Set<string> | undefined;

  get guarded(): ReadonlySet<string> {
    return this.asked ?? NOTHING;
  }

  /** `bound` are the names that the expression itself has bound so far. */
  visit(node: Node, bound: Set<string>): void {
    switch (node.kind) {
      case 'variable':
        this.read(node, bound);
        return;
      case 'map': {
        const step = unfiltered(node.right);
        if (node.left.kind === 'variable' && node.left.name === 'states' && step.kind === 'name') {
          this.states.push({ name: step.value, start: node.left.start, end: step.end });
        }
        break;
      }
      case 'call': {
        const [first] = node.args;
        if (node.callee.kind !== 'variable') this.visit(node.callee, bound);
        else if (node.callee.name === 'exists' && first?.kind === 'variable') this.guard(first.name);
        for (const arg of node.args) this.visit(arg, bound);
        return;
      }
      case 'bind':
        this.visit(node.right, bound);
        if (node.left.kind === 'variable') {
          this.bindings.push({ name: node.left.name, start: node.left.start, end: node.left.end });
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
        for (const parameter of node.params) if (parameter.kind === 'variable') inner.add(parameter.name);
        this.visit(node.body, inner);
        return;
      }
    }
    forEachInJsonata(node, child => this.visit(child, bound));
  }

  private read({ name, start, end }: Variable, bound: ReadonlySet<string>): void {
    const isOwn = name === '' || name === '$' || name === 'states' || bound.has(name) || FUNCTIONS.has(name);
    if (!isOwn) this.variables.push({ name, start, end });
  }

  private guard(name: string): void {
    this.asked ??= new Set();
    this.asked.add(name);
  }
}

function unfiltered(node: Node): Node {
  let step = node;
  while (step.kind === 'filter' || step.kind === 'keep') step = step.left;
  return step;
}
