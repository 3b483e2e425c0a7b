// Recorded answers against ours. What differed from recording to recording was replaced by placeholders, listed in each
// case with a rule; numbers and key order compare by value, JSON inside of text as JSON where it is an object.
import { isDeepStrictEqual } from 'node:util';

export type Placeholders = Readonly<
  Record<string, { any?: boolean; literal?: string; bind?: boolean; pattern?: string }>
>;

/** HTTP headers, request ids, and what older recordings lack: never compared. */
const UNSTABLE: ReadonlySet<string> = new Set(['SdkHttpMetadata', 'SdkResponseMetadata', 'RedriveCount']);

const MOMENT = /^(timestamp|datetime|date|<datetime>|<timestamp.*>)$/;

export function matches(expected: unknown, actual: unknown, placeholders: Placeholders): boolean {
  if (typeof expected === 'string') return matchesText(expected, actual, placeholders);
  if (Array.isArray(expected)) {
    const items = typeof actual === 'string' ? parsed(actual) : actual;
    return (
      Array.isArray(items) &&
      items.length === expected.length &&
      expected.every((item, i) => matches(item, items[i], placeholders))
    );
  }
  if (expected !== null && typeof expected === 'object') {
    const value = typeof actual === 'string' ? parsed(actual) : actual;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
    const [mine, theirs] = [Object.keys(value), Object.keys(expected)].map(keys =>
      keys.filter(key => !UNSTABLE.has(key)),
    ) as [string[], string[]];
    return (
      mine.length === theirs.length &&
      theirs.every(key => matches((expected as never)[key], (value as never)[key], placeholders))
    );
  }
  return isDeepStrictEqual(expected, actual);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: then it is text, and matches no object.
    return undefined;
  }
}

function matchesText(expected: string, actual: unknown, placeholders: Placeholders): boolean {
  const rule = placeholders[expected];
  if (MOMENT.test(expected) || rule?.any || rule?.bind || rule?.pattern) return actual !== undefined;
  if (typeof actual !== 'string') return false;
  if (expected === actual) return true;
  // JSON text of a text: `"\"date\""`.
  if (/^".*"$/s.test(expected)) return matches(parsed(expected), parsed(actual), placeholders);
  // Inside longer text a placeholder stands for some text; the rest must be equal to the character.
  const names = [...Object.keys(placeholders), '<region>', '<partition>', '111111111111', '<timestamp>'];
  const pattern = new RegExp(`(${names.map(escaped).join('|')})`, 'g');
  const source = expected
    .split(pattern)
    .map(part => (names.includes(part) ? (placeholders[part]?.literal !== undefined ? '(.*)' : '(.+)') : escaped(part)))
    .join('');
  return new RegExp(`^${source}$`, 's').test(actual);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

interface HistoryLike {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
}

/** Branches may interleave: events are compared as a tree by `previousEventId`, children in any order. */
export function sameTree(expected: readonly object[], actual: readonly object[], placeholders: Placeholders): boolean {
  const [theirs, mine] = [sinceNovember(expected), sinceNovember(actual)];
  return theirs.length === mine.length && sameChildren(0, 0);

  function sameChildren(theirId: number, myId: number): boolean {
    const children = mine.filter(event => event.previousEventId === myId);
    const wanted = theirs.filter(event => event.previousEventId === theirId);
    if (children.length !== wanted.length) return false;
    const left = [...children];
    return wanted.every(event => {
      const index = left.findIndex(candidate => sameEvent(event, candidate));
      if (index < 0) return false;
      left.splice(index, 1);
      return true;
    });
  }

  function sameEvent(theirEvent: HistoryLike, myEvent: HistoryLike): boolean {
    const { id: theirId, previousEventId: _a, ...theirRest } = theirEvent;
    const { id: myId, previousEventId: _b, ...myRest } = myEvent;
    return matches(theirRest, myRest, placeholders) && sameChildren(theirId, myId);
  }
}

// Recordings before November 2024 hang the exit of a distributed Map below MapRunSucceeded, later ones below MapRunStarted.
function sinceNovember(events: readonly object[]): readonly HistoryLike[] {
  const all = events as readonly HistoryLike[];
  return all.map(event => {
    const before = all.find(({ id }) => id === event.previousEventId);
    const isOlder = event.type === 'MapStateExited' && before?.type === 'MapRunSucceeded';
    return isOlder ? { ...event, previousEventId: before.previousEventId } : event;
  });
}
