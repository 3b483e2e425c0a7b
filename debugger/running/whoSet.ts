// Who set this: the latest write of a variable or of a part of the state data, looked up in the journal. The way a reverse
// data breakpoint would go, so it is exact.
import {
  changeOf,
  type Journal,
  type Moment,
  type Phase,
  type Strand,
  type Value,
  watchOf,
} from '../../interpreter/index.ts';
import type { Span } from '../../language/index.ts';
import { messages } from '../messages.ts';
import { scopeOf } from '../stops/spot.ts';
import { isByHand } from '../stops/stops.ts';
import type { Turns } from './turns.ts';

/** So many moments between two looks at the time. */
const LOOK = 64;

export interface Written {
  /** After the write; 0 when the value was there from the start. */
  readonly moment: Moment;
  readonly before?: Value | undefined;
  readonly after?: Value | undefined;
  /** Absent when it came with the input. */
  readonly state?: string;
  readonly phase?: Phase;
  readonly span?: Span;
  readonly byHand?: boolean;
}

export async function whoSet(
  expression: string,
  { id, code }: Strand,
  journal: Journal,
  until: Moment,
  turns: Turns,
): Promise<Written | { readonly problem: string }> {
  const watch = watchOf(expression);
  if (!watch) return { problem: messages.notWatchable(expression) };
  const isVariable = !/^\$(?:$|[.[])|^\$states\./.test(expression.trim());
  let strand = id;
  let scope = scopeOf(code);
  for (let at = until; at > 0; at--) {
    if (at % LOOK === 0) await turns.rest();
    const run = journal.runAt(at);
    const current = run.strands.find(one => one.id === strand);
    if (!current) continue;
    const before = journal.runAt(at - 1);
    const earlier = before.strands.find(one => one.id === strand);
    if (!earlier) {
      // It began here. Its variables are those of the strand around it.
      const parent = before.strands.find(one => one.id === current.parent?.strand);
      const isExecution = current.execution?.root === current.id;
      if (!parent || !isVariable || isExecution) return { moment: at, after: watch(current) };
      strand = parent.id;
      scope = scopeOf(parent.code);
      continue;
    }
    const change =
      earlier === current
        ? undefined
        : changeOf(watch, before, run, one => one.id === strand && scopeOf(one.code) === scope);
    if (!change) continue;
    const { before: was, after: is } = change;
    const what = { moment: at, before: was, after: is };
    if (isByHand(journal, at - 1))
      return { ...what, byHand: true, state: earlier.code.path, span: earlier.code.state.key };
    return { ...what, ...writerOf(earlier, isVariable) };
  }
  const start = journal.runAt(0).strands[0];
  return { moment: 0, ...(start && { after: watch(start) }) };
}

// The field that says what was written: variables are handed over when a state is left, and written in Assign.
function writerOf(strand: Strand, isVariable: boolean): Pick<Written, 'state' | 'phase' | 'span'> {
  const { code, step, data, failing, waiting } = strand;
  if (failing) return { state: code.path, phase: 'error', span: code.onError?.spanOf(failing) ?? code.state.key };
  const assign = code.steps.find(({ phase }) => phase === 'assign');
  const output = [...code.steps].reverse().find(({ phase }) => phase === 'output');
  const own = code.steps[waiting && step > 0 ? step - 1 : step];
  const writer = (isVariable ? assign : own?.phase === 'exit' ? output : own) ?? own;
  return {
    state: code.path,
    phase: writer?.phase ?? 'exit',
    span: writer?.spanNow?.(data) ?? writer?.span ?? code.state.key,
  };
}
