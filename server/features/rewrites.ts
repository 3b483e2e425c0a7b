// What can be done with the text at a place though nothing is wrong with it: handlers put on states, states put in order, and
// the state in JSONata, where that was tried to do the same.
import { type ProvenRewrite, proveInJsonata } from '../../interpreter/index.ts';
import { type Edit, rewritesAt, stateAt } from '../../language/index.ts';
import type { Part } from '../documents.ts';

export interface OfferedRewrite {
  readonly title: string;
  /** In the host. */
  readonly edits: readonly Edit[];
  /** Why it is known to do the same. */
  readonly proof?: string;
}

export interface RefusedRewrite {
  readonly title: string;
  readonly reason: string;
}

/** `offset` is the definition's own. */
export function rewritesIn(part: Part, offset: number): readonly (OfferedRewrite | RefusedRewrite)[] {
  const plain = rewritesAt(part.definition, offset).flatMap(({ title, edits }) => {
    const placed = inHost(part, edits);
    return placed ? [{ title, edits: placed }] : [];
  });
  const jsonata = jsonataAt(part, offset);
  return jsonata ? [...plain, jsonata] : plain;
}

function jsonataAt(part: Part, offset: number): OfferedRewrite | RefusedRewrite | undefined {
  const { definition } = part;
  const state = stateAt(definition.machine, offset)?.state;
  const rewrite = state && proveInJsonata(definition, state);
  if (!state || !rewrite) return undefined;
  if (rewrite.reason !== undefined) {
    return { title: `Write "${state.name}" in JSONata`, reason: rewrite.reason };
  }
  const edits = inHost(part, rewrite.edits);
  if (!edits) return undefined;
  const { count } = rewrite;
  return {
    title: `Write "${state.name}" in JSONata: the same on ${count} generated inputs`,
    edits,
    proof: proofText(state.name, rewrite),
  };
}

function inHost({ editInHost }: Part, edits: readonly Edit[]): readonly Edit[] | undefined {
  const placed = edits.map(edit => editInHost(edit));
  return placed.every(edit => edit !== undefined) ? placed : undefined;
}

function proofText(name: string, { count, laxer, assumptions }: Extract<ProvenRewrite, { edits: unknown }>): string {
  const said = [`"${name}" did the same in JSONPath and in JSONata on ${count} generated inputs.`];
  if (laxer > 0) said.push(`On ${laxer} more only JSONPath fails: a path there leads nowhere.`);
  if (assumptions.length > 0) said.push(`Taken for granted: ${assumptions.join('; ')}.`);
  return said.join(' ');
}
