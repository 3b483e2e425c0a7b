// Which containers of which graphs are collapsed, and in which Tasks the machine is drawn that they start: as the page says it, and as
// the server wants to hear it.
import type { GraphMessage, PageMessage } from '../graph/protocol.ts';
import type { WatchGraph } from '../server/protocol.ts';

type Ids = readonly string[];

export class GraphFolds {
  /** By the `uri` of graphs. */
  readonly #collapsed = new Map<string, Ids>();
  readonly #opened = new Map<string, Ids>();

  /** Of one graph. */
  of(uri: string): Pick<GraphMessage, 'collapsed' | 'opened'> {
    return { collapsed: this.#collapsed.get(uri) ?? [], opened: this.#opened.get(uri) ?? [] };
  }

  /** Of a document, by the names of its state machines. */
  in(document: string): Required<Pick<WatchGraph, 'collapsed' | 'opened'>> {
    return { collapsed: within(this.#collapsed, document), opened: within(this.#opened, document) };
  }

  set({ uri, ids, opened }: Extract<PageMessage, { kind: 'collapse' }>): void {
    this.#collapsed.set(uri, ids);
    this.#opened.set(uri, opened);
  }

  /** What a page remembers; what this editor has seen itself is newer. Whether there is anything new in it. */
  remember({ collapsed, opened }: Extract<PageMessage, { kind: 'ready' }>): boolean {
    const news = [added(this.#collapsed, collapsed), added(this.#opened, opened)];
    return news.includes(true);
  }
}

function within(all: ReadonlyMap<string, Ids>, document: string): Record<string, Ids> {
  const sets: Record<string, Ids> = {};
  for (const [uri, ids] of all) {
    if (uri === document) sets[''] = ids;
    else if (uri.startsWith(`${document}#`)) sets[uri.slice(document.length + 1)] = ids;
  }
  return sets;
}

function added(all: Map<string, Ids>, remembered: Readonly<Record<string, Ids>>): boolean {
  const news = Object.entries(remembered).filter(([uri]) => !all.has(uri));
  for (const [uri, ids] of news) all.set(uri, ids);
  return news.length > 0;
}
