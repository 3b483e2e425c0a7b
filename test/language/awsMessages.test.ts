// What the service answered to definitions it refuses: code, text and location. The cases live beside the project and are
// used when they are there; a few are told here.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyze, awsDiagnostics, refusalOf } from '../../language/index.ts';

const CASES = path.resolve('../shared/conformance/cases');
/** Kept here so that it can only go up. */
const AT_LEAST = 54;

interface Recorded {
  readonly id: string;
  readonly kind: string;
  readonly stateMachineType?: 'STANDARD' | 'EXPRESS';
  readonly definition: string | { readonly States?: object };
  readonly expect: {
    readonly response?: { readonly diagnostics?: unknown };
    readonly error?: { readonly code: string; readonly message?: string };
  };
}

function* refusals(): Generator<Recorded> {
  for (const name of fs.readdirSync(CASES, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.json')) continue;
    const recorded: Recorded = JSON.parse(fs.readFileSync(path.join(CASES, name), 'utf8'));
    const { error, response } = recorded.expect ?? {};
    // TestState refuses some sound definitions, for reasons of its own.
    const isOfDefinition = error?.code === 'InvalidDefinition' && !error.message?.startsWith('TestState');
    const isAsked = recorded.kind === 'validate' || recorded.kind === 'test-state';
    if (isAsked && (isOfDefinition || response?.diagnostics)) yield recorded;
  }
}

function diagnosticsOf({ kind, definition, stateMachineType }: Recorded) {
  const isState = kind === 'test-state' && typeof definition === 'object' && !definition.States;
  const whole = isState ? { StartAt: 'StateName', States: { StateName: definition } } : definition;
  const text = typeof whole === 'string' ? whole : JSON.stringify(whole);
  return awsDiagnostics(analyze(text, { format: 'json', ...(stateMachineType && { workflowType: stateMachineType }) }));
}

describe('refusals as AWS tells them', () => {
  if (fs.existsSync(CASES)) {
    it('every recorded one', () => {
      let played = 0;
      for (const recorded of refusals()) {
        const { error, response } = recorded.expect;
        const diagnostics = diagnosticsOf(recorded);
        if (response?.diagnostics) assert.deepEqual(diagnostics, response.diagnostics, recorded.id);
        else if (error?.message) assert.equal(refusalOf(diagnostics), error.message, recorded.id);
        else assert.ok(diagnostics.length > 0, recorded.id);
        played++;
      }
      assert.ok(played >= AT_LEAST, `Only ${played} were there.`);
    });
  }

  const told = (definition: object) => {
    const { problems, ...rest } = analyze(JSON.stringify(definition), { format: 'json' });
    return awsDiagnostics({ problems, ...rest }).map(
      ({ code, message, location }) => `${code}: ${message} at ${location}`,
    );
  };

  it('all missing fields of one place at once', () => {
    assert.deepEqual(told({}), ['SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /']);
  });

  it('targets, with places in lists in brackets', () => {
    const A = {
      Type: 'Choice',
      Choices: [{ Variable: '$.a', IsNull: true, Next: 'NOPE' }],
      Default: 'B',
    };
    assert.deepEqual(told({ StartAt: 'A', States: { A, B: { Type: 'Succeed' } } }), [
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Choices[0]/Next",
    ]);
  });

  it('faults of states come before faults of transitions', () => {
    const states = { A: { Type: 'Pass', Next: 'NOPE' }, B: { Type: 'Succeed', Next: 'A' } };
    assert.deepEqual(told({ StartAt: 'A', States: states }), [
      "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/B",
    ]);
  });

  it('a field of the other language, JSONata, reachability, the end', () => {
    assert.deepEqual(told({ StartAt: 'A', States: { A: { Type: 'Pass', Output: 1, End: true } } }), [
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A",
    ]);
    const E = { Type: 'Pass', Output: { v: '{% phone %}' }, End: true };
    assert.deepEqual(told({ QueryLanguage: 'JSONata', StartAt: 'E', States: { E } }), [
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/E/Output/v",
    ]);
    assert.deepEqual(told({ StartAt: 'A', States: { A: { Type: 'Succeed' }, C: { Type: 'Succeed' } } }), [
      'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
    ]);
    assert.deepEqual(told({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } }), [
      'MISSING_END_STATE: Workflow has no terminal state at undefined',
    ]);
  });
});
