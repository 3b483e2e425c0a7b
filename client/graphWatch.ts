// What is asked of the server for the graph panel, and when: the graph of one document, turned and folded as the page wants it.
// Nothing is asked before the page has said how: it may remember that from before a reload, and what was drawn otherwise would
// move what it shows.
import type { Collapsed, Direction } from '../graph/protocol.ts';
import type { WatchGraph } from '../server/protocol.ts';

export class GraphWatch {
  readonly #ask: (request: Omit<WatchGraph, 'offset'>) => void;
  /** What is collapsed, by the `uri` of graphs. */
  readonly #collapsed = new Map<string, readonly string[]>();
  #direction: Direction = 'down';
  #uri: string | undefined;
  #isReady = false;

  constructor(ask: (request: Omit<WatchGraph, 'offset'>) => void) {
    this.#ask = ask;
  }

  get direction(): Direction {
    return this.#direction;
  }

  /** Whether the page can be spoken to. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Of a graph: what the page has said is collapsed in it. */
  collapsedIn(graph: string): readonly string[] {
    return this.#collapsed.get(graph) ?? [];
  }

  /** From now on this document, and no other. */
  follow(uri: string): void {
    this.#leave();
    this.#uri = uri;
    this.again();
  }

  /** Asks for the graph as it is now: the cursor may be in another definition, the document may be there again. */
  again(): void {
    if (this.#isReady && this.#uri !== undefined) this.#tell(this.#uri, true);
  }

  /** The page is there, for the first time or made anew. Says whether it is to be shown what was drawn last: else a graph comes. */
  ready(direction: Direction, collapsed: Collapsed): boolean {
    // What this editor has seen itself is newer than what the page remembers.
    const news = Object.entries(collapsed).filter(([uri]) => !this.#collapsed.has(uri));
    for (const [uri, ids] of news) this.#collapsed.set(uri, ids);
    const isAsBefore = this.#isReady && direction === this.#direction && news.length === 0;
    this.#direction = direction;
    this.#isReady = true;
    if (!isAsBefore) this.again();
    return isAsBefore;
  }

  turn(direction: Direction): void {
    this.#direction = direction;
    this.again();
  }

  fold(graph: string, ids: readonly string[]): void {
    this.#collapsed.set(graph, ids);
    this.again();
  }

  /** The panel is gone. What is collapsed stays so for the next one. */
  close(): void {
    this.#leave();
    this.#uri = undefined;
    this.#isReady = false;
  }

  #leave(): void {
    if (this.#isReady && this.#uri !== undefined) this.#tell(this.#uri, false);
  }

  #tell(uri: string, watch: boolean): void {
    this.#ask({ uri, watch, direction: this.#direction, collapsed: this.#byMachine(uri) });
  }

  /** By the names of the state machines of a document. */
  #byMachine(document: string): Record<string, readonly string[]> {
    const sets: Record<string, readonly string[]> = {};
    for (const [uri, ids] of this.#collapsed) {
      if (uri === document) sets[''] = ids;
      else if (uri.startsWith(`${document}#`)) sets[uri.slice(document.length + 1)] = ids;
    }
    return sets;
  }
}
