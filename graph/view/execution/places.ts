// Where one can stand in a history: the rows, their moments, and the times they are shown with.
import { isWithin, type Row, type Trail } from '../../model/index.ts';

/** The last row that had happened at a moment. */
export function rowAtMoment(rows: readonly Row[], at: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.event.moment ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where playing stops in between: states of a lane and of those inside it are entered, and the end. */
export function stopsOf({ rows, lanes }: Trail, lane: number): readonly number[] {
  return rows.flatMap((row, index) => {
    const isEntry = row.event.type.endsWith('StateEntered') && isWithin(lanes, row.lane, lane);
    return isEntry || index === rows.length - 1 ? index : [];
  });
}

/** The time since the start: `+0 ms`, `+1.25 s`, `+3:05 min`, `+26:00 h`. */
export function describeTime(millis: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (millis < 1000) return `+${Math.round(millis)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `+${Number(seconds.toFixed(3))} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `+${minutes}:${two(Math.floor(seconds % 60))} min`;
  return `+${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}
