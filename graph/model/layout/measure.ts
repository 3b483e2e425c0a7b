// How much room texts take. There is no font here: widths come from a table of a common sans serif, a little generous, so
// that a text fits whatever the theme's font.

const EM = 1000;
/** Advance widths in thousandths of the size. Any other Latin letter counts as 556, anything beyond as a full square. */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    222: "ijl'",
    278: 'ftI!.,:;/\\|[] ',
    333: '()-r`{}',
    355: '"',
    389: '*',
    500: 'cksvxyzJ',
    556: 'abdeghnopquL0123456789$#_?',
    584: '+<>=~≥≤≠',
    611: 'FTZ',
    667: 'ABEKPSVXY&',
    722: 'CDHNRUw',
    778: 'GOQ',
    833: 'mM',
    889: '%',
    944: 'W',
    1000: '…@',
  }).flatMap(([width, letters]) => [...letters].map(letter => [letter, Number(width)] as const)),
);
const GENEROSITY = 1.06;
const ELLIPSIS = '…';

export interface Face {
  readonly size: number;
  readonly weight: 'normal' | 'bold';
}

export function textWidth(text: string, face: Face): number {
  let sum = 0;
  for (const letter of text) sum += letterWidth(letter);
  return sum * scale(face);
}

/** The text, or as much of it as fits with an ellipsis. */
export function shorten(text: string, room: number, face: Face): string {
  const most = room / scale(face);
  let sum = 0;
  let end = 0;
  let kept = 0;
  for (const letter of text) {
    sum += letterWidth(letter);
    if (sum > most) return `${text.slice(0, kept).trimEnd()}${ELLIPSIS}`;
    end += letter.length;
    if (sum + EM <= most) kept = end;
  }
  return text;
}

function letterWidth(letter: string): number {
  return WIDTHS.get(letter) ?? ((letter.codePointAt(0) ?? 0) < 0x2000 ? 556 : EM);
}

function scale({ size, weight }: Face): number {
  return (size / EM) * GENEROSITY * (weight === 'bold' ? 1.05 : 1);
}

/** Lines of at most `room`, broken between words; a word that is too long is shortened, and so is what is left over. */
export function wrap(text: string, room: number, most: number, face: Face): readonly string[] {
  const lines: string[] = [];
  const words = text.split(' ').map(word => shortenName(word, room, face));
  let line = '';
  for (let i = 0; i < words.length; i++) {
    const longer = line === '' ? (words[i] as string) : `${line} ${words[i]}`;
    if (line === '' || textWidth(longer, face) <= room) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) {
      line = `${line} ${words.slice(i).join(' ')}`;
      break;
    }
    lines.push(line);
    line = words[i] as string;
  }
  lines.push(shorten(line, room, face));
  return lines;
}

// Of a dotted name the end says most: `checks.Payload.validation.status` → `…validation.status`.
function shortenName(word: string, room: number, face: Face): string {
  let rest = word;
  let short = word;
  while (textWidth(short, face) > room && rest.includes('.')) {
    rest = rest.slice(rest.indexOf('.') + 1);
    short = `${ELLIPSIS}${rest}`;
  }
  return shorten(short, room, face);
}
