// Comparisons for programs and for comments of pull requests.
import { writeJson } from '../expressions/index.ts';
import {
  buildGraph,
  changeLines,
  DIFFERENCE_KINDS,
  type Difference,
  describePlace,
  type FieldChange,
  HEADINGS,
  mergedGraph,
  mermaid,
  SIGNS,
  type StateDifference,
  type StatePlace,
  summaryOf,
  titleOf,
  tooLargeToShow,
  type WayChange,
} from '../graph/model/index.ts';
import { type Node, toValue } from '../language/index.ts';
import { type Compared, type Comparison, type FoundMachine, isDifferent } from './comparison.ts';

/** Both definitions in one graph. */
export function mergedOf({ before, after }: Comparison, difference: Difference) {
  if (!before || !after) throw new Error('A difference has two sides');
  return mergedGraph(buildGraph(before.machine), buildGraph(after.machine), difference);
}

/** `--format json`: an item for each definition. Lines and characters count from 0. */
export function toItems(comparisons: readonly Comparison[], before: Compared, after: Compared): readonly object[] {
  return comparisons.map(comparison => {
    const { name, difference } = comparison;
    const status = difference ? (isDifferent(comparison) ? 'changed' : 'same') : comparison.after ? 'added' : 'removed';
    return {
      ...(name !== undefined && { stateMachine: name }),
      status,
      before: sideItem(comparison.before?.file ?? before.file, before),
      after: sideItem(comparison.after?.file ?? after.file, after),
      fields: difference?.fields.map(fieldItem) ?? [],
      transitions: difference?.ways.map(wayItem) ?? [],
      states: difference?.states.map(state => stateItem(state, comparison)) ?? [],
    };
  });
}

function sideItem(file: string, { version }: Compared): object {
  return { file, ...(version.revision !== undefined && { revision: version.revision }) };
}

function stateItem({ kinds, before, after, fields, ways, innerCount }: StateDifference, sides: Comparison): object {
  return {
    kinds,
    ...(before && { before: placeItem(before, sides.before) }),
    ...(after && { after: placeItem(after, sides.after) }),
    fields: fields.map(fieldItem),
    transitions: ways.map(wayItem),
    ...(innerCount > 0 && { innerStates: innerCount }),
  };
}

function placeItem({ name, type, id, key, within }: StatePlace, side: FoundMachine | undefined): object {
  const position = (offset: number) => {
    const { line0, character0 } = side?.lines.position(offset) ?? { line0: 0, character0: 0 };
    return { line: line0, character: character0 };
  };
  const { start, end } = side?.toHost(key) ?? key;
  return { name, type, pointer: id, within, range: { start: position(start), end: position(end) } };
}

function fieldItem({ path, before, after, isOrder }: FieldChange): object {
  return {
    path,
    ...(before && { before: plainValue(before) }),
    ...(after && { after: plainValue(after) }),
    ...(isOrder && { order: true }),
  };
}

function plainValue(node: Node): unknown {
  return JSON.parse(writeJson(toValue(node)));
}

/** `null` is the end. */
function wayItem({ way, label, before, after }: WayChange): object {
  return {
    way,
    ...(label !== undefined && { label }),
    ...(before && { before: before.name ?? null }),
    ...(after && { after: after.name ?? null }),
  };
}

export function toMarkdown(comparisons: readonly Comparison[], before: Compared, after: Compared): string {
  const { revision } = before.version;
  const from = revision === undefined ? code(before.file) : code(revision);
  return comparisons
    .map(comparison => {
      const title = `### ${[code(after.file), ...(comparison.name === undefined ? [] : [code(comparison.name)])].join(' ')}`;
      const { difference } = comparison;
      if (!difference) return `${title}\n\nThe state machine was ${comparison.after ? 'added' : 'removed'}.\n`;
      const head = `${title}\n\nCompared with ${from}: ${summaryOf(difference)}.\n`;
      return isDifferent(comparison) ? `${head}\n${listOf(difference)}\n${drawing(comparison, difference)}` : head;
    })
    .join('\n');
}

function listOf(difference: Difference): string {
  const own = changeLines(difference).map(({ kind, text }) => `- ${code(`${SIGNS[kind]} ${text}`)}\n`);
  const groups = DIFFERENCE_KINDS.flatMap(kind => {
    const states = difference.states.filter(({ kinds }) => kinds[0] === kind);
    return states.length > 0 ? [`**${HEADINGS[kind]}**\n\n${states.map(stateLines).join('')}`] : [];
  });
  return [...(own.length > 0 ? [`**State machine**\n\n${own.join('')}`] : []), ...groups].join('\n');
}

function stateLines(state: StateDifference): string {
  const lines = changeLines(state).map(({ kind, text }) => `  - ${code(`${SIGNS[kind]} ${text}`)}\n`);
  return `- ${code(titleOf(state))} ${code(describePlace(state))}\n${lines.join('')}`;
}

function drawing(comparison: Comparison, difference: Difference): string {
  const { graph, marks } = mergedOf(comparison, difference);
  const text = mermaid(graph, 'down', marks);
  if (tooLargeToShow(text) !== undefined) return 'The picture is too large for Mermaid: `--format svg` draws it.\n';
  return `\`\`\`mermaid\n${text}\`\`\`\n`;
}

/** A text that Markdown leaves as it is. */
function code(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}
