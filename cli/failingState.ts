// Where an execution failed: the innermost state whose failure ended it, with its error, its cause and its place in the file.
import { type ExecutionEvent, type Failure, printFailure, type Run } from '../interpreter/index.ts';
import { createLineIndex } from '../language/index.ts';
import type { Opened } from './program.ts';

export class FailingState {
  #failure: Failure | undefined;
  #path = '';

  /** A Map or Parallel fails with the failure of the state in it, which comes first. */
  hear(events: readonly ExecutionEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'stateFailed' || event.failure === this.#failure) continue;
      this.#failure = event.failure;
      this.#path = event.state;
    }
  }

  /** Empty when no state is to blame. */
  print({ status, failure }: Run, { program, file, text, toHost }: Opened): string {
    const code = program.states.get(this.#path);
    if (status !== 'FAILED' || !code || !failure || failure !== this.#failure) return '';
    const lines = createLineIndex(text);
    const { start, end } = toHost(code.state.key);
    const { line0, character0 } = lines.position(start);
    const line = text.split('\n')[line0] ?? '';
    const margin = `${line0 + 1} | `;
    const marked = `${' '.repeat(margin.length + character0)}${'^'.repeat(Math.max(1, Math.min(end - start, line.length - character0)))}`;
    const place = `${file}:${line0 + 1}:${character0 + 1}`;
    return `\n${place} "${code.name}" failed: ${printFailure(failure)}\n${margin}${line.trimEnd()}\n${marked}\n`;
  }
}
