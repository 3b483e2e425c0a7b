// Two texts compared for the page that shows them side by side: which definition of each, and what of it can be said while
// a text is broken.
import {
  buildGraph,
  comparisonOf,
  differenceOf,
  illegible,
  isNoDifference,
  tooLargeToDraw,
} from '../graph/model/index.ts';
import type { Machine, Span } from '../language/index.ts';
import { analyzedAs, type Part } from './documents.ts';
import { TextDocument } from './lsp.ts';
import type { Compared, CompareWanted, TextGiven } from './protocol.ts';

/** A side of a template without the definition. */
const EMPTY = '{"States":{}}';

export function compareTexts({ before, after, direction, stateMachine }: CompareWanted): Compared | null {
  const [old, now] = [machinesIn(before), machinesIn(after)];
  if (old.length === 0 || now.length === 0) return null;
  const choices = choicesOf(old, now);
  const chosen =
    choices.find(({ name }) => name === stateMachine) ?? choices.find(({ status }) => status !== 'same') ?? choices[0];
  const [ours, theirs] = [chosen?.before ?? NOTHING, chosen?.after ?? NOTHING];
  const tooLarge = tooLargeToDraw(buildGraph(ours.machine)) ?? tooLargeToDraw(buildGraph(theirs.machine));
  const [left, right] = tooLarge === undefined ? [ours, theirs] : [NOTHING, NOTHING];
  const comparison = comparisonOf(left.machine, right.machine, direction, { before: left.toHost, after: right.toHost });
  const isPartial = ours.isBroken || theirs.isBroken;
  const notice = tooLarge ?? (isPartial ? BROKEN : undefined);
  const named = choices.flatMap(({ name, status }) => (name === undefined ? [] : [{ name, status }]));
  return {
    comparison,
    stateMachines: named,
    ...(chosen?.name !== undefined && { stateMachine: chosen.name }),
    ...(isPartial && { isPartial }),
    ...(notice !== undefined && { notice }),
  };
}

const BROKEN = 'The text has errors: what could be read is compared';

interface Found {
  readonly name?: string;
  readonly machine: Machine;
  readonly isBroken: boolean;
  readonly toHost: (span: Span) => Span;
}

interface Choice {
  readonly name?: string;
  readonly status: Compared['stateMachines'][number]['status'];
  readonly before?: Found;
  readonly after?: Found;
}

function machinesIn({ uri, languageId, text }: TextGiven): readonly Found[] {
  const { parts } = analyzedAs(text, TextDocument.create(uri, languageId, 0, text));
  return parts.flatMap(found);
}

function found({ definition, machine: named, toHost }: Part): readonly Found[] {
  const { machine } = definition;
  const isBroken = illegible(definition) !== undefined;
  return machine ? [{ machine, isBroken, toHost, ...(named && { name: named.name }) }] : [];
}

const NOTHING: Found = (() => {
  const [empty] = machinesIn({ uri: 'empty.asl.json', languageId: 'asl', text: EMPTY });
  if (!empty) throw new Error('An empty definition has a machine');
  return empty;
})();

// A definition of its own is compared with the first of a template; those of two templates by their ids.
function choicesOf(old: readonly Found[], now: readonly Found[]): readonly Choice[] {
  const [one, other] = [old[0], now[0]];
  if (one && other && (one.name === undefined || other.name === undefined)) return [choice(one, other)];
  const names = [...new Set([...now, ...old].map(({ name }) => name))];
  return names.map(name =>
    choice(
      old.find(machine => machine.name === name),
      now.find(machine => machine.name === name),
    ),
  );
}

function choice(before: Found | undefined, after: Found | undefined): Choice {
  const name = after?.name ?? before?.name;
  const both = before && after && differenceOf(before.machine, after.machine);
  const status = both ? (isNoDifference(both) ? 'same' : 'changed') : after ? 'added' : 'removed';
  return { ...(name !== undefined && { name }), status, ...(before && { before }), ...(after && { after }) };
}
