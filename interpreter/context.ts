// The context object (`$$`, `$states.context`) of a strand (spec/asl.md §9). Built only when an expression reads it.
import { isObject, type Value, type ValueObject } from '../expressions/index.ts';
import type { Execution, Run, Strand } from './run.ts';
import { printTimestamp } from './timestamp.ts';

/** The item an ItemSelector is evaluated for. */
export interface MapItem {
  readonly index: number;
  readonly value: Value;
  /** Of a member of an object. */
  readonly key?: string;
  /** Where it is from, in a distributed Map. */
  readonly source?: string;
}

/** The execution a strand belongs to: the run's own, or that of a child of a distributed Map. */
export function executionOf({ execution }: Pick<Run, 'execution'>, strand: Strand): Execution {
  return strand.execution ?? execution;
}

export function contextObject(run: Pick<Run, 'execution'>, strand: Strand, item?: MapItem): Value {
  const execution = executionOf(run, strand);
  const { code, entered, attempts, data } = strand;
  const own: ValueObject = {
    Execution: {
      Id: execution.id,
      Input: execution.input,
      StartTime: printTimestamp(execution.startTime),
      Name: execution.name,
      RoleArn: execution.roleArn,
      ...(execution.redriveCount !== undefined && { RedriveCount: execution.redriveCount }),
      ...(execution.redriveTime !== undefined && { RedriveTime: printTimestamp(execution.redriveTime) }),
    },
    StateMachine: { Id: execution.stateMachineId, Name: execution.stateMachineName },
    State: {
      Name: code.name,
      EnteredTime: printTimestamp(entered?.time ?? execution.startTime),
      // Recorded: in a Task only.
      ...(code.type === 'Task' && { RetryCount: attempts.total }),
    },
    ...(data.token !== undefined && { Task: { Token: data.token } }),
    ...(item && { Map: { Item: mapItem(item) } }),
  };
  return execution.context ? merged(own, execution.context) : own;
}

// Member by member; what is no object takes the place of what was.
function merged(own: ValueObject, given: ValueObject): ValueObject {
  const members = Object.entries(given).map(([name, value]) => {
    const before = Object.hasOwn(own, name) ? own[name] : undefined;
    return [name, isObject(before) && isObject(value) ? merged(before, value) : value] as const;
  });
  return { ...own, ...Object.fromEntries(members) };
}

function mapItem({ index, value, key, source }: MapItem): Value {
  return {
    Index: index,
    Value: value,
    ...(key !== undefined && { Key: key }),
    ...(source !== undefined && { Source: source }),
  };
}
