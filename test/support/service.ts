// A service to talk to in tests: on the virtual clock from a fixed instant, without HTTP. `call` answers like an SDK: the
// reply, or the error as `Code: message`.
import { createVirtualClock } from '../../host/index.ts';
import { Service, type ServiceOptions } from '../../service/index.ts';

export interface Talk {
  readonly service: Service;
  readonly call: (operation: string, params?: object) => Promise<Reply>;
  /** Starts an execution and waits for its end: what DescribeExecution says of it. */
  readonly run: (stateMachineArn: string, input?: unknown) => Promise<Reply>;
  /** A state machine of this name; its ARN. */
  readonly machine: (name: string, states: object, more?: object) => Promise<string>;
}

// biome-ignore lint/suspicious/noExplicitAny: replies are compared, or their members passed on.
export type Reply = any;

const START = Date.UTC(2025, 0, 1);

export function talk(options: ServiceOptions = {}): Talk {
  const service = new Service({ clock: createVirtualClock(START), ...options });
  const never = new AbortController().signal;
  const call = async (operation: string, params: object = {}): Promise<Reply> => {
    try {
      return await service.answer(operation, params as Record<string, unknown>, never);
    } catch (error) {
      if (error instanceof Error && 'code' in error) return `${error.code}: ${error.message}`;
      throw error;
    }
  };
  return {
    service,
    call,
    run: async (stateMachineArn, input = {}) => {
      const { executionArn } = await call('StartExecution', { stateMachineArn, input: JSON.stringify(input) });
      await service.execution(executionArn).ended;
      return call('DescribeExecution', { executionArn });
    },
    machine: async (name, states, more = {}) => {
      const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
      const reply = await call('CreateStateMachine', { name, definition, roleArn: ROLE, ...more });
      return reply.stateMachineArn ?? reply;
    },
  };
}

export const ROLE = 'arn:aws:iam::123456789012:role/test';
