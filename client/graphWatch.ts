// What is asked of the server for the graph panel, and when: the graph of one document, turned and folded as the page wants it.
// Nothing is asked before the page has said how: it may remember that from before a reload, and what was drawn otherwise would
// move what it shows.
import type { Direction, PageMessage } from '../graph/protocol.ts';
import type { WatchGraph } from '../server/protocol.ts';
import { GraphFolds } from './graphFolds.ts';

export type AskedGraph = Omit<WatchGraph, 'offset' | 'machines'>;

export interface HowAsked {
  /** Something else than the text and the cursor has changed. */
  readonly isElsewhere?: true;
}

export class GraphWatch {
  readonly folds = new GraphFolds();
  readonly #ask: (request: AskedGraph, how: HowAsked) => void;
  #direction: Direction = 'down';
  #uri: string | undefined;
  #isReady = false;

  constructor(ask: (request: AskedGraph, how: HowAsked) => void) {
    this.#ask = ask;
  }

  get direction(): Direction {
    return this.#direction;
  }

  /** Whether the page can be spoken to. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** From now on this document, and no other. */
  follow(uri: string): void {
    this.#leave();
    this.#uri = uri;
    this.again();
  }

  /** Asks for the graph as it is now: the cursor may be in another definition, the document may be there again. */
  again({ isWanted, ...how }: HowAsked & Pick<WatchGraph, 'isWanted'> = {}): void {
    if (!this.#isReady || this.#uri === undefined) return;
    this.#tell({ uri: this.#uri, watch: true, ...(isWanted && { isWanted }) }, how);
  }

  /** The page is there, for the first time or made anew. Says whether it is to be shown what was drawn last: else a graph comes. */
  ready(message: Extract<PageMessage, { kind: 'ready' }>): boolean {
    const hasNews = this.folds.remember(message);
    const isAsBefore = this.#isReady && message.direction === this.#direction && !hasNews;
    this.#direction = message.direction;
    this.#isReady = true;
    if (!isAsBefore) this.again();
    return isAsBefore;
  }

  turn(direction: Direction): void {
    this.#direction = direction;
    this.again();
  }

  fold(message: Extract<PageMessage, { kind: 'collapse' }>): void {
    this.folds.set(message);
    this.again();
  }

  /** The panel is gone. What is folded stays so for the next one. */
  close(): void {
    this.#leave();
    this.#uri = undefined;
    this.#isReady = false;
  }

  #leave(): void {
    if (this.#isReady && this.#uri !== undefined) this.#tell({ uri: this.#uri, watch: false }, {});
  }

  #tell(request: Pick<AskedGraph, 'uri' | 'watch' | 'isWanted'>, how: HowAsked): void {
    this.#ask({ ...request, direction: this.#direction, ...this.folds.in(request.uri) }, how);
  }
}
