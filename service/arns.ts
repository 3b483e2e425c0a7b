// ARNs and names of the local Region and account (spec/api.md §2): made, taken apart, and refused.
import { errors } from './errors.ts';

const PREFIX = 'arn:aws:states:us-east-1:123456789012';

export const arns = {
  machine: (name: string) => `${PREFIX}:stateMachine:${name}`,
  execution: (machine: string, name: string) => `${PREFIX}:execution:${machine}:${name}`,
  express: (machine: string, name: string, id: string) => `${PREFIX}:express:${machine}:${name}:${id}`,
  activity: (name: string) => `${PREFIX}:activity:${name}`,
} as const;

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

// What a name of a machine, execution or activity may not hold (spec/api.md §2).
const FORBIDDEN = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}\p{Surrogate}\ufffe\uffff]/u;

export function checkName(name: string): string {
  if (FORBIDDEN.test(name)) throw errors.invalidName(name);
  return name;
}
