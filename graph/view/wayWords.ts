// Ways and counts of a run in words, for cards and for the ear.
import type { GraphEdge } from '../model/index.ts';
import type { PartCounts } from '../protocol.ts';

/** `once`, `3 times` */
export function timesInWords(times: number): string {
  return times === 1 ? 'once' : `${times.toLocaleString('en')} times`;
}

/** Where a way leads, and why: `Pay, if total > 1000` */
export function wayInWords({ kind, label }: GraphEdge, target: string): string {
  if (kind === 'choice') return `${target}, if ${label ?? 'a rule holds'}`;
  if (kind === 'default') return `${target}, otherwise`;
  return kind === 'catch' ? `${target}, on ${label || 'errors'}` : target;
}

/** The reason alone: `if total > 1000`, `next` */
export function reasonInWords(edge: GraphEdge): string {
  const reason = wayInWords(edge, '').slice(', '.length);
  return reason || (edge.kind === 'next' ? 'as the next state' : edge.kind === 'start' ? 'at the start' : 'at the end');
}

/** `7 of 10, 1 failed` */
export function partsInWords({ total, succeeded, failed, aborted }: PartCounts): string {
  const said = (count: number) => count.toLocaleString('en');
  const over = succeeded + failed + aborted;
  const rest = [
    ...(failed > 0 ? [`${said(failed)} failed`] : []),
    ...(aborted > 0 ? [`${said(aborted)} aborted`] : []),
  ];
  return [over <= total ? `${said(over)} of ${said(total)}` : said(over), ...rest].join(', ');
}

export function retriesInWords(retries: number): string {
  return retries === 1 ? '1 retry' : `${retries.toLocaleString('en')} retries`;
}
