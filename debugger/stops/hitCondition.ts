// Hit conditions: `5` the fifth time only, `>= 5` and its like, `% 10` every tenth time, `#17` in iteration 17 of a Map.
import { messages } from '../messages.ts';

export type HitCondition =
  | { readonly kind: 'count'; readonly holds: (count: number) => boolean }
  | { readonly kind: 'iteration'; readonly index: number };

export function readHitCondition(text: string): HitCondition | { readonly problem: string } {
  const [, sign = '', digits = ''] = /^\s*(>=|<=|==|=|>|<|%|#|)\s*(\d+)\s*$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === '' || (sign === '%' && number === 0)) return { problem: messages.hitConditionUnreadable(text) };
  switch (sign) {
    case '#':
      return { kind: 'iteration', index: number };
    case '%':
      return { kind: 'count', holds: count => count % number === 0 };
    case '>=':
      return { kind: 'count', holds: count => count >= number };
    case '<=':
      return { kind: 'count', holds: count => count <= number };
    case '>':
      return { kind: 'count', holds: count => count > number };
    case '<':
      return { kind: 'count', holds: count => count < number };
    default:
      return { kind: 'count', holds: count => count === number };
  }
}
