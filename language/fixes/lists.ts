// The entries of Retry, Catch and Choices: in an order in which each can be reached.
import { COMPARISONS } from '../spec/comparisons.ts';
import type { ArrayNode, Member, Node } from '../text/tree.ts';
import { contentEnd, removeItem, removeMember, replaceValue } from './edits.ts';
import { type Asked, type Edit, type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

/** The entry with `States.ALL` goes to the end; the ones behind it move up. */
export const moveLast: FixMaker = asked => {
  const { at, definition } = asked;
  if (at?.parent?.kind !== 'array' || !at.node) return [];
  const { items } = at.parent;
  const index = items.indexOf(at.node);
  const { text } = definition;
  // A second entry for all errors would be in the way again.
  const hasOther = items.slice(index + 1).some(item => /States\.ALL/.test(text.slice(item.start, item.end)));
  if (index < 0 || hasOther) return [];
  const written = items.map(item => ({ start: item.start, end: contentEnd(text, item) ?? item.start }));
  const texts = written.map(({ start, end }) => text.slice(start, end));
  // What a template has in it may be read as something else; entries that do not begin alike are not moved either.
  if (texts.some(each => each === '' || each.includes('${'))) return [];
  const edits = written.slice(index).map(({ start, end }, i): Edit => {
    const from = index + i + 1 < texts.length ? index + i + 1 : index;
    return { start, end, text: texts[from] ?? '' };
  });
  return fixOf(titles.moveLast(), edits, true);
};

/** `States.ALL` stands for all the others. */
export const onlyAll: FixMaker = asked => {
  const list = asked.at?.node;
  if (list?.kind !== 'array') return [];
  return fixOf(titles.onlyAll(), removeOthers(asked, list), true);
};

function removeOthers(asked: Asked, list: ArrayNode): readonly (Edit | undefined)[] {
  const { text } = asked.definition;
  const all = list.items.find(item => item.kind === 'string' && item.value === 'States.ALL');
  const [first] = list.items;
  const last = list.items.at(-1);
  if (!all || !first || !last) return [undefined];
  if (text[list.start] !== '[') {
    // In a block the names are one below the other.
    return [{ start: first.start, end: contentEnd(text, last) ?? last.end, text: text.slice(all.start, all.end) }];
  }
  const between = text.slice(first.start, last.end);
  return /\/\/|\/\*|#/.test(between)
    ? [undefined]
    : [{ start: first.start, end: last.end, text: text.slice(all.start, all.end) }];
}

/** A name that does nothing goes, where others stay. */
export function removeName(isPreferred: boolean): FixMaker {
  return asked => {
    const { at, problem } = asked;
    if (at?.parent?.kind !== 'array' || !at.node || at.parent.items.length < 2) return [];
    const edits = removeItem(asked, at.parent, at.parent.items.indexOf(at.node));
    return fixOf(titles.remove(problem.subject ?? ''), [edits], isPreferred);
  };
}

export const removeRule: FixMaker = asked => {
  const { at } = asked;
  if (at?.parent?.kind !== 'array' || !at.node) return [];
  return fixOf(titles.removeRule(), [removeItem(asked, at.parent, at.parent.items.indexOf(at.node))], false);
};

/** `{ Variable, A, B, Next }` → `{ And: [{ Variable, A }, { Variable, B }], Next }`. */
export const joinWithAnd: FixMaker = asked => {
  const { at, definition } = asked;
  const rule = at?.node;
  if (rule?.kind !== 'object' || definition.text[rule.start] !== '{') return [];
  const tests = rule.members.filter(({ key }) => COMPARISONS.has(key.value));
  const variable = rule.members.find(({ key }) => key.value === 'Variable');
  const hasGroup = rule.members.some(({ key }) => ['And', 'Or', 'Not'].includes(key.value));
  const [first, ...more] = tests;
  if (hasGroup || !variable || !first || more.length === 0) return [];
  const slice = (member: Member) => definition.text.slice(member.start, member.end);
  const parts = tests.map(test => `{ ${slice(variable)}, ${slice(test)} }`);
  const group = `${quotedLike(definition.text, first.key)}: [${parts.join(', ')}]`;
  if (group.includes('${') || /\n|\/\//.test(parts.join(''))) return [];
  // What is taken out one after the other must not share a comma: members of one rule that stand side by side do.
  const left = rule.members.filter(member => member !== variable && !tests.includes(member));
  const texts = [group, ...left.map(slice)];
  const [start, last] = [rule.members[0], rule.members.at(-1)];
  if (!start || !last) return [];
  const separator = /\n/.test(definition.text.slice(rule.start, start.start))
    ? `,${definition.text.slice(rule.start + 1, start.start)}`
    : ', ';
  if (/\/\/|\/\*|#/.test(definition.text.slice(start.start, last.end))) return [];
  return fixOf(titles.joinWithAnd(), [{ start: start.start, end: last.end, text: texts.join(separator) }], true);
};

function quotedLike(text: string, key: Node): string {
  return text[key.start] === '"' ? '"And"' : 'And';
}

/** Takes an assignment out that nothing reads. */
export const unusedVariable: FixMaker = asked => {
  const { at, problem } = asked;
  if (at?.parent?.kind !== 'object' || !at.member) return [];
  return fixOf(titles.remove(problem.subject ?? ''), [removeMember(asked, at.parent, at.member)], false);
};

/** `[]` becomes a list for all errors. */
export const emptyNames: FixMaker = asked => {
  const { at } = asked;
  if (at?.node?.kind !== 'array' || at.member?.key.value !== 'ErrorEquals') return [];
  const edit = replaceValue(asked, at.node, ['States.ALL']);
  return fixOf(titles.add('ErrorEquals', '["States.ALL"]'), [edit && { ...edit, text: '["States.ALL"]' }], false);
};
