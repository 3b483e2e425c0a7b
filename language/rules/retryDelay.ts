// retry-delay: a greatest delay that is not greater than the first one keeps the interval from growing.
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const retryDelay: Rule = (machine, report) => {
  for (const { owner, fields, pointer } of machine.parts) {
    if (owner !== 'Retrier') continue;
    const most = fields.get('MaxDelaySeconds')?.value;
    const interval = fields.get('IntervalSeconds')?.value;
    const first = interval === undefined ? 1 : interval.kind === 'number' ? interval.value : undefined;
    if (most?.kind !== 'number' || first === undefined || most.value > first || most.value < 1) continue;
    report('retry-delay', most, `${pointer}/MaxDelaySeconds`, messages.retryDelay(), 'warning');
  }
};
