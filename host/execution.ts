// Who an execution is when nobody says: names and ARNs of the local machine.
import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Execution, Value } from '../interpreter/index.ts';

const ACCOUNT = 'us-east-1:123456789012';

export interface ExecutionOptions {
  /** The definition's file, or undefined for an unsaved text: it names the state machine. */
  readonly file?: string;
  readonly name: string;
  readonly input: Value;
  readonly inputText?: string;
  readonly startTime: number;
  /** Of random numbers and UUIDs; drawn from the machine's when absent. */
  readonly seed?: number;
}

export function createExecution({ file, name, input, inputText, startTime, seed }: ExecutionOptions): Execution {
  const machine = file === undefined ? 'StateMachine' : machineName(file);
  return {
    id: `arn:aws:states:${ACCOUNT}:execution:${machine}:${name}`,
    name,
    input,
    ...(inputText !== undefined && { inputText }),
    startTime,
    seed: seed ?? randomInt(2 ** 32),
    roleArn: 'arn:aws:iam::123456789012:role/stepthrough',
    stateMachineId: `arn:aws:states:${ACCOUNT}:stateMachine:${machine}`,
    stateMachineName: machine,
    redriveCount: 0,
  };
}

/** `order.asl.json` → `order`. Characters a name may not have become hyphens (spec/api.md §2). */
export function machineName(file: string): string {
  const base = path.basename(file).replace(/\.(asl\.)?(json|ya?ml|asl)$/i, '');
  return base.replace(/[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]/gu, '-').slice(0, 80) || 'StateMachine';
}
