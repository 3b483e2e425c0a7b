// What the card of a line says: where it leads and why, how often a run went there, and what it handed on the last time.
import type { PlacedEdge } from '../model/index.ts';
import type { Flow } from '../protocol.ts';
import type { EssentialRow, Essentials } from './essentials.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import { isRunShown, type RunView, timesOf } from './runFold.ts';
import { reasonInWords, timesInWords } from './wayWords.ts';

/** `asking`: nobody knows yet; `unknown`: nobody does any more. */
export type KnownFlow = Flow | 'asking' | 'unknown';

export function edgeCardOf(
  edge: PlacedEdge,
  index: LayoutIndex,
  run: RunView,
  flow: KnownFlow | undefined,
): Essentials {
  const isRun = isRunShown(run);
  const times = timesOf(run, edge);
  const reasons = edge.edges.map(one => {
    const taken = run.ways.get(one.id) ?? 0;
    const counted = edge.edges.length > 1 && taken > 0 ? `: ${timesInWords(taken)}` : '';
    return `${reasonInWords(one)}${counted}`;
  });
  const rows: EssentialRow[] = [];
  if (reasons.length > 1) rows.push({ term: 'Why', lines: reasons });
  if (isRun) rows.push({ term: 'Run', lines: [times > 0 ? `Taken ${timesInWords(times)}` : 'Not taken in this run'] });
  if (times > 0 && flow === 'asking') rows.push({ term: 'Value', lines: ['…'] });
  if (times > 0 && flow === 'unknown') rows.push({ term: 'Value', lines: ['Not known any more'] });
  const known = typeof flow === 'object' ? flow : undefined;
  const assigned = Object.entries(known?.assigned ?? {}).map(([name, value]) => `$${name} = ${value}`);
  if (assigned.length > 0) rows.push({ term: 'Assigned', lines: assigned });
  return {
    name: titleOfEdge(edge, index),
    what: reasons.length === 1 ? capitalized(reasons[0] ?? '') : `For ${reasons.length} reasons`,
    rows,
    ...(known && codeOf(known)),
  };
}

/** `Check total → Pay` */
export function titleOfEdge({ from, to }: PlacedEdge, index: LayoutIndex): string {
  return `${index.node(from)?.node.name ?? ''} → ${index.node(to)?.node.name ?? ''}`;
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

// As much as is seen at a glance.
function codeOf({ text, bytes, isCut }: Flow): { readonly code: string; readonly codeNote: string } {
  const lines = text.split('\n').slice(0, MOST_LINES).join('\n');
  const code = lines.length > MOST_LETTERS ? `${lines.slice(0, MOST_LETTERS)}…` : lines;
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 100) / 10} kB`;
  const what = isCut || code.length < text.length ? `The beginning of ${size}` : size;
  return { code, codeNote: `${what} · click to open it` };
}

const MOST_LINES = 11;
const MOST_LETTERS = 600;
