// Who an execution is when nobody says: names and ARNs of the local machine.
import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Execution, ExecutionType, Value } from '../interpreter/index.ts';

const NO_UUID = '00000000-0000-4000-8000-000000000000';
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
  readonly type?: ExecutionType;
}

export function createExecution({ file, name, input, inputText, startTime, seed, type }: ExecutionOptions): Execution {
  const machine = file === undefined ? 'StateMachine' : machineName(file);
  const isExpress = type === 'EXPRESS';
  // The last part of an Express execution's ARN is drawn by AWS.
  const kind = isExpress ? `express:${machine}:${name}:${NO_UUID}` : `execution:${machine}:${name}`;
  return {
    id: `arn:aws:states:${ACCOUNT}:${kind}`,
    ...(type !== undefined && { type }),
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

// What a name of a machine, execution or activity may not hold (spec/api.md §2).
const FORBIDDEN = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}\p{Surrogate}\ufffe\uffff]/gu;

/** Of a machine, an execution or an activity. */
export function isName(name: string): boolean {
  return name.search(FORBIDDEN) < 0;
}

/** `order.asl.json` → `order`. Characters a name may not have become hyphens. */
export function machineName(file: string): string {
  const base = path.basename(file).replace(/\.(asl\.)?(json|ya?ml|asl)$/i, '');
  return base.replace(FORBIDDEN, '-').slice(0, 80) || 'StateMachine';
}
