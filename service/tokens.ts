// Task tokens: who waits for the answer to which. A token is good until its task is over, and remembered a while after, so
// that a late answer is told so.
import type { Answer } from '../interpreter/index.ts';
import { errors } from './errors.ts';

type Hear = (answer: Answer) => void;

/** Tokens of tasks that are over, of which so many are remembered. */
const REMEMBERED = 10_000;

export class Tokens {
  readonly #open = new Map<string, Hear>();
  readonly #closed = new Set<string>();

  open(token: string, hear: Hear): void {
    this.#open.set(token, hear);
  }

  /** The task is over without an answer, or by one. */
  close(token: string): void {
    if (!this.#open.delete(token)) return;
    this.#closed.add(token);
    const [oldest] = this.#closed;
    if (this.#closed.size > REMEMBERED && oldest !== undefined) this.#closed.delete(oldest);
  }

  /** Ends the task of a token. */
  answer(token: string, answer: Answer): void {
    const hear = this.#listener(token);
    this.close(token);
    hear(answer);
  }

  beat(token: string): void {
    this.#listener(token)({ kind: 'heartbeat' });
  }

  #listener(token: string): Hear {
    const hear = this.#open.get(token);
    if (hear) return hear;
    if (this.#closed.has(token)) throw errors.taskTimedOut();
    throw errors.invalidToken();
  }
}
