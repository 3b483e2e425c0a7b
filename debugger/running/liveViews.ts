// One live view for each file with a definition in it: of the launched one and those that its Tasks start. Of several machines in one
// template the first is shown, as an editor draws one graph for a file.
import type { ExecutionEvent, Journal, Moment } from '../../interpreter/index.ts';
import type { Definition } from '../definitions.ts';
import type { Batch } from '../protocol.ts';
import { LiveView } from './liveView.ts';

export class LiveViews {
  readonly #views = new Map<string, { readonly root: string; readonly view: LiveView }>();

  /** Of a definition that was found, or edited. `root`: what the paths of its states begin with. */
  show(root: string, { file, program }: Definition): void {
    const known = this.#views.get(file);
    if (known?.root === root) known.view.show(program);
    else if (!known) this.#views.set(file, { root, view: new LiveView(file, program) });
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const { view } of this.#views.values()) view.add(events);
  }

  /** Starts again from what happened up to another moment. */
  restart(journal: Journal, until: Moment): void {
    for (const { view } of this.#views.values()) view.restart(journal, until);
  }

  /**
   * The changes since the last call. While the run is held, all are told where it stands; the launched definition comes last, so that
   * whoever keeps one batch has that of the session.
   */
  take(
    held: { readonly root: string; readonly cursor: Batch['cursor'] } | undefined,
    moment: Batch['moment'],
    timeline: number,
  ): Batch[] {
    const views = [...this.#views.values()].reverse();
    return views.flatMap(({ root, view }) => {
      if (!held && !view.hasNews) return [];
      return [view.take(held?.root === root ? held.cursor : undefined, moment, timeline)];
    });
  }
}
