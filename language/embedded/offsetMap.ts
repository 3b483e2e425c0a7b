// The text of an embedded definition, put together from pieces of its host file, with the way back: every place in the
// assembled text has a place in the host. Escapes, folding and indentation are undone by the pieces' own offsets.
import { type Offsets, offsetsOf } from '../text/offsets.ts';
import { contains, type Span, type StringNode } from '../text/tree.ts';

/** Both ways between a definition and its host. Places stay inside the part of the host the definition was made from. */
export interface OffsetMap {
  toHost(span: Span): Span;
  /** Undefined where the definition has nothing of this place. */
  fromHost(offset: number): number | undefined;
}

interface Piece {
  /** In the assembled text. */
  readonly start: number;
  readonly end: number;
  readonly host: Span;
  readonly place: Offsets;
}

/** For a definition that stands in its host as it is. */
export function identityMap(range: Span): OffsetMap {
  return { toHost: span => span, fromHost: offset => (contains(range, offset) ? offset : undefined) };
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
    this.#add(node.value.slice(from, to), host, (index, side) => offsets(from + index, side));
  }

  /** A part of the host that stands for itself, with the text to be read there: of the same length. */
  addSlice(text: string, start: number): void {
    const place: Offsets = (index, side) => start + index + (side ? 1 : 0);
    this.#add(text, { start, end: start + text.length }, place);
  }

  /** Text the host says in other words: each place in it is the whole of `host`. */
  addOther(text: string, host: Span): void {
    this.#add(text, host, (_, side) => (side ? host.end : host.start));
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

  #add(text: string, host: Span, place: Offsets): void {
    if (text === '') return;
    this.#pieces.push({ start: this.#text.length, end: this.#text.length + text.length, host, place });
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
