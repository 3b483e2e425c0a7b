// One breakpoint in force: where it stops, under which condition, how often, and what it prints instead. A condition that
// cannot be evaluated is explained once and counts as true: a stop too many shows what is wrong, a stop too few hides it.
import { type Change, conditionAt, type Watch } from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import { type HitCondition, readHitCondition } from './hitCondition.ts';
import { HitCounter } from './hitCounter.ts';
import { readLogMessage, writeLogMessage } from './logMessage.ts';
import { isAt, iterationOf, mayBeAt, type Spot, type Standing } from './spot.ts';

export interface BreakpointOptions {
  readonly id: number;
  readonly kind: 'source' | 'function' | 'data';
  readonly spots: readonly Spot[];
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
  readonly iteration?: number | undefined;
  /** Of a data breakpoint, which has no spots. */
  readonly data?: { readonly expression: string; readonly scope: string; readonly watch: Watch };
}

export interface Hit {
  readonly breakpoint: Breakpoint;
  readonly change?: Change;
}

/** What a breakpoint wants said: a log point its line, any other what is wrong with its condition. */
export type Say = (text: string, standing: Standing, kind: 'log' | 'fault') => void;

/** The moments of a stretch of the past at which a breakpoint was met. */
export type Search = (met: Breakpoint, from: number, to: number) => readonly number[];

export class Breakpoint {
  options: BreakpointOptions;
  /** As it was asked for. */
  readonly asked: BreakpointOptions;
  /** Why it is not in force. */
  readonly problem: string | undefined;
  readonly #hit: HitCondition | undefined;
  readonly #counter = new HitCounter();
  readonly #log: ReturnType<typeof readLogMessage> | undefined;
  /** The moments whose line was printed. */
  readonly #printed = new Set<number>();
  #isExplained = false;

  constructor(options: BreakpointOptions) {
    this.options = options;
    this.asked = options;
    const { hitCondition, logMessage, condition } = options;
    const hit = isGiven(hitCondition) ? readHitCondition(hitCondition) : undefined;
    this.problem = hit && 'problem' in hit ? hit.problem : undefined;
    this.#hit = hit && 'problem' in hit ? undefined : hit;
    this.#log = isGiven(logMessage) ? readLogMessage(logMessage) : undefined;
    if (!isGiven(condition)) this.options = { ...options, condition: undefined };
  }

  /** The client gives every list it sends new ids. */
  withId(id: number): this {
    this.options = { ...this.options, id };
    return this;
  }

  mayBeAt(place: Parameters<typeof mayBeAt>[1]): boolean {
    return this.options.spots.some(spot => spot.path === place.code.path && mayBeAt(spot, place));
  }

  /** Whether it stands here and its condition holds, however often that was. */
  isMet(standing: Standing, say: Say): boolean {
    const { spots, iteration } = this.options;
    const { strand, run } = standing;
    if (!spots.some(spot => spot.path === strand.code.path && isAt(spot, strand))) return false;
    const wanted = this.#hit?.kind === 'iteration' ? this.#hit.index : iteration;
    if (wanted !== undefined && iterationOf(run, strand) !== wanted) return false;
    return this.#holds(standing, say);
  }

  /** Whether the run stops for it. A log point prints its line, once for each moment, and never stops. */
  stops(standing: Standing, search: Search, say: Say): boolean {
    return this.isMet(standing, say) && this.#counts(standing, search, say);
  }

  /** A data breakpoint whose value was written. */
  stopsAfterChange(standing: Standing, search: Search, say: Say): boolean {
    return this.#holds(standing, say) && this.#counts(standing, search, say);
  }

  forget(after: number): void {
    this.#counter.forget(after);
    for (const moment of this.#printed) if (moment > after) this.#printed.delete(moment);
  }

  #counts(standing: Standing, search: Search, say: Say): boolean {
    const { moment, run, strand } = standing;
    if (this.#hit?.kind === 'count') {
      const count = this.#counter.countAt(moment, (from, to) => search(this, from, to));
      if (!this.#hit.holds(count)) return false;
    }
    if (!this.#log) return true;
    if (!this.#printed.has(moment)) say(writeLogMessage(this.#log, run, strand), standing, 'log');
    this.#printed.add(moment);
    return false;
  }

  #holds(standing: Standing, say: Say): boolean {
    const { condition } = this.options;
    if (condition === undefined) return true;
    const { value, problem } = conditionAt(condition, standing.run, standing.strand);
    if (problem === undefined) return value === true;
    if (!this.#isExplained) say(messages.conditionFails(condition, problem), standing, 'fault');
    this.#isExplained = true;
    return true;
  }
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
