// The SDK integration with Step Functions itself (`aws-sdk:sfn:…`): an operation of this service. Arguments and results have
// names that begin with a capital, and dates are text.
import { randomUUID } from 'node:crypto';
import {
  isObject,
  printValue,
  refusedCall,
  type ServiceResource,
  sdkForm,
  type Value,
} from '../../interpreter/index.ts';
import { ServiceError } from '../errors.ts';
import type { OpenCall } from './tasks.ts';

export async function callApi(
  { command, service, answer, signal }: OpenCall,
  resource: ServiceResource,
): Promise<void> {
  const operation = resource.action.charAt(0).toUpperCase() + resource.action.slice(1);
  try {
    const reply = await service.answer(operation, toRequest(command.call.input), signal);
    answer({ kind: 'succeeded', output: sdkForm(reply as Value) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    answer({ kind: 'failed', failure: refusedCall(error.code, error.message, randomUUID()) });
  }
}

/** Members whose text the service makes itself from any value (recorded for Input). */
const TEXTS = ['input', 'output', 'definition', 'cause'];

function toRequest(input: Value): Record<string, unknown> {
  if (!isObject(input)) return {};
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const member = name.charAt(0).toLowerCase() + name.slice(1);
      const isText = TEXTS.includes(member) && typeof value !== 'string' && value !== null;
      return [member, isText ? printValue(value) : value];
    }),
  );
}
