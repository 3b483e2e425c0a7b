// The requests about what leads to a state and where it leads: in its definition, and to the machines its Task starts.
import { createLineIndex, type State, stateAt } from '../language/index.ts';
import type { Ask } from './ask.ts';
import { toCallHierarchyItem, toOffset, toRange } from './convert.ts';
import { partAt } from './documents.ts';
import { calleesOf, callersOf, itemOf, type StateCall, stateItemAt } from './features/callHierarchy.ts';
import type { CallHierarchyItem, Range } from './lsp.ts';
import { type Place, startedBy, startsOf } from './nesting.ts';
import { placedItem } from './placed.ts';

interface Call {
  readonly other: CallHierarchyItem;
  readonly fromRanges: Range[];
}

export function registerCalls({ connection, answer, guarded, links, documentAt, known }: Ask): void {
  connection.languages.callHierarchy.onPrepare(({ textDocument: { uri }, position }) =>
    answer('prepareCallHierarchy', uri, null, document => {
      const found = partAt(document, toOffset(position, document.lines));
      const item = found && stateItemAt(found.part.definition, found.inner);
      return item ? [toCallHierarchyItem(placedItem(item, found.part), uri, document.lines)] : null;
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
    guarded('incomingCalls', () => incoming(item), []).map(({ other, fromRanges }) => ({ from: other, fromRanges })),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
    guarded('outgoingCalls', () => outgoing(item), []).map(({ other, fromRanges }) => ({ to: other, fromRanges })),
  );

  function incoming(asked: CallHierarchyItem): Call[] {
    const found = placeOf(asked);
    if (!found) return [];
    const { place, inner } = found;
    const own = callersOf(place.definition, inner).map(call => toCall(call, place));
    const first = firstOf(place);
    if (first === undefined || first.key.start !== stateAt(place.definition.machine, inner)?.state.key.start)
      return own;
    const starts = startsOf(place, links).map(({ place: other, task, named }) =>
      toCall({ item: itemOf(task), places: [named] }, other),
    );
    return [...starts, ...own];
  }

  function outgoing(asked: CallHierarchyItem): Call[] {
    const found = placeOf(asked);
    if (!found) return [];
    const { place, inner } = found;
    const own = calleesOf(place.definition, inner).map(call => toCall(call, place));
    const state = stateAt(place.definition.machine, inner)?.state;
    const started = state && startedBy(state, place, links);
    const first = started && firstOf(started.place);
    if (!first) return own;
    const { other } = toCall({ item: itemOf(first), places: [] }, started.place);
    return [{ other, fromRanges: [toRange(place.toHost(started.named), createLineIndex(place.text))] }, ...own];
  }

  function placeOf({ uri, selectionRange }: CallHierarchyItem): { place: Place; inner: number } | undefined {
    const document = documentAt(uri);
    const about = document && known(document);
    const found = about && partAt(about, toOffset(selectionRange.start, about.lines));
    if (!found) return undefined;
    const { definition, toHost } = found.part;
    const machine = about.machines.find(each => each.definition === definition);
    return { place: { uri, text: about.text, definition, machine, toHost }, inner: found.inner };
  }
}

function toCall({ item, places }: StateCall, place: Place): Call {
  const lines = createLineIndex(place.text);
  return {
    other: toCallHierarchyItem(placedItem(item, place), place.uri, lines),
    fromRanges: places.map(span => toRange(place.toHost(span), lines)),
  };
}

function firstOf({ definition }: Place): State | undefined {
  const scope = definition.machine?.scope;
  return scope?.startAt && scope.byName.get(scope.startAt.value);
}
