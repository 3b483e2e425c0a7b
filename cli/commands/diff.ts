// stepthrough diff: what differs between two definitions in what they mean, as text, JSON, a picture, or Markdown for a pull
// request. Exits as `diff` does: 0 the same, 1 different, 2 it cannot be told.
import process from 'node:process';
import {
  type Difference,
  layoutGraph,
  type Paint,
  printDifference,
  summaryOf,
  svgPicture,
  tooLargeToDraw,
} from '../../graph/model/index.ts';
import { countStates } from '../../language/index.ts';
import { type Command, oneOf, readArguments, UsageError } from '../command.ts';
import { type Compared, type Comparison, compare, isDifferent } from '../comparison.ts';
import { mergedOf, toItems, toMarkdown } from '../comparisonFormats.ts';
import { NOW, versionInGit } from '../versions.ts';

export const diff: Command = async args => {
  const { positional, options, flags } = readArguments(args, ['format', 'ref', 'name'], ['color', 'no-color']);
  const format = oneOf('format', options.format, ['text', 'json', 'svg', 'markdown']);
  const { before, after } = sidesOf(positional, options.ref);
  const comparisons = compare(before, after, options.name);
  const exit = comparisons.some(isDifferent) ? 1 : 0;
  switch (format) {
    case 'text':
      return { out: toText(comparisons, before, after, painter(flags)), exit };
    case 'json':
      return { out: `${JSON.stringify(toItems(comparisons, before, after), null, 2)}\n`, exit };
    case 'svg':
      return { out: picture(comparisons, after.file), exit };
    case 'markdown':
      return { out: toMarkdown(comparisons, before, after), exit };
  }
};

function sidesOf(files: readonly string[], ref: string | undefined): { before: Compared; after: Compared } {
  const [one, other, ...more] = files;
  if (one === undefined || more.length > 0) throw new UsageError('diff needs one file, to compare with Git, or two.');
  if (other === undefined) {
    return { before: { file: one, version: versionInGit(ref ?? 'HEAD') }, after: { file: one, version: NOW } };
  }
  if (ref !== undefined) throw new UsageError('--ref is a revision to compare one file with, and two were given.');
  return { before: { file: one, version: NOW }, after: { file: other, version: NOW } };
}

function toText(comparisons: readonly Comparison[], before: Compared, after: Compared, paint: Paint): string {
  const { revision } = before.version;
  const title = revision === undefined ? `${before.file} → ${after.file}` : `${after.file}: ${revision} → now`;
  const rows = comparisons.map(comparison => {
    const { name, difference } = comparison;
    const printed = difference ? printDifference(difference, paint) : cameOrWent(comparison, paint);
    const summary = difference ? summaryOf(difference) : '';
    if (name === undefined) return `${printed}${summary}\n`;
    return difference ? `${paint('heading', name)}: ${summary}\n${indented(printed)}` : printed;
  });
  return `${paint('quiet', title)}\n${rows.join('')}`;
}

function cameOrWent({ name, before, after }: Comparison, paint: Paint): string {
  const count = countStates((after ?? before)?.machine as NonNullable<typeof after>['machine']);
  const [kind, sign] = after ? (['added', '+'] as const) : (['removed', '-'] as const);
  return `${paint(kind, `${sign} ${name}`)}: state machine ${kind}, ${count} state${count === 1 ? '' : 's'}\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function picture(comparisons: readonly Comparison[], file: string): string {
  const pairs = comparisons.filter(({ difference }) => difference);
  const [one, ...more] = pairs.length > 1 ? pairs.filter(isDifferent) : pairs;
  if (!one?.difference) throw new UsageError('There is nothing to draw: no state machine is in both versions.');
  if (more.length > 0) {
    const names = [one, ...more].map(({ name }) => name).join(', ');
    throw new UsageError(`${names} differ, and a picture shows one: choose it with --name.`);
  }
  const { graph, marks } = mergedOf(one, one.difference as Difference);
  const tooLarge = tooLargeToDraw(graph);
  if (tooLarge !== undefined) throw new UsageError(`${tooLarge}.`);
  return svgPicture(layoutGraph(graph, { direction: 'down' }), one.name ?? file, marks);
}

const COLORS = {
  added: 32,
  removed: 31,
  moved: 35,
  renamed: 35,
  changed: 33,
  rewired: 36,
  heading: 1,
  quiet: 2,
} as const;

function painter(flags: ReadonlySet<string>): Paint {
  const isPlain = flags.has('no-color') || process.env['NO_COLOR'] || !process.stdout.isTTY;
  if (isPlain && !flags.has('color')) return (_, text) => text;
  return (what, text) => `\u001B[${COLORS[what]}m${text}\u001B[0m`;
}
