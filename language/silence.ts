// Which of the problems found are told: levels by code, and places where somebody has said that one is meant. A filter after
// the analysis, so that what is known of a text does not depend on settings.
import { nearest } from '../expressions/index.ts';
import type { Definition } from './definition.ts';
import { pathAt } from './find.ts';
import { messages, PROBLEM_CODES, type Problem, type ProblemCode, type Severity } from './problems.ts';
import { contains, type Span } from './text/tree.ts';

export type Level = Severity | 'off';

/** What is said of a code instead of its own severity. */
export type RuleLevels = Partial<Readonly<Record<ProblemCode, Level>>>;

export const LEVELS: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** One code of a `stepthrough-ignore`. */
export interface Silence {
  readonly code: string;
  /** The code itself, as it is written. */
  readonly span: Span;
  /** Where problems are not told: those that begin in it. */
  readonly place: Span;
}

export interface Told {
  readonly problems: readonly Problem[];
  /** Errors that are not told: what AWS refuses all the same. */
  readonly silencedErrors: number;
}

const MARK = 'stepthrough-ignore';

/** Comments in a text of any format: each is for its own line, or alone on its line for the next one. */
export function silencesInComments(text: string): readonly Silence[] {
  return marksIn(text).flatMap(({ start, codes }) => {
    const lineStart = text.lastIndexOf('\n', start) + 1;
    const before = text.slice(lineStart, start).replace(/"(?:[^"\\]|\\.)*"|'[^'\n]*'(?=\s*[,:\]}#/])/g, '""');
    const bare = before.replaceAll('""', '');
    if (!/^[^"]*?(?:(?:^|\s)(?:#|\/\/)|\/\*)/.test(bare)) return [];
    let end = endOfLine(text, start);
    // Alone: past other comments, to the next line that says something.
    if (/^\s*(?:#|\/\/|\/\*)/.test(before)) {
      do end = endOfLine(text, end + 1);
      while (end < text.length && /^\s*(?:#.*|\/\/.*|)$/.test(text.slice(text.lastIndexOf('\n', end - 1) + 1, end)));
    }
    return codes.map(({ code, span }) => ({ code, span, place: { start: lineStart, end } }));
  });
}

/** `Comment` fields of a definition: each is for the object it stands in. */
export function silencesInFields({ text, root }: Definition): readonly Silence[] {
  return marksIn(text).flatMap(({ start, codes }) => {
    const path = pathAt(root, start)?.path ?? [];
    const comment = path.at(-1);
    const owner = path.at(-2);
    if (comment?.key.value !== 'Comment' || comment.value?.kind !== 'string') return [];
    if (!contains(comment.value, start) || !root) return [];
    const inner = owner ?? root;
    const place = { start: inner.start, end: inner.end };
    return codes.map(({ code, span }) => ({ code, span, place: itemAround(inner, start) ?? place }));
  });
}

/** A rule, retrier or catcher in a list: the silence is for that entry only. */
function itemAround(owner: object, offset: number): Span | undefined {
  if (!('value' in owner)) return undefined;
  const { value } = owner as { readonly value?: Definition['root'] };
  if (value?.kind !== 'array') return undefined;
  const item = value.items.find(each => contains(each, offset));
  return item && { start: item.start, end: item.end };
}

function marksIn(text: string) {
  const marks: { readonly start: number; readonly codes: { readonly code: string; readonly span: Span }[] }[] = [];
  // Most texts have none, and are not looked at further.
  for (let start = text.indexOf(MARK); start >= 0; start = text.indexOf(MARK, start + 1)) {
    const list = /(?:[ \t,]+[a-z]+(?:-[a-z]+)+)*/y;
    list.lastIndex = start + MARK.length;
    const written = list.exec(text)?.[0] ?? '';
    const codes = [...written.matchAll(/[a-z-]+/g)].map(match => {
      const from = start + MARK.length + match.index;
      return { code: match[0], span: { start: from, end: from + match[0].length } };
    });
    marks.push({ start, codes });
  }
  return marks;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** In the order of the text when the problems are. A silence that silences nothing is a hint. */
export function tell(problems: readonly Problem[], silences: readonly Silence[], levels: RuleLevels): Told {
  const used = new Set<Silence>();
  const isSilenced = (problem: Problem) => {
    const found = silences.filter(({ code, place }) => code === problem.code && contains(place, problem.start));
    for (const silence of found) used.add(silence);
    return found.length > 0;
  };
  const loud = silences.length === 0 ? problems : problems.filter(problem => !isSilenced(problem));
  // Of a broken text not everything is known that would be wrong.
  const isBroken = problems.some(({ code, message }) => code.endsWith('-syntax') && message !== messages.comment());
  const unused = isBroken ? [] : silences.filter(silence => !used.has(silence)).map(unusedSilence);
  const all = unused.length === 0 ? loud : [...loud, ...unused].sort((a, b) => a.start - b.start || a.end - b.end);
  const told = all.flatMap(problem => leveled(problem, levels));
  const isError = ({ severity }: Problem) => severity === 'error';
  const isOff = (problem: Problem) => levels[problem.code] === 'off';
  const silencedErrors =
    problems.filter(isError).length - loud.filter(problem => isError(problem) && !isOff(problem)).length;
  return { problems: told, silencedErrors };
}

function leveled(problem: Problem, levels: RuleLevels): readonly Problem[] {
  const level = levels[problem.code];
  if (level === undefined || level === problem.severity) return [problem];
  return level === 'off' ? [] : [{ ...problem, severity: level }];
}

function unusedSilence({ code, span: { start, end } }: Silence): Problem {
  const isKnown = PROBLEM_CODES.some(known => known === code);
  const message = isKnown ? messages.silenceUnused(code) : messages.silenceUnknown(code, nearest(code, PROBLEM_CODES));
  return { code: 'silence-unused', severity: 'info', message, pointer: '', subject: code, start, end };
}

/** Levels out of data from a setting or a file, with a sentence about the first thing that is wrong. */
export function readLevels(data: unknown): { readonly levels: RuleLevels; readonly problem?: string } {
  const levels: Partial<Record<ProblemCode, Level>> = {};
  if (data === undefined || data === null) return { levels };
  if (typeof data !== 'object' || Array.isArray(data)) return { levels, problem: messages.levelsNoObject() };
  let problem: string | undefined;
  for (const [name, value] of Object.entries(data)) {
    const code = PROBLEM_CODES.find(known => known === name);
    const level = LEVELS.find(known => known === value);
    if (code && level) levels[code] = level;
    else
      problem ??= code ? messages.levelUnknown(name, LEVELS) : messages.ruleUnknown(name, nearest(name, PROBLEM_CODES));
  }
  return problem === undefined ? { levels } : { levels, problem };
}
