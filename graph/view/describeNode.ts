// A state in words, for those who hear the picture: what it is, how it fared, where it leads.
import type { PlacedNode } from '../model/index.ts';
import type { NodeProblem, RunStatus, StateRun, TextBreakpoint } from '../protocol.ts';
import { breakpointsInWords } from './breakpoints.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';

export interface NodeFacts {
  readonly status: RunStatus | undefined;
  readonly run: StateRun | undefined;
  readonly problem: NodeProblem | undefined;
  /** How many of the states in a collapsed container fare how. */
  readonly counts: ReadonlyMap<RunStatus, number>;
  /** Shown there: in a collapsed container too. */
  readonly breakpoints: readonly TextBreakpoint[];
}

export function describeNode(placed: PlacedNode, index: LayoutIndex, facts: NodeFacts): string {
  const { node, subtitle, isCollapsed } = placed;
  if (node.kind !== 'state') return node.name;
  const { status, run, problem, counts, breakpoints } = facts;
  const visits = run?.visits ?? 0;
  const sentences = [`${node.name}, ${typeAndDetail(node)}`];
  if (isCollapsed) sentences.push(`Collapsed: ${subtitle}`);
  if (node.starts) sentences.push(`Starts ${node.starts.name}`);
  if (status) sentences.push(visits > 1 ? `${STATUS_WORDS[status]}, ${visits} visits` : STATUS_WORDS[status]);
  if (counts.size > 0) sentences.push(`In it: ${countsInWords(counts)}`);
  if (problem) sentences.push(`${problem.severity}: ${problem.message}`);
  sentences.push(...breakpointsInWords(breakpoints));
  const ways = waysOut(node.id, index);
  if (ways.length > 0) sentences.push(`Leads to ${ways.join('; ')}`);
  return sentences.map(sentence => (/[.?!]$/.test(sentence) ? sentence : `${sentence}.`)).join(' ');
}

/** `Task, Lambda charge`; the type alone where the detail says no more. */
export function typeAndDetail({ type, detail }: ShownState): string {
  const saysType = type === 'Untyped' || detail === type || [' ', ','].some(end => detail.startsWith(`${type}${end}`));
  return saysType ? detail : `${type}, ${detail}`;
}

/** `2 running, 1 failed` */
export function countsInWords(counts: ReadonlyMap<RunStatus, number>): string {
  return [...counts].map(([status, count]) => `${count} ${STATUS_WORDS[status].toLowerCase()}`).join(', ');
}

export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
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

function waysOut(id: string, index: LayoutIndex): readonly string[] {
  return index.waysOut(id).map(({ to, edges: reasons }) => {
    const target = index.node(to)?.node.name ?? '';
    const [reason] = reasons;
    if (!reason?.label) return target;
    if (reason.kind === 'choice') return `${target} if ${reason.label}`;
    return reason.kind === 'catch' ? `${target} on ${reason.label}` : `${target} ${reason.label}`;
  });
}
