// The context object (`$$`, `$states.context`) of a strand (spec/asl.md §9). Built only when an expression reads it.
import type { Value } from '../expressions/index.ts';
import type { Execution, Strand } from './run.ts';
import { printTimestamp } from './timestamp.ts';

/** The item an ItemSelector is evaluated for. */
export interface MapItem {
  readonly index: number;
  readonly value: Value;
}

export function contextObject(execution: Execution, strand: Strand, item?: MapItem): Value {
  const { code, entered, attempts, data } = strand;
  return {
    Execution: {
      Id: execution.id,
      Input: execution.input,
      StartTime: printTimestamp(execution.startTime),
      Name: execution.name,
      RoleArn: execution.roleArn,
      ...(execution.redriveCount !== undefined && { RedriveCount: execution.redriveCount }),
    },
    StateMachine: { Id: execution.stateMachineId, Name: execution.stateMachineName },
    State: {
      Name: code.name,
      EnteredTime: printTimestamp(entered?.time ?? execution.startTime),
      // Recorded: in a Task only.
      ...(code.state.type === 'Task' && { RetryCount: attempts.total }),
    },
    ...(data.token !== undefined && { Task: { Token: data.token } }),
    ...(item && { Map: { Item: { Index: item.index, Value: item.value } } }),
  };
}
