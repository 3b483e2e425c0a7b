// A difference as lines, grouped by what happened to the states: for terminals and for tests.
import { changeLines, describePlace, SIGNS, titleOf } from './describeDifference.ts';
import { DIFFERENCE_KINDS, type Difference, type DifferenceKind } from './difference.ts';

/** Gives a text the colour of a kind, or a style. */
export type Paint = (what: DifferenceKind | 'heading' | 'quiet', text: string) => string;

/** Nothing where there is no difference. */
export function printDifference(difference: Difference, paint: Paint = (_, text) => text): string {
  const out: string[] = [];
  const own = changeLines(difference);
  if (own.length > 0) out.push(paint('heading', 'State machine'), ...own.map(line => changeLine(line, '  ')));
  for (const kind of DIFFERENCE_KINDS) {
    const states = difference.states.filter(({ kinds }) => kinds[0] === kind);
    if (states.length > 0) out.push(paint('heading', HEADINGS[kind]));
    for (const state of states) {
      const also = state.kinds.length > 1 ? `, ${state.kinds.slice(1).join(' and ')}` : '';
      const title = paint(kind, `${SIGNS[kind]} ${titleOf(state)}`);
      out.push(`  ${title}  ${paint('quiet', `${describePlace(state)}${also}`)}`);
      out.push(...changeLines(state).map(line => changeLine(line, '      ')));
    }
  }
  return out.map(line => `${line}\n`).join('');

  function changeLine(
    { kind, text }: { readonly kind: DifferenceKind; readonly text: string },
    indent: string,
  ): string {
    return `${indent}${paint(kind, SIGNS[kind])} ${text}`;
  }
}

export const HEADINGS: Readonly<Record<DifferenceKind, string>> = {
  added: 'Added',
  removed: 'Removed',
  moved: 'Moved',
  renamed: 'Renamed',
  changed: 'Changed',
  rewired: 'Rewired',
};
