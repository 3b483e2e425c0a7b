// From offsets in a text value to offsets in the file: knows the escapes of JSON and the scalars of YAML (plain, quoted,
// block), so that a problem inside an expression is shown at its own characters. Does not decode: the value is known.
import type { Span, StringNode } from './tree.ts';

/** The place in the file of a part of a text value. Always inside the node; an empty part has no length. */
export function spanIn(text: string, node: StringNode, part: Span): Span {
  const { start: opening, end: closing, value } = node;
  // Most texts stand in quotes as they are.
  if (closing - opening - 2 === value.length && text.startsWith(value, opening + 1)) {
    const quote = text.charCodeAt(opening);
    if (quote === text.charCodeAt(closing - 1) && (quote === 34 || quote === 39)) {
      const first = opening + 1;
      const from = Math.min(first + part.start, closing - 1);
      return {
        start: from,
        end: part.end > part.start ? Math.max(from, Math.min(first + part.end, closing - 1)) : from,
      };
    }
  }
  const offsets = offsetsOf(text, node);
  const start = offsets(part.start);
  return { start, end: part.end > part.start ? Math.max(start, offsets(part.end - 1, 'after')) : start };
}

/** From an index in a text value to the offset where that unit begins in the file, or ends. */
export type Offsets = (index: number, side?: 'after') => number;

export function offsetsOf(text: string, { start, end, value }: StringNode): Offsets {
  const opening = text[start] ?? '';
  const isQuoted = opening === '"' || opening === "'";
  const first = isQuoted ? start + 1 : start;
  const last = isQuoted && end > first && text[end - 1] === opening ? end - 1 : end;
  // Most texts stand in the file as they are.
  if (last - first === value.length && text.startsWith(value, first)) {
    return (index, side) => Math.min(first + index + (side ? 1 : 0), last);
  }
  const isBlock = (opening === '|' || opening === '>') && /^[|>][-+\d]*[ \t]*(#.*)?\r?\n/.test(text.slice(start, end));
  const places = isBlock
    ? blockPlaces(text, text.indexOf('\n', start) + 1, end, value, opening === '>')
    : flowPlaces(text, first, last, value, opening);
  return (index, side) => {
    const place = places[index];
    return place === undefined ? last : side ? place.end : place.start;
  };
}

// Quoted and plain scalars: escapes, and line breaks that fold.
function flowPlaces(text: string, first: number, last: number, value: string, quote: string): Span[] {
  const places: Span[] = [];
  let at = first;
  while (at < last && places.length < value.length) {
    const fold = foldAt(text, at, last);
    if (fold) {
      const units = fold.breaks === 1 ? 1 : fold.breaks - 1;
      for (let i = 0; i < units; i++) places.push({ start: at, end: fold.end });
      at = fold.end;
    } else if (quote === '"' && text[at] === '\\') {
      const length = Math.min(escapeLength(text, at), last - at);
      const units = escapeUnits(text, at);
      for (let i = 0; i < units; i++) places.push({ start: at, end: at + length });
      at += length;
    } else if (quote === "'" && text.startsWith("''", at)) {
      places.push({ start: at, end: at + 2 });
      at += 2;
    } else {
      places.push({ start: at, end: at + 1 });
      at++;
    }
  }
  return places;
}

function foldAt(text: string, at: number, last: number): { readonly end: number; readonly breaks: number } | undefined {
  const unit = text[at];
  if (unit !== ' ' && unit !== '\t' && unit !== '\r' && unit !== '\n') return undefined;
  const blank = /[ \t]*(?:\r?\n[ \t]*)+/y;
  blank.lastIndex = at;
  const found = blank.exec(text)?.[0];
  if (found === undefined) return undefined;
  return { end: Math.min(at + found.length, last), breaks: found.split('\n').length - 1 };
}

function escapeLength(text: string, at: number): number {
  switch (text[at + 1]) {
    case 'u':
      return 6;
    case 'x':
      return 4;
    case 'U':
      return 10;
    case '\n':
    case '\r':
      // A line break behind a backslash is no part of the value, nor is the indentation after it.
      return /^\\\r?\n[ \t]*/.exec(text.slice(at))?.[0].length ?? 2;
    default:
      return 2;
  }
}

function escapeUnits(text: string, at: number): number {
  const letter = text[at + 1];
  if (letter === '\n' || letter === '\r') return 0;
  return letter === 'U' && Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1;
}

// Block scalars: each line behind its indentation; in a folded one a line break may stand for a blank.
function blockPlaces(text: string, first: number, last: number, value: string, isFolded: boolean): Span[] {
  const places: Span[] = [];
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(text.slice(first, last))?.[1]?.length ?? 0;
  let at = skipIndent(text, first, indent);
  while (at < last && places.length < value.length) {
    if (text[at] !== '\n' && text[at] !== '\r') {
      places.push({ start: at, end: at + 1 });
      at++;
      continue;
    }
    const start = at;
    at = skipIndent(text, text.indexOf('\n', at) + 1, indent);
    // Empty lines that follow a fold belong to it.
    while (isFolded && at < last && (text[at] === '\n' || text[at] === '\r')) {
      at = skipIndent(text, text.indexOf('\n', at) + 1, indent);
    }
    const units = isFolded ? Math.max(1, /^\n*/.exec(value.slice(places.length))?.[0].length ?? 1) : 1;
    for (let i = 0; i < units; i++) places.push({ start, end: at });
  }
  return places;
}

function skipIndent(text: string, at: number, indent: number): number {
  let end = at;
  while (end < at + indent && text[end] === ' ') end++;
  return end;
}
