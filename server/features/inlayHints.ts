// What is true without being written: the waits of a retrier that says nothing else, and the values of placeholders.
import { type Definition, fieldsOf, type Retrier, type Span, type State, usesIn } from '../../language/index.ts';

export interface Hint {
  readonly offset: number;
  readonly text: string;
}

/** Inside of `range` only. `valueFor` says what a template gives a name, where that is known. */
export function inlayHints(
  { text, machine, root }: Definition,
  states: readonly State[],
  range: Span,
  valueFor: (name: string) => string | undefined,
): readonly Hint[] {
  if (!machine) return [];
  const hints = states.flatMap(state => ('retriers' in state ? state.retriers.flatMap(retrierHint) : []));
  const shown = /\$\{/.test(text.slice(range.start, range.end)) ? usesIn(text, root) : [];
  const values = shown.flatMap(({ name, span }): Hint[] => {
    const value = valueFor(name);
    return value === undefined ? [] : [{ offset: span.end, text: ` = ${value}` }];
  });
  return [...hints, ...values].filter(({ offset }) => range.start <= offset && offset <= range.end);
}

const DEFAULTS = [
  ['IntervalSeconds', '1 s'],
  ['MaxAttempts', '3 times'],
  ['BackoffRate', '× 2'],
] as const;

function retrierHint({ fields }: Retrier): readonly Hint[] {
  const missing = DEFAULTS.filter(([name]) => fieldsOf('Retrier').has(name) && !fields.has(name));
  const place = fields.get('ErrorEquals')?.value;
  if (!place || missing.length === 0) return [];
  return [{ offset: place.end, text: ` ${missing.map(([, value]) => value).join(', ')}` }];
}
