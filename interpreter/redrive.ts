// What is kept of a run that fails, so that it can be taken up again (spec/api.md §6.4): the strands as they stood, those of a
// Map or Parallel that failed before they were aborted. Containers go on waiting, so what has succeeded in them stays. What is
// kept of a Map Run's children is in the Map Run.
import { NO_ATTEMPTS } from './compile/errors.ts';
import type { MapRunWait } from './mapRun.ts';
import { dataFor } from './program.ts';
import type { Strand } from './run.ts';
import { placeOf } from './schedule.ts';
import { draftOf } from './strand.ts';

export interface Kept {
  /** Maps and Parallels that are failing, as they stood. */
  readonly broken: readonly Broken[];
  /** Of a run that did not succeed: its strands as they stood. */
  readonly strands: readonly Strand[];
}

export const NOTHING_KEPT: Kept = { broken: [], strands: [] };

/** Of so many children of a Map Run it is kept how they stood. A Map Run with more cannot be redriven. */
export const MOST_KEPT = 10_000;

/** A Map or Parallel that has failed: how it stood, and what was below it. Gone when its failure is handled. */
export interface Broken {
  readonly container: Strand;
  readonly below: readonly Strand[];
}

/** `child` has failed in `container`, and the others in it are about to be aborted. */
export function breakDown({ broken }: Kept, strands: readonly Strand[], container: Strand, child: Strand): Kept {
  const below = strands.filter(strand => strand.id === child.id || isBelow(strand, container.id, strands));
  const others = broken.filter(one => !below.some(({ id }) => id === one.container.id));
  return {
    broken: [...others, { container: draftOf(container, undefined), below: standing(broken, below) }],
    strands: [],
  };
}

/** A Map Run has failed: how it stands at its end. */
export function breakMapRun({ broken }: Kept, map: Strand, wait: MapRunWait): Kept {
  const container = draftOf(map, undefined);
  container.waiting = { ...wait, closing: undefined };
  return { broken: [...broken.filter(one => one.container.id !== map.id), { container, below: [] }], strands: [] };
}

/** The failure of this strand was handled, or it begins again. */
export function mend(kept: Kept, { id }: Strand): Kept {
  if (!kept.broken.some(one => one.container.id === id)) return kept;
  return { broken: kept.broken.filter(one => one.container.id !== id), strands: [] };
}

/** The run is over, and has not succeeded. */
export function keepAll({ broken }: Kept, strands: readonly Strand[]): Kept {
  return { broken: [], strands: standing(broken, strands) };
}

/** A child of a Map Run ends without success: its strands as they stood, and what is kept of others. */
export function takeOut(kept: Kept, strands: readonly Strand[], child: Strand): { kept: Kept; own: readonly Strand[] } {
  const { broken } = kept;
  const hasMore = child.waiting?.kind === 'children';
  const all = hasMore ? strands.filter(one => one.id === child.id || isBelow(one, child.id, strands)) : [child];
  const own = standing(broken, all);
  if (broken.length === 0) return { kept, own };
  const root = child.execution?.root;
  return { kept: { broken: broken.filter(one => one.container.execution?.root !== root), strands: [] }, own };
}

/** The strands as they stood before what had failed was cleared away, in the order of their ids. */
function standing(broken: readonly Broken[], strands: readonly Strand[]): readonly Strand[] {
  return (
    strands
      .flatMap(strand => {
        const found = broken.find(one => one.container.id === strand.id);
        return found ? [found.container, ...found.below] : [strand];
      })
      // A Task that has started an execution starts another (spec/api.md §6.4).
      .filter(({ execution }) => execution === undefined || execution.depth === 0)
      .map(strand => draftOf(strand, undefined))
      .sort((a, b) => a.id - b.id)
  );
}

/** The strands a redrive goes on with: containers wait on, every other state begins again, its retries uncounted. */
export function takenUp(strands: readonly Strand[], redrivenId: number): readonly Strand[] {
  return strands.map(strand => {
    if (strand.waiting?.kind === 'children' || strand.waiting?.kind === 'mapRun') return strand;
    // Recorded nowhere: work is scheduled again without a second entry, other states are entered again.
    const { type } = strand.code;
    const hasWork = type === 'Task' || type === 'Parallel' || type === 'Map';
    const isEntered = hasWork && strand.entered !== undefined;
    return {
      ...strand,
      step: isEntered ? 1 : 0,
      data: dataFor(strand.data.input),
      entered: isEntered ? strand.entered : undefined,
      attempts: NO_ATTEMPTS,
      failing: undefined,
      waiting: undefined,
      lastEventId: redrivenId,
    };
  });
}

/** The Map whose Map Run cannot be taken up again, as too many of its children did not succeed. */
export function unredrivableMapIn({ strands }: Kept): string | undefined {
  return strands.find(({ waiting }) => waiting?.kind === 'mapRun' && waiting.unsuccessfulCount > MOST_KEPT)?.code.name;
}

function isBelow(strand: Strand, containerId: number, strands: readonly Strand[]): boolean {
  for (let at: Strand | undefined = strand; at?.parent; ) {
    const { parent }: Strand = at;
    if (parent?.strand === containerId) return true;
    at = strands[placeOf(strands, parent?.strand ?? 0)];
  }
  return false;
}
