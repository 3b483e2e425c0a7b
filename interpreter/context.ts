// The context object (`$$`, `$states.context`) of a strand (spec/asl.md §9). Built only when an expression reads it.
import type { Value } from '../expressions/index.ts';
import type { Execution, Strand } from './run.ts';
import { printTimestamp } from './timestamp.ts';

export function contextObject(execution: Execution, strand: Strand): Value {
  return {
    Execution: {
      Id: execution.id,
      Input: execution.input,
      StartTime: printTimestamp(execution.startTime),
      Name: execution.name,
      RoleArn: execution.roleArn,
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.stateMachineId, Name: execution.stateMachineName },
    State: { Name: strand.code.name, EnteredTime: printTimestamp(strand.entered?.time ?? execution.startTime) },
  };
}
