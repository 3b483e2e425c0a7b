// A text with all preferred fixes in it that are no guesses. What a fix uncovers is fixed too, until nothing is left; a fix that would bring an
// error is left out.
import type { Problem } from '../problems.ts';
import { applyEdits, type Edit, type Fix } from './fix.ts';

/** What is wrong with a text, and the fixes of each problem as edits of that text. */
export interface Checked {
  readonly problems: readonly Problem[];
  fixesOf(problem: Problem): readonly Fix[];
}

export interface Applied {
  readonly problem: Problem;
  readonly fix: Fix;
}

const MOST_ROUNDS = 50;

/** `check` is asked again after every change. Problems it does not tell are not fixed. */
export function fixAll(
  text: string,
  check: (text: string) => Checked,
): { readonly text: string; readonly applied: readonly Applied[] } {
  const applied: Applied[] = [];
  const refused = new Set<string>();
  let now = text;
  let checked = check(now);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = preferredOf(checked, refused);
    if (wanted.length === 0) break;
    const attempt = tryAll(now, checked, wanted, check);
    if (attempt) {
      applied.push(...wanted);
      ({ text: now, checked } = attempt);
      continue;
    }
    const [first] = wanted;
    if (!first) break;
    // Something among them is no good: one at a time.
    const single = wanted.length > 1 ? tryAll(now, checked, [first], check) : undefined;
    if (single) {
      applied.push(first);
      ({ text: now, checked } = single);
    } else refused.add(nameOf(first));
  }
  return { text: now, applied };
}

/** One for each problem, none over another. */
function preferredOf(checked: Checked, refused: ReadonlySet<string>): readonly Applied[] {
  const wanted: Applied[] = [];
  const edits: Edit[] = [];
  for (const problem of checked.problems) {
    const fix = checked.fixesOf(problem).find(({ isPreferred, isGuess }) => isPreferred && !isGuess);
    if (!fix || refused.has(nameOf({ problem, fix }))) continue;
    const isFree = fix.edits.every(edit => edits.every(other => edit.end < other.start || other.end < edit.start));
    if (!isFree) continue;
    edits.push(...fix.edits);
    wanted.push({ problem, fix });
  }
  return wanted;
}

function nameOf({ problem: { code, pointer }, fix: { title } }: Applied): string {
  return `${code} ${pointer} ${title}`;
}

function tryAll(
  before: string,
  checked: Checked,
  wanted: readonly Applied[],
  check: (text: string) => Checked,
): { readonly text: string; readonly checked: Checked } | undefined {
  const edits = wanted.flatMap(({ fix }) => fix.edits).sort((a, b) => a.start - b.start);
  const text = applyEdits(before, edits);
  const after = check(text);
  const isBetter =
    errorsIn(after) <= errorsIn(checked) &&
    wanted.every(({ problem: { code } }) => countOf(after, code) < countOf(checked, code));
  return isBetter ? { text, checked: after } : undefined;
}

function errorsIn({ problems }: Checked): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function countOf({ problems }: Checked, code: string): number {
  return problems.filter(problem => problem.code === code).length;
}
