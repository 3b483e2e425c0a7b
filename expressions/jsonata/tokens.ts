// What messages call a token or a node: the reference prints the value it keeps on each, which is mostly the operator.

import type { Token } from './scanner.ts';
import type { Node } from './syntax.ts';

export function tokenValue(token: Token): unknown {
  return token.kind === 'regex' ? {} : token.value;
}

/** What the reference calls the value of a node, which its messages print. */
export function nodeToken(node: Node): unknown {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return node.value;
    case 'variable':
      return node.name;
    case 'binary':
      return node.operator;
    case 'wildcard':
      return '*';
    case 'descendant':
      return '**';
    case 'parent':
      return '%';
    case 'placeholder':
      return '?';
    case 'missing':
      return '(end)';
    case 'regex':
      return {};
    case 'map':
      return '.';
    case 'filter':
    case 'array':
      return '[';
    case 'object':
    case 'group':
      return '{';
    case 'sort':
      return '^';
    case 'bind':
      return ':=';
    case 'focus':
      return '@';
    case 'index':
      return '#';
    case 'apply':
      return '~>';
    case 'negate':
      return '-';
    case 'call':
    case 'block':
    case 'lambda':
      return '(';
    case 'condition':
      return '?';
    case 'transform':
      return '|';
    case 'keep':
      return nodeToken(node.left);
    case 'broken':
      return undefined;
  }
}
