// Regular expressions as values, and the functions that match: `$match`, `$contains`, `$replace`, `$split`. A matcher
// may also be a function of the expression that returns matches in the same form.

import { functionValue, invoke } from '../compile/apply.ts';
import type { RegexProgram } from '../regex/matcher.ts';
import type { Runtime } from '../runtime.ts';
import { type Fn, type Item, isObject, JsonataFailure, sequence } from '../values.ts';
import type { Table } from './table.ts';

interface Match {
  readonly match: Item;
  readonly start: number;
  readonly end: number;
  readonly groups: Item;
  next(): Match | undefined;
}

interface Matcher extends Fn {
  readonly find: (rt: Runtime, text: string) => Match | undefined;
}

/** The value of a regular expression: called with a text it gives the first match, and that the next. */
export function matcherFunction(program: RegexProgram, pattern: string, position: number): Fn {
  const source: Source = { program, pattern, position };
  const run = (rt: Runtime, [text, from]: Item[]): Item => {
    if (typeof text !== 'string') return undefined;
    return asObject(findMatch(rt, source, text, typeof from === 'number' ? from : 0));
  };
  const fn = functionValue(run, 2, 2);
  fn.closure = true;
  return Object.assign(fn, { find: (rt: Runtime, text: string) => findMatch(rt, source, text, 0) });
}

/** A regular expression as a value. */
export function isMatcher(fn: Fn): boolean {
  return (fn as Partial<Matcher>).find !== undefined;
}

/** A regular expression and where it is written. */
interface Source {
  readonly program: RegexProgram;
  readonly pattern: string;
  readonly position: number;
}

function findMatch(rt: Runtime, source: Source, text: string, from: number): RegexMatch | undefined {
  return source.program.search(text, from, rt) ? new RegexMatch(rt, source, text) : undefined;
}

/** The match just found. Only what is asked for is made; the groups can be had until the next search. */
class RegexMatch implements Match {
  private readonly rt: Runtime;
  private readonly source: Source;
  private readonly text: string;
  readonly start: number;
  readonly end: number;

  constructor(rt: Runtime, source: Source, text: string) {
    this.rt = rt;
    this.source = source;
    this.text = text;
    this.start = source.program.start;
    this.end = source.program.end;
  }

  get match(): string {
    return this.text.slice(this.start, this.end);
  }

  get groups(): Item[] {
    const groups = this.source.program.groups();
    if (groups.includes(undefined)) this.rt.embedded += 1000;
    return groups;
  }

  next(): Match | undefined {
    if (this.end >= this.text.length) return undefined;
    const following = findMatch(this.rt, this.source, this.text, this.end);
    if (following !== undefined && following.start === following.end) {
      // It matched without taking anything, and would for ever.
      const { position, pattern } = this.source;
      throw new JsonataFailure('D1004', { position, value: pattern });
    }
    return following;
  }
}

function asObject(found: Match | undefined): Item {
  if (found === undefined) return undefined;
  const next = functionValue(() => asObject(found.next()), 0, 0);
  next.closure = true;
  return { match: found.match, start: found.start, end: found.end, groups: found.groups, next };
}

function firstMatch(rt: Runtime, matcher: Item, text: string): Match | undefined {
  const find = (matcher as Partial<Matcher>).find;
  return find ? find(rt, text) : fromObject(rt, invoke(rt, matcher, [text]));
}

function fromObject(rt: Runtime, value: Item): Match | undefined {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return undefined;
  if (!isObject(value)) throw new JsonataFailure('T1010');
  const { match, start, end, groups, next } = value;
  if (typeof start !== 'number' && !Array.isArray(groups) && typeof next !== 'function') {
    throw new JsonataFailure('T1010');
  }
  const following = () => fromObject(rt, invoke(rt, next, [undefined]));
  return { match, start: start as number, end: end as number, groups, next: following };
}

/** Only the limits below zero are errors; zero asks for nothing. */
function checkLimit(limit: Item, code: string, index: number): void {
  if ((limit as number) < 0) throw new JsonataFailure(code, { value: limit, index });
}

/** The matches, up to the limit. Looking for the one after the last has the same effects as in the reference. */
function forEachMatch(rt: Runtime, matcher: Item, text: string, limit: Item, visit: (match: Match) => void): number {
  let found = firstMatch(rt, matcher, text);
  let count = 0;
  while (found !== undefined && (limit === undefined || count < (limit as number))) {
    rt.spend(1);
    visit(found);
    found = found.next();
    count++;
  }
  return count;
}

function match(rt: Runtime, text: Item, matcher: Item, limit: Item): Item {
  if (text === undefined) return undefined;
  checkLimit(limit, 'D3040', 3);
  const found: Item[] = [];
  if (limit === undefined || (limit as number) > 0) {
    forEachMatch(rt, matcher, text as string, limit, one => {
      found.push({ match: one.match, index: one.start, groups: one.groups });
    });
  }
  return sequence(found);
}

function contains(rt: Runtime, text: Item, token: Item): Item {
  if (text === undefined) return undefined;
  if (typeof token === 'string') return (text as string).includes(token);
  const { find } = wanted(token) as Partial<Matcher>;
  if (find) return find(rt, text as string) !== undefined;
  const found = invoke(rt, token, [text]);
  fromObject(rt, found);
  // Any value but undefined counts, even null.
  return found !== undefined;
}

function split(rt: Runtime, text: Item, separator: Item, limit: Item): Item {
  if (text === undefined) return undefined;
  checkLimit(limit, 'D3020', 3);
  if (limit !== undefined && !((limit as number) > 0)) return [];
  const whole = text as string;
  if (typeof separator === 'string') {
    rt.allowItems(separator === '' ? whole.length : whole.length / separator.length);
    return whole.split(separator, limit as number | undefined);
  }
  const parts: Item[] = [];
  let from = 0;
  const count = forEachMatch(rt, wanted(separator), whole, limit, ({ start, end }) => {
    parts.push(whole.substring(from, start));
    from = end;
  });
  if (count === 0) return [whole];
  if (limit === undefined || count < (limit as number)) parts.push(whole.substring(from));
  return parts;
}

function replace(rt: Runtime, text: Item, pattern: Item, replacement: Item, limit: Item): Item {
  if (text === undefined) return undefined;
  if (pattern === '') throw new JsonataFailure('D3010', { value: pattern, index: 2 });
  checkLimit(limit, 'D3011', 4);
  if (limit !== undefined && !((limit as number) > 0)) return text;
  const whole = text as string;
  return typeof pattern === 'string'
    ? replaceText(rt, whole, pattern, replacement, limit)
    : replaceMatches(rt, whole, wanted(pattern), replacement, limit);
}

/** Nothing in the replacement is special when plain text is looked for. */
function replaceText(rt: Runtime, whole: string, pattern: string, replacement: Item, limit: Item): string {
  let result = '';
  let from = 0;
  let count = 0;
  let at = whole.indexOf(pattern);
  while (at >= 0 && (limit === undefined || count < (limit as number))) {
    result += whole.slice(from, at) + (typeof replacement === 'function' ? '' : String(replacement));
    rt.allowCharacters(result.length);
    rt.spend(1);
    from = at + pattern.length;
    count++;
    at = whole.indexOf(pattern, from);
  }
  return result + whole.slice(from);
}

function replaceMatches(rt: Runtime, whole: string, matcher: Item, replacement: Item, limit: Item): string {
  let result = '';
  let from = 0;
  forEachMatch(rt, matcher, whole, limit, found => {
    const value =
      typeof replacement === 'string' ? substitute(found, replacement) : invoke(rt, replacement, [asObject(found)]);
    if (typeof value !== 'string') throw new JsonataFailure('D3012', { value });
    result += whole.substring(from, found.start) + value;
    rt.allowCharacters(result.length);
    from = found instanceof RegexMatch ? found.end : found.start + String(found.match).length;
  });
  return result + whole.slice(from);
}

/** `$$` is a dollar sign, `$0` the match, `$n` a group: as many digits as there are groups to tell apart. */
function substitute(found: Match, replacement: string): string {
  if (!replacement.includes('$')) return replacement;
  const groups = Array.isArray(found.groups) ? found.groups : [];
  let result = '';
  let from = 0;
  for (let dollar = replacement.indexOf('$'); dollar >= 0; dollar = replacement.indexOf('$', from)) {
    result += replacement.slice(from, dollar);
    from = dollar + 1;
    const next = replacement.charAt(from);
    if (next === '$') {
      result += '$';
      from++;
    } else if (next === '0') {
      result += String(found.match);
      from++;
    } else {
      const digits = groups.length === 0 ? 1 : Math.floor(Math.log10(groups.length)) + 1;
      let group = Number.parseInt(replacement.slice(from, from + digits), 10);
      if (digits > 1 && group > groups.length) group = Number.parseInt(replacement.slice(from, from + digits - 1), 10);
      if (Number.isNaN(group)) result += '$';
      else {
        const text = groups[group - 1];
        if (text !== undefined) result += String(text);
        from += String(group).length;
      }
    }
  }
  return result + replacement.slice(from);
}

/** The signatures let a missing matcher pass; the reference then breaks down. */
function wanted(matcher: Item): Item {
  if (matcher === undefined) throw new JsonataFailure('T0410', { value: matcher, index: 2 });
  return matcher;
}

export const MATCHING: Table = {
  match: ['<s-f<s:o>n?:a<o>>', 3, match],
  contains: ['<s-(sf):b>', 2, contains],
  replace: ['<s-(sf)(sf)n?:s>', 4, replace],
  split: ['<s-(sf)n?:a<s>>', 3, split],
};
