// Where lines begin. Rooms at the edge use this to turn offsets into the lines and columns their protocol wants;
// nothing inside does.

export interface LineIndex {
  /** The number of lines, at least one. */
  readonly count: number;
  /** Line and character of an offset, both from 0. Offsets outside the text are moved to its ends. */
  position(offset: number): { readonly line0: number; readonly character0: number };
  /** The offset of a position. A character past the end of its line gives the end of the line. */
  offset(line0: number, character0: number): number;
}

export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const startOf = (line0: number): number => starts[line0] ?? text.length;
  const endOf = (line0: number): number => {
    let end = startOf(line0 + 1);
    while (end > startOf(line0) && isLineBreak(text.charCodeAt(end - 1))) end--;
    return end;
  };
  return {
    count: starts.length,
    position(offset) {
      const inside = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= inside) low = middle;
        else high = middle - 1;
      }
      return { line0: low, character0: inside - startOf(low) };
    },
    offset(line0, character0) {
      if (line0 < 0) return 0;
      if (line0 >= starts.length) return text.length;
      return Math.min(startOf(line0) + Math.max(0, character0), endOf(line0));
    },
  };
}

function isLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}
