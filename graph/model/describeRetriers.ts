// What a state's retriers do, a line for each: `CardBusy: 2 times, after 30 s, then 2 × as long`.
import type { Retrier } from '../../language/index.ts';
import { duration } from './describeState.ts';

export function describeRetriers(retriers: readonly Retrier[]): readonly string[] {
  return retriers.map(describeRetrier);
}

// The defaults are those of the specification, "Retrying after error". Of what is no number nothing is said.
function describeRetrier({ fields }: Retrier): string {
  const number = (name: string, otherwise: number | undefined) => {
    const value = fields.get(name)?.value;
    return value === undefined ? otherwise : value.kind === 'number' ? value.value : undefined;
  };
  const attempts = number('MaxAttempts', 3);
  const interval = number('IntervalSeconds', 1);
  const rate = number('BackoffRate', 2);
  const most = number('MaxDelaySeconds', undefined);
  const errors = errorNames(fields).join(', ') || 'No errors';
  if (attempts === 0) return `${errors}: never`;
  const parts = [attempts === undefined ? 'again' : attempts === 1 ? 'once' : `${attempts} times`];
  if (interval !== undefined) parts.push(`after ${duration(interval)}`);
  if (attempts !== 1 && rate !== undefined && rate !== 1) {
    parts.push(`then ${rate} × as long`);
    if (most !== undefined) parts.push(`at most ${duration(most)}`);
  }
  return `${errors}: ${parts.join(', ')}`;
}

export function errorNames(fields: Retrier['fields']): readonly string[] {
  const names = fields.get('ErrorEquals')?.value;
  return names?.kind === 'array' ? names.items.flatMap(item => (item.kind === 'string' ? [item.value] : [])) : [];
}
