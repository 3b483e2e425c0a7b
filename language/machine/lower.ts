// Tree → Machine: gives every object of the text its meaning. Reports only what has the wrong kind of value; whether the
// machine makes sense is for the rules.
import { messages } from '../problems.ts';
import { type QueryLanguage, STATE_TYPES, type StateType } from '../spec/fields.ts';
import type { Node, ObjectNode, StringNode } from '../text/tree.ts';
import { findExpressions, type ParsedTexts } from './expressions.ts';
import { booleanOf, fieldsIn, givenValue, objectOf, objectsOf, pointerTo, type Report, textOf } from './fields.ts';
import { lowerChoiceRule } from './lowerChoiceRule.ts';
import {
  allScopes,
  type Catcher,
  type Fields,
  type Machine,
  type Retrier,
  type Scope,
  type State,
  type WorkflowType,
} from './machine.ts';
import { partsOf } from './parts.ts';
import { findTransitions, type WaysOut } from './transitions.ts';
import { assignmentsIn, readsIn } from './variables.ts';

export interface LowerOptions {
  readonly text: string;
  readonly report: Report;
  readonly workflowType: WorkflowType | undefined;
  /** What was parsed for an earlier version of the text. */
  readonly earlier: ParsedTexts | undefined;
}

export function lowerMachine(
  node: ObjectNode,
  { text, report, workflowType, earlier }: LowerOptions,
): { readonly machine: Machine; readonly parsed: ParsedTexts } {
  const fields = fieldsIn(node);
  const queryLanguage = queryLanguageOf(fields) ?? 'JSONPath';
  const scope = lowerScope('StateMachine', node, '', queryLanguage, report);
  const scopes = [...allScopes(scope)];
  const parts = partsOf(scopes, queryLanguage);
  const { expressions, suspects, jsonata } = findExpressions(parts, earlier);
  const machine: Machine = {
    node,
    text,
    queryLanguage,
    fields,
    scope,
    scopes,
    states: scopes.flatMap(({ states }) => states),
    parts,
    expressions,
    suspects,
    assignments: assignmentsIn(parts),
    reads: readsIn(expressions),
    ...(workflowType && { workflowType }),
  };
  return { machine, parsed: jsonata };
}

// Inner states take their default language from the machine, not from the Map or Parallel around them (spec/asl.md §1).
function lowerScope(
  kind: Scope['kind'],
  node: ObjectNode,
  pointer: string,
  machineLanguage: QueryLanguage,
  report: Report,
): Scope {
  const fields = fieldsIn(node);
  const startAt = textOf(fields, 'StartAt', pointer, report);
  const states: State[] = [];
  const byName = new Map<string, State>();
  const statesNode = objectOf(fields, 'States', pointer, report);
  for (const member of statesNode?.members ?? []) {
    const statePointer = pointerTo(pointerTo(pointer, 'States'), member.key.value);
    if (member.value?.kind !== 'object') {
      const isKnown = member.value && member.value.kind !== 'placeholder';
      if (isKnown)
        report('field-value', member.value ?? member, statePointer, messages.expectedObject(member.key.value));
      continue;
    }
    const state = lowerState(member.key, member.value, statePointer, machineLanguage, report);
    states.push(state);
    if (!byName.has(state.name)) byName.set(state.name, state);
  }
  return { kind, node, pointer, fields, states, byName, ...(startAt && { startAt }) };
}

function lowerState(
  key: StringNode,
  node: ObjectNode,
  pointer: string,
  machineLanguage: QueryLanguage,
  report: Report,
): State {
  const fields = fieldsIn(node);
  const queryLanguage = queryLanguageOf(fields) ?? machineLanguage;
  const base = { name: key.value, key, node, pointer, queryLanguage, fields };
  const type = typeOf(givenValue(fields, 'Type'));
  const followed = () => {
    const next = textOf(fields, 'Next', pointer, report);
    const end = booleanOf(fields, 'End', pointer, report);
    return { ...(next && { next }), ...(end && { end }) };
  };
  const guarded = () => ({
    retriers: objectsOf(fields, 'Retry', pointer, report).map(lowerRetrier),
    catchers: objectsOf(fields, 'Catch', pointer, report).map(catcher => lowerCatcher(catcher, report)),
  });
  const withWays = <T extends WaysOut>(ways: T) => ({ ...ways, transitions: findTransitions(pointer, ways) });
  switch (type) {
    case 'Pass':
    case 'Wait':
      return { type, ...base, ...withWays(followed()) };
    case 'Task':
      return { type, ...base, ...withWays({ ...followed(), ...guarded() }) };
    case 'Succeed':
    case 'Fail':
      return { type, ...base, transitions: [] };
    case 'Choice': {
      const fallback = textOf(fields, 'Default', pointer, report);
      const rules = objectsOf(fields, 'Choices', pointer, report).map(rule =>
        lowerChoiceRule(rule.node, rule.pointer, queryLanguage, report),
      );
      return { type, ...base, ...withWays({ rules, ...(fallback && { default: fallback }) }) };
    }
    case 'Parallel': {
      const branches = objectsOf(fields, 'Branches', pointer, report).map(branch =>
        lowerScope('Branch', branch.node, branch.pointer, machineLanguage, report),
      );
      return { type, ...base, ...withWays({ ...followed(), ...guarded() }), branches };
    }
    case 'Map': {
      const name = fields.has('ItemProcessor') ? 'ItemProcessor' : 'Iterator';
      const inner = objectOf(fields, name, pointer, report);
      const processor = inner && lowerScope('Processor', inner, pointerTo(pointer, name), machineLanguage, report);
      return { type, ...base, ...withWays({ ...followed(), ...guarded() }), ...(processor && { processor }) };
    }
    case undefined:
      return { type: 'Untyped', ...base, ...withWays(followed()) };
  }
}

function lowerRetrier({ node, pointer }: { node: ObjectNode; pointer: string }): Retrier {
  return { node, pointer, fields: fieldsIn(node) };
}

function lowerCatcher({ node, pointer }: { node: ObjectNode; pointer: string }, report: Report): Catcher {
  const fields = fieldsIn(node);
  const next = textOf(fields, 'Next', pointer, report);
  return { node, pointer, fields, ...(next && { next }) };
}

function typeOf(node: Node | undefined): StateType | undefined {
  return node?.kind === 'string' ? STATE_TYPES.find(type => type === node.value) : undefined;
}

function queryLanguageOf(fields: Fields): QueryLanguage | undefined {
  const node = givenValue(fields, 'QueryLanguage');
  return node?.kind === 'string' && (node.value === 'JSONata' || node.value === 'JSONPath') ? node.value : undefined;
}
