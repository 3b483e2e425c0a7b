// The executions recorded on AWS that call nothing but Lambda functions, which can be played offline. They live beside the
// project; there are none where they are not.
import fs from 'node:fs';
import path from 'node:path';
import { canPlay, type LambdaSpec } from './lambdas.ts';
import type { Placeholders } from './matching.ts';

export const CASES = path.resolve('../shared/conformance/cases');

export interface Recorded {
  readonly id: string;
  readonly group: string;
  readonly kind: string;
  readonly definition: string | object;
  readonly input?: string;
  readonly runs?: readonly Recorded[];
  readonly expect: { status: string; output?: unknown; error?: string; cause?: string; events?: readonly object[] };
  readonly placeholders?: Placeholders;
  readonly history?: object;
  readonly racy?: boolean;
  readonly unordered?: boolean;
  readonly branching?: boolean;
  readonly resources?: readonly LambdaSpec[];
}

export function* playable(): Generator<Recorded> {
  if (!fs.existsSync(CASES)) return;
  for (const group of fs.readdirSync(CASES).sort()) {
    for (const name of fs.readdirSync(path.join(CASES, group)).sort()) {
      const recorded: Recorded = JSON.parse(fs.readFileSync(path.join(CASES, group, name), 'utf8'));
      if (recorded.kind !== 'execution' || !recorded.definition || recorded.history) continue;
      const text = textOf(recorded.definition);
      const resources = [...text.matchAll(/"Resource"\s*:\s*"([^"]*)"/g)].map(match => match[1] ?? '');
      const isPlayable =
        resources.every(arn => /:lambda:invoke$|^arn:aws:lambda:/.test(arn)) &&
        (recorded.resources ?? []).every(canPlay) &&
        !('mockConfig' in recorded);
      if (isPlayable) yield recorded;
    }
  }
}

export function textOf(definition: string | object): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}
