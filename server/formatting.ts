// The requests about the format of a definition that is a file of its own. A template keeps the format its writer gave it.
import type { Ask } from './ask.ts';
import { toOffset, toRange } from './convert.ts';
import { type Analyzed, isHost } from './documents.ts';
import { formatYaml } from './features/formatYaml.ts';
import { closesItsLine, indentTyped } from './features/onType.ts';
import { type FormatOptions, formatJson } from './formatJson.ts';
import { ErrorCodes, type Range, ResponseError, type TextDocument, type TextEdit } from './lsp.ts';

const REFUSAL = 'Only definitions in files of their own are formatted: a template keeps the format it has.';

export function registerFormatting({ connection, answer }: Ask): void {
  connection.onDocumentFormatting(({ textDocument: { uri }, options }) =>
    refusing(answer('formatting', uri, null, (about, text) => format(about, text, undefined, options))),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, range, options }) =>
    refusing(answer('rangeFormatting', uri, null, (about, text) => format(about, text, range, options))),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, position, ch, options }) =>
    answer('onTypeFormatting', uri, null, (about, text): TextEdit[] | null => {
      const { definition } = (isHost(text) ? undefined : about.parts[0]) ?? {};
      const offset = toOffset(position, about.lines);
      const isMeant = ch === '\n' || (definition?.format === 'json' && closesItsLine(about.text, offset));
      if (!definition || !isMeant) return null;
      const unit = options.insertSpaces || definition.format === 'yaml' ? ' '.repeat(options.tabSize) : '\t';
      const edit = indentTyped(about.text, offset, definition.format, unit);
      return edit ? [{ range: toRange(edit, about.lines), newText: edit.text }] : null;
    }),
  );
}

/** A sentence when it is refused. */
function format(
  { parts, text, lines }: Analyzed,
  document: TextDocument,
  range: Range | undefined,
  options: FormatOptions,
): TextEdit[] | string | null {
  if (isHost(document)) return parts.length > 0 ? REFUSAL : null;
  if (parts[0]?.definition.format === 'json') return formatJson(document, range, options);
  const span = range && { start: toOffset(range.start, lines), end: toOffset(range.end, lines) };
  const edits = formatYaml({ text, tabSize: options.tabSize, range: span });
  return edits?.map(edit => ({ range: toRange(edit, lines), newText: edit.text })) ?? null;
}

// The client shows the sentence.
function refusing(answer: TextEdit[] | string | null): TextEdit[] | ResponseError<undefined> | null {
  return typeof answer === 'string' ? new ResponseError(ErrorCodes.InvalidRequest, answer) : answer;
}
