// How long work takes beside other work, in CPU time: of several runs the least, taken in turns, so that a machine that is
// busy with other things, or a collection of garbage, decides nothing. More runs are taken while the result is not as wanted.
import assert from 'node:assert/strict';

const LEAST_RUNS = 3;
const MOST_RUNS = 12;

/** Ten times as much of it must take less than 40 times as long; what grows with the square takes a hundred times. */
export function checkGrowth(count: number, prepare: (count: number) => () => void): void {
  checkTimes(prepare(count), prepare(10 * count), 40);
}

/** The second must take less than `most` times as long as the first. */
export function checkTimes(first: () => void, second: () => void, most: number): void {
  first();
  let [leastFirst, leastSecond] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 1; run <= MOST_RUNS; run++) {
    leastFirst = Math.min(leastFirst, cpuMillis(first));
    leastSecond = Math.min(leastSecond, cpuMillis(second));
    if (run >= LEAST_RUNS && leastSecond < leastFirst * most) return;
  }
  assert.fail(`${leastFirst} ms, and ${leastSecond} ms`);
}

function cpuMillis(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
