// Long answers in pages. A token names the last item of the page before, so that items which come or go in between
// neither repeat nor hide others.
import { errors } from './errors.ts';
import { integer, text } from './members.ts';

export const PAGING = { maxResults: integer(0, 1000), nextToken: text(1, 1024) } as const;

export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
  /** What else the list depends on: a token is good for the same list only. */
  readonly of: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly token: { readonly nextToken?: string };
}

const DEFAULT_SIZE = 100;

export function pageOf<T>(all: readonly T[], keyOf: (item: T) => string, request: PageRequest): Page<T> {
  const { maxResults, nextToken, of } = request;
  const from = nextToken === undefined ? 0 : all.findIndex(item => keyOf(item) === readToken(nextToken, of)) + 1;
  if (nextToken !== undefined && from === 0) throw errors.invalidToken();
  const items = all.slice(from, from + (maxResults || DEFAULT_SIZE));
  const last = items.at(-1);
  const isMore = from + items.length < all.length;
  return { items, token: isMore && last !== undefined ? { nextToken: writeToken(keyOf(last), of) } : {} };
}

function writeToken(key: string, of: string): string {
  return Buffer.from(JSON.stringify([of, key])).toString('base64url');
}

function readToken(token: string, of: string): string {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (Array.isArray(read) && read[0] === of && typeof read[1] === 'string') return read[1];
  } catch {
    // Not one of ours: refused below like any other.
  }
  throw errors.invalidToken();
}
