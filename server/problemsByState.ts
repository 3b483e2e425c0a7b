// What is wrong with each state of a definition, as its node shows it.
import { type Definition, stateAt } from '../language/index.ts';
import type { GraphChanged } from './protocol.ts';

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** By JSON pointer: the worst of several. */
export function problemsByState({ machine, problems }: Definition): GraphChanged['problems'] {
  const worst: Record<string, { severity: keyof typeof RANK; message: string }> = {};
  for (const { start, severity, message } of problems) {
    const pointer = stateAt(machine, start)?.state.pointer;
    if (pointer === undefined) continue;
    const known = worst[pointer];
    if (!known || RANK[severity] < RANK[known.severity]) worst[pointer] = { severity, message };
  }
  return worst;
}

/** There may be more in the text than could be read. */
export function isBroken({ machine, problems }: Definition): boolean {
  return !machine || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
}
