// What a fix is: a title and edits of the definition's text. Fixes are made when somebody asks for those of one problem;
// analysis knows nothing of them.
import type { Definition } from '../definition.ts';
import type { Scope, State } from '../machine/machine.ts';
import type { Problem } from '../problems.ts';
import type { Node, Span } from '../text/tree.ts';
import type { Place } from './place.ts';

/** Puts a text in the place of what stands at the span. */
export interface Edit extends Span {
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  /** In the order of the text, none over another. */
  readonly edits: readonly Edit[];
  /** The one good way to mend it. */
  readonly isPreferred: boolean;
  /** What was meant can only be guessed: a person decides, and nothing is done unasked. */
  readonly isGuess?: true;
}

/** 'guess' is preferred, and for a person to decide. */
export type Preference = boolean | 'guess';

/** What the makers of fixes look at. */
export interface Asked {
  readonly definition: Definition;
  readonly root: Node;
  readonly problem: Problem;
  /** What the problem's pointer leads to. */
  readonly at: Place | undefined;
  /** The state it is in, and that state's scope. */
  readonly state: State | undefined;
  readonly scope: Scope | undefined;
}

/** In the order to offer them. */
export type FixMaker = (asked: Asked) => readonly Fix[];

/** A fix out of edits of which some may not be possible: then there is none. */
export function fixOf(
  title: string,
  edits: readonly (Edit | readonly Edit[] | undefined)[],
  preference: Preference,
): readonly Fix[] {
  const all: Edit[] = [];
  for (const edit of edits) {
    if (!edit) return [];
    if ('text' in edit) all.push(edit);
    else all.push(...edit);
  }
  all.sort((a, b) => a.start - b.start || a.end - b.end);
  const overlaps = all.some((edit, index) => index > 0 && edit.start < (all[index - 1]?.end ?? 0));
  if (overlaps || all.length === 0) return [];
  return [{ title, edits: all, isPreferred: preference !== false, ...(preference === 'guess' && { isGuess: true }) }];
}

/** Edits are in the order of the text. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let done = '';
  let at = 0;
  for (const edit of edits) {
    done += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return done + text.slice(at);
}
