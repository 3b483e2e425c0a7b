// The text of an embedded definition, put together from pieces of its host file, with the way back: every place in the
// assembled text has a place in the host. Escapes, folding and indentation are undone by the pieces' own offsets.
import { type Offsets, offsetsOf } from '../text/offsets.ts';
import { contains, type Span, type StringNode } from '../text/tree.ts';

/** Both ways between a definition and its host. Places stay inside the part of the host the definition was made from. */
export interface OffsetMap {
  toHost(span: Span): Span;
  /** Undefined where the definition has nothing of this place. */
  fromHost(offset: number): number | undefined;
  /** The same edit of the host, with the escapes and the indentation it needs there; undefined where there is none. */
  editInHost(edit: TextEdit): TextEdit | undefined;
  /** The host says the definition in another language: what is the same text in both may mean something else there. */
  readonly isTranslated?: true | undefined;
}

export interface TextEdit extends Span {
  readonly text: string;
}

interface Piece {
  /** In the assembled text. */
  readonly start: number;
  readonly end: number;
  readonly host: Span;
  readonly place: Offsets;
  /** Absent where the host says it in other words. */
  readonly write: Write | undefined;
}

/** A text as it is written in a part of the host; undefined for one that cannot stand there. */
export type Write = (text: string) => string | undefined;

/** For a definition that stands in its host as it is. */
export function identityMap(range: Span): OffsetMap {
  return {
    toHost: span => span,
    fromHost: offset => (contains(range, offset) ? offset : undefined),
    editInHost: edit => edit,
  };
}

export class Assembly implements OffsetMap {
  readonly #pieces: Piece[] = [];
  readonly #host: string;
  #text = '';

  constructor(host: string) {
    this.#host = host;
  }

  get text(): string {
    return this.#text;
  }

  /** All of a text value, or a part of it. */
  addText(node: StringNode, from = 0, to = node.value.length): void {
    const offsets = offsetsOf(this.#host, node);
    const host = { start: offsets(from), end: to > from ? offsets(to - 1, 'after') : offsets(from) };
    const place: Offsets = (index, side) => offsets(from + index, side);
    this.#add(node.value.slice(from, to), host, place, text => writeLike(this.#host, node, text));
  }

  /** A part of the host that stands for itself, with the text to be read there: of the same length. */
  addSlice(text: string, start: number, write: Write | undefined): void {
    const place: Offsets = (index, side) => start + index + (side ? 1 : 0);
    this.#add(text, { start, end: start + text.length }, place, write);
  }

  /** Text the host says in other words: each place in it is the whole of `host`. With `write` it is one sign of it. */
  addOther(text: string, host: Span, write?: Write): void {
    this.#add(text, host, (_, side) => (side ? host.end : host.start), write);
  }

  toHost({ start, end }: Span): Span {
    const from = this.#pieceAt(start);
    if (!from) return { start: 0, end: 0 };
    const first = placeIn(from, start);
    const to = end > start ? this.#pieceAt(end - 1) : undefined;
    return { start: first, end: to ? Math.max(first, placeIn(to, end - 1, 'after')) : first };
  }

  fromHost(offset: number): number | undefined {
    // A cursor between two pieces is at the beginning of the second.
    const piece = this.#pieces.findLast(({ host }) => contains(host, offset));
    if (!piece) return undefined;
    let low = piece.start;
    let high = piece.end;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (middle < piece.end ? piece.place(middle - piece.start) <= offset : piece.host.end <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** All of the edit must be in one part of the host, in the words of the host. */
  editInHost({ start, end, text }: TextEdit): TextEdit | undefined {
    const first = this.#pieceAt(start);
    const last = end > start ? this.#pieceAt(end - 1) : first;
    if (!first?.write || !last) return undefined;
    let earlier = first;
    for (const piece of this.#pieces.slice(this.#pieces.indexOf(first) + 1, this.#pieces.indexOf(last) + 1)) {
      if (!piece.write || piece.host.start !== earlier.host.end) return undefined;
      earlier = piece;
    }
    const written = first.write(text);
    return written === undefined ? undefined : { ...this.toHost({ start, end }), text: written };
  }

  #add(text: string, host: Span, place: Offsets, write: Write | undefined): void {
    if (text === '') return;
    this.#pieces.push({ start: this.#text.length, end: this.#text.length + text.length, host, place, write });
    this.#text += text;
  }

  #pieceAt(offset: number): Piece | undefined {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#pieces[low];
  }
}

function placeIn(piece: Piece, offset: number, side?: 'after'): number {
  // Behind the last piece: the end of the host's part.
  if (offset >= piece.end) return piece.host.end;
  return piece.place(offset - piece.start, side);
}

// In the quotes or the block a text value of the host stands in.
function writeLike(host: string, { start, end }: StringNode, text: string): string | undefined {
  switch (host[start]) {
    case '"':
      return JSON.stringify(text).slice(1, -1);
    case "'":
      return text.includes('\n') ? undefined : text.replaceAll("'", "''");
    case '|': {
      const indent = /\n(?:[ \t]*\r?\n)*( *)/.exec(host.slice(start, end))?.[1] ?? '';
      return text.replaceAll('\n', `${host.includes('\r\n') ? '\r' : ''}\n${indent}`);
    }
    default:
      return /\n|: | #/.test(text) ? undefined : text;
  }
}
