// What the card of a node says: a state in its essentials, as plain texts. Nothing here knows how it looks.
import type { GraphEdge } from '../model/index.ts';
import { breakpointsInWords } from './breakpoints.ts';
import { countsInWords, type NodeFacts, STATUS_WORDS, typeAndDetail } from './describeNode.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';
import { partsInWords, retriesInWords, timesInWords, wayInWords } from './wayWords.ts';

export interface Essentials {
  readonly name: string;
  /** Type, and what it does. */
  readonly what: string;
  readonly comment?: string;
  readonly rows: readonly EssentialRow[];
  /** A value, on lines as they are, and what there is to say of it. */
  readonly code?: string;
  readonly codeNote?: string;
}

export interface EssentialRow {
  readonly term: string;
  readonly lines: readonly string[];
  readonly tone?: 'error' | 'warning' | 'info';
}

const MOST_LINES = 6;
const MOST_LETTERS = 240;

export function essentialsOf(index: LayoutIndex, state: ShownState, facts: NodeFacts): Essentials {
  const { problem, breakpoints } = facts;
  const ways = index
    .waysOut(state.id)
    .flatMap(line => line.edges.map(edge => ({ edge, to: index.node(line.to), times: facts.taken(line, edge) })));
  const lines = (kinds: readonly GraphEdge['kind'][]) =>
    ways
      .filter(({ edge }) => kinds.includes(edge.kind))
      .map(({ edge, to, times }) => {
        const way = wayInWords(edge, to?.node.name ?? '');
        return times > 0 ? `${way} (${timesInWords(times)})` : way;
      });
  const resource = state.resource !== undefined && state.resource !== state.detail ? [state.resource] : [];
  const rows: readonly EssentialRow[] = [
    { term: 'Run', lines: runInWords(facts) },
    ...(problem ? [{ term: titled(problem.severity), lines: [problem.message], tone: problem.severity }] : []),
    { term: 'Stops', lines: breakpointsInWords(breakpoints) },
    { term: 'Calls', lines: resource },
    ...startsRow(state),
    { term: 'Holds', lines: contents(index, state) },
    { term: 'Next', lines: lines(['next', 'choice', 'default', 'end']) },
    { term: 'Retry', lines: state.retries ?? [] },
    { term: 'Catch', lines: lines(['catch']) },
  ];
  return {
    name: state.name,
    what: typeAndDetail(state),
    ...(state.comment !== undefined && { comment: shortened(state.comment) }),
    rows: rows.filter(row => row.lines.length > 0).map(row => ({ ...row, lines: atMost(row.lines) })),
  };
}

function startsRow({ starts }: ShownState): readonly EssentialRow[] {
  if (!starts) return [];
  const { name, problem } = starts;
  return [
    { term: 'Starts', lines: [name, ...(problem ? [problem] : [])], ...(problem && { tone: 'warning' as const }) },
  ];
}

/** The same for those who hear it. */
export function essentialsInWords({ name, what, comment, rows }: Essentials): string {
  const said = rows.map(({ term, lines }) => `${term}: ${lines.join('; ')}`);
  return [`${name}, ${what}`, ...(comment === undefined ? [] : [comment]), ...said].join('. ');
}

function runInWords({ status, run, counts, phase, only }: NodeFacts): readonly string[] {
  if (!status) return [];
  const visits = run && run.visits > 1 ? [`${run.visits} visits`] : [];
  const took = run?.lastMs ? [`${run.visits > 1 ? 'the last ' : ''}after ${timeInWords(run.lastMs)}`] : [];
  const inside = counts.size > 0 ? [`In it: ${countsInWords(counts)}`] : [];
  const retries = run?.retries ? [retriesInWords(run.retries)] : [];
  const parts = run?.parts ? [partsInWords(run.parts)] : [];
  const shown = only === undefined ? [] : [`Only iteration #${only} is shown`];
  const fares = phase === undefined ? STATUS_WORDS[status] : `Paused at ${phase}`;
  return [[fares, ...visits, ...took, ...retries].join(', '), ...parts, ...inside, ...shown];
}

/** `350 ms`, `2.5 s`, `3 min 20 s`, `1 d 2 h` */
export function timeInWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const seconds = Math.round(ms / 1000);
  const at = units.findIndex(([, length]) => seconds >= length);
  const [[large, long], [small, short] = ['', 0]] = units.slice(at) as [[string, number], [string, number]?];
  const rest = short === 0 ? 0 : Math.floor((seconds % long) / short);
  return `${Math.floor(seconds / long)} ${large}${rest > 0 ? ` ${rest} ${small}` : ''}`;
}

function contents(index: LayoutIndex, { id }: ShownState): readonly string[] {
  return index.childrenOf(id).map(child => index.state(child)?.name ?? '');
}

function atMost(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, lines.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES).map(shortened);
  return shown.length < lines.length ? [...shown, `and ${lines.length - shown.length} more`] : shown;
}

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…` : text;
}

function titled(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
