// The doorway of @vscode/debugadapter: the base class that frames messages, and the protocol's types.
import { DebugSession } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';

export { Event } from '@vscode/debugadapter';
export type { DebugProtocol } from '@vscode/debugprotocol';

/** A request that cannot be done: the sentence is shown to the user. */
export class Refusal extends Error {}

export type Handlers = Readonly<Record<string, (args: unknown) => unknown>>;

/**
 * Answers requests from a table. The library neither waits for handlers nor catches what they throw, so this does:
 * a Refusal becomes an error answer, a fault of ours costs one answer and is logged.
 */
export abstract class AdapterBase extends DebugSession {
  protected abstract readonly handlers: Handlers;

  constructor() {
    super();
    this.setDebuggerLinesStartAt1(false);
    this.setDebuggerColumnsStartAt1(false);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.#answer(request);
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const { command, seq } = request;
    const response = { type: 'response', seq: 0, request_seq: seq, command, success: true } as DebugProtocol.Response;
    const handler = Object.hasOwn(this.handlers, command) ? this.handlers[command] : undefined;
    try {
      if (!handler) throw new Refusal(`The request "${command}" is not supported.`);
      response.body = await handler(request.arguments);
    } catch (error) {
      response.success = false;
      const isRefusal = error instanceof Refusal;
      const format = isRefusal ? error.message : `Stepthrough failed at "${command}". The debug console says more.`;
      response.message = format;
      response.body = { error: { id: isRefusal ? 1 : 2, format, showUser: true } };
      if (!isRefusal) this.#log(error);
    }
    this.sendResponse(response);
    this.afterResponse(command, response.success);
  }

  /** What must follow an answer, such as the event that the session has ended. */
  protected afterResponse(_command: string, _success: boolean): void {
    return;
  }

  #log(error: unknown): void {
    const output = `${error instanceof Error ? error.stack : String(error)}\n`;
    this.sendEvent({
      type: 'event',
      seq: 0,
      event: 'output',
      body: { category: 'stderr', output },
    } as DebugProtocol.Event);
  }
}
