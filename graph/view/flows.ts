// What went over lines: asked of the client when somebody wants to see it, and forgotten when the run has gone on.
import { detailsOf, lastStep, type PlacedEdge, Trail } from '../model/index.ts';
import type { Flow, FlowMessage, PageMessage } from '../protocol.ts';
import { type KnownFlow, titleOfEdge } from './edgeCard.ts';
import { edgeKey, type LayoutIndex } from './layoutIndex.ts';

export interface Flows {
  /** What is known of it; asks for it where nobody has. */
  of(edge: PlacedEdge): KnownFlow;
  /** Shows all of it in an editor. */
  open(edges: readonly PlacedEdge[]): void;
  receive(message: FlowMessage): void;
  /** Something has happened: what was known may not be the last any more. While it goes on that is looked at now and then. */
  forget(isStanding: boolean): void;
}

export interface FlowParts {
  index(): LayoutIndex;
  send(message: PageMessage): void;
  /** Something is known now. */
  changed(): void;
  say(text: string): void;
}

type Asked = { readonly edges: readonly PlacedEdge[]; readonly isWhole: boolean };

const RECENT_MS = 500;

/** A card shows no more of a value. */
const MOST_TEXT = 1200;

export function createFlows({ index, send, changed, say }: FlowParts): Flows {
  /** What was told last, and whether that was after the newest thing that happened. */
  const known = new Map<string, { readonly flow: KnownFlow; isFresh: boolean }>();
  let isRecent = false;
  const open = new Map<number, Asked>();
  let count = 0;
  const ask = (edges: readonly PlacedEdge[], isWhole: boolean) => {
    open.set(++count, { edges, isWhole });
    const ways = edges.flatMap(edge => edge.edges.map(({ id }) => id));
    send({ kind: 'flow', asked: count, ways, isWhole });
  };
  const show = (edges: readonly PlacedEdge[], flow: Flow | undefined) => {
    const [edge] = edges;
    if (!flow || !edge) {
      say('The value is not known any more');
      return;
    }
    const title = edges.length === 1 ? titleOfEdge(edge, index()) : `${index().node(edge.from)?.node.name ?? ''} →`;
    send({ kind: 'openValue', title, text: flow.text });
  };
  return {
    of: edge => {
      const key = edgeKey(edge);
      const before = known.get(key);
      if (before?.isFresh) return before.flow;
      const flow = before?.flow ?? 'asking';
      known.set(key, { flow, isFresh: true });
      ask([edge], false);
      return flow;
    },
    open: edges => edges.length > 0 && ask(edges, true),
    receive: ({ asked, flow, history }) => {
      const question = open.get(asked);
      open.delete(asked);
      if (!question) return;
      const { edges, isWhole } = question;
      const found = flow ?? (history && flowIn(history, edges, isWhole, index()));
      if (isWhole) {
        show(edges, found);
        return;
      }
      for (const edge of edges) known.set(edgeKey(edge), { flow: found ?? 'unknown', isFresh: true });
      changed();
    },
    forget: isStanding => {
      if (!isStanding && isRecent) return;
      for (const one of known.values()) one.isFresh = false;
      isRecent = true;
      setTimeout(() => {
        isRecent = false;
      }, RECENT_MS);
    },
  };
}

// Of a history that is kept: by the names of the states, as it tells them.
function flowIn(
  { events, row, lane }: NonNullable<FlowMessage['history']>,
  edges: readonly PlacedEdge[],
  isWhole: boolean,
  index: LayoutIndex,
): Flow | undefined {
  const trail = new Trail();
  for (const event of events) trail.add(event);
  const nameOf = (id: string) => index.state(id)?.name ?? id;
  const found = edges.flatMap(({ from, to, style }) => {
    const passage = { from: nameOf(from), to: nameOf(to), isCaught: style === 'catch' };
    return lastStep(trail, passage, row, lane) ?? [];
  });
  const [event] = found.sort((a, b) => b.id - a.id);
  if (!event) return undefined;
  const { output, input, assignedVariables } = detailsOf(event);
  const value = output ?? input;
  if (typeof value !== 'string') return undefined;
  const text = indented(value);
  const isCut = !isWhole && text.length > MOST_TEXT;
  return {
    text: isCut ? text.slice(0, MOST_TEXT) : text,
    isCut,
    bytes: new TextEncoder().encode(value).length,
    ...(typeof assignedVariables === 'object' &&
      assignedVariables && { assigned: assignedVariables as Record<string, string> }),
  };
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    // The view at the debugger has only the beginning of long texts.
    return json;
  }
}
