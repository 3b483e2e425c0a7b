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
      return [];
    case 'broken':
      return node.parts;
    case 'map':
    case 'bind':
    case 'focus':
    case 'index':
    case 'apply':
    case 'binary':
      return [node.left, node.right];
    case 'filter':
      return [node.left, node.predicate];
    case 'keep':
      return [node.left];
    case 'group':
      return [node.left, ...node.pairs.flatMap(pair => [pair.key, pair.value])];
    case 'sort':
      return [node.left, ...node.terms.map(term => term.expression)];
    case 'negate':
      return [node.operand];
    case 'array':
      return node.items;
    case 'object':
      return node.pairs.flatMap(pair => [pair.key, pair.value]);
    case 'block':
      return node.expressions;
    case 'call':
      return [node.callee, ...node.args];
    case 'lambda':
      return [...node.params, node.body];
    case 'condition':
      return node.otherwise ? [node.test, node.consequent, node.otherwise] : [node.test, node.consequent];
    case 'transform':
      return node.deletion ? [node.pattern, node.update, node.deletion] : [node.pattern, node.update];
  }
}
