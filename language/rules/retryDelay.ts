// retry-delay: a greatest delay that is not greater than the first one keeps the interval from growing.
import type { Report } from '../machine/fields.ts';
import type { Retrier } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function retryDelay({ fields, pointer }: Retrier, report: Report): void {
  const most = fields.get('MaxDelaySeconds')?.value;
  const interval = fields.get('IntervalSeconds')?.value;
  const first = interval === undefined ? 1 : interval.kind === 'number' ? interval.value : undefined;
  if (most?.kind !== 'number' || first === undefined || most.value > first || most.value < 1) return;
  report('retry-delay', most, `${pointer}/MaxDelaySeconds`, messages.retryDelay(), 'warning');
}
