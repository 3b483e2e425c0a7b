// An execution as its journal tells it: the same signals lead to the same run and the same events.
import { advance, type ExecutionEvent, type Moved, type RunStatus, type Signal } from '../interpreter/index.ts';
import type { ExecutionJournal, JournalLine } from './store.ts';

export type FromOutside = Extract<Signal, { kind: 'answer' | 'items' | 'written' }>;

export interface Replayed {
  readonly moved: Moved;
  /** What the outside had said and was not applied. */
  readonly heard: readonly FromOutside[];
  /** It has come to another end than it had. */
  readonly isOther: boolean;
}

export function replay(
  started: Moved,
  { journal, lines }: { readonly journal: ExecutionJournal; readonly lines: readonly JournalLine[] },
  keep: (events: readonly ExecutionEvent[]) => void,
): Replayed {
  const waiting: (FromOutside | undefined)[] = [];
  let { run } = started;
  let ended: string | undefined;
  const apply = (signal: Signal) => {
    const moved = advance(run, signal, { events: true });
    run = moved.run;
    ended = undefined;
    keep(moved.events);
  };
  keep(started.events);
  for (const line of lines) {
    if (line.kind === 'heard') waiting.push(line.signal as FromOutside);
    else if (line.kind === 'applied') apply(line.signal);
    else if (line.kind === 'ended') ended = line.status;
    else {
      const signal = waiting[line.number];
      waiting[line.number] = undefined;
      if (signal) apply(signal);
    }
  }
  for (const [number, signal] of waiting.entries()) if (signal) journal.expect(signal, number);
  const heard = waiting.filter(signal => signal !== undefined);
  const status: RunStatus | undefined = ended === undefined ? undefined : run.status;
  return { moved: { run, events: [], commands: [] }, heard, isOther: status !== ended };
}
