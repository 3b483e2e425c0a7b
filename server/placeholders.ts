// A `${name}` in all files concerned: its uses in a definition, and the templates that give it a value.
import { createLineIndex, type Definition, type LineIndex, type Span } from '../language/index.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { bindingAt, nameAt, placeOfValue } from './features/goToName.ts';
import { renamePlaceholder } from './features/rename.ts';
import type { Links } from './links.ts';

export interface PlaceholderAt {
  readonly name: string;
  readonly span: Span;
  /** The definition it belongs to: in this document, or in a file this document names. */
  readonly place: { readonly part: Part } | { readonly file: string; readonly definition: Definition };
}

export interface PlaceholderPlaces {
  readonly uri: string;
  readonly lines: LineIndex;
  readonly uses: readonly Span[];
  /** Where it is given its value. */
  readonly values: readonly Span[];
}

/** In a definition, or where a template gives it its value. */
export function placeholderAt(
  uri: string,
  document: Analyzed,
  offset: number,
  links: Links,
): PlaceholderAt | undefined {
  const bound = bindingAt(document.machines, offset);
  if (bound) {
    const part = document.parts.find(({ machine }) => machine?.name === bound.machine.name);
    if (part) return { name: bound.name, span: bound.span, place: { part } };
    const file = links.fileOf(uri, bound.machine);
    return file && { name: bound.name, span: bound.span, place: { file: file.uri, definition: file.definition } };
  }
  const at = partAt(document, offset);
  const use = at && nameAt(at.part.definition, at.inner);
  return at && use && { name: use.name, span: at.part.toHost(use.span), place: { part: at.part } };
}

/** Every place of it, one entry for each file. */
export function placeholderPlaces(
  uri: string,
  document: Analyzed,
  { name, place }: PlaceholderAt,
  links: Links,
): readonly PlaceholderPlaces[] {
  const isHere = 'part' in place;
  const definition = isHere ? place.part.definition : place.definition;
  const uses = renamePlaceholder(definition, name, name).map(({ span }) => span);
  if (isHere && place.part.machine) {
    const machine = document.machines.find(each => each.name === place.part.machine?.name);
    const value = machine && placeOfValue(name, machine);
    return [{ uri, lines: document.lines, uses: uses.map(place.part.toHost), values: value ? [value] : [] }];
  }
  const file = isHere ? uri : place.file;
  const own = { uri: file, lines: isHere ? document.lines : createLineIndex(definition.text), uses, values: [] };
  const values = new Map<string, { lines: LineIndex; spans: Span[] }>();
  for (const value of links.valuesOf(file, name)) {
    const entry = values.get(value.uri) ?? { lines: createLineIndex(value.text), spans: [] };
    entry.spans.push(unquoted(value.text, value.span));
    values.set(value.uri, entry);
  }
  return [own, ...[...values].map(([host, { lines, spans }]) => ({ uri: host, lines, uses: [], values: spans }))];
}

/** The text that gives a name its value, where there is one of one line; what a function makes of it is not known here. */
export function valueOfPlaceholder(
  uri: string,
  { machines, text }: Analyzed,
  part: Part,
  name: string,
  links: Links,
): string | undefined {
  const own = machines.find(machine => machine.name === part.machine?.name);
  const span = own && placeOfValue(name, own);
  const places = part.machine ? (span ? [{ text, span }] : []) : links.valuesOf(uri, name);
  const [place, ...others] = places;
  if (!place || others.length > 0) return undefined;
  const behind = place.text.slice(place.span.end).split(/\r?\n/, 1)[0] ?? '';
  const value = /^["']?\s*[:=]\s*(.*?),?\s*$/.exec(behind)?.[1] ?? '';
  return value === '' || value.length > 60 ? undefined : value;
}

function unquoted(text: string, { start, end }: Span): Span {
  const isQuoted = /["']/.test(text[start] ?? '') && text[start] === text[end - 1] && end - start > 1;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
