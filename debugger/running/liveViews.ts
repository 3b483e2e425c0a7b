// One live view for each definition: the launched one, and those that its Tasks start.
import type { ExecutionEvent, Journal, Moment } from '../../interpreter/index.ts';
import type { Definition } from '../definitions.ts';
import type { Batch, ShownIteration } from '../protocol.ts';
import { LiveView, type Standing } from './liveView.ts';
import { OneIteration } from './oneIteration.ts';

export class LiveViews {
  /** By what the paths of its states begin with. */
  readonly #views = new Map<string, { readonly view: LiveView; readonly stateMachine: string | undefined }>();

  /** Of a definition that was found, or edited. `root`: what the paths of its states begin with. */
  show(root: string, { file, program, stateMachine }: Definition): void {
    const known = this.#views.get(root);
    if (known) known.view.show(program);
    else this.#views.set(root, { view: new LiveView(file, program), stateMachine });
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const { view } of this.#views.values()) view.add(events);
  }

  /** The one iteration that is told of a machine. */
  onlyOf(root: string): ShownIteration | undefined {
    return this.#views.get(root)?.view.only;
  }

  /** From now on one iteration is told of a machine, or all. False where it has no such Map, or is not shown. */
  showOnly(root: string, only: ShownIteration | undefined, journal: Journal, until: Moment): boolean {
    const shown = this.#views.get(root);
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
    const views = [...this.#views].reverse();
    return views.flatMap(([root, { view, stateMachine }]) => {
      if (!held && !view.hasNews) return [];
      const batch = view.take({ ...now, cursor: held?.root === root ? held.cursor : undefined });
      return [stateMachine === undefined ? batch : { ...batch, stateMachine }];
    });
  }
}
