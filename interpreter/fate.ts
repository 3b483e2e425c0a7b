// What will become of a failure that nobody has reacted to yet: looked up in the retriers and catchers of the state and of
// the states around it. Foresees what `failing.ts` will do, and does nothing.
import type { Failure } from './failure.ts';
import { exceedsTolerance } from './mapRun.ts';
import type { Considered } from './program.ts';
import type { Run, Strand } from './run.ts';

export interface Fate {
  readonly kind: 'retried' | 'caught' | 'tolerated' | 'uncaught';
  /** The strand whose state takes it: the failing one, or one around it. Absent when nobody does. */
  readonly by?: Strand;
  /** The retriers and catchers that were asked, those of the failing state first. */
  readonly asked: readonly { readonly strand: Strand; readonly considered: readonly Considered[] }[];
}

export function fateOf(run: Run, failing: Strand, failure: Failure): Fate {
  const asked: { strand: Strand; considered: readonly Considered[] }[] = [];
  let strand: Strand | undefined = failing;
  let now = failure;
  while (strand) {
    const considered: readonly Considered[] = strand.code.onError?.consider(now, strand.attempts) ?? [];
    asked.push({ strand, considered });
    const taker = considered.find(({ verdict }) => verdict === 'takes');
    if (taker) return { kind: taker.kind === 'retrier' ? 'retried' : 'caught', by: strand, asked };
    const parent: Strand | undefined = run.strands.find(({ id }) => id === strand?.parent?.strand);
    // A child of a Map Run does not hand its failure on: the Map counts it.
    if (parent?.waiting?.kind === 'mapRun') {
      return isTolerated(parent.waiting) ? { kind: 'tolerated', by: parent, asked } : { kind: 'uncaught', asked };
    }
    // The Task that waits for an execution fails with an error of its own.
    if (parent?.waiting?.kind === 'call') now = { error: 'States.TaskFailed' };
    strand = parent;
  }
  return { kind: 'uncaught', asked };
}

/** The failure of a state that a branch, an iteration or an execution it has started began, and that was told there. */
export function isHandedUp({ code, step, failing }: Strand): boolean {
  if (failing?.isOfChild) return true;
  if (!failing || (code.type !== 'Parallel' && code.type !== 'Map') || code.distributed) return false;
  const isAtWork = code.steps[step - 1]?.phase === 'task';
  // The one way a Map fails by itself while its iterations are under way: the next one's input cannot be made.
  const isOwn =
    code.type === 'Map' && failing.cause?.startsWith(`An error occurred while executing the state '${code.name}'`);
  return isAtWork && !isOwn;
}

function isTolerated(wait: Extract<Strand['waiting'], { kind: 'mapRun' }>): boolean {
  const { counts } = wait;
  const items = { ...counts.items, running: counts.items.running - 1, failed: counts.items.failed + 1 };
  return !exceedsTolerance({ ...wait, counts: { ...counts, items } });
}
