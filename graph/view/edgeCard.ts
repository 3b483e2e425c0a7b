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
    const gone = run.ways.get(one.id) ?? 0;
    const counted = edge.edges.length > 1 && gone > 0 ? `: ${timesInWords(gone)}` : '';
    return `${reasonInWords(one)}${counted}`;
  });
  const rows: EssentialRow[] = [{ term: edge.style === 'catch' ? 'Caught' : 'Gone', lines: reasons }];
  if (isRun) rows.push({ term: 'Run', lines: [times > 0 ? timesInWords(times) : 'Not gone in this run'] });
  if (times > 0 && flow === 'asking') rows.push({ term: 'Value', lines: ['…'] });
  if (times > 0 && flow === 'unknown') rows.push({ term: 'Value', lines: ['Not known any more'] });
  const known = typeof flow === 'object' ? flow : undefined;
  const assigned = Object.entries(known?.assigned ?? {}).map(([name, value]) => `$${name} = ${value}`);
  if (assigned.length > 0) rows.push({ term: 'Assigned', lines: assigned });
  return {
    name: titleOfEdge(edge, index),
    what: edge.style === 'catch' ? 'A catcher' : 'A way on',
    rows,
    ...(known && { code: known.text, codeNote: noteOf(known) }),
  };
}

/** `Check total → Pay` */
export function titleOfEdge({ from, to }: PlacedEdge, index: LayoutIndex): string {
  return `${index.node(from)?.node.name ?? ''} → ${index.node(to)?.node.name ?? ''}`;
}

function noteOf({ bytes, isCut }: Flow): string {
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 100) / 10} kB`;
  return `${isCut ? `The beginning of ${size}` : size} · click the line to open it`;
}
