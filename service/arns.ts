// ARNs and names of the local Region and account (spec/api.md §2): made, taken apart, and refused.
import { isName } from '../host/index.ts';
import { errors } from './errors.ts';

const REGION = 'arn:aws:states:us-east-1';
const ACCOUNT = '123456789012';

export const arns = {
  /** A machine is in the account of its role: AWS takes no role of another. */
  machine: (name: string, roleArn: string) => `${REGION}:${accountOf(roleArn)}:stateMachine:${name}`,
  execution: (machineArn: string, name: string) => `${ofMachine(machineArn, 'execution')}:${name}`,
  express: (machineArn: string, name: string, id: string) => `${ofMachine(machineArn, 'express')}:${name}:${id}`,
  activity: (name: string) => `${REGION}:${ACCOUNT}:activity:${name}`,
} as const;

function accountOf(roleArn: string): string {
  return /^arn:[^:]*:iam::(\d{12}):/.exec(roleArn)?.[1] ?? ACCOUNT;
}

function ofMachine(machineArn: string, kind: string): string {
  return machineArn.replace(':stateMachine:', `:${kind}:`);
}

/** A state machine's ARN in parts: `…:stateMachine:NAME`, with a version or alias behind it, and a test case after `#`. */
export interface MachineArn {
  /** Without qualifier and test case. */
  readonly machine: string;
  readonly qualifier?: string;
  readonly testCase?: string;
}

export function readMachineArn(arn: string): MachineArn {
  const [plain = '', testCase] = splitOnce(arn, '#');
  const parts = partsOf(plain, arn);
  if (parts[5] !== 'stateMachine' || parts.length > 8) throw errors.arnType(parts[5] ?? '');
  const machine = parts.slice(0, 7).join(':');
  const [, , , , , , , qualifier] = parts;
  return { machine, ...(qualifier !== undefined && { qualifier }), ...(testCase !== undefined && { testCase }) };
}

/** The ARN again, once it is known to be one of this kind. */
export function checkArn(arn: string, kind: 'execution' | 'activity' | 'mapRun'): string {
  const type = partsOf(arn, arn)[5];
  if (type !== kind) throw errors.arnType(type ?? '');
  return arn;
}

function partsOf(arn: string, asGiven: string): readonly string[] {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 7) throw errors.arnPrefix(asGiven);
  if (parts[2] !== 'states') throw errors.arnPrefix(asGiven);
  return parts;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

export function checkName(name: string): string {
  if (!isName(name)) throw errors.invalidName(name);
  return name;
}
