// What changes on lines that stay where they are: which of them a run has taken.
import { edgeKey, type LayoutIndex } from './layoutIndex.ts';
import type { Scene } from './marks.ts';
import type { Picture } from './picture.ts';
import { isRunShown, timesOf } from './runFold.ts';
import { setAttributes } from './svg.ts';

export interface EdgeMarks {
  /** Shows the run on these lines, by the ids of their edges or by `edgeKey`, or on all. */
  show(scene: Scene, changed?: Iterable<string>): void;
  /** A line or its label has come into the page. */
  drawn(key: string): void;
}

export function createEdgeMarks(picture: Picture, canvas: Element): EdgeMarks {
  let shown: Scene | undefined;
  const showOne = ({ index, run }: Scene, key: string) => {
    const edge = index.edge(key);
    if (!edge) return;
    const taken = timesOf(run, edge) > 0 || undefined;
    for (const element of picture.edgeElements(edgeKey(edge))) setAttributes(element, { 'data-taken': taken });
  };
  return {
    show: (scene, changed = allKeys(scene.index)) => {
      shown = scene;
      setAttributes(canvas, { 'data-run': isRunShown(scene.run) || undefined });
      for (const key of changed) showOne(scene, key);
    },
    drawn: key => shown && showOne(shown, key),
  };
}

function allKeys({ layout }: LayoutIndex): readonly string[] {
  return layout.edges.map(edgeKey);
}
