// A scripted debug client: talks to a session in memory and prints what a client sees, one line per thing said.
import type { DebugProtocol } from '../../debugger/dap.ts';
import { nodeEnvironment } from '../../debugger/nodeEnvironment.ts';
import { StepthroughSession } from '../../debugger/session.ts';
import { START_TIME } from './runs.ts';

export interface DebugClient {
  readonly log: string[];
  request<T = unknown>(command: string, args?: object): Promise<T>;
  /** The next event of this name that has not been waited for yet. */
  event<T = unknown>(name: string): Promise<T>;
  /** A move, and the stop or end it leads to. */
  move(command: string, args?: object): Promise<void>;
  /** Where the session stands, and what can be seen there. */
  show(): Promise<void>;
  dispose(): void;
}

export function createDebugClient(): DebugClient {
  const session = new StepthroughSession(nodeEnvironment({ startTime: () => START_TIME, newName: () => 'test' }));
  const log: string[] = [];
  const answers = new Map<number, (response: DebugProtocol.Response) => void>();
  const unheard: DebugProtocol.Event[] = [];
  const listeners: { readonly names: readonly string[]; readonly hear: (event: DebugProtocol.Event) => void }[] = [];
  let seq = 0;

  session.onDidSendMessage(raw => {
    const message = raw as DebugProtocol.ProtocolMessage;
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      answers.get(response.request_seq)?.(response);
      return;
    }
    const event = message as DebugProtocol.Event;
    if (event.event === 'output') log.push(`  | ${event.body.output.trimEnd()}`);
    const index = listeners.findIndex(({ names }) => names.includes(event.event));
    if (index >= 0) listeners.splice(index, 1)[0]?.hear(event);
    else unheard.push(event);
  });

  function nextOf(names: readonly string[]): Promise<DebugProtocol.Event> {
    const index = unheard.findIndex(({ event }) => names.includes(event));
    const heard = index >= 0 ? unheard.splice(index, 1)[0] : undefined;
    if (heard) return Promise.resolve(heard);
    return new Promise(hear => listeners.push({ names, hear }));
  }

  async function request<T>(command: string, args: object = {}): Promise<T> {
    const id = ++seq;
    const response = await new Promise<DebugProtocol.Response>(resolve => {
      answers.set(id, resolve);
      session.handleMessage({ type: 'request', seq: id, command, arguments: args } as DebugProtocol.Request);
    });
    if (!response.success) throw new Error(response.message);
    return response.body as T;
  }

  return {
    log,
    request,
    async event<T>(name: string) {
      return (await nextOf([name])).body as T;
    },
    async move(command, args = {}) {
      log.push(`> ${command}`);
      await request(command, { threadId: 1, ...args });
      const { event, body } = await nextOf(['stopped', 'terminated']);
      log.push(event === 'terminated' ? 'terminated' : `stopped (${body.reason}): ${body.description}`);
    },
    async show() {
      const { stackFrames } = await request<DebugProtocol.StackTraceResponse['body']>('stackTrace', { threadId: 1 });
      for (const { name, line, column, endLine, endColumn } of stackFrames) {
        log.push(`    ${name} ${line}:${column}-${endLine}:${endColumn}`);
      }
      const { scopes } = await request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: 1 });
      for (const { name, variablesReference } of scopes) {
        const body = await request<DebugProtocol.VariablesResponse['body']>('variables', { variablesReference });
        const shown = body.variables.map(variable => `${variable.name}: ${variable.value}`);
        if (name !== 'Context') log.push(`    ${name}  ${shown.join(', ')}`);
      }
    },
    dispose: () => session.dispose(),
  };
}

export async function startDebugging(
  definition: string,
  options: { readonly lines?: readonly number[]; readonly attributes?: object },
): Promise<DebugClient> {
  const client = createDebugClient();
  await client.request('initialize', { adapterID: 'stepthrough', linesStartAt1: true, columnsStartAt1: true });
  const initialized = client.event('initialized');
  await client.request('launch', { definition, ...options.attributes });
  await initialized;
  const breakpoints = (options.lines ?? []).map(line => ({ line }));
  const answer = await client.request<DebugProtocol.SetBreakpointsResponse['body']>('setBreakpoints', {
    source: { path: definition },
    breakpoints,
  });
  for (const { verified, line, message } of answer.breakpoints) {
    client.log.push(`breakpoint ${verified ? `at ${line}` : 'not set'}${message ? `: ${message}` : ''}`);
  }
  return client;
}
