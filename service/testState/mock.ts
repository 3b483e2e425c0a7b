// The mock of a TestState request: what it may be for which state, and what its result is checked against.
import type { Failure, Value } from '../../interpreter/index.ts';
import type { State } from '../../language/index.ts';
import { errors } from '../errors.ts';
import { checkResult, type FieldValidationMode } from './results.ts';
import type { SourceTexts } from './sourceTexts.ts';

export interface MockRequest {
  readonly result: string | undefined;
  readonly errorOutput: { readonly error: string | undefined; readonly cause: string | undefined } | undefined;
  readonly fieldValidationMode: FieldValidationMode | undefined;
}

export type TestMock = { readonly result: Value } | { readonly failure: Failure };

/** Undefined where the state does its own work. */
export function readMock(request: MockRequest | undefined, state: State, texts: SourceTexts): TestMock | undefined {
  if (!request || (request.result === undefined && request.errorOutput === undefined)) {
    if (state.type === 'Map' || state.type === 'Parallel') {
      throw errors.definition(
        'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
      );
    }
    return undefined;
  }
  const { result: text, errorOutput, fieldValidationMode = 'STRICT' } = request;
  if (text !== undefined && errorOutput) {
    throw errors.validation('A test mock should have only one of the following fields: [result, errorOutput].');
  }
  if (state.type !== 'Task' && state.type !== 'Map' && state.type !== 'Parallel') {
    throw errors.validation(`State type '${state.type}' is not supported when a mock is specified`);
  }
  if (errorOutput) {
    const { error, cause } = errorOutput;
    return { failure: { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) } };
  }
  const result = texts.read(text ?? '');
  if (result === undefined) throw errors.validation('Mocked result must be valid JSON');
  checkKind(state, result);
  if (state.type === 'Task') {
    const resource = state.fields.get('Resource')?.value;
    checkResult(resource?.kind === 'string' ? resource.value : '', result, fieldValidationMode);
  }
  return { result };
}

function checkKind(state: State, result: Value): void {
  const isList = Array.isArray(result);
  if (state.type === 'Map' && state.fields.has('ResultWriter')) {
    if (isList || typeof result !== 'object' || result === null) {
      throw errors.validation('Mocked result must be a JSON object.');
    }
    return;
  }
  if ((state.type === 'Map' || state.type === 'Parallel') && !isList) {
    throw errors.validation('Mocked result must be an array.');
  }
  if (state.type === 'Parallel' && isList && result.length !== state.branches.length) {
    throw errors.validation('Mocked result must contain the same number of items as number of Parallel branches.');
  }
}
