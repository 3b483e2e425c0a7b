// Tree → Machine: gives every object of the text its meaning. Reports only what has the wrong kind of value; whether the
// machine makes sense is for the rules.
import { messages } from '../problems.ts';
import { type QueryLanguage, STATE_TYPES, type StateType } from '../spec/fields.ts';
import type { Node, ObjectNode, StringNode } from '../text/tree.ts';
import { booleanOf, fieldsIn, givenValue, objectOf, objectsOf, pointerTo, type Report, textOf } from './fields.ts';
import { lowerChoiceRule } from './lowerChoiceRule.ts';
import type { Catcher, Fields, Retrier, Scope, State } from './machine.ts';

/** The language of a machine, whose object this is, and of its states where they say nothing else. */
export function machineLanguageOf(node: ObjectNode): QueryLanguage {
  return queryLanguageOf(fieldsIn(node)) ?? 'JSONPath';
}

// Inner states take their default language from the machine, not from the Map or Parallel around them (spec/asl.md §1).
export function lowerScope(
  kind: Scope['kind'],
  node: ObjectNode,
  pointer: string,
  machineLanguage: QueryLanguage,
  report: Report,
): Scope {
  const fields = fieldsIn(node);
  const startAt = startOf(fields, pointer, report);
  const states: State[] = [];
  const statesPointer = `${pointer}/States`;
  const statesNode = objectOf(fields, 'States', pointer, report);
  for (const member of statesNode?.members ?? []) {
    const statePointer = pointerTo(statesPointer, member.name);
    if (member.value?.kind !== 'object') {
      const isKnown = member.value && member.value.kind !== 'placeholder';
      if (isKnown) report('field-value', member.value ?? member, statePointer, messages.expectedObject(member.name));
      continue;
    }
    states.push(lowerState(member.key, member.value, statePointer, machineLanguage, report));
  }
  return new LoweredScope(kind, node, pointer, fields, startAt, states);
}

// A class, as most scopes are only walked: states are found by name when somebody asks.
class LoweredScope implements Scope {
  readonly kind: Scope['kind'];
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly fields: Fields;
  readonly startAt: StringNode | undefined;
  readonly states: readonly State[];
  private names: ReadonlyMap<string, State> | undefined;

  constructor(
    kind: Scope['kind'],
    node: ObjectNode,
    pointer: string,
    fields: Fields,
    startAt: StringNode | undefined,
    states: readonly State[],
  ) {
    this.kind = kind;
    this.node = node;
    this.pointer = pointer;
    this.fields = fields;
    this.startAt = startAt;
    this.states = states;
    this.names = undefined;
  }

  get byName(): ReadonlyMap<string, State> {
    this.names ??= firstByName(this.states);
    return this.names;
  }
}

/** The first state of each name. */
export function firstByName(states: readonly State[]): ReadonlyMap<string, State> {
  const byName = new Map<string, State>();
  for (const state of states) if (!byName.has(state.name)) byName.set(state.name, state);
  return byName;
}

/** Where a scope begins. */
export function startOf(fields: Fields, pointer: string, report: Report): StringNode | undefined {
  return textOf(fields, 'StartAt', pointer, report);
}

export function lowerState(
  key: StringNode,
  node: ObjectNode,
  pointer: string,
  machineLanguage: QueryLanguage,
  report: Report,
): State {
  const fields = fieldsIn(node);
  const queryLanguage = queryLanguageOf(fields) ?? machineLanguage;
  const name = key.value;
  const type = typeOf(givenValue(fields, 'Type'));
  // Spelt out rather than composed: this is made for every state of a definition, on every keystroke.
  switch (type) {
    case 'Pass':
    case 'Wait': {
      const next = textOf(fields, 'Next', pointer, report);
      const end = booleanOf(fields, 'End', pointer, report);
      return {
        type,
        name,
        key,
        node,
        pointer,
        queryLanguage,
        fields,
        next,
        end,
      };
    }
    case 'Succeed':
    case 'Fail':
      return { type, name, key, node, pointer, queryLanguage, fields };
    case 'Choice': {
      const fallback = textOf(fields, 'Default', pointer, report);
      const rules = objectsOf(fields, 'Choices', pointer, report, (rule, rulePointer) =>
        lowerChoiceRule(rule, rulePointer, queryLanguage, report),
      );
      return { type, name, key, node, pointer, queryLanguage, fields, rules, default: fallback };
    }
    case 'Task':
    case 'Parallel':
    case 'Map': {
      const next = textOf(fields, 'Next', pointer, report);
      const end = booleanOf(fields, 'End', pointer, report);
      const retriers = objectsOf(fields, 'Retry', pointer, report, lowerRetrier);
      const catchers = objectsOf(fields, 'Catch', pointer, report, (catcher, catcherPointer) =>
        lowerCatcher(catcher, catcherPointer, report),
      );
      if (type === 'Task')
        return { type, name, key, node, pointer, queryLanguage, fields, next, end, retriers, catchers };
      const scopeAt = (kind: Scope['kind'], inner: ObjectNode, innerPointer: string) =>
        lowerScope(kind, inner, innerPointer, machineLanguage, report);
      if (type === 'Parallel') {
        const branches = objectsOf(fields, 'Branches', pointer, report, (branch, branchPointer) =>
          scopeAt('Branch', branch, branchPointer),
        );
        return {
          type,
          name,
          key,
          node,
          pointer,
          queryLanguage,
          fields,
          next,
          end,
          retriers,
          catchers,
          branches,
        };
      }
      const inside = fields.has('ItemProcessor') ? 'ItemProcessor' : 'Iterator';
      const inner = objectOf(fields, inside, pointer, report);
      const processor = inner && scopeAt('Processor', inner, `${pointer}/${inside}`);
      return {
        type,
        name,
        key,
        node,
        pointer,
        queryLanguage,
        fields,
        next,
        end,
        retriers,
        catchers,
        processor,
      };
    }
    case undefined: {
      const next = textOf(fields, 'Next', pointer, report);
      const end = booleanOf(fields, 'End', pointer, report);
      return {
        type: 'Untyped',
        name,
        key,
        node,
        pointer,
        queryLanguage,
        fields,
        next,
        end,
      };
    }
  }
}

function lowerRetrier(node: ObjectNode, pointer: string): Retrier {
  return { node, pointer, fields: fieldsIn(node) };
}

function lowerCatcher(node: ObjectNode, pointer: string, report: Report): Catcher {
  const fields = fieldsIn(node);
  const next = textOf(fields, 'Next', pointer, report);
  return { node, pointer, fields, next };
}

const TYPES: ReadonlyMap<string, StateType> = new Map(STATE_TYPES.map(type => [type, type]));

function typeOf(node: Node | undefined): StateType | undefined {
  return node?.kind === 'string' ? TYPES.get(node.value) : undefined;
}

function queryLanguageOf(fields: Fields): QueryLanguage | undefined {
  const node = givenValue(fields, 'QueryLanguage');
  return node?.kind === 'string' && (node.value === 'JSONata' || node.value === 'JSONPath') ? node.value : undefined;
}
