// Which states of a drawn graph the name of a function breakpoint means, as the debugger reads it.
import { meaningOf, type ToldState } from '../debugger/protocol.ts';
import { INSIDE, placeOfId } from '../graph/protocol.ts';

/** As the graph tells of it. */
export interface DrawnState extends Omit<ToldState, 'path'> {
  readonly id: string;
  readonly hasRetry: boolean;
  readonly starts?: { readonly name: string };
}

/** Their ids; of patterns that name a place the states that have it. */
export function statesMeant(pattern: string, states: readonly DrawnState[]): readonly string[] {
  const { means, place } = meaningOf(pattern.trim(), name => states.some(state => state.name === name));
  // The machines that are drawn in Tasks, by what stands before the ids of their states.
  const machines = new Map(states.flatMap(({ id, starts }) => (starts ? [[id + INSIDE, starts.name]] : [])));
  return states.flatMap(state => {
    const hasPlace = place === 'retry' ? state.hasRetry : place === 'task' ? state.type === 'Task' : true;
    const { inside, pointer } = placeOfId(state.id);
    const machine = machines.get(inside);
    const path = machine === undefined ? pathOf(pointer) : `${machine}:${pathOf(pointer)}`;
    return hasPlace && means({ ...state, path }) ? state.id : [];
  });
}

/** `/States/Both/Branches/1/States/Pay` → `Both[1]/Pay` */
function pathOf(pointer: string): string {
  const parts = pointer.split('/').map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let path = '';
  for (let i = 1; i < parts.length; i++) {
    if (parts[i] === 'States') path += `${path === '' ? '' : '/'}${parts[++i] ?? ''}`;
    else if (parts[i] === 'Branches') path += `[${parts[++i] ?? ''}]`;
  }
  return path;
}
