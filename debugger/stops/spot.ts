// A place to stop that does not depend on lines: a state by its path, and a place inside it by phase. It stays where it was
// when the text around it is formatted, moved or edited.
import type { Phase, Run, StateCode, Strand } from '../../interpreter/index.ts';
import type { Span } from '../../language/index.ts';

export interface Spot {
  /** `Top/Pay` */
  readonly path: string;
  readonly at: At;
}

export type At =
  /** The n-th step of a phase, from 0: only rules have several. `field`: where it was set, when that is not the step's own. */
  | { readonly kind: 'phase'; readonly phase: Phase; readonly ordinal: number; readonly field?: string }
  /** Behind the work of a state, when there is a result. */
  | { readonly kind: 'result' }
  /** Before another attempt. */
  | { readonly kind: 'retry' }
  /** The state has failed, and if said so, this retrier or catcher will be the first to match. */
  | { readonly kind: 'error'; readonly handler?: { readonly of: 'retriers' | 'catchers'; readonly index: number } };

/** A strand that is about to go on, at a moment. */
export interface Standing {
  readonly run: Run;
  readonly strand: Strand;
  readonly moment: number;
}

export const ENTER: At = { kind: 'phase', phase: 'enter', ordinal: 0 };
export const EXIT: At = { kind: 'phase', phase: 'exit', ordinal: 0 };

export function isAt({ at }: Spot, strand: Strand): boolean {
  const { code, step, failing } = strand;
  if (at.kind === 'error') return failing !== undefined && isHandler(at, strand);
  return !failing && (at.kind !== 'retry' || strand.attempts.total > 0) && stepOf(code, at) === step;
}

/** As `isAt`, for what a journal knows without replaying: may be wrong for retriers, catchers and retries. */
export function mayBeAt({ at }: Spot, place: { code: StateCode; step: number; isFailing: boolean }): boolean {
  if (at.kind === 'error') return place.isFailing;
  return !place.isFailing && stepOf(place.code, at) === place.step;
}

/** The index of the step it is before; undefined where the state has no such place. */
export function stepOf({ steps, type }: StateCode, at: At): number | undefined {
  switch (at.kind) {
    case 'phase': {
      let left = at.ordinal;
      const index = steps.findIndex(({ phase }) => phase === at.phase && left-- === 0);
      if (index >= 0) return index;
      // A state that ends here has no `exit` of its own, but a last step.
      return at.phase === 'exit' ? steps.length - 1 : undefined;
    }
    case 'result': {
      const task = steps.findIndex(({ phase }) => phase === 'task');
      return task >= 0 ? task + 1 : undefined;
    }
    case 'retry':
      return type === 'Task' || type === 'Parallel' || type === 'Map' ? 1 : undefined;
    case 'error':
      return undefined;
  }
}

/** The part of the text it belongs to; undefined where the state has no such place. */
export function spanOf(code: StateCode, at: At): Span | undefined {
  const { state } = code;
  if (at.kind === 'phase' && at.phase === 'enter') return state.key;
  if (at.kind === 'error') {
    if (!('retriers' in state)) return undefined;
    return at.handler ? state[at.handler.of][at.handler.index]?.node : state.key;
  }
  if (at.kind === 'phase' && at.field !== undefined) return state.fields.get(at.field);
  const step = stepOf(code, at);
  return step === undefined ? undefined : code.steps[step]?.span;
}

function isHandler({ handler }: Extract<At, { kind: 'error' }>, { code, failing }: Strand): boolean {
  if (!handler || !failing) return true;
  const span = code.onError?.spanOf(failing);
  return span !== undefined && span.start === spanOf(code, { kind: 'error', handler })?.start;
}

/** The iteration a strand is in, of the nearest Map around it. */
export function iterationOf(run: Run, strand: Strand): number | undefined {
  const parent = run.strands.find(({ id }) => id === strand.parent?.strand);
  if (!parent || !strand.parent) return undefined;
  return parent.code.type === 'Map' ? strand.parent.index : iterationOf(run, parent);
}

/** `Top/Each/Inner` → `Top/Each`: the States object a state stands in. */
export function scopeOf({ path, name }: Pick<StateCode, 'path' | 'name'>): string {
  return path.slice(0, path.length - name.length - 1);
}
