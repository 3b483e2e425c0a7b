// What the next child of a Map Run gets: an item through its ItemSelector, or a batch of them.
import type { Value } from '../expressions/index.ts';
import { type Failure, tooLarge } from './failure.ts';
import { openBatch } from './itemBatch.ts';
import type { Item, MapRunWait } from './mapRun.ts';
import type { Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { Scope } from './scope.ts';
import { isTooLarge } from './size.ts';

export type NextInput =
  /** `wait` is without the items of it. */
  | { readonly kind: 'input'; readonly wait: MapRunWait; readonly input: Value; readonly itemCount: number }
  /** No item, or no whole batch, is here yet. */
  | { readonly kind: 'none'; readonly wait: MapRunWait }
  /** It cannot be made: the Map fails. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export function nextInput(run: RunDraft, map: Strand, before: MapRunWait): NextInput {
  const batch = openBatch(before);
  let wait = before;
  for (let item = wait.queue[wait.at]; item; item = wait.queue[wait.at]) {
    const made = inputOf(run, map, wait, item);
    if (made.failure) return { kind: 'failed', failure: made.failure };
    wait = { ...wait, at: wait.at + 1, nextItem: wait.nextItem + 1 };
    const input = made.value;
    const full = batch ? batch.add(input) : [input];
    if (full === 'tooLarge' || (!batch && isTooLarge(input))) {
      return { kind: 'failed', failure: tooLarge(map.code.name) };
    }
    if (!batch) return { kind: 'input', wait, input, itemCount: 1 };
    if (full) return whole({ ...wait, ...batch.rest() }, batch.inputOf(full), full.length);
  }
  const last = wait.isRead ? batch?.end() : undefined;
  if (batch && last) return whole({ ...wait, ...batch.rest() }, batch.inputOf(last), last.length);
  return { kind: 'none', wait: { ...wait, ...batch?.rest() } };
}

function whole(wait: MapRunWait, input: Value, itemCount: number): NextInput {
  return { kind: 'input', wait, input, itemCount };
}

function inputOf(
  run: RunDraft,
  map: Strand,
  { plan, nextItem }: MapRunWait,
  item: Item,
): { readonly value: Value; readonly failure?: undefined } | { readonly failure: Failure } {
  const scope = new Scope(run, map, { index: nextItem, source: 'STATE_DATA', ...item });
  try {
    return { value: plan.inputOf(map.data, scope, item) };
  } catch (error) {
    return { failure: run.failureOf(error, map).failure };
  }
}
