// What a run waits for from the outside, as the commands that asked for it: for whoever reads a run back and goes on with it.
import type { Command, Run, Strand, Waiting } from './run.ts';
import { isForToken, placeOf } from './schedule.ts';

type CallCommand = Extract<Command, { kind: 'call' }>;

export type OpenCommand =
  /** Nobody has begun it yet: the task of an activity that no worker has taken. */
  | { readonly kind: 'call'; readonly command: CallCommand; readonly isBegun: boolean }
  | { readonly kind: 'read'; readonly command: Extract<Command, { kind: 'readItems' }> }
  /** Results of a Map Run that have been handed over. */
  | { readonly kind: 'write'; readonly writer: number };

export function openCommands({ strands }: Run): readonly OpenCommand[] {
  return strands.flatMap((strand): OpenCommand[] => {
    const { waiting, code: state } = strand;
    if (waiting?.kind === 'call') {
      // What it waits for is in the run itself.
      if (waiting.child !== undefined && !isForToken(waiting.call)) return [];
      const isBegun = waiting.isScheduled && Number.isFinite(waiting.timeoutAt);
      return [{ kind: 'call', command: callCommand(strands, strand, waiting), isBegun }];
    }
    if (waiting?.kind !== 'mapRun') return [];
    const { reader, writer, plan } = waiting;
    const open: OpenCommand[] = writer ? [{ kind: 'write', writer: writer.id }] : [];
    if (!reader?.isOpen || plan.source.kind !== 'reader') return open;
    const skip = waiting.nextItem + waiting.queue.length - waiting.at;
    const { request } = plan.source;
    return [...open, { kind: 'read', command: { kind: 'readItems', id: reader.id, state, request, skip } }];
  });
}

export function callCommand(
  strands: readonly Strand[],
  { parent, code, attempts }: Strand,
  { id, call, child }: Extract<Waiting, { kind: 'call' }>,
): CallCommand {
  const container = parent && strands[placeOf(strands, parent.strand)];
  const iteration = container?.id === parent?.strand && container?.code.type === 'Map' ? parent?.index : undefined;
  const hasStarted = child !== undefined;
  return { kind: 'call', id, state: code, attempt: attempts.total, call, iteration, hasStarted };
}
