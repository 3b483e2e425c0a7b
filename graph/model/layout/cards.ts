// How large the things of a scope are: a state's card with its texts, and the lines between states with their labels.
import type { GraphEdge, GraphScope, StateNode } from '../graph.ts';
import type { Box, EdgeStyle, PlacedLabel } from './layout.ts';
import { type Face, shorten, textWidth, wrap } from './measure.ts';

export const CARD_HEIGHT = 52;
const CARD_STEP = 20;
const CARD_LEAST = 140;
const CARD_MOST = 280;
/** Left of the texts stands the icon, right of them a badge when there is one. */
const TEXT_LEFT = 44;
const TEXT_RIGHT = 16;
const BADGE = 20;
const NAME: Face = { size: 13, weight: 'bold' };
const DETAIL: Face = { size: 11, weight: 'normal' };
const LABEL: Face = { size: 11, weight: 'normal' };
const LABEL_ROOM = 156;
const LABEL_LINE = 15;
const LABEL_PADDING = { x: 7, y: 3 };
const LABEL_LINES = 3;
const REGION_INSET = 12;

export interface Card {
  readonly title: string;
  readonly subtitle: string;
  readonly width: number;
  readonly height: number;
}

/** The card of a state, or the head of a container; `isCollapsed` says instead what is in it. */
export function cardOf(node: StateNode, isCollapsed: boolean): Card {
  const around = TEXT_LEFT + TEXT_RIGHT + (node.hasRetry ? BADGE : 0) + (hasArrow(node) ? BADGE : 0);
  const title = shorten(node.name, CARD_MOST - around, NAME);
  const subtitle = shorten(isCollapsed ? contentsOf(node) : node.detail, CARD_MOST - around, DETAIL);
  const text = Math.max(textWidth(title, NAME), textWidth(subtitle, DETAIL));
  const width = Math.min(CARD_MOST, Math.max(CARD_LEAST, Math.ceil((around + text) / CARD_STEP) * CARD_STEP));
  return { title, subtitle, width, height: CARD_HEIGHT };
}

function hasArrow({ scopes, starts }: StateNode): boolean {
  return scopes.length > 0 || (starts !== undefined && starts.problem === undefined);
}

/** `3 branches · 12 states`, `Map · 2 states` */
function contentsOf({ type, detail, scopes }: StateNode): string {
  const outer = type === 'Parallel' ? counted(scopes.length, 'branch', 'branches') : detail;
  return `${outer} · ${counted(countNodes(scopes), 'state', 'states')}`;
}

/** How wide a region must be for its title, within bounds. */
export function regionTitleWidth(title: string): number {
  return Math.min(CARD_MOST, Math.ceil(textWidth(title, LABEL)) + 2 * REGION_INSET);
}

export function regionTitle(title: string, { width }: Box): string {
  return shorten(title, width - 2 * REGION_INSET, LABEL);
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

function countNodes(scopes: readonly GraphScope[]): number {
  let count = 0;
  for (const { nodes } of scopes) {
    for (const node of nodes) count += node.kind === 'state' ? 1 + countNodes(node.scopes) : 0;
  }
  return count;
}

export interface Line {
  readonly edges: GraphEdge[];
  readonly from: string;
  readonly to: string;
  readonly style: EdgeStyle;
  label?: Omit<PlacedLabel, 'x' | 'y'>;
}

// Edges that join the same two states in the same way are one line with all their reasons on it.
export function linesOf(edges: readonly GraphEdge[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const edge of edges) {
    const style = edge.kind === 'catch' ? 'catch' : 'flow';
    const key = `${style} ${edge.from} ${edge.to}`;
    const line = lines.get(key);
    if (line) line.edges.push(edge);
    else lines.set(key, { edges: [edge], from: edge.from, to: edge.to, style });
  }
  for (const line of lines.values()) {
    const texts = line.edges.flatMap(edge => (edge.label ? [edge.label] : []));
    if (texts.length > 0) line.label = labelOf(texts);
  }
  return [...lines.values()];
}

function labelOf(texts: readonly string[]): Omit<PlacedLabel, 'x' | 'y'> {
  const lines = texts.slice(0, LABEL_LINES).flatMap((text, i) => {
    const hidden = i === LABEL_LINES - 1 ? texts.length - LABEL_LINES : 0;
    if (hidden > 0) return [`and ${hidden + 1} more`];
    return wrap(text, LABEL_ROOM, texts.length === 1 ? LABEL_LINES : 1, LABEL);
  });
  const width = Math.max(...lines.map(line => textWidth(line, LABEL)));
  return {
    lines,
    width: Math.ceil(width) + 2 * LABEL_PADDING.x,
    height: lines.length * LABEL_LINE + 2 * LABEL_PADDING.y,
  };
}
