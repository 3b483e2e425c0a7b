// What a field, a state type or a state is, in Markdown. All words about the language come from the field table.
import {
  contains,
  type Definition,
  DOCS_PAGES,
  describedAt,
  type Field,
  type FieldKind,
  fieldsOf,
  isKnownType,
  type Machine,
  namedAt,
  type Owner,
  pathAt,
  routeTo,
  type Scope,
  type Span,
  STATE_DOCS,
  STATE_TYPES,
  type State,
  type StringNode,
  stateAt,
  targetAt,
  toValue,
  variableMentions,
  whereIs,
} from '../../language/index.ts';
import { describeMember, describeResource } from './hoverCall.ts';
import { escapeMarkdown } from './markdown.ts';

export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

export function hover(definition: Definition, offset: number): HoverText | undefined {
  const { root, machine } = definition;
  if (!machine) return undefined;
  const target = targetAt(machine, offset);
  const state = target?.scope.byName.get(target.node.value);
  if (target && state) return { span: target.node, markdown: describeState(state) };
  const place = pathAt(root, offset);
  const member = place?.path.at(-1);
  if (!place || !member) return undefined;
  const found = stateAt(machine, offset);
  if (place.onKey) {
    const variable = describeVariable(definition, offset);
    if (variable) return variable;
    const field = fieldAt(machine, found?.state, found?.scope, offset, member.name);
    if (field) return { span: member.key, markdown: describeField(field.field, field.owner) };
    const argument = describeMember(definition, offset);
    return argument === undefined ? undefined : { span: member.key, markdown: argument };
  }
  const inText = place.node.kind === 'string' ? describeText(definition, place.node, offset) : undefined;
  if (inText) return inText;
  const type = STATE_TYPES.find(name => place.node.kind === 'string' && place.node.value === name);
  if (type && member.name === 'Type') return { span: place.node, markdown: `**${type}**\n\n${STATE_DOCS[type]}` };
  return undefined;
}

/** Of a `${name}`, with the text that gives it its value. */
export function hoverOfValue({ name, span }: { readonly name: string; readonly span: Span }, value: string): HoverText {
  return {
    span,
    markdown: `**${escapeMarkdown(`\${${name}}`)}** · placeholder\n\nThe template fills in ${escapeMarkdown(value)}`,
  };
}

// The field table's row for a key, looked up in the innermost object of the language that holds it directly.
function fieldAt(
  machine: Machine,
  state: State | undefined,
  scope: Scope | undefined,
  offset: number,
  name: string,
): { readonly field: Field; readonly owner: Owner } | undefined {
  for (const [owner, node] of ownersAt(machine, state, scope)) {
    const isDirect = node.members.some(member => contains(member.key, offset));
    const field = isDirect ? fieldsOf(owner).get(name) : undefined;
    if (isDirect) return field && { field, owner };
  }
  return undefined;
}

function* ownersAt(
  machine: Machine,
  state: State | undefined,
  scope: Scope | undefined,
): Generator<[Owner, Scope['node']]> {
  if (state && isKnownType(state)) {
    yield [state.type, state.node];
    if (state.type === 'Choice') for (const rule of state.rules) yield ['ChoiceRule', rule.node];
    if ('retriers' in state) for (const retrier of state.retriers) yield ['Retrier', retrier.node];
    if ('catchers' in state) for (const catcher of state.catchers) yield ['Catcher', catcher.node];
    if (state.type === 'Parallel') for (const branch of state.branches) yield ['Branch', branch.node];
    if (state.type === 'Map' && state.processor) yield ['Processor', state.processor.node];
  }
  if (scope) yield [scope.kind, scope.node];
  yield ['StateMachine', machine.node];
}

function describeField({ name, doc, kind, language, required, range }: Field, owner: Owner): string {
  const limits = range && range[1] < 1e12 ? `${range[0]} to ${range[1]}` : undefined;
  const only = language && `${language} states only`;
  const facts = [required && 'required', describeKind(kind), limits, only].filter(Boolean);
  return `**${name}** · ${facts.join(' · ')}\n\n${doc}\n\nDeveloper Guide: *${DOCS_PAGES[owner]}*`;
}

// A variable, a word of an expression, or what a Task calls.
function describeText(definition: Definition, node: StringNode, offset: number): HoverText | undefined {
  const variable = describeVariable(definition, offset);
  if (variable) return variable;
  const steps = routeTo(definition.root, offset)?.steps ?? [];
  const word = describedAt(definition.text, node, offset, whereIs(definition, steps));
  if (word) return { span: word, markdown: `**${escapeMarkdown(word.title)}**\n\n${word.doc}` };
  const last = steps.at(-1);
  const isResource = last?.kind === 'member' && last.member.name === 'Resource';
  const markdown = isResource ? describeResource(node) : undefined;
  return markdown === undefined ? undefined : { span: node, markdown };
}

function describeVariable(definition: Definition, offset: number): HoverText | undefined {
  const named = namedAt(definition, offset);
  if (named?.kind !== 'variable') return undefined;
  const mentions = variableMentions(definition).filter(
    ({ name, owner }) => name === named.name && owner === named.owner,
  );
  const states = [...new Set(mentions.filter(({ isAssignment }) => isAssignment).map(({ state }) => state.name))];
  const where =
    states.length > 0 ? `Assigned in ${states.map(escapeMarkdown).join(', ')}.` : 'Nothing assigns it here.';
  return { span: named.at, markdown: `**$${escapeMarkdown(named.name)}** · workflow variable\n\n${where}` };
}

const KIND_WORDS: Readonly<Record<Extract<FieldKind, string>, string>> = {
  text: 'text',
  boolean: 'true or false',
  condition: 'true, false or an expression',
  integer: 'whole number',
  number: 'number',
  timestamp: 'timestamp',
  state: 'name of a state',
  path: 'path',
  referencePath: 'reference path',
  template: 'JSON with expressions',
  json: 'any JSON',
  names: 'list of error names',
  list: 'list',
  object: 'object',
  rule: 'choice rule',
};

function describeKind(kind: FieldKind): string {
  if (typeof kind !== 'object') return KIND_WORDS[kind];
  return 'oneOf' in kind ? kind.oneOf.map(word => `\`${word}\``).join(', ') : 'object';
}

function describeState(state: State): string {
  const title = `**${escapeMarkdown(state.name)}** · ${isKnownType(state) ? state.type : 'no type yet'}`;
  const comment = state.fields.get('Comment')?.value;
  const text = comment ? toValue(comment) : isKnownType(state) ? STATE_DOCS[state.type] : '';
  return `${title}\n\n${typeof text === 'string' ? escapeMarkdown(text) : ''}`;
}
