// Mock files: both forms, and one sentence for each thing that can be wrong.
import assert from 'node:assert/strict';
import { readMocks } from '../../host/index.ts';
import type { Value } from '../../interpreter/index.ts';

const read = (file: Value, testCase?: string) => readMocks(file, { stateMachine: 'order', testCase });

const LOCAL: Value = {
  StateMachines: { order: { TestCases: { Happy: { Pay: 'Paid' }, Lost: { Pay: 'Nowhere' } } } },
  MockedResponses: {
    Paid: { '0': { Throw: { Error: 'Busy', Cause: 'later' } }, '1-2': { Return: { ok: true } } },
  },
};

describe('mock files', () => {
  it('in our own form name states', () => {
    const { mocks } = read({ Pay: { return: 1 }, Ship: { sequence: [{ return: 1 }, { throw: { error: 'E' } }] } });
    assert.deepEqual(mocks?.get('Pay'), { kind: 'return', value: 1 });
    assert.equal(mocks?.get('Ship')?.kind, 'sequence');
  });

  it('in the form of Step Functions Local have test cases and attempts', () => {
    const paid = { kind: 'return', value: { ok: true } };
    const busy = { kind: 'throw', error: 'Busy', cause: 'later' };
    assert.deepEqual(read(LOCAL, 'Happy').mocks?.get('Pay'), { kind: 'sequence', mocks: [busy, paid, paid] });
  });

  const wrong: readonly (readonly [file: Value, testCase: string | undefined, problem: RegExp])[] = [
    [[], undefined, /A mock file is an object/],
    [{ Pay: 1 }, undefined, /The mock of "Pay" is an object with one of/],
    [{ Pay: {} }, undefined, /needs exactly one of/],
    [{ Pay: { returns: 1 } }, undefined, /has "returns"; it needs one of/],
    [{ Pay: { sequence: [] } }, undefined, /a list with entries/],
    [{ Pay: { iterations: { x: { return: 1 } } } }, undefined, /"x" is no index of an iteration/],
    [{ Pay: { throw: { error: 1 } } }, undefined, /"error" of what "Pay" throws is text/],
    [{ Pay: { return: 1 } }, 'Happy', /has no test cases/],
    [LOCAL, undefined, /Say which test case: --test-case with "Happy", "Lost"/],
    [LOCAL, 'Sad', /has no "Sad"\. The test cases are "Happy", "Lost"/],
    [LOCAL, 'Lost', /has no "Nowhere"/],
  ];
  for (const [file, testCase, problem] of wrong) {
    it(`say what is wrong: ${problem.source}`, () => assert.match(read(file, testCase).problem ?? '', problem));
  }
});
