// Definitions AWS has executed: what it accepted is not refused here. The recordings live beside the project and are used
// when they are there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyze } from '../../language/index.ts';

const CASES = path.resolve('../shared/conformance/cases');
/** Kept here so that it can only go up. */
const AT_LEAST = 540;

interface Recorded {
  readonly kind: string;
  readonly definition?: string | object;
  readonly runs?: readonly { readonly definition?: string | object }[];
  readonly expect?: { readonly error?: unknown; readonly status?: string };
}

describe('recorded executions', () => {
  if (!fs.existsSync(CASES)) return;

  it('no definition AWS executed has an error', () => {
    const refused: string[] = [];
    let count = 0;
    for (const name of fs.readdirSync(CASES, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.json')) continue;
      const { kind, definition, runs }: Recorded = JSON.parse(fs.readFileSync(path.join(CASES, name), 'utf8'));
      if (kind !== 'execution' && kind !== 'express') continue;
      for (const given of [definition, ...(runs ?? []).map(run => run.definition)]) {
        if (!given) continue;
        count++;
        const text = typeof given === 'string' ? given : JSON.stringify(given);
        const { problems } = analyze(text, {
          format: 'json',
          workflowType: kind === 'express' ? 'EXPRESS' : 'STANDARD',
        });
        for (const { severity, code, pointer } of problems) {
          if (severity === 'error') refused.push(`${name}: ${code} at ${pointer}`);
        }
      }
    }
    assert.deepEqual(refused, []);
    assert.ok(count >= AT_LEAST, `Only ${count} were there.`);
  });
});
