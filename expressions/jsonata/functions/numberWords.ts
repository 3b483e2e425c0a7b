// English number words, both ways. Above trillions the words are stacked: "One Million Trillion".

const SMALL = [
  'Zero',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
  'Thirteen',
  'Fourteen',
  'Fifteen',
  'Sixteen',
  'Seventeen',
  'Eighteen',
  'Nineteen',
];
const SMALL_ORDINALS = [
  'Zeroth',
  'First',
  'Second',
  'Third',
  'Fourth',
  'Fifth',
  'Sixth',
  'Seventh',
  'Eighth',
  'Ninth',
  'Tenth',
  'Eleventh',
  'Twelfth',
  'Thirteenth',
  'Fourteenth',
  'Fifteenth',
  'Sixteenth',
  'Seventeenth',
  'Eighteenth',
  'Nineteenth',
];
const TENS = ['Twenty', 'Thirty', 'Forty', 'Fifty', 'Sixty', 'Seventy', 'Eighty', 'Ninety', 'Hundred'];
const POWERS = ['Thousand', 'Million', 'Billion', 'Trillion'];

export function integerToWords(value: number, ordinal: boolean): string {
  return words(value, false, ordinal);
}

/** `follows`: words stand before, so the part is joined on. */
function words(value: number, follows: boolean, ordinal: boolean): string {
  if (value <= 19) return (follows ? ' and ' : '') + (ordinal ? SMALL_ORDINALS : SMALL)[value];
  if (value < 100) {
    const tens = (follows ? ' and ' : '') + TENS[Math.floor(value / 10) - 2];
    if (value % 10 > 0) return `${tens}-${words(value % 10, false, ordinal)}`;
    return ordinal ? `${tens.slice(0, -1)}ieth` : tens;
  }
  const comma = follows ? ', ' : '';
  let amount: number;
  let head: string;
  if (value < 1000) {
    amount = 100;
    head = `${comma}${SMALL[Math.floor(value / 100)]} Hundred`;
  } else {
    const power = Math.min(Math.floor(Math.log10(value) / 3), POWERS.length);
    amount = 10 ** (power * 3);
    head = `${comma}${words(Math.floor(value / amount), false, false)} ${POWERS[power - 1]}`;
  }
  const rest = value - Math.floor(value / amount) * amount;
  if (rest > 0) return head + words(rest, true, ordinal);
  return ordinal ? `${head}th` : head;
}

/** Lower-case words with what they add or multiply by. The order decides which a regular expression tries first. */
export const WORD_VALUES: ReadonlyMap<string, number> = wordValues();

function wordValues(): Map<string, number> {
  const values = new Map<string, number>();
  for (const [i, word] of SMALL.entries()) values.set(word.toLowerCase(), i);
  for (const [i, word] of SMALL_ORDINALS.entries()) values.set(word.toLowerCase(), i);
  for (const [i, word] of TENS.entries()) {
    values.set(word.toLowerCase(), (i + 2) * 10);
    values.set(`${word.toLowerCase().slice(0, -1)}ieth`, (i + 2) * 10);
  }
  values.set('hundredth', 100);
  for (const [i, word] of POWERS.entries()) {
    values.set(word.toLowerCase(), 1000 ** (i + 1));
    values.set(`${word.toLowerCase()}th`, 1000 ** (i + 1));
  }
  return values;
}

export function wordsToInteger(text: string): number {
  const segments = [0];
  for (const word of text.split(/,\s|\sand\s|[\s\\-]/)) {
    const value = WORD_VALUES.get(word) ?? Number.NaN;
    const last = segments.pop() ?? 0;
    if (value < 100) {
      // Below a hundred it adds to what came before, unless that is complete.
      if (last >= 1000) segments.push(last, value);
      else segments.push(last + value);
    } else segments.push(last * value);
  }
  return segments.reduce((a, b) => a + b, 0);
}
