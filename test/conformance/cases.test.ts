// The project's own conformance cases: data in folders beside this file, played step by step and fast.
import assert from 'node:assert/strict';
import { printValue, type Value } from '../../interpreter/index.ts';
import { allCases, hideIds, playCase } from '../support/cases.ts';

describe('conformance cases', () => {
  for (const [name, one] of allCases()) {
    it(`${name} (${one.origin})`, async () => {
      const { events, written: wanted = {}, seconds, ...expected } = one.expect;
      for (const isObserved of [true, false]) {
        const { run, types, written } = await playCase(one, isObserved);
        const { status, output, failure } = run;
        const { error, cause } = failure ?? {};
        const answer = {
          status,
          ...(output !== undefined && { output }),
          ...(error !== undefined && { error }),
          ...(cause !== undefined && { cause }),
        };
        assert.deepEqual(JSON.parse(hideIds(printValue(answer as Value))), expected);
        if (seconds !== undefined) assert.equal((run.now - run.execution.startTime) / 1000, seconds);
        if (isObserved && events) assert.deepEqual(types, events);
        for (const [pattern, body] of Object.entries(wanted)) {
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          const found = written.find(file => new RegExp(`^${pattern}: `).test(file));
          assert.equal(found?.replace(/^.*?: /, ''), text);
        }
      }
    });
  }
});
