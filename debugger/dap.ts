// The doorway of the Debug Adapter Protocol: its types, and a session as an object that takes messages and sends messages.
// Says nothing about how messages travel; stdio.ts does, and an editor or a test may call it directly.
import type { DebugProtocol } from '@vscode/debugprotocol';

export type { DebugProtocol } from '@vscode/debugprotocol';

/** A request that cannot be done: the sentence is shown to the user. */
export class Refusal extends Error {}

/** Whether the client still wants the answer of a request. */
export interface Wanted {
  readonly isCancelled: boolean;
}

/** What a request that was given up is answered, in the protocol's word. */
export class Cancelled extends Refusal {
  constructor() {
    super('cancelled');
  }
}

export type Handlers = Readonly<Record<string, (args: unknown, wanted: Wanted) => unknown>>;

/** Answers requests from a table: a Refusal becomes an error answer, a fault of ours costs one answer and is logged. */
export abstract class AdapterBase {
  protected abstract readonly handlers: Handlers;
  readonly #listeners = new Set<(message: DebugProtocol.ProtocolMessage) => void>();
  #seq = 0;
  #turn: Promise<void> = Promise.resolve();
  /** Requests that are not answered yet, by their number. */
  readonly #open = new Map<number, { isCancelled: boolean }>();

  /** Every message to the client, in order. */
  onDidSendMessage(listener: (message: DebugProtocol.ProtocolMessage) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** A message of the client. Anything but a request is passed over: nothing is ever asked of a client. */
  handleMessage(message: DebugProtocol.ProtocolMessage): void {
    if (message.type !== 'request') return;
    const request = message as DebugProtocol.Request;
    const { requestId } = (request.command === 'cancel' && request.arguments) || {};
    // At once: it may mean the request that is at work now.
    const meant = this.#open.get(requestId);
    if (meant) meant.isCancelled = true;
    const wanted = { isCancelled: false };
    this.#open.set(request.seq, wanted);
    // One after the other: answers keep the order of the requests.
    this.#turn = this.#turn.then(() => this.#answer(request, wanted));
  }

  dispose(): void {
    this.#listeners.clear();
  }

  protected sendEvent(event: string, body?: object): void {
    this.#send({ type: 'event', seq: 0, event, ...(body && { body }) } as DebugProtocol.Event);
  }

  /** What must follow an answer, such as the event that the session has ended. */
  protected afterResponse(_command: string, _success: boolean): void {
    return;
  }

  async #answer({ command, seq, arguments: args }: DebugProtocol.Request, wanted: Wanted): Promise<void> {
    const response = { type: 'response', seq: 0, request_seq: seq, command, success: true } as DebugProtocol.Response;
    const handler = Object.hasOwn(this.handlers, command) ? this.handlers[command] : undefined;
    try {
      if (!handler) throw new Refusal(`The request "${command}" is not supported.`);
      if (wanted.isCancelled) throw new Cancelled();
      response.body = await handler(args ?? {}, wanted);
    } catch (error) {
      response.success = false;
      const isRefusal = error instanceof Refusal;
      const format = isRefusal ? error.message : `Stepthrough failed at "${command}". The debug console says more.`;
      response.message = format;
      // Braces in a sentence would be read as places for variables.
      const showUser = !(error instanceof Cancelled);
      const body = { id: isRefusal ? 1 : 2, format: '{text}', variables: { text: format }, showUser };
      response.body = { error: body };
      if (!isRefusal) this.#log(error);
    }
    this.#open.delete(seq);
    this.#send(response);
    this.afterResponse(command, response.success);
  }

  #send(message: DebugProtocol.ProtocolMessage): void {
    message.seq = ++this.#seq;
    for (const listener of this.#listeners) listener(message);
  }

  #log(error: unknown): void {
    const output = `${error instanceof Error ? error.message : String(error)}\n`;
    this.sendEvent('output', { category: 'stderr', output });
  }
}
