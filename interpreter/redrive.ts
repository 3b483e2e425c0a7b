// What is kept of a run that fails, so that it can be taken up again (spec/api.md §6.4): the strands as they stood, those of a
// Map or Parallel that failed before they were aborted. Containers go on waiting, so what has succeeded in them stays.
import { NO_ATTEMPTS } from './compile/errors.ts';
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

/** A Map or Parallel whose child has failed: how it stood, and what was below it. Gone when its failure is handled. */
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

/** The failure of this strand was handled, or it begins again. */
export function mend(kept: Kept, { id }: Strand): Kept {
  if (!kept.broken.some(one => one.container.id === id)) return kept;
  return { broken: kept.broken.filter(one => one.container.id !== id), strands: [] };
}

/** The run is over, and has not succeeded. */
export function keepAll({ broken }: Kept, strands: readonly Strand[]): Kept {
  return { broken: [], strands: standing(broken, strands) };
}

/** The strands as they stood before what had failed was cleared away, in the order of their ids. */
function standing(broken: readonly Broken[], strands: readonly Strand[]): readonly Strand[] {
  return (
    strands
      .flatMap(strand => {
        const found = broken.find(one => one.container.id === strand.id);
        return found ? [found.container, ...found.below] : [strand];
      })
      // Copies, as what goes on may write to its own.
      .map(strand => draftOf(strand, undefined))
      .sort((a, b) => a.id - b.id)
  );
}

/** The strands a redrive goes on with: containers wait on, every other state begins again, its retries uncounted. */
export function takenUp({ strands }: Kept, redrivenId: number): readonly Strand[] {
  return strands.map(strand => {
    if (strand.waiting?.kind === 'children') return strand;
    const { type } = strand.code.state;
    // Recorded nowhere: work is scheduled again without a second entry, other states are entered again.
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

/** The distributed Map that would have to be taken up again, which cannot be done yet. */
export function distributedMapIn({ strands }: Kept): string | undefined {
  return strands.find(({ code, waiting }) => waiting?.kind !== 'children' && code.isDistributed)?.code.name;
}

function isBelow(strand: Strand, containerId: number, strands: readonly Strand[]): boolean {
  for (let at: Strand | undefined = strand; at?.parent; ) {
    const { parent }: Strand = at;
    if (parent?.strand === containerId) return true;
    at = strands[placeOf(strands, parent?.strand ?? 0)];
  }
  return false;
}
