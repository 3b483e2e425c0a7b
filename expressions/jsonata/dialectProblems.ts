// What is wrong with an expression that is well formed: references Step Functions has nothing for, and functions
// that do not exist. None of these keeps an expression from being evaluated here.

import { type JsonataProblem, nearest } from './advice.ts';
import { builtinNames, type Dialect } from './functions/builtins.ts';
import { childrenOf, type Node } from './syntax.ts';

export function dialectProblems(root: Node, dialect: Dialect): JsonataProblem[] {
  const problems: JsonataProblem[] = [];
  findFunctions(root, new Set(builtinNames(dialect)), boundVariables(root), dialect, problems);
  if (dialect === 'stepFunctions') findTopLevel(root, problems);
  return problems.sort((a, b) => a.start - b.start);
}

/** Every name some part of the text binds; where exactly does not matter for a hint. */
function boundVariables(root: Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node) => {
    if (node.kind === 'bind' && node.left.kind === 'variable') names.add(node.left.name);
    if ((node.kind === 'focus' || node.kind === 'index') && node.right.kind === 'variable') names.add(node.right.name);
    if (node.kind === 'lambda') for (const param of node.params) if (param.kind === 'variable') names.add(param.name);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return names;
}

function findFunctions(
  node: Node,
  known: ReadonlySet<string>,
  bound: ReadonlySet<string>,
  dialect: Dialect,
  problems: JsonataProblem[],
): void {
  const callee = node.kind === 'call' ? node.callee : undefined;
  if (callee?.kind === 'variable' && callee.name !== '' && !known.has(callee.name) && !bound.has(callee.name)) {
    problems.push(warning('T1006', callee, unknownFunction(callee.name, known, bound, dialect)));
  }
  if (callee?.kind === 'name' && (known.has(callee.value) || bound.has(callee.value))) {
    const message = `\`${callee.value}\` is not a function. Did you mean \`$${callee.value}\`?`;
    problems.push(warning('T1005', callee, message));
  }
  for (const child of childrenOf(node)) findFunctions(child, known, bound, dialect, problems);
}

function unknownFunction(
  name: string,
  known: ReadonlySet<string>,
  bound: ReadonlySet<string>,
  dialect: Dialect,
): string {
  if (name === 'eval' && dialect === 'stepFunctions') {
    return '`$eval` does not exist in Step Functions. To read JSON text, use `$parse`.';
  }
  const meant = nearest(name, [...known, ...bound]);
  return `\`$${name}\` is not a function.${meant === undefined ? '' : ` Did you mean \`$${meant}\`?`}`;
}

function warning(code: string, node: Node, message: string): JsonataProblem {
  const { start, end, position } = node;
  const referenceMessage = 'Attempted to invoke a non-function';
  return { code, message, referenceMessage, start, end, position, severity: 'warning' };
}

/**
 * Where the context value is the input of the whole expression, Step Functions has none (observed on the service for
 * names, `$` and `$$`). Inside functions the service has not been asked: nothing is reported there.
 */
function findTopLevel(node: Node, problems: JsonataProblem[]): void {
  switch (node.kind) {
    case 'name':
      problems.push(unsupported(node, node.value));
      return;
    case 'variable':
      if (node.name === '' || node.name === '$') problems.push(unsupported(node, `$${node.name}`));
      return;
    case 'map':
    case 'filter':
    case 'keep':
    case 'group':
    case 'sort':
    case 'focus':
    case 'index':
      // The rest sees the items of the left side.
      findTopLevel(node.left, problems);
      return;
    case 'bind':
      findTopLevel(node.right, problems);
      return;
    case 'call':
      // A name that is called has a hint of its own.
      if (node.callee.kind !== 'name') findTopLevel(node.callee, problems);
      for (const arg of node.args) findTopLevel(arg, problems);
      return;
    case 'lambda':
    case 'transform':
      return;
    default:
      for (const child of childrenOf(node)) findTopLevel(child, problems);
  }
}

function unsupported(node: Node, name: string): JsonataProblem {
  const { start, end, position } = node;
  const referenceMessage = `Reference to '${name}' at the top level is not supported.`;
  const right = name.startsWith('$') ? '$states.input' : `$states.input.${name}`;
  const message = `There is no current item here to take \`${name}\` from. Write \`${right}\`, or \`$${name.replace(/^\$+/, '') || 'name'}\` for a variable.`;
  return { code: 'UNSUPPORTED_JSONATA_EXPRESSION', message, referenceMessage, start, end, position, severity: 'error' };
}
