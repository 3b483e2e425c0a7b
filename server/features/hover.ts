// What a field, a state type or a state is, in Markdown. All words about the language come from the field table.
import {
  contains,
  type Definition,
  type Field,
  type FieldKind,
  fieldsOf,
  isKnownType,
  type Machine,
  type Owner,
  pathAt,
  type Scope,
  type Span,
  STATE_DOCS,
  STATE_TYPES,
  type State,
  stateAt,
  targetAt,
  toValue,
} from '../../language/index.ts';

export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

export function hover({ root, machine }: Definition, offset: number): HoverText | undefined {
  if (!machine) return undefined;
  const target = targetAt(machine, offset);
  const state = target?.scope.byName.get(target.node.value);
  if (target && state) return { span: target.node, markdown: describeState(state) };
  const place = pathAt(root, offset);
  const member = place?.path.at(-1);
  if (!place || !member) return undefined;
  const found = stateAt(machine, offset);
  if (place.onKey) {
    const field = fieldAt(machine, found?.state, found?.scope, offset, member.key.value);
    return field && { span: member.key, markdown: describeField(field) };
  }
  const type = STATE_TYPES.find(name => place.node.kind === 'string' && place.node.value === name);
  if (type && member.key.value === 'Type') return { span: place.node, markdown: `**${type}**\n\n${STATE_DOCS[type]}` };
  return undefined;
}

// The field table's row for a key, looked up in the innermost object of the language that holds it directly.
function fieldAt(
  machine: Machine,
  state: State | undefined,
  scope: Scope | undefined,
  offset: number,
  name: string,
): Field | undefined {
  for (const [owner, node] of ownersAt(machine, state, scope)) {
    const isDirect = node.members.some(member => contains(member.key, offset));
    if (isDirect) return fieldsOf(owner).get(name);
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

function describeField({ name, doc, kind, language, required }: Field): string {
  const facts = [required && 'required', describeKind(kind), language && `${language} states only`].filter(Boolean);
  return `**${name}** · ${facts.join(' · ')}\n\n${doc}`;
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

// Names and comments are the user's text, not Markdown of ours.
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~]/g, '\\$&');
}
