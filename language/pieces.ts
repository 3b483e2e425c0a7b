// A definition in pieces: its states one after the other, each checked and summarized as it is read, and the head around
// them. Trees and states are read again when somebody asks for them.
import { checkMachine, problemsOf, readsOf } from './check/assemble.ts';
import { Checker } from './check/checker.ts';
import { Names } from './check/names.ts';
import { type PlacedFinding, placeScopes } from './check/placed.ts';
import type { ScopeSummary, StateSummary } from './check/summary.ts';
import type { Definition } from './definition.ts';
import { pointerTo } from './machine/fields.ts';
import { createLazyState, LazyScope } from './machine/lazyMachine.ts';
import { lowerScope, lowerState, machineLanguageOf } from './machine/lower.ts';
import type { Machine, State, VariableRead } from './machine/machine.ts';
import type { Context } from './rules/rule.ts';
import type { QueryLanguage } from './spec/fields.ts';
import { LazyObject } from './text/lazyObject.ts';
import { readSound, readSoundObject } from './text/soundJson.ts';
import { isDeploymentName, Member, type Node, type ObjectNode, type StringNode } from './text/tree.ts';
import { reportLength } from './wholeText.ts';

export interface Pieces {
  readonly context: Context;
  readonly queryLanguage: QueryLanguage;
  readonly names: Names;
  /** The root; its `States` has no members here. */
  readonly head: ObjectNode;
  /** Where each state of the outermost scope begins: its key. */
  readonly starts: readonly number[];
  readonly summaries: readonly StateSummary[];
}

/** The pieces of a text without any fault of syntax; undefined where it has one, or is no usual machine. */
export function readPieces(context: Context): Pieces | undefined {
  const { text } = context;
  // What the language is stands before the states as a rule.
  const before = text.slice(0, Math.max(0, text.indexOf('"States"')));
  const guess = /"QueryLanguage"\s*:\s*"JSONata"/.test(before) ? 'JSONata' : 'JSONPath';
  const pieces = readPiecesAs(guess, context);
  if (!pieces) return undefined;
  const queryLanguage = machineLanguageOf(pieces.head);
  return queryLanguage === guess ? pieces : readPiecesAs(queryLanguage, context);
}

function readPiecesAs(queryLanguage: QueryLanguage, context: Context): Pieces | undefined {
  const names = new Names();
  const checker = new Checker(context, queryLanguage, names);
  const starts: number[] = [];
  const summaries: StateSummary[] = [];
  const root = readSound(context.text, ({ key, value }) => {
    if (value?.kind !== 'object') return false;
    starts.push(key.start);
    summaries.push(summarize(key, value, checker, queryLanguage));
    return true;
  });
  if (root?.kind !== 'object') return undefined;
  const states = root.members.filter(({ name }) => name === 'States');
  const [only] = states;
  if (states.length !== 1 || only?.value?.kind !== 'object') return undefined;
  // A deployment function in the place of all states cannot be told from a state of that name.
  const [first] = summaries;
  if (!first || (summaries.length === 1 && isDeploymentName(first.key.name))) return undefined;
  return { context, queryLanguage, names, head: root, starts, summaries };
}

/** Checks one state of the outermost scope. */
export function summarize(
  key: StringNode,
  node: ObjectNode,
  checker: Checker,
  queryLanguage: QueryLanguage,
): StateSummary {
  const pointer = pointerTo('/States', key.value);
  checker.base = key.start;
  const state = lowerState(key, node, pointer, queryLanguage, checker.report);
  checker.checkTree(node, pointer);
  return checker.summarizeState(state);
}

/** The root scope as the rules about the whole machine see it. */
export function summarizeRoot({ context, queryLanguage, names, head, summaries }: Pieces): ScopeSummary {
  const checker = new Checker(context, queryLanguage, names);
  reportLength(context.text, head, checker.report);
  const scope = lowerScope('StateMachine', head, '', queryLanguage, checker.report);
  checker.checkTree(head, '');
  return checker.summarizeHead(scope, summaries);
}

/** What the rules about the whole machine find in pieces. */
export function checkPieces({ names }: Pieces, root: ScopeSummary): readonly PlacedFinding[] {
  return checkMachine(placeScopes(root, names));
}

export function toDefinition(
  pieces: Pieces,
  root: ScopeSummary,
  machineFindings: readonly PlacedFinding[],
): Definition {
  const { context, starts } = pieces;
  const problems = problemsOf([], root, machineFindings, piece => starts[piece] ?? 0);
  const node = wholeRoot(pieces);
  return { text: context.text, format: 'json', root: node, machine: machineOf(node, pieces, root), problems };
}

function wholeRoot(pieces: Pieces): ObjectNode {
  const { head } = pieces;
  const members = head.members.map(member => {
    const { name, start, keyEnd, value } = member;
    if (name !== 'States' || !value) return member;
    return new Member(name, start, keyEnd, new LazyObject(value.start, value.end, () => stateMembers(pieces)));
  });
  return { ...head, members };
}

function stateMembers({ context, starts, summaries }: Pieces): readonly Member[] {
  const { text } = context;
  return summaries.map(({ key, node }, index) => {
    const start = starts[index] ?? 0;
    const from = start + node.start;
    const value = new LazyObject(from, start + node.end, () => readSoundObject(text, from, 0)?.members ?? []);
    return new Member(key.name, start, start + key.end, value);
  });
}

function machineOf(node: ObjectNode, { context, queryLanguage, summaries }: Pieces, root: ScopeSummary): Machine {
  const scope = new LazyScope(node, () => statesOf(node, queryLanguage, summaries));
  const { workflowType } = context;
  let reads: readonly VariableRead[] | undefined;
  return {
    node,
    queryLanguage,
    fields: scope.fields,
    scope,
    ...(workflowType && { workflowType }),
    get reads() {
      reads ??= readsOf(root);
      return reads;
    },
  };
}

function statesOf(node: ObjectNode, machineLanguage: QueryLanguage, summaries: readonly StateSummary[]): State[] {
  const states: Node | undefined = node.members.find(({ name }) => name === 'States')?.value;
  const members = states?.kind === 'object' ? states.members : [];
  return members.flatMap(({ key, value }, index) => {
    const summary = summaries[index];
    if (!summary || !(value instanceof LazyObject)) return [];
    const { type } = summary;
    return [createLazyState({ type, key, node: value, pointer: summary.key.pointer, machineLanguage })];
  });
}
