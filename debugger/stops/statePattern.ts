// Function breakpoints: which states of the programs that run a pattern means, and where in them it stops.
import { nearest, type StateCode } from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import { atOf } from './placement.ts';
import { ENTER, type Spot, spanOf } from './spot.ts';
import { meaningOf, type ToldState } from './stateMeaning.ts';

export type Matched =
  | { readonly spots: readonly Spot[]; readonly iteration?: number | undefined; readonly problem?: undefined }
  | { readonly problem: string };

export function matchStates(pattern: string, states: readonly StateCode[]): Matched {
  const trimmed = pattern.trim();
  const { what, place, iteration, means } = meaningOf(trimmed, name => states.some(state => state.name === name));
  const found = states.filter(code => means(toldOf(code)));
  if (found.length === 0) {
    const names = states.map(({ name }) => name);
    return { problem: messages.noStateMatches(trimmed, nearest(what, names)) };
  }
  const at = (place && atOf(place)) ?? ENTER;
  const placed = found.filter(code => spanOf(code, at));
  if (placed.length === 0) return { problem: messages.noneHasPlace(trimmed) };
  return { spots: placed.map(({ path }) => ({ path, at })), iteration };
}

function toldOf({ name, type, path, state }: StateCode): ToldState {
  const node = state.fields.get('Resource')?.value;
  return { name, type, path, resource: node?.kind === 'string' ? node.value : undefined };
}
