// Everything that stops a run besides steps: breakpoints on places and names, on data, and filters for failures. Asked about a
// moment it gives the same answer whether the run is there for the first time, again, or on its way back.
import { advance, conditionAt, type Journal, type Run, type Strand } from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import type { Breakpoint, Hit, Say } from './breakpoint.ts';
import { changeIn } from './dataBreakpoints.ts';
import { type FilterId, filterFor } from './exceptionFilters.ts';
import type { Standing } from './spot.ts';

export type Family = 'source' | 'function' | 'data';

export type Found =
  | { readonly reason: 'breakpoint' | 'function breakpoint' | 'data breakpoint'; readonly hits: readonly Hit[] }
  | { readonly reason: 'exception'; readonly filter: FilterId };

export class Stops {
  readonly #families = new Map<Family, readonly Breakpoint[]>();
  readonly #filters = new Map<FilterId, string | undefined>();
  readonly #explained = new Set<FilterId>();
  readonly #say: Say;
  /** By the path of the state. */
  #byPath = new Map<string, Breakpoint[]>();
  #data: readonly Breakpoint[] = [];
  #journal: Journal | undefined;

  constructor(say: Say) {
    this.#say = say;
  }

  set(family: Family, breakpoints: readonly Breakpoint[]): void {
    this.#families.set(family, breakpoints);
    this.#data = this.of('data').filter(({ problem }) => problem === undefined);
    this.#byPath = new Map();
    for (const breakpoint of [...this.of('source'), ...this.of('function')]) {
      if (breakpoint.problem !== undefined) continue;
      for (const path of new Set(breakpoint.options.spots.map(spot => spot.path))) {
        const list = this.#byPath.get(path);
        if (list) list.push(breakpoint);
        else this.#byPath.set(path, [breakpoint]);
      }
    }
  }

  of(family: Family): readonly Breakpoint[] {
    return this.#families.get(family) ?? [];
  }

  setFilters(filters: ReadonlyMap<FilterId, string | undefined>): void {
    this.#filters.clear();
    this.#explained.clear();
    for (const [filter, condition] of filters) this.#filters.set(filter, condition?.trim() ? condition : undefined);
  }

  /** The journal the moments are of; what comes after `common` is not the same as before. */
  follow(journal: Journal, common: number): void {
    this.#journal = journal;
    for (const family of this.#families.values()) for (const breakpoint of family) breakpoint.forget(common);
  }

  get watchesData(): boolean {
    return this.#data.length > 0;
  }

  /** Asked before every step, so that most cost nothing more. */
  concerns({ code, failing, step }: Strand): boolean {
    if (this.#filters.size > 0 && (failing || (step === 0 && code.type === 'Fail'))) return true;
    return this.#byPath.size > 0 && this.#byPath.has(code.path);
  }

  /** Before a step. */
  at(standing: Standing): Found | undefined {
    const here = this.#byPath.get(standing.strand.code.path);
    if (here) {
      const hits = here.filter(one => one.stops(standing, this.#search, this.#say));
      const isNamed = hits.length > 0 && hits.every(({ options }) => options.kind === 'function');
      const reason = isNamed ? 'function breakpoint' : 'breakpoint';
      if (hits.length > 0) return { reason, hits: hits.map(breakpoint => ({ breakpoint })) };
    }
    if (this.#filters.size === 0) return undefined;
    const filter = filterFor(standing);
    return filter && this.#isWanted(filter, standing) ? { reason: 'exception', filter } : undefined;
  }

  /** After a signal that brought the run to this moment. */
  afterChange(before: Run, run: Run, moment: number): Found | undefined {
    const hits: Hit[] = [];
    for (const breakpoint of this.#data) {
      const { data } = breakpoint.options;
      const change = data && changeIn(data, before, run);
      if (!change) continue;
      const standing = { run, strand: change.strand, moment };
      if (breakpoint.stopsAfterChange(standing, this.#search, this.#say)) hits.push({ breakpoint, change });
    }
    return hits.length > 0 ? { reason: 'data breakpoint', hits } : undefined;
  }

  /** Why the run would have stopped at a moment of the past. A log point prints. */
  stopAt(at: number): { readonly moment: number; readonly found: Found; readonly strand: number } | undefined {
    const journal = this.#journal;
    if (!journal) return undefined;
    const standing = this.#standingAt(journal, at);
    const found = (standing && this.at(standing)) ?? this.#changeAt(journal, at);
    if (!found) return undefined;
    const [hit] = found.reason === 'exception' ? [] : found.hits;
    return { moment: at, found, strand: hit?.change?.strand.id ?? standing?.strand.id ?? 1 };
  }

  // Undefined where nothing can be met: most moments need not be replayed.
  #standingAt(journal: Journal, moment: number): Standing | undefined {
    const place = journal.placeAfter(moment);
    if (!place) return undefined;
    const isFailure = place.isFailing || (place.code.type === 'Fail' && place.step === 0);
    const isPossible =
      (isFailure && this.#filters.size > 0) || this.#byPath.get(place.code.path)?.some(one => one.mayBeAt(place));
    return isPossible ? standingAt(journal, moment) : undefined;
  }

  #changeAt(journal: Journal, moment: number): Found | undefined {
    if (this.#data.length === 0 || moment === 0 || isByHand(journal, moment - 1)) return undefined;
    return this.afterChange(journal.runAt(moment - 1), journal.runAt(moment), moment);
  }

  readonly #search = (breakpoint: Breakpoint, from: number, to: number): readonly number[] => {
    const journal = this.#journal;
    const found: number[] = [];
    // What went wrong with a condition long ago was not asked about.
    const quiet: Say = () => undefined;
    for (let at = from; journal && at < Math.min(to, journal.head); at++) {
      if (breakpoint.options.data) {
        if (at > 0 && !isByHand(journal, at - 1) && this.#wasChanged(breakpoint, journal, at)) found.push(at);
        continue;
      }
      const place = journal.placeAfter(at);
      const standing = place && breakpoint.mayBeAt(place) ? standingAt(journal, at) : undefined;
      if (standing && breakpoint.isMet(standing, quiet)) found.push(at);
    }
    return found;
  };

  #wasChanged({ options: { data } }: Breakpoint, journal: Journal, moment: number): boolean {
    return data !== undefined && changeIn(data, journal.runAt(moment - 1), journal.runAt(moment)) !== undefined;
  }

  #isWanted(filter: FilterId, standing: Standing): boolean {
    if (!this.#filters.has(filter)) return false;
    const condition = this.#filters.get(filter);
    if (condition === undefined) return true;
    const text = condition.trim().startsWith('{%') ? condition : `{% ${condition} %}`;
    const { run, strand } = filter === 'failState' ? failed(standing) : standing;
    const { value, problem } = conditionAt(text, run, strand);
    if (problem === undefined) return value === true;
    if (!this.#explained.has(filter)) this.#say(messages.conditionFails(condition, problem), standing, 'fault');
    this.#explained.add(filter);
    return true;
  }
}

// A Fail state that has not run yet, as it will have: its error and cause may be computed.
function failed(standing: Standing): Pick<Standing, 'run' | 'strand'> {
  let { run, strand } = standing;
  for (const _ of strand.code.steps) {
    if (strand.failing) break;
    run = advance(run, { kind: 'step', strand: strand.id, now: run.now }, { events: false }).run;
    strand = run.strands.find(({ id }) => id === strand.id) ?? strand;
  }
  return { run, strand };
}

function standingAt(journal: Journal, moment: number): Standing | undefined {
  const run = journal.runAt(moment);
  const strand = run.strands.find(({ id }) => id === journal.placeAfter(moment)?.strand);
  return strand && { run, strand, moment };
}

/** Somebody at the debugger wrote it, who need not be told. */
export function isByHand(journal: Journal, moment: number): boolean {
  const kind = journal.signalAfter(moment)?.kind;
  return kind === 'edit' || kind === 'goto' || kind === 'redefine' || kind === 'raise';
}
