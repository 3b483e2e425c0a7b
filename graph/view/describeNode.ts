// A state in words, for those who hear the picture: what it is, how it fared, where it leads.
import type { GraphEdge, PlacedEdge, PlacedNode } from '../model/index.ts';
import type { NodeProblem, RunStatus, StateRun, TextBreakpoint } from '../protocol.ts';
import { breakpointsInWords } from './breakpoints.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';
import { partsInWords, retriesInWords, timesInWords } from './wayWords.ts';

export interface NodeFacts {
  readonly status: RunStatus | undefined;
  readonly run: StateRun | undefined;
  readonly problem: NodeProblem | undefined;
  /** How many of the states in a collapsed container fare how. */
  readonly counts: ReadonlyMap<RunStatus, number>;
  /** Where the debugger stands in it. */
  readonly phase: string | undefined;
  /** The one iteration of this Map that is shown. */
  readonly only: number | undefined;
  /** How often a run left by a line, and for one of its reasons. */
  taken(edge: PlacedEdge, reason?: GraphEdge): number;
  /** Shown there: in a collapsed container too. */
  readonly breakpoints: readonly TextBreakpoint[];
}

export function describeNode(placed: PlacedNode, index: LayoutIndex, facts: NodeFacts): string {
  const { node, subtitle, isCollapsed } = placed;
  if (node.kind !== 'state') return node.name;
  const { problem, counts, breakpoints, only } = facts;
  const sentences = [`${node.name}, ${typeAndDetail(node)}`];
  if (isCollapsed) sentences.push(`Collapsed: ${subtitle}`);
  if (node.starts) sentences.push(`Starts ${node.starts.name}`);
  const fared = faredInWords(facts);
  if (fared) sentences.push(fared);
  if (only !== undefined) sentences.push(`Only iteration #${only} is shown`);
  if (counts.size > 0) sentences.push(`In it: ${countsInWords(counts)}`);
  if (problem) sentences.push(`${problem.severity}: ${problem.message}`);
  sentences.push(...breakpointsInWords(breakpoints));
  const ways = waysOut(node.id, index, facts);
  if (ways.length > 0) sentences.push(`Leads to ${ways.join('; ')}`);
  return sentences.map(sentence => (/[.?!]$/.test(sentence) ? sentence : `${sentence}.`)).join(' ');
}

/** `Succeeded, 3 visits, 2 retries, 7 of 10, 1 failed` */
function faredInWords({ status, run, phase }: NodeFacts): string | undefined {
  if (!status) return undefined;
  const visits = run?.visits ?? 0;
  return [
    phase === undefined ? STATUS_WORDS[status] : `Paused at ${phase}`,
    ...(visits > 1 ? [`${visits} visits`] : []),
    ...(run?.retries ? [retriesInWords(run.retries)] : []),
    ...(run?.parts ? [partsInWords(run.parts)] : []),
  ].join(', ');
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

function waysOut(id: string, index: LayoutIndex, { taken }: NodeFacts): readonly string[] {
  return index.waysOut(id).map(edge => {
    const target = index.node(edge.to)?.node.name ?? '';
    const [reason] = edge.edges;
    const times = taken(edge);
    const went = times > 0 ? `, taken ${timesInWords(times)}` : '';
    if (!reason?.label) return `${target}${went}`;
    if (reason.kind === 'choice') return `${target} if ${reason.label}${went}`;
    return `${target} ${reason.kind === 'catch' ? 'on ' : ''}${reason.label}${went}`;
  });
}
