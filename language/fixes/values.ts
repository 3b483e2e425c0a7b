// Values of the wrong kind that say what was meant, and texts that are nearly expressions.
import type { Value } from '../../expressions/index.ts';
import { isTimestamp } from '../rules/fieldValue.ts';
import { resourceOf } from '../rules/taskResource.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { FIELDS, type Field, fieldsOf } from '../spec/fields.ts';
import { type Node, toValue } from '../text/tree.ts';
import { insertion, renameKey, replaceValue } from './edits.ts';
import { nearestOf, useJsonata } from './fields.ts';
import { type Asked, type Fix, type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

export const fieldValue: FixMaker = asked => {
  const { at, state, problem } = asked;
  const { node } = at ?? {};
  if (!node) return [];
  const name = at?.member?.key.value ?? (at?.parent?.kind === 'array' ? at.parentMember?.key.value : undefined);
  if (name === undefined) return [];
  // An item of `ErrorEquals`.
  if (!at?.member) return name === 'ErrorEquals' ? replaced(asked, node, titles.toText(), asText(node)) : [];
  const own = state && state.type !== 'Untyped' ? fieldsOf(state.type).get(name) : undefined;
  const field = own ?? FIELDS.find(each => each.name === name);
  if (!field || /must be an object/.test(problem.message)) return [];
  return converted(asked, node, field);
};

function converted(asked: Asked, node: Node, { kind, name }: Field): readonly Fix[] {
  const value = toValue(node);
  if (typeof kind === 'object') {
    if (!('oneOf' in kind)) return [];
    const meant = nearestOf(String(value), kind.oneOf);
    return meant === undefined ? [] : replaced(asked, node, titles.change(meant), meant);
  }
  switch (kind) {
    case 'text':
    case 'state':
      return replaced(asked, node, titles.toText(), asText(node));
    case 'integer':
    case 'number':
      return replaced(asked, node, titles.toNumber(), asNumber(value, kind === 'integer'));
    case 'boolean':
      return replaced(asked, node, titles.toBoolean(), asBoolean(value));
    case 'names':
      return typeof value === 'string' ? wrapped(asked, node) : [];
    case 'list':
      return node.kind === 'object' && name !== 'Branches' ? wrapped(asked, node) : [];
    case 'timestamp':
      return replaced(asked, node, titles.toText(), asTimestamp(value));
    default:
      return [];
  }
}

function replaced(asked: Asked, node: Node, title: string, value: Value | undefined): readonly Fix[] {
  if (value === undefined) return [];
  return fixOf(title, [replaceValue(asked, node, value)], true);
}

/** A single entry without its list. */
function wrapped(asked: Asked, { kind, start, end }: Node): readonly Fix[] {
  const written = asked.definition.text.slice(start, end);
  const isBlock = kind === 'object' ? !written.startsWith('{') : /\n|^[|>]/.test(written);
  return isBlock ? [] : fixOf(titles.toList(), [insertion(start, '['), insertion(end, ']')], true);
}

function asText(node: Node): string | undefined {
  if (node.kind === 'number' || node.kind === 'boolean') return String(node.value);
  const [only, ...more] = node.kind === 'array' ? node.items : [];
  return only?.kind === 'string' && more.length === 0 ? only.value : undefined;
}

function asNumber(value: Value, isInteger: boolean): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return !isInteger || Number.isSafeInteger(number) ? number : undefined;
}

function asBoolean(value: Value): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A moment in UTC that lacks only the signs. */
function asTimestamp(value: Value): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(' ', 'T');
  return [text, `${text}Z`, `${text}:00Z`, `${text}T00:00:00Z`].find(isTimestamp);
}

/** A number outside of its range: the nearest that is allowed. */
export const range: FixMaker = asked => {
  const { at, problem } = asked;
  const bounds = /at least (-?[\d.]+)|between (-?[\d.]+) and (-?[\d.]+)/.exec(problem.message);
  if (at?.node?.kind !== 'number' || !bounds) return [];
  const least = Number(bounds[1] ?? bounds[2]);
  const value = at.node.value < least ? least : Number(bounds[3]);
  return fixOf(titles.changeValue(String(value)), [replaceValue(asked, at.node, value)], false);
};

/** The value of a comparison becomes what it compares with; a comparison of the value's kind is the other way. */
export const operand: FixMaker = asked => {
  const { at } = asked;
  const comparison = COMPARISONS.get(at?.member?.key.value ?? '');
  if (!at?.node || !at.member || !comparison) return [];
  const { node, member } = at;
  const value = toValue(node);
  const of = comparison.kind === 'is' ? 'Boolean' : comparison.kind === 'matches' ? 'String' : comparison.of;
  if (comparison.kind === 'relation' && comparison.operand === 'path') return [];
  const kinds = { String: asText(node), Numeric: asNumber(value, false), Boolean: asBoolean(value) };
  const meant = of === 'Timestamp' ? asTimestamp(value) : kinds[of];
  const fixes = [...replaced(asked, node, of === 'String' ? titles.toText() : TITLES[of](), meant)];
  if (fixes.length > 0 || comparison.kind !== 'relation') return fixes;
  const kind = node.kind === 'string' ? 'String' : node.kind === 'number' ? 'Numeric' : 'Boolean';
  const other = `${kind}${comparison.relation}`;
  const isThere = at.parent?.kind === 'object' && at.parent.members.some(({ key }) => key.value === other);
  if (!COMPARISONS.has(other) || isThere || node.kind === 'object' || node.kind === 'array') return [];
  return fixOf(titles.change(other), [renameKey(asked, member.key, other)], 'guess');
};

const TITLES = { Numeric: titles.toNumber, Boolean: titles.toBoolean, Timestamp: titles.toText };

/** `{% x` and `x %}`; blanks around the delimiters. */
export const nearlyExpression: FixMaker = asked => {
  const node = asked.at?.node;
  if (node?.kind !== 'string') return [];
  const { value } = node;
  const body = value
    .trim()
    .replace(/^\{%?\s|^\{%/, '')
    .replace(/(?:\s%?\}?|%\}|%)$/, '')
    .trim();
  // Something that closes or opens inside would be another expression.
  if (body === '' || /\{%|%\}/.test(body) || !/^\s*\{%|%\}\s*$/.test(value)) return [];
  return fixOf(titles.closeExpression(), [replaceValue(asked, node, `{% ${body} %}`)], true);
};

/** A key with `.$` and a value that is no text: nothing is to be evaluated. */
export const superfluousMark: FixMaker = asked => renamedKey(asked, name => name.replace(/\.\$$/, ''), true);

export const missingMark: FixMaker = asked =>
  // What is in a list, or is the whole of a field, has no key of its own.
  asked.problem.subject === '' ? [] : renamedKey(asked, name => `${name}.$`, true);

function renamedKey(asked: Asked, to: (name: string) => string, isPreferred: boolean): readonly Fix[] {
  const { at } = asked;
  const { member, parent } = at ?? {};
  if (!member || parent?.kind !== 'object') return [];
  const name = to(member.name);
  if (name === member.name || parent.members.some(({ key }) => key.value === name)) return [];
  return fixOf(titles.rename(member.name, name), [renameKey(asked, member.key, name)], isPreferred);
}

/** What is left of the other language: a path in JSONata, an expression in JSONPath. */
export const otherLanguage: FixMaker = asked => {
  const { at, state, problem } = asked;
  const { member, node } = at ?? {};
  if (state?.queryLanguage !== 'JSONata') return useJsonata(asked);
  if (node?.kind !== 'string') {
    return member?.key.value.endsWith('.$') ? superfluousMark(asked) : [];
  }
  const expression = jsonataOf(node.value);
  if (expression === undefined) return [];
  // The path of an Output or Assign was read from the result, that of other fields from the input.
  const isInput = !/\/(?:Output|Assign)(?:\/|$)/.test(problem.pointer.slice(state.pointer.length));
  const key = member?.key;
  const name = key?.value.endsWith('.$') ? key.value.slice(0, -2) : undefined;
  if (name !== undefined && at?.parent?.kind === 'object' && at.parent.members.some(each => each.key.value === name))
    return [];
  return fixOf(
    titles.toExpression(expression),
    [replaceValue(asked, node, expression), key && name !== undefined ? renameKey(asked, key, name) : []],
    isInput,
  );
};

/** A path of names as the expression that reads the same. */
function jsonataOf(path: string): string | undefined {
  const match = /^\$(\$?)((?:\.[A-Za-z_]\w*)*)$/.exec(path);
  if (!match) return undefined;
  const [, isContext, names = ''] = match;
  if (/\.(?:and|or|in|true|false|null|function)\b/.test(names)) return undefined;
  return `{% $states.${isContext ? 'context' : 'input'}${names} %}`;
}

export const path: FixMaker = asked => {
  const { at, problem } = asked;
  const node = at?.node;
  if (node?.kind !== 'string') return [];
  if (/^A path begins with/.test(problem.message) && /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(node.value)) {
    const text = `$.${node.value}`;
    return fixOf(titles.toPath(text), [replaceValue(asked, node, text)], true);
  }
  return [];
};

/** A call that is not closed, and a text under a key that wants a call. */
export const intrinsic: FixMaker = asked => {
  const { at, problem } = asked;
  const node = at?.node;
  if (node?.kind !== 'string') return [];
  if (/^This "\(" is never closed/.test(problem.message)) {
    return fixOf(titles.closeParenthesis(), [replaceValue(asked, node, `${node.value})`)], true);
  }
  if (/^States\./.test(node.value) || !at?.member?.key.value.endsWith('.$')) return [];
  return renamedKey(asked, name => name.replace(/\.\$$/, ''), /^[\w -]*$/.test(node.value));
};

/** A suffix that the integration does not have. */
export const pattern: FixMaker = asked => {
  const { at, problem } = asked;
  const node = at?.node;
  const resource = resourceOf(node);
  if (node?.kind !== 'string' || !resource || !('suffix' in resource) || resource.suffix === '') return [];
  const { suffix } = resource;
  if (!node.value.endsWith(suffix)) return [];
  const { text } = asked.definition;
  const from = text.lastIndexOf(suffix, node.end);
  if (from < node.start) return [];
  const place = { start: from, end: from + suffix.length };
  const known = [...(/ It can with (.*)\.$/.exec(problem.message)?.[1] ?? '').matchAll(/"([^"]+)"/g)];
  const others = known.flatMap(([, other = '']) => {
    const isLike = suffix.startsWith('.sync') && other.startsWith('.sync');
    return fixOf(titles.change(other), [{ ...place, text: other }], isLike);
  });
  return [...others, ...fixOf(titles.withoutSuffix(suffix), [{ ...place, text: '' }], false)];
};

/** An item that may be one or nothing, written as a list. */
export const singleItem: FixMaker = asked => {
  const { start, end } = asked.problem;
  return end > start ? fixOf(titles.asList(), [insertion(start, '['), insertion(end, ']')], false) : [];
};
