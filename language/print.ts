// The inside as text, for `stepthrough dump` and for tests.
import { allScopes, endsScope, type Machine, type Scope, type State } from './machine/machine.ts';
import { transitionsOf } from './machine/transitions.ts';
import type { Node } from './text/tree.ts';

/** One line per node: kind, range, and the value where it is short. */
export function printTree(node: Node | undefined): string {
  const lines: string[] = [];
  if (node) printNode(node, '', '', lines);
  return lines.map(line => `${line}\n`).join('');
}

function printNode(node: Node, label: string, indent: string, lines: string[]): void {
  const range = `[${node.start}..${node.end}]`;
  const head = `${indent}${label}${node.kind} ${range}`;
  switch (node.kind) {
    case 'object':
      lines.push(head);
      for (const member of node.members) {
        const key = `${JSON.stringify(member.name)}: `;
        if (member.value) printNode(member.value, key, `${indent}  `, lines);
        else lines.push(`${indent}  ${key}(no value) [${member.start}..${member.end}]`);
      }
      return;
    case 'array':
      lines.push(head);
      for (const item of node.items) printNode(item, '- ', `${indent}  `, lines);
      return;
    case 'null':
      lines.push(head);
      return;
    case 'placeholder':
      lines.push(`${head} ${node.text}`);
      return;
    default:
      lines.push(`${head} ${JSON.stringify(node.value)}`);
  }
}

/** One line per state with its ways out, inner scopes indented under their state. */
export function printMachine(machine: Machine): string {
  return `machine ${machine.queryLanguage}\n${printScope(machine.scope, '  ')}`;
}

function printScope(scope: Scope, indent: string): string {
  const start = `${indent}start ${scope.startAt?.value ?? '(none)'}\n`;
  return start + scope.states.map(state => printState(state, indent)).join('');
}

function printState(state: State, indent: string): string {
  const ways = transitionsOf(state).map(({ kind, index, target }) => {
    const which = index === undefined ? kind : `${kind}[${index}]`;
    return `${which} ${target.value}`;
  });
  if (endsScope(state)) ways.push('end');
  const language = state.queryLanguage === 'JSONPath' ? '' : ` ${state.queryLanguage}`;
  const head = `${indent}${state.type}${language} ${JSON.stringify(state.name)} -> ${ways.join(', ') || '(nothing)'}\n`;
  const inner = [...innerOf(state)].map(
    ([label, scope]) => `${indent}  ${label}\n${printScope(scope, `${indent}    `)}`,
  );
  return head + inner.join('');
}

function* innerOf(state: State): Generator<[string, Scope]> {
  if (state.type === 'Parallel') for (const [i, branch] of state.branches.entries()) yield [`branch ${i}`, branch];
  if (state.type === 'Map' && state.processor) yield ['processor', state.processor];
}

/** How many states a machine has, inner ones too. */
export function countStates(machine: Machine): number {
  return [...allScopes(machine.scope)].reduce((sum, scope) => sum + scope.states.length, 0);
}
