// Faults of JSON's syntax whose mending is certain: commas and quotes.
import { messages } from '../problems.ts';
import type { Node, StringNode } from '../text/tree.ts';
import { insertion, removal } from './edits.ts';
import { type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

export const jsonSyntax: FixMaker = ({ definition: { text }, root, problem }) => {
  const { start, end, message } = problem;
  const written = text.slice(start, end);
  switch (message) {
    case messages.extraComma():
      return fixOf(titles.removeComma(), [removal(start, end)], true);
    case messages.missingComma(): {
      const before = text.slice(0, start).trimEnd().length;
      const lineBefore = text.slice(text.lastIndexOf('\n', before) + 1, before);
      // A comment behind the value would swallow the comma.
      return lineBefore.includes('//') ? [] : fixOf(titles.addComma(), [insertion(before, ',')], true);
    }
    case messages.keyWithoutQuotes(written):
    case messages.stringWithoutQuotes(written):
      return fixOf(titles.addQuotes(), [{ start, end, text: JSON.stringify(written) }], true);
    case messages.singleQuotes(): {
      const node = textNodeAt(root, start);
      if (!node || text[node.end - 1] !== "'") return [];
      return fixOf(titles.addQuotes(), [{ start, end: node.end, text: JSON.stringify(node.value) }], true);
    }
    case messages.comment():
      return fixOf(titles.removeComment(), [removal(start, end)], false);
    default:
      return [];
  }
};

function textNodeAt(node: Node, start: number): StringNode | undefined {
  if (node.kind === 'string') return node.start === start ? node : undefined;
  if (node.kind === 'array') {
    const item = node.items.find(each => each.start <= start && start < each.end);
    return item && textNodeAt(item, start);
  }
  if (node.kind !== 'object') return undefined;
  const member = node.members.find(each => each.start <= start && start < each.end);
  if (!member) return undefined;
  return member.key.start === start ? member.key : member.value && textNodeAt(member.value, start);
}
