// How a text is written in the place of another, with the quotes that are there: for renaming and completing.
import { isInFlow } from '../route.ts';
import type { Node, StringNode } from '../text/tree.ts';

/** What goes between the quotes of `node`, or in its place where it has none. */
export function spelledIn(text: string, root: Node | undefined, node: StringNode, value: string): string {
  const opening = text[node.start];
  if (opening === '"') return JSON.stringify(value).slice(1, -1);
  if (opening === "'") return value.replaceAll("'", "''");
  return isPlain(value, isInFlow(text, root, node.start)) ? value : JSON.stringify(value);
}

/** Whether YAML reads the text as this text when it stands without quotes. */
export function isPlain(value: string, isFlow: boolean): boolean {
  if (value === '' || value !== value.trim() || /\p{Cc}/u.test(value)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]/.test(value) || /^[-?:](?:\s|$)/.test(value)) return false;
  if (isFlow && (/[,[\]{}]/.test(value) || /^[-?:]/.test(value))) return false;
  if (/:(?:\s|$)|\s#/.test(value)) return false;
  return !/^(?:true|false|null|~|[-+]?(?:\.?\d[\d_.eE+-]*|0[xo][\da-f]+|\.inf|\.nan)|<<|---|\.\.\.)$/i.test(value);
}
