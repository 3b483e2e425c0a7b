// What is wrong with an expression that is well formed: references Step Functions has nothing for, and functions
// that do not exist. None of these keeps an expression from being evaluated here.

import { nearest } from '../nearest.ts';
import type { JsonataProblem } from './advice.ts';
import { messageOf } from './codes.ts';
import { builtinNames, type Dialect } from './functions/builtins.ts';
import { forEachChild, type Name, type Node, type Variable } from './syntax.ts';

export function dialectProblems(root: Node, dialect: Dialect): JsonataProblem[] {
  const problems: JsonataProblem[] = [];
  const callees = suspectCallees(root, builtinNames(dialect), []);
  if (callees.length > 0) checkFunctions(callees, boundVariables(root), dialect, problems);
  if (dialect === 'stepFunctions') findTopLevel(root, problems);
  return problems.length > 1 ? problems.sort((a, b) => a.start - b.start) : problems;
}

type Callee = Variable | Name;

/** What is called and is no built-in function by that name. */
function suspectCallees(node: Node, known: ReadonlySet<string>, found: Callee[]): Callee[] {
  if (node.kind === 'call') {
    const { callee } = node;
    if (callee.kind === 'variable' ? callee.name !== '' && !known.has(callee.name) : callee.kind === 'name') {
      found.push(callee as Callee);
    }
  }
  forEachChild(node, child => suspectCallees(child, known, found));
  return found;
}

/** Every name some part of the text binds; where exactly does not matter for a hint. */
function boundVariables(root: Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node) => {
    if (node.kind === 'bind' && node.left.kind === 'variable') names.add(node.left.name);
    if ((node.kind === 'focus' || node.kind === 'index') && node.right.kind === 'variable') names.add(node.right.name);
    if (node.kind === 'lambda') for (const param of node.params) if (param.kind === 'variable') names.add(param.name);
    forEachChild(node, visit);
  };
  visit(root);
  return names;
}

function checkFunctions(
  callees: readonly Callee[],
  bound: ReadonlySet<string>,
  dialect: Dialect,
  problems: JsonataProblem[],
): void {
  const known = builtinNames(dialect);
  for (const callee of callees) {
    if (callee.kind === 'variable') {
      if (bound.has(callee.name)) continue;
      problems.push(warning('T1006', callee, unknownFunction(callee.name, known, bound, dialect)));
    } else if (known.has(callee.value) || bound.has(callee.value)) {
      const message = `\`${callee.value}\` is not a function. Did you mean \`$${callee.value}\`?`;
      problems.push(warning('T1005', callee, message));
    }
  }
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

function warning(code: string, callee: Callee, message: string): JsonataProblem {
  const { start, end, position } = callee;
  const referenceMessage = messageOf(code, { token: callee.kind === 'name' ? callee.value : callee.name });
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
      forEachChild(node, child => findTopLevel(child, problems));
  }
}

function unsupported(node: Node, name: string): JsonataProblem {
  const { start, end, position } = node;
  const referenceMessage = `Reference to '${name}' at the top level is not supported.`;
  const right = name.startsWith('$') ? '$states.input' : `$states.input.${name}`;
  const message = `There is no current item here to take \`${name}\` from. Write \`${right}\`, or \`$${name.replace(/^\$+/, '') || 'name'}\` for a variable.`;
  return { code: 'UNSUPPORTED_JSONATA_EXPRESSION', message, referenceMessage, start, end, position, severity: 'error' };
}
