// Path data at another place and of another size. A `transform` would do the same, but costs the browser a layer of its own
// for every drawing, and a large picture has thousands.

/** How many numbers follow a command; of an arc only some are lengths. */
const LENGTHS: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/** Understands what the drawings here are written in: all commands, numbers with or without blanks between them. */
export function movedPath(path: string, { x, y, scale = 1 }: { x: number; y: number; scale?: number }): string {
  return path.replace(/([a-z])([^a-z]*)/gi, (_, command: string, rest: string) => {
    const count = LENGTHS[command.toLowerCase()] ?? 0;
    const isAbsolute = command === command.toUpperCase();
    const numbers = numbersOf(rest, command.toLowerCase() === 'a');
    const moved = numbers.map((number, i) => {
      const place = i % Math.max(1, count);
      if (count === 7 && place >= 2 && place <= 4) return number;
      const isLength = !isAbsolute || (count === 7 && place < 2);
      const isAcross = command === 'H' || (command !== 'V' && (count === 7 ? place === 5 : place % 2 === 0));
      return Math.round((number * scale + (isLength ? 0 : isAcross ? x : y)) * 100) / 100;
    });
    return `${command}${moved.join(' ')}`;
  });
}

// The flags of an arc are single digits, which may stand without a blank before the next number.
function numbersOf(text: string, isArc: boolean): readonly number[] {
  const numbers: number[] = [];
  const next = /[-+]?(?:\d+\.?\d*|\.\d+)/y;
  const flag = /[01]/y;
  for (let at = 0; at < text.length; ) {
    const place = numbers.length % 7;
    const pattern = isArc && (place === 3 || place === 4) ? flag : next;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) numbers.push(Number(found[0]));
    at = found ? pattern.lastIndex : at + 1;
  }
  return numbers;
}
