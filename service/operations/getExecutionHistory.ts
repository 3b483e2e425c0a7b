// GetExecutionHistory: the events, oldest or newest first, with or without the data they carry.
import { withoutData } from '../../interpreter/index.ts';
import { flag } from '../members.ts';
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { ARN } from '../shapes.ts';

export const getExecutionHistory = operation(
  { ...PAGING, executionArn: ARN, reverseOrder: flag, includeExecutionData: flag },
  ({ executionArn, reverseOrder = false, includeExecutionData = true, ...paging }, service) => {
    const { history } = service.describable(executionArn);
    const ordered = reverseOrder ? history.toReversed() : history;
    const of = JSON.stringify([executionArn, reverseOrder]);
    const { items, token } = pageOf(ordered, ({ id }) => String(id), { ...paging, of });
    return { events: includeExecutionData ? items : items.map(withoutData), ...token };
  },
);
