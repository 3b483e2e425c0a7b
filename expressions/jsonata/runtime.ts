// One evaluation under way: its input, the outside it may see (variables, time, chance) and what it may still spend.
// Every loop and every call pays from the budget, so that a hostile expression ends with an error instead of a hang.

import type { Item } from './values.ts';
import { JsonataFailure } from './values.ts';

/** What an evaluation may use up. Exceeding any of these ends it with U1001. */
export interface Budget {
  /** Work: calls, items visited, characters matched or copied by the hundred. */
  readonly steps: number;
  /** Nested calls and constructs. The stack of the host is the other bound; whichever is met first counts. */
  readonly depth: number;
  /** Items in one array. */
  readonly items: number;
  /** Characters in one string. */
  readonly characters: number;
}

/**
 * About a second of work at most. The service publishes no numbers; it refuses `[1..900000]` for its memory (observed),
 * and everything that fits the 256 KiB of a payload is far below these.
 */
export const DEFAULT_BUDGET: Budget = { steps: 5_000_000, depth: 2_500, items: 800_000, characters: 8_000_000 };

/** Variables of an evaluation: slot 0 is the frame around it. Slots not yet bound hold UNBOUND. */
export type Frame = unknown[];
export const UNBOUND: unique symbol = Symbol('unbound');

export class Runtime {
  /** The input of the whole expression: `$$`. */
  readonly root: Item;
  readonly bindings: Readonly<Record<string, Item>>;
  /** A binding has the name of a built-in function, so that calls by name cannot be taken for granted. */
  readonly shadowed: boolean;
  readonly now: number;
  readonly random: () => number;
  readonly uuid: () => string;
  readonly budget: Budget;
  private steps: number;
  private depth: number;
  /** Containers put into other containers; decides whether the result has to be looked through at the end. */
  embedded = 0;
  /** The call that a function ended with, not yet made (apply.ts). */
  pending: unknown;
  /** Where the current call stands, for `$eval`. */
  site: unknown;

  constructor(options: {
    root: Item;
    bindings: Readonly<Record<string, Item>>;
    shadowed: boolean;
    now: number;
    random: () => number;
    uuid: () => string;
    budget: Budget;
  }) {
    this.root = options.root;
    this.bindings = options.bindings;
    this.shadowed = options.shadowed;
    this.now = options.now;
    this.random = options.random;
    this.uuid = options.uuid;
    this.budget = options.budget;
    this.steps = options.budget.steps;
    this.depth = options.budget.depth;
  }

  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw outOfSteps();
  }

  enter(levels: number): void {
    this.depth -= levels;
    if (this.depth < 0) throw tooDeep();
  }

  /** Fails like enter, but takes nothing. */
  require(levels: number): void {
    if (this.depth < levels) throw tooDeep();
  }

  leave(levels: number): void {
    this.depth += levels;
  }

  /** To be asked before an array of this size is made. */
  allowItems(count: number): void {
    if (count > this.budget.items) {
      throw new JsonataFailure('U1001', {
        message: `Result too large: an array must not have more than ${this.budget.items} items`,
      });
    }
    this.spend(count >>> 3);
  }

  /** To be asked before a string of this length is made. */
  allowCharacters(count: number): void {
    if (count > this.budget.characters) {
      throw new JsonataFailure('U1001', {
        message: `Result too large: a string must not have more than ${this.budget.characters} characters`,
      });
    }
    this.spend(count >>> 7);
  }
}

export function spendCharacters(rt: Runtime, count: number): void {
  if (count > 100) rt.allowCharacters(count);
}

/** Remembers that a container, or a function, has become part of another. */
export function embed(rt: Runtime, value: Item): void {
  if (typeof value === 'object' && value !== null) {
    rt.embedded += Array.isArray(value) && (value as { mark?: number }).mark ? 1000 : 1;
  } else if (typeof value === 'function') rt.embedded += 1000;
}

export function outOfSteps(): JsonataFailure {
  return new JsonataFailure('U1001', { message: 'Expression evaluation timeout: Check for infinite loop' });
}

export function tooDeep(): JsonataFailure {
  return new JsonataFailure('U1001', {
    message:
      'Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive.',
  });
}
