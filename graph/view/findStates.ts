// Searching: which states a few words mean. By name, type, and what the state does.
import type { LayoutIndex } from './layoutIndex.ts';
import { inTextOrder } from './textPlaces.ts';

/** The ids of the states that have all the words, hidden ones too, in the order of the text. None for no words. */
export function findStates(index: LayoutIndex, query: string): readonly string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const { nodes, hidden = [] } = index.layout;
  const found: string[] = [];
  for (const { node } of [...nodes, ...hidden]) {
    if (node.kind !== 'state') continue;
    const text = [node.name, node.type, node.detail, node.resource].join('\n').toLowerCase();
    if (words.every(word => text.includes(word))) found.push(node.id);
  }
  return inTextOrder(index, found);
}
