// ListExecutions of a machine, a version, an alias or a Map Run, newest first.
import type { Execution } from '../../interpreter/index.ts';
import { errors } from '../errors.ts';
import type { ChildRun } from '../mapRuns.ts';
import { text, word } from '../members.ts';
import { operation } from '../operation.ts';
import { PAGING, pageOf } from '../paging.ts';
import { summarize } from '../shapes.ts';

export const listExecutions = operation(
  {
    ...PAGING,
    nextToken: text(1, 3096),
    stateMachineArn: text(1, 256),
    mapRunArn: text(1, 2000),
    // In AWS's order.
    statusFilter: word('SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'),
    redriveFilter: word('REDRIVEN', 'NOT_REDRIVEN'),
  },
  ({ stateMachineArn, mapRunArn, statusFilter, redriveFilter, maxResults, nextToken }, service) => {
    if (mapRunArn !== undefined) {
      service.mapRuns.get(mapRunArn);
      const children = service.mapRuns.childrenOf(mapRunArn).filter(({ status, execution }) => {
        return isWanted(redriveFilter, execution) && (statusFilter === undefined || status === statusFilter);
      });
      const of = JSON.stringify([mapRunArn, statusFilter, redriveFilter]);
      const { items, token } = pageOf(children, ({ execution }) => execution.id, { maxResults, nextToken, of });
      return { executions: items.map(childSummary), ...token };
    }
    if (stateMachineArn === undefined) {
      throw errors.validation('Either a state machine ARN or a Map Run ARN must be provided.');
    }
    const { machine, version, alias } = service.machines.resolve(stateMachineArn);
    if (machine.type === 'EXPRESS') throw errors.machineType();
    const listed = service.executions().filter(({ from, status, execution }) => {
      if (from.machine !== machine || !isWanted(redriveFilter, execution)) return false;
      if (alias ? from.alias?.arn !== alias.arn : version && from.version?.arn !== version.arn) return false;
      return statusFilter === undefined || status === statusFilter;
    });
    const of = JSON.stringify([stateMachineArn, statusFilter, redriveFilter]);
    const { items, token } = pageOf(listed, ({ execution }) => execution.id, { maxResults, nextToken, of });
    return { executions: items.map(summarize), ...token };
  },
);

function isWanted(filter: 'REDRIVEN' | 'NOT_REDRIVEN' | undefined, { redriveCount = 0 }: Execution): boolean {
  return filter === undefined || (filter === 'REDRIVEN') === redriveCount > 0;
}

function childSummary(child: ChildRun): object {
  return { ...summarize(child), itemCount: child.execution.itemCount };
}
