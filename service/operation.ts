// What an operation of the API is: the members it takes, and what it does with them. One file each in `operations/`.
import { type Read, readMembers, type Shape } from './members.ts';
import type { Service } from './service.ts';

export type Operation = (body: Readonly<Record<string, unknown>>, call: OperationCall) => object | Promise<object>;

export interface OperationCall {
  readonly service: Service;
  /** The caller has gone: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export function operation<S extends Shape>(
  shape: S,
  run: (params: Read<S>, service: Service, call: OperationCall) => object | Promise<object>,
): Operation {
  return (body, call) => run(readMembers(shape, body), call.service, call);
}
