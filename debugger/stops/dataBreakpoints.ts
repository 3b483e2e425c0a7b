// Data breakpoints: which value one watches, in which scope, and what is said when it was written with another value.
import {
  type Change,
  changeOf,
  printValue,
  type Run,
  type Value,
  type Watch,
  watchOf,
} from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import { scopeOf } from './spot.ts';

export interface Watched {
  /** `$total`, `$.order.total` */
  readonly expression: string;
  /** The path of a States object, `Top/Each`: other scopes may have values of the same name. */
  readonly scope: string;
}

/** Means the same in a later session, so clients may keep it. */
export function dataIdOf({ expression, scope }: Watched): string {
  return JSON.stringify([expression, scope]);
}

export function readDataId(dataId: string): (Watched & { readonly watch: Watch }) | { readonly problem: string } {
  const [expression, scope] = partsOf(dataId);
  const watch = expression === undefined ? undefined : watchOf(expression);
  if (expression === undefined || scope === undefined || !watch) return { problem: messages.notWatchable(dataId) };
  return { expression, scope, watch };
}

function partsOf(dataId: string): readonly (string | undefined)[] {
  try {
    const parts: unknown = JSON.parse(dataId);
    return Array.isArray(parts) && parts.every(part => typeof part === 'string') ? parts : [];
  } catch {
    // It was not made here.
    return [];
  }
}

export function changeIn({ watch, scope }: Watched & { watch: Watch }, before: Run, after: Run): Change | undefined {
  return changeOf(watch, before, after, ({ code }) => scopeOf(code) === scope);
}

export function describeChange(expression: string, { before, after }: Change): string {
  const shown = (value: Value | undefined) => (value === undefined ? 'nothing' : shorten(printValue(value)));
  return messages.changed(expression, shown(before), shown(after));
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
