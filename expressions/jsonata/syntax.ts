// The tree of an expression as it is written: one node per construct, each with the range of text it covers, so that
// the editor can point at it. How paths are put together from it for evaluation is the business of plan/.

/** `position` is where the reference reports the construct: the end of its operator or token. */
interface Place {
  start: number;
  end: number;
  position: number;
  /** Written with an empty predicate `[]` behind it (or behind its predicates): a single result stays an array. */
  keepArray?: boolean;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&'
  | 'and'
  | 'or'
  | 'in'
  | '..';

export interface Literal extends Place {
  kind: 'literal';
  value: string | number | boolean | null;
}
export interface Regex extends Place {
  kind: 'regex';
  pattern: string;
  flags: string;
}
export interface Name extends Place {
  kind: 'name';
  value: string;
  quoted: boolean;
}
/** `name` is without the dollar sign: empty for the context value `$`, a dollar for the root `$$`. */
export interface Variable extends Place {
  kind: 'variable';
  name: string;
}
export interface Symbolic extends Place {
  kind: 'wildcard' | 'descendant' | 'parent' | 'placeholder';
}
/** Nothing is written where something should be. It covers the blanks in which it could be written. */
export interface Missing extends Place {
  kind: 'missing';
}
/** Parts that do not fit together; kept so that what is inside can still be found. */
export interface Broken extends Place {
  kind: 'broken';
  parts: Node[];
}
export interface MapStep extends Place {
  kind: 'map';
  left: Node;
  right: Node;
}
export interface Filter extends Place {
  kind: 'filter';
  left: Node;
  predicate: Node;
}
export interface Keep extends Place {
  kind: 'keep';
  left: Node;
}
export interface Pair {
  key: Node;
  value: Node;
}
export interface Group extends Place {
  kind: 'group';
  left: Node;
  pairs: Pair[];
}
export interface SortTerm {
  descending: boolean;
  expression: Node;
}
export interface Sort extends Place {
  kind: 'sort';
  left: Node;
  terms: SortTerm[];
}
export interface Bind extends Place {
  kind: 'bind';
  left: Node;
  right: Node;
}
export interface Focus extends Place {
  kind: 'focus' | 'index';
  left: Node;
  right: Node;
}
export interface Apply extends Place {
  kind: 'apply';
  left: Node;
  right: Node;
}
export interface Binary extends Place {
  kind: 'binary';
  operator: BinaryOperator;
  left: Node;
  right: Node;
}
export interface Negate extends Place {
  kind: 'negate';
  operand: Node;
}
export interface ArrayConstructor extends Place {
  kind: 'array';
  items: Node[];
}
export interface ObjectConstructor extends Place {
  kind: 'object';
  pairs: Pair[];
}
export interface Block extends Place {
  kind: 'block';
  expressions: Node[];
}
export interface Call extends Place {
  kind: 'call';
  callee: Node;
  /** Where the parentheses stand; `close` is the offset behind the closing one, or the end of what was read. */
  open: number;
  close: number;
  /** Offsets of the commas between arguments. */
  commas: number[];
  args: Node[];
  partial: boolean;
}
export interface Lambda extends Place {
  kind: 'lambda';
  params: Node[];
  signature?: { text: string; start: number; end: number };
  body: Node;
}
export interface Condition extends Place {
  kind: 'condition';
  test: Node;
  consequent: Node;
  otherwise?: Node;
}
export interface Transform extends Place {
  kind: 'transform';
  pattern: Node;
  update: Node;
  deletion?: Node;
}

export type Node =
  | Literal
  | Regex
  | Name
  | Variable
  | Symbolic
  | Missing
  | Broken
  | MapStep
  | Filter
  | Keep
  | Group
  | Sort
  | Bind
  | Focus
  | Apply
  | Binary
  | Negate
  | ArrayConstructor
  | ObjectConstructor
  | Block
  | Call
  | Lambda
  | Condition
  | Transform;

/** The parts of a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  forEachChild(node, child => children.push(child));
  return children;
}

export function forEachChild(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
    case 'literal':
    case 'regex':
    case 'name':
    case 'variable':
    case 'wildcard':
    case 'descendant':
    case 'parent':
    case 'placeholder':
    case 'missing':
      return;
    case 'broken':
      node.parts.forEach(visit);
      return;
    case 'map':
    case 'bind':
    case 'focus':
    case 'index':
    case 'apply':
    case 'binary':
      visit(node.left);
      visit(node.right);
      return;
    case 'filter':
      visit(node.left);
      visit(node.predicate);
      return;
    case 'keep':
      visit(node.left);
      return;
    case 'group':
      visit(node.left);
      forEachPair(node.pairs, visit);
      return;
    case 'sort':
      visit(node.left);
      for (const term of node.terms) visit(term.expression);
      return;
    case 'negate':
      visit(node.operand);
      return;
    case 'array':
      node.items.forEach(visit);
      return;
    case 'object':
      forEachPair(node.pairs, visit);
      return;
    case 'block':
      node.expressions.forEach(visit);
      return;
    case 'call':
      visit(node.callee);
      node.args.forEach(visit);
      return;
    case 'lambda':
      node.params.forEach(visit);
      visit(node.body);
      return;
    case 'condition':
      visit(node.test);
      visit(node.consequent);
      if (node.otherwise) visit(node.otherwise);
      return;
    case 'transform':
      visit(node.pattern);
      visit(node.update);
      if (node.deletion) visit(node.deletion);
  }
}

function forEachPair(pairs: readonly Pair[], visit: (child: Node) => void): void {
  for (const { key, value } of pairs) {
    visit(key);
    visit(value);
  }
}
