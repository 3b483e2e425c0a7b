// What rules have found, before it becomes Problems: positions count from where the state begins, so that what was found
// in a state stays true when the text before it changes.
import type { Report } from '../machine/fields.ts';
import type { Problem } from '../problems.ts';

export interface Finding {
  /** Of the rule, in the order of the rules: of two problems at one place the one of the earlier rule comes first. */
  readonly rank: number;
  /** With positions from the start of its state. */
  readonly problem: Problem;
}

export const NOTHING_FOUND: readonly Finding[] = [];

/** Collects what is found in one piece of the text after the other. */
export class Findings {
  /** Where the piece begins. */
  base = 0;
  #found: Finding[] = [];

  /** How many there are since the last time they were taken. */
  get count(): number {
    return this.#found.length;
  }

  /** What one rule reports with. */
  reportOf(rank: number): Report {
    return (code, span, pointer, message, severity = 'error', subject) => {
      const { start, end } = span;
      const place = { start: start - this.base, end: end - this.base };
      const problem = { code, severity, message, pointer, ...place, ...(subject !== undefined && { subject }) };
      this.#found.push({ rank, problem });
    };
  }

  /** Everything since the last time. */
  take(): readonly Finding[] {
    if (this.#found.length === 0) return NOTHING_FOUND;
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

/** With positions from another place on. */
export function moved({ rank, problem }: Finding, by: number): Finding {
  return { rank, problem: { ...problem, start: problem.start + by, end: problem.end + by } };
}
