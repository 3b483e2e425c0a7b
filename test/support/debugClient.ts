// A scripted debug client: talks to a session in memory and prints what a client sees, one line per thing said.
import type { DebugProtocol } from '../../debugger/dap.ts';
import type { Environment } from '../../debugger/environment.ts';
import { nodeEnvironment } from '../../debugger/nodeEnvironment.ts';
import { StepthroughSession } from '../../debugger/session.ts';
import { useCatalogue } from './catalogue.ts';
import { START_TIME } from './runs.ts';

// As the adapter does: what is asked is answered by the same file in whatever order tests run.
useCatalogue();

export interface DebugClient {
  readonly log: string[];
  /** The transcript as a text. */
  transcript(): string;
  request<T = unknown>(command: string, args?: object): Promise<T>;
  /** A request and its answer, both in the transcript. A refusal is an answer too. */
  say<T = unknown>(command: string, args?: object): Promise<T | undefined>;
  /** Gives up the newest request, which need not have been answered. */
  cancel(): Promise<void>;
  /** The next event of this name that has not been waited for yet. */
  event<T = unknown>(name: string): Promise<T>;
  /** The same, if it has come already. */
  heard<T = unknown>(name: string): T | undefined;
  /** A move, and the stop or end it leads to. */
  move(command: string, args?: object): Promise<Stopped | undefined>;
  /** The stop or end that something leads to. */
  stop(): Promise<Stopped | undefined>;
  /** Where the session stands, and what can be seen there. */
  show(thread?: number): Promise<void>;
  /** The value of an expression at the newest stop. */
  evaluate(expression: string, context?: string): Promise<string>;
  dispose(): void;
}

export type Stopped = DebugProtocol.StoppedEvent['body'];

/** Events that are printed when they come; others are waited for. */
const PRINTED = ['breakpoint', 'invalidated', 'stepthrough/question'];

export function createDebugClient(given: Partial<Environment> = {}): DebugClient {
  const session = new StepthroughSession(
    nodeEnvironment({ startTime: () => START_TIME, newName: () => 'test', ...given }),
  );
  const log: string[] = [];
  const answers = new Map<number, (response: DebugProtocol.Response) => void>();
  const unheard: DebugProtocol.Event[] = [];
  const listeners: { readonly names: readonly string[]; readonly hear: (event: DebugProtocol.Event) => void }[] = [];
  let seq = 0;
  let thread = 1;

  session.onDidSendMessage(raw => {
    const message = raw as DebugProtocol.ProtocolMessage;
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      answers.get(response.request_seq)?.(response);
      return;
    }
    const event = message as DebugProtocol.Event;
    if (event.event === 'output' && event.body.output !== '') log.push(`  | ${event.body.output.trimEnd()}`);
    if (PRINTED.includes(event.event)) log.push(`  ! ${event.event} ${JSON.stringify(event.body)}`);
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

  async function stop(): Promise<Stopped | undefined> {
    const { event, body } = await nextOf(['stopped', 'terminated']);
    if (event === 'terminated') {
      log.push('terminated');
      return undefined;
    }
    thread = body.threadId;
    const hit = body.hitBreakpointIds ? ` [${body.hitBreakpointIds}]` : '';
    log.push(`stopped (${body.reason})${hit}: ${body.description}${body.text === undefined ? '' : `: ${body.text}`}`);
    return body;
  }

  const inForeground = (id: number) => ({ threadId: id });

  return {
    log,
    transcript: () => log.map(line => `${line}\n`).join(''),
    request,
    async say<T>(command: string, args: object = {}) {
      log.push(`> ${command} ${JSON.stringify(args)}`);
      try {
        const body = await request<T>(command, args);
        log.push(`< ${JSON.stringify(body) ?? 'done'}`);
        return body;
      } catch (error) {
        log.push(`< refused: ${error instanceof Error ? error.message : error}`);
        return undefined;
      }
    },
    cancel: () => request('cancel', { requestId: seq }),
    async event<T>(name: string) {
      return (await nextOf([name])).body as T;
    },
    heard<T>(name: string) {
      const index = unheard.findIndex(({ event }) => event === name);
      return index >= 0 ? (unheard.splice(index, 1)[0]?.body as T) : undefined;
    },
    async move(command, args = {}) {
      const shown = Object.keys(args).length > 0 ? ` ${JSON.stringify(args)}` : '';
      log.push(`> ${command}${shown}`);
      await request(command, { ...inForeground(thread), ...args });
      return stop();
    },
    stop,
    async show(id = thread) {
      const { stackFrames } = await request<DebugProtocol.StackTraceResponse['body']>('stackTrace', inForeground(id));
      for (const { name, line, column, endLine, endColumn, presentationHint } of stackFrames) {
        const place = presentationHint === 'label' ? '' : ` ${line}:${column}-${endLine}:${endColumn}`;
        log.push(`    ${name}${place}`);
      }
      const { scopes } = await request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: stackFrames[0]?.id });
      for (const { name, variablesReference } of scopes) {
        const body = await request<DebugProtocol.VariablesResponse['body']>('variables', { variablesReference });
        const shown = body.variables.map(variable => `${variable.name}: ${variable.value}`);
        if (name !== 'Context') log.push(`    ${name}  ${shown.join(', ')}`);
      }
    },
    async evaluate(expression, context = 'watch') {
      const args = { expression, context, frameId: thread * 1000 };
      return (await request<DebugProtocol.EvaluateResponse['body']>('evaluate', args)).result;
    },
    dispose: () => session.dispose(),
  };
}

export interface DebugStart {
  readonly lines?: readonly number[];
  readonly breakpoints?: readonly DebugProtocol.SourceBreakpoint[];
  readonly attributes?: object;
  readonly client?: object;
  readonly environment?: Partial<Environment>;
}

/** Everything before `configurationDone`. */
export async function startDebugging(definition: string, options: DebugStart): Promise<DebugClient> {
  const client = createDebugClient(options.environment);
  await client.request('initialize', {
    adapterID: 'stepthrough',
    linesStartAt1: true,
    columnsStartAt1: true,
    ...options.client,
  });
  const initialized = client.event('initialized');
  await client.request('launch', { definition, ...options.attributes });
  await initialized;
  const breakpoints = options.breakpoints ?? (options.lines ?? []).map(line => ({ line }));
  const answer = await client.request<DebugProtocol.SetBreakpointsResponse['body']>('setBreakpoints', {
    source: { path: definition },
    breakpoints,
  });
  for (const { verified, line, message } of answer.breakpoints) {
    client.log.push(`breakpoint ${verified ? `at ${line}` : 'not set'}${message ? `: ${message}` : ''}`);
  }
  return client;
}
