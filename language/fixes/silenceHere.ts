// The edit that silences one problem where it is: a comment above the line in YAML; in JSON, which has none, a word in the
// Comment of the state.

import type { Definition } from '../definition.ts';
import { stateAt } from '../find.ts';
import type { Problem } from '../problems.ts';
import { memberNamed, type Node, type ObjectNode } from '../text/tree.ts';
import { insertion, insertMember, lineStart, replaceValue } from './edits.ts';
import { type Edit, type Fix, fixOf } from './fix.ts';
import { placeAt } from './place.ts';
import { titles } from './titles.ts';

export function silenceHere(definition: Definition, problem: Problem): readonly Fix[] {
  const { root, machine } = definition;
  const { code } = problem;
  // What cannot be read is not silenced, and a silence that does nothing is taken out.
  if (!root || code.endsWith('-syntax') || code === 'silence-unused') return [];
  const title = titles.silence(code);
  const comment = definition.format === 'yaml' ? commentAbove(definition, root, problem) : undefined;
  if (comment) return fixOf(title, [comment], false);
  const owner = stateAt(machine, problem.start)?.state.node ?? (root.kind === 'object' ? root : undefined);
  return owner ? fixOf(title, [inComment({ definition }, owner, `stepthrough-ignore ${code}`)], false) : [];
}

function commentAbove({ text }: Definition, root: Node, problem: Problem): Edit | undefined {
  const start = lineStart(text, problem.start);
  const node = placeAt(root, problem.pointer, problem)?.node;
  // In the middle of a text of several lines there are no comments.
  const isInText = node?.kind === 'string' && node.start < start;
  if (isInText) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return insertion(start, `${indent}# stepthrough-ignore ${problem.code}\n`);
}

function inComment(asked: { readonly definition: Definition }, owner: ObjectNode, words: string) {
  const comment = memberNamed(owner, 'Comment')?.value;
  if (!comment) return insertMember(asked, owner, 'Comment', words, 'first');
  return comment.kind === 'string' ? replaceValue(asked, comment, `${comment.value} ${words}`) : undefined;
}
