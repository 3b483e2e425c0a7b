// Searching: which states a few words mean. By name, type, and what the state does.
import type { LayoutIndex } from './layoutIndex.ts';

/** The ids of the states that have all the words, hidden ones too, in the order of the text. None for no words. */
export function findStates(index: LayoutIndex, query: string): readonly string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const { nodes, hidden = [] } = index.layout;
  const found: { id: string; start: number }[] = [];
  for (const { node } of [...nodes, ...hidden]) {
    if (node.kind !== 'state') continue;
    const text = [node.name, node.type, node.detail, node.resource].join('\n').toLowerCase();
    if (words.every(word => text.includes(word))) found.push({ id: node.id, start: node.start });
  }
  return found.sort((a, b) => a.start - b.start).map(({ id }) => id);
}
