// One live view for each file with a definition in it: of the launched one and those that its Tasks start. Of several machines in one
// template the first is shown, as an editor draws one graph for a file.
import type { ExecutionEvent, Journal, Moment } from '../../interpreter/index.ts';
import type { Definition } from '../definitions.ts';
import type { Batch, ShownIteration } from '../protocol.ts';
import { LiveView, type Standing } from './liveView.ts';
import { OneIteration } from './oneIteration.ts';

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

  /** The one iteration that is told of a machine. */
  onlyOf(root: string): ShownIteration | undefined {
    return [...this.#views.values()].find(one => one.root === root)?.view.only;
  }

  /** From now on one iteration is told of a machine, or all. False where it has no such Map, or is not shown. */
  showOnly(root: string, only: ShownIteration | undefined, journal: Journal, until: Moment): boolean {
    const shown = [...this.#views.values()].find(one => one.root === root);
    if (!shown) return false;
    const path = only && shown.view.pathOf(only.pointer);
    if (only && path === undefined) return false;
    shown.view.showOnly(only && path !== undefined ? new OneIteration(path, only) : undefined, journal, until);
    return true;
  }

  /** The same for every machine that one iteration is told of. */
  showAll(journal: Journal, until: Moment): void {
    for (const { view } of this.#views.values()) if (view.only) view.showOnly(undefined, journal, until);
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
    now: Omit<Standing, 'cursor'>,
  ): Batch[] {
    const views = [...this.#views.values()].reverse();
    return views.flatMap(({ root, view }) => {
      if (!held && !view.hasNews) return [];
      return [view.take({ ...now, cursor: held?.root === root ? held.cursor : undefined })];
    });
  }
}
