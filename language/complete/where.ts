// What the containers around a place mean: which row of the field table, which state, which scope, which language.
import type { Definition } from '../definition.ts';
import { allScopes, type Scope } from '../machine/machine.ts';
import type { Step } from '../route.ts';
import { type Field, fieldsOf, type Owner, type QueryLanguage, STATE_TYPES, type StateType } from '../spec/fields.ts';
import { memberNamed, type Node, type ObjectNode } from '../text/tree.ts';

export interface Where {
  /** The object is one of these; `state` is one without a type yet. */
  readonly owner: Owner | 'state' | undefined;
  /** What the innermost container holds, where it is no object of the table. */
  readonly holds: 'fields' | 'states' | 'template' | 'names' | 'objects' | 'other';
  readonly queryLanguage: QueryLanguage;
  readonly scope: Scope | undefined;
  readonly state:
    | { readonly name: string; readonly node: ObjectNode; readonly type: StateType | undefined }
    | undefined;
  /** The field of the table it is in, and its owner. */
  readonly field: Field | undefined;
  readonly fieldOwner: Owner | undefined;
  /** Keys from that field on. */
  readonly path: readonly string[];
  /** A rule inside And, Or or Not. */
  readonly isNested: boolean;
}

const LISTS: Readonly<Record<string, Owner>> = {
  Choices: 'ChoiceRule',
  And: 'ChoiceRule',
  Or: 'ChoiceRule',
  Retry: 'Retrier',
  Catch: 'Catcher',
  Branches: 'Branch',
};

const OBJECTS: Readonly<Record<string, Owner>> = {
  Not: 'ChoiceRule',
  ItemProcessor: 'Processor',
  Iterator: 'Processor',
};

/** The row of a field. What is in a state without a type yet may belong to a state of any type. */
export function fieldNamed(owner: Where['owner'], name: string): Field | undefined {
  if (owner !== 'state') return owner && fieldsOf(owner).get(name);
  for (const type of ['Task', ...STATE_TYPES] as const) {
    const field = fieldsOf(type).get(name);
    if (field) return field;
  }
  return undefined;
}

type Mutable = { -readonly [K in keyof Where]: Where[K] };

export function whereIs({ machine, root }: Definition, steps: readonly Step[]): Where {
  const where: Mutable = {
    owner: 'StateMachine',
    holds: 'fields',
    queryLanguage: machine?.queryLanguage ?? 'JSONPath',
    scope: machine?.scope,
    state: undefined,
    field: undefined,
    fieldOwner: undefined,
    path: [],
    isNested: false,
  };
  let items: Owner | undefined;
  let scopeNode: Node | undefined = root;
  for (const step of steps) {
    if (step.kind === 'item') {
      if (where.holds === 'objects' && items) {
        where.owner = items;
        where.holds = 'fields';
        if (items === 'Branch') scopeNode = step.node.items[step.index];
      } else if (where.holds === 'template') where.path = [...where.path, String(step.index)];
      continue;
    }
    const { key, value } = step.member;
    if (where.holds === 'states') {
      enterState(where, key.value, value?.kind === 'object' ? value : undefined, machine?.queryLanguage);
      continue;
    }
    if (where.holds !== 'fields') {
      where.path = [...where.path, key.value];
      continue;
    }
    const { owner } = where;
    const field = fieldNamed(owner, key.value);
    where.field = field;
    where.fieldOwner = owner === 'state' ? field?.on[0] : owner;
    if (key.value === 'States' && field) {
      where.holds = 'states';
      scopeNode = step.node;
      continue;
    }
    const list = LISTS[key.value];
    const object = OBJECTS[key.value];
    if (owner === 'ChoiceRule' && (list === 'ChoiceRule' || object === 'ChoiceRule')) where.isNested = true;
    if (list && field) {
      items = list;
      where.holds = 'objects';
    } else if (object && field) {
      where.owner = object;
      if (object === 'Processor') scopeNode = value;
    } else if (field && typeof field.kind === 'object' && 'part' in field.kind) where.owner = field.kind.part;
    else where.holds = heldBy(field);
  }
  where.scope = scopeAt(machine?.scope, scopeNode);
  return where;
}

function heldBy(field: Field | undefined): Where['holds'] {
  if (field?.kind === 'template' || field?.kind === 'json') return 'template';
  return field?.kind === 'names' ? 'names' : 'other';
}

function enterState(where: Mutable, name: string, node: ObjectNode | undefined, language: QueryLanguage = 'JSONPath') {
  const type = memberNamed(node, 'Type')?.value;
  const known = STATE_TYPES.find(each => type?.kind === 'string' && type.value === each);
  const own = memberNamed(node, 'QueryLanguage')?.value;
  where.holds = 'fields';
  where.owner = known ?? 'state';
  where.isNested = false;
  where.state = node && { name, node, type: known };
  where.queryLanguage = own?.kind === 'string' && own.value === 'JSONata' ? 'JSONata' : language;
}

function scopeAt(outermost: Scope | undefined, node: { readonly start: number } | undefined): Scope | undefined {
  if (!outermost || !node || outermost.node.start === node.start) return outermost;
  for (const scope of allScopes(outermost)) if (scope.node.start === node.start) return scope;
  return outermost;
}
