// A state in words, for those who hear the picture: what it is, how it fared, where it leads.
import type { Layout, PlacedNode } from '../model/index.ts';
import type { NodeProblem, RunStatus } from '../protocol.ts';

export interface NodeFacts {
  readonly status: RunStatus | undefined;
  readonly visits: number;
  readonly problem: NodeProblem | undefined;
}

export function describeNode({ node }: PlacedNode, layout: Layout, { status, visits, problem }: NodeFacts): string {
  if (node.kind !== 'state') return node.name;
  const isPlain = node.detail === node.type || node.detail.startsWith(`${node.type} `) || node.type === 'Untyped';
  const sentences = [`${node.name}, ${isPlain ? node.detail : `${node.type}, ${node.detail}`}`];
  if (status) sentences.push(visits > 1 ? `${STATUS_WORDS[status]}, ${visits} visits` : STATUS_WORDS[status]);
  if (problem) sentences.push(`${problem.severity}: ${problem.message}`);
  const ways = waysOut(node.id, layout);
  if (ways.length > 0) sentences.push(`Leads to ${ways.join('; ')}`);
  return sentences.map(sentence => (/[.?!]$/.test(sentence) ? sentence : `${sentence}.`)).join(' ');
}

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  caught: 'Failed and caught',
  retrying: 'Retrying',
  skipped: 'Skipped in this run',
  aborted: 'Aborted',
  paused: 'Paused here',
};

function waysOut(id: string, { edges, nodes }: Layout): readonly string[] {
  return edges
    .filter(edge => edge.from === id)
    .map(({ to, edges: reasons }) => {
      const target = nodes.find(candidate => candidate.node.id === to)?.node.name ?? '';
      const [reason] = reasons;
      if (!reason?.label) return target;
      if (reason.kind === 'choice') return `${target} if ${reason.label}`;
      return reason.kind === 'catch' ? `${target} on ${reason.label}` : `${target} ${reason.label}`;
    });
}
