// Date and time pictures such as `[Y0001]-[M01]-[D01]` (F&O 9.8): taken apart, written by, and read by.

import { compileRegex } from '../regex/matcher.ts';
import type { Runtime } from '../runtime.ts';
import { JsonataFailure } from '../values.ts';
import { COMPONENTS, type Component, componentOf } from './dateParts.ts';
import {
  formatInteger,
  formatIntegerByPicture,
  type IntegerFormat,
  integerPattern,
  parseIntegerPicture,
  readInteger,
} from './integerPicture.ts';

type Part = { readonly kind: 'text'; readonly text: string } | Marker;

interface Marker {
  readonly kind: 'marker';
  readonly component: string;
  readonly valueIn: ((local: Date) => Component) | undefined;
  readonly isNumber: boolean;
  readonly isZone: boolean;
  /** Written as a name, in this case. */
  readonly names: 'upper' | 'lower' | 'title' | undefined;
  /** `t` in a zone: `Z` for no offset. */
  readonly modifier: string;
  readonly integer: IntegerFormat | undefined;
  /** Years, months and days: to so many digits; -1 for all. */
  readonly digits: number | undefined;
  readonly maxWidth: number | undefined;
}

const USUAL_PRESENTATION: Readonly<Record<string, string>> = {
  Y: '1',
  M: '1',
  D: '1',
  d: '1',
  F: 'n',
  W: '1',
  w: '1',
  X: '1',
  x: '1',
  H: '1',
  h: '1',
  P: 'n',
  m: '01',
  s: '01',
  f: '1',
  Z: '01:01',
  z: '01:01',
  C: 'n',
  E: 'n',
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ISO_PICTURE = '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]';

/** In between, the host writes what the ISO picture asks for. */
const YEAR_0 = -62_167_219_200_000;
const YEAR_10000 = 253_402_300_800_000;

const known = new Map<string, readonly Part[]>();

function partsOf(picture: string): readonly Part[] {
  let parts = known.get(picture);
  if (parts === undefined) {
    parts = takeApart(picture);
    // Pictures are few; a program that makes them up endlessly must not fill the memory.
    if (known.size > 200) known.clear();
    known.set(picture, parts);
  }
  return parts;
}

function takeApart(picture: string): Part[] {
  const parts: Part[] = [];
  const addText = (from: number, to: number) => {
    if (to > from) parts.push({ kind: 'text', text: picture.slice(from, to).replaceAll(']]', ']') });
  };
  let from = 0;
  let at = 0;
  while (at < picture.length) {
    if (picture.charAt(at) !== '[') {
      at++;
      continue;
    }
    addText(from, at);
    if (picture.charAt(at + 1) === '[') {
      parts.push({ kind: 'text', text: '[' });
      at += 2;
    } else {
      const close = picture.indexOf(']', at);
      if (close < 0) throw new JsonataFailure('D3135');
      parts.push(marker(picture.slice(at + 1, close).replace(/\s+/g, '')));
      at = close + 1;
    }
    from = at;
  }
  addText(from, at);
  return parts;
}

/** The component, how to present it, and behind a comma how wide: `M01`, `F,3-3`, `D1o`. */
function marker(text: string): Marker {
  const component = text.charAt(0);
  const comma = text.lastIndexOf(',');
  const width = comma < 0 ? undefined : widths(text.slice(comma + 1));
  // A comma in front of everything is taken for the presentation, too.
  let presentation: string | undefined = comma < 0 ? text.slice(1) : text.slice(Math.min(1, comma), comma || 1);
  let modifier = '';
  const last = presentation.charAt(presentation.length - 1);
  if (presentation === '') {
    presentation = Object.hasOwn(USUAL_PRESENTATION, component) ? USUAL_PRESENTATION[component] : undefined;
  } else if (presentation.length > 1 && 'atco'.includes(last)) {
    modifier = last;
    presentation = presentation.slice(0, -1);
  }
  if (presentation === undefined) throw new JsonataFailure('D3132', { value: component });
  const isZone = component === 'Z' || component === 'z';
  const base = {
    kind: 'marker',
    component,
    valueIn: COMPONENTS.get(component),
    isNumber: 'YMDdFWwXxHhms'.includes(component),
    isZone,
    modifier,
    maxWidth: width?.max,
  } as const;
  if (/^n/i.test(presentation)) {
    const names = presentation.startsWith('n') ? 'lower' : presentation.charAt(1) === 'n' ? 'title' : 'upper';
    const integer = isZone ? parseIntegerPicture(presentation) : undefined;
    return { ...base, names, integer, digits: undefined };
  }
  if (isZone) {
    return { ...base, names: undefined, integer: parseIntegerPicture(presentation), digits: undefined };
  }
  if (!'YMDdFWwXxHhmsf'.includes(component)) {
    return { ...base, names: undefined, integer: undefined, digits: undefined };
  }
  let integer = parseIntegerPicture(modifier ? `${presentation};${modifier}` : presentation);
  if (width?.min !== undefined && integer.mandatoryDigits < width.min) {
    integer = { ...integer, mandatoryDigits: width.min };
  }
  if (!'YMD'.includes(component)) return { ...base, names: undefined, integer, digits: undefined };
  if (width?.max !== undefined) {
    return { ...base, names: undefined, integer: { ...integer, mandatoryDigits: width.max }, digits: width.max };
  }
  const total = integer.mandatoryDigits + integer.optionalDigits;
  return { ...base, names: undefined, integer, digits: total >= 2 ? total : -1 };
}

function widths(text: string): { min: number | undefined; max: number | undefined } {
  const dash = text.indexOf('-');
  const read = (part: string | undefined) =>
    part === undefined || part === '*' ? undefined : Number.parseInt(part, 10);
  return { min: read(dash < 0 ? text : text.slice(0, dash)), max: read(dash < 0 ? undefined : text.slice(dash + 1)) };
}

export function formatDate(rt: Runtime, millis: number, picture: string | undefined, zone: string | undefined): string {
  if (picture === undefined && zone === undefined && millis >= YEAR_0 && millis < YEAR_10000) {
    return isoText(Math.trunc(millis));
  }
  // A zone is a number of four digits: `+0530`.
  const offset = zone === undefined ? 0 : Number.parseInt(zone, 10);
  const hours = Math.floor(offset / 100);
  const minutes = offset % 100;
  const local = new Date(millis + (60 * hours + minutes) * 60_000);
  let text = '';
  for (const part of partsOf(picture ?? ISO_PICTURE)) {
    if (part.kind === 'text') text += part.text;
    else if (part.isZone) text += formatZone(rt, part, hours, minutes);
    else text += formatComponent(rt, part, part.valueIn?.(local));
  }
  rt.allowCharacters(text.length);
  return text;
}

/** The calendar by arithmetic (days are counted in eras of 400 years that start in March). */
function isoText(millis: number): string {
  const days = Math.floor(millis / 86_400_000);
  const time = millis - days * 86_400_000;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const century = Math.floor(year / 100);
  const seconds = Math.floor(time / 1000);
  const fraction = time % 1000;
  const date = `${TWO[century]}${TWO[year % 100]}-${TWO[month]}-${TWO[day]}`;
  const clock = `${TWO[Math.floor(seconds / 3600)]}:${TWO[Math.floor(seconds / 60) % 60]}:${TWO[seconds % 60]}`;
  return `${date}T${clock}.${Math.floor(fraction / 100)}${TWO[fraction % 100]}Z`;
}

const TWO = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

function formatComponent(rt: Runtime, marker: Marker, value: Component): string {
  const { component, names, integer } = marker;
  if (marker.isNumber) {
    let number = value as number;
    if (component === 'Y' && marker.digits !== -1) number %= 10 ** (marker.digits ?? Number.NaN);
    if (!names) return formatInteger(rt, number, integer as IntegerFormat);
    return named(marker, number);
  }
  if (component === 'f') {
    // Fractions of a second have no names; the reference breaks down.
    if (!integer) throw new JsonataFailure('D3133', { value: component });
    return formatInteger(rt, value as number, integer);
  }
  if (component === 'P' && names === 'upper') return String(value).toUpperCase();
  return String(value);
}

function named(marker: Marker, value: number): string {
  const { component, names, maxWidth } = marker;
  let name: string | undefined;
  if (component === 'M' || component === 'x') name = MONTHS[value - 1];
  else if (component === 'F') name = DAYS[value - 1];
  else throw new JsonataFailure('D3133', { value: component });
  name ??= 'undefined';
  if (names === 'upper') name = name.toUpperCase();
  else if (names === 'lower') name = name.toLowerCase();
  return maxWidth !== undefined && name.length > maxWidth ? name.slice(0, maxWidth) : name;
}

function formatZone(rt: Runtime, marker: Marker, hours: number, minutes: number): string {
  const offset = hours * 100 + minutes;
  const integer = marker.integer as IntegerFormat;
  if (offset === 0 && marker.modifier === 't') {
    checkZone(integer);
    return 'Z';
  }
  let text: string;
  const digits = integer.mandatoryDigits;
  if (integer.regular) text = formatInteger(rt, offset, integer);
  else if (digits === 1 || digits === 2) {
    text = formatInteger(rt, hours, integer);
    if (minutes !== 0) text += `:${formatIntegerByPicture(rt, minutes, '00')}`;
  } else {
    checkZone(integer);
    text = formatInteger(rt, offset, integer);
  }
  if (offset >= 0) text = `+${text}`;
  return marker.component === 'z' ? `GMT${text}` : text;
}

function checkZone({ regular, mandatoryDigits }: IntegerFormat): void {
  if (!regular && !(mandatoryDigits >= 1 && mandatoryDigits <= 4)) {
    throw new JsonataFailure('D3134', { value: mandatoryDigits });
  }
}

/** The moment a text means, or undefined if it does not have the form of the picture. */
export function parseDate(rt: Runtime, text: string, picture: string): number | undefined {
  const parts = partsOf(picture);
  const patterns = parts.map(part =>
    part.kind === 'text' ? part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : patternOf(part),
  );
  const regex = compileRegex(`^${patterns.map(pattern => `(${pattern})`).join('')}$`, 'i');
  if (!regex.search(text, 0, rt)) return undefined;
  const groups = regex.groups();
  const components: Components = {};
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'marker') components[part.component] = read(part, groups[i] ?? '');
  }
  return Object.keys(components).length === 0 ? undefined : assemble(components, rt.now);
}

type Components = Record<string, number | string | undefined>;

function zoneSeparator(marker: Marker): string | undefined {
  return marker.integer?.regular?.character;
}

function patternOf(marker: Marker): string {
  const { component, integer } = marker;
  if (component === 'Z' || component === 'z') {
    const separator = zoneSeparator(marker);
    return `${component === 'z' ? 'GMT' : ''}[-+][0-9]+${separator === undefined ? '' : `${separator}[0-9]+`}`;
  }
  if (integer) return integerPattern(integer, marker.digits);
  if (!'MxFP'.includes(component)) throw new JsonataFailure('D3133', { value: component });
  return '[a-zA-Z]+';
}

function read(marker: Marker, text: string): number | undefined {
  const { component, integer, maxWidth } = marker;
  if (component === 'Z' || component === 'z') return readZone(marker, component === 'z' ? text.slice(3) : text);
  if (integer) return readInteger(text, integer);
  if (component === 'P') return { am: 0, AM: 0, pm: 1, PM: 1 }[text];
  const names = component === 'F' ? DAYS : MONTHS;
  const index = names.findLastIndex(name => (maxWidth ? name.slice(0, maxWidth) : name) === text);
  return index < 0 ? undefined : index + 1;
}

/** Minutes. */
function readZone(marker: Marker, text: string): number {
  const separator = zoneSeparator(marker);
  let cut: [number, number];
  if (separator !== undefined) cut = [text.indexOf(separator), text.indexOf(separator) + 1];
  else if (text.length <= 3) return Number.parseInt(text, 10) * 60;
  else cut = [3, 3];
  return Number.parseInt(text.slice(0, cut[0]), 10) * 60 + Number.parseInt(text.slice(cut[1]), 10);
}

/** Present and not zero, a bit each, most significant first. */
function maskOf(components: Components, names: string): number {
  let mask = 0;
  for (const name of names) mask = mask * 2 + (components[name] ? 1 : 0);
  return mask;
}

/** Something of it is there, and nothing else. */
function isOf(mask: number, kind: number): boolean {
  return (mask & ~kind) === 0 && (mask & kind) !== 0;
}

/**
 * A date is given by year, month and day, or by year and day of the year; a time by 24 hours or by 12 with am or pm.
 * What is larger than anything given comes from now, what is smaller is least; a gap in between is an error. Dates by
 * weeks are recognised but not supported.
 */
function assemble(given: Components, now: number): number {
  const components = { ...given };
  const date = maskOf(components, 'YXMxWwdD');
  const isDate = isOf(date, 0b10100001);
  const byDayOfYear = !isDate && isOf(date, 0b10000010);
  const byMonthWeek = isOf(date, 0b01010100);
  const byWeek = !byMonthWeek && isOf(date, 0b01001000);
  const time = maskOf(components, 'PHhmsf');
  const by12Hours = !isOf(time, 0b010111) && isOf(time, 0b101111);
  const dateNames = byDayOfYear ? 'YD' : byMonthWeek ? 'XxwF' : byWeek ? 'XWF' : 'YMD';
  let started = false;
  let ended = false;
  for (const name of dateNames + (by12Hours ? 'Phmsf' : 'Hmsf')) {
    if (components[name] !== undefined) {
      started = true;
      if (ended) throw new JsonataFailure('D3136');
    } else if (started) {
      components[name] = 'MDd'.includes(name) ? 1 : 0;
      ended = true;
    } else components[name] = componentOf(new Date(now), name);
  }
  const number = (name: string) => components[name] as number;
  let month = number('M') > 0 ? number('M') - 1 : 0;
  let day = number('D');
  if (byDayOfYear) {
    const moment = new Date(Date.UTC(number('Y'), 0) + (number('d') - 1) * 86_400_000);
    month = moment.getUTCMonth();
    day = moment.getUTCDate();
  }
  if (byMonthWeek || byWeek) throw new JsonataFailure('D3136');
  let hour = number('H');
  if (by12Hours) {
    hour = number('h') === 12 ? 0 : number('h');
    if (components['P'] === 1) hour += 12;
  }
  const millis = Date.UTC(number('Y'), month, day, hour, number('m'), number('s'), number('f'));
  return millis - (number('Z') || number('z') || 0) * 60_000;
}
