// Completion as a person meets it: the text with a cursor, and the text after accepting what the list offers.
import assert from 'node:assert/strict';
import { analyze, type Candidate, complete, type Format } from '../../language/index.ts';
import { useCatalogue } from './catalogue.ts';

useCatalogue();

/** The labels offered at `<|>`, best first. */
export function labelsAt(marked: string, format: Format, placeholders: readonly string[] = []): readonly string[] {
  return candidatesAt(marked, format, placeholders).candidates.map(({ label }) => label);
}

/** The text after accepting `label` at `<|>`, with the cursor where one would type on. */
export function accepting(marked: string, label: string, format: Format, placeholders: readonly string[] = []): string {
  const { text, candidates } = candidatesAt(marked, format, placeholders);
  const candidate = candidates.find(each => each.label === label);
  assert.ok(candidate, `"${label}" is not offered, but ${candidates.map(each => each.label).join(', ')}`);
  return accepted(text, candidate);
}

/** What an editor makes of an accepted candidate; the first place to go on at is marked. */
export function accepted(text: string, { span, snippet, commaAt }: Candidate): string {
  const blanks = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', span.start - 1) + 1))?.[0] ?? '';
  const inserted = expanded(snippet).replaceAll('\n', `\n${blanks}`);
  const comma = commaAt === undefined ? text.slice(0, span.start) : withComma(text.slice(0, span.start), commaAt);
  return comma + inserted + text.slice(span.end);
}

export function withoutCursor(marked: string): string {
  return marked.replace('<|>', '');
}

function withComma(text: string, at: number): string {
  return `${text.slice(0, at)},${text.slice(at)}`;
}

// Places to go on at with the words they stand on; the cursor at the first.
function expanded(snippet: string): string {
  const first = /(?<!\\)\$\{?([12])/.exec(snippet)?.[1] ?? '0';
  return snippet
    .replace(/(?<!\\)\$(?:(\d)|\{(\d)(?::([^}]*))?\})/g, (_, short, long, word = '') => {
      return (short ?? long) === first ? `<|>${word}` : word;
    })
    .replace(/\\([\\$}])/g, '$1');
}

function candidatesAt(marked: string, format: Format, placeholders: readonly string[]) {
  const offset = marked.indexOf('<|>');
  assert.ok(offset >= 0, 'There is no <|> in the text.');
  const text = withoutCursor(marked);
  const { candidates } = complete(analyze(text, { format }), offset, placeholders);
  // As an editor does: only what fits to what has been typed.
  const fitting = candidates.filter(({ span, filter }) => {
    const typed = text.slice(span.start, offset).toLowerCase();
    return span.start <= offset && isLike(filter.toLowerCase(), typed);
  });
  return { text, candidates: fitting };
}

function isLike(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
