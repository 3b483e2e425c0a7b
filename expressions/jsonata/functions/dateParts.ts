// A moment taken apart into the components a date picture can name. UTC throughout; offsets are added before.
// Weeks start on Monday, and the first week of a year or month is the one with its first Thursday (ISO 8601).

const DAY = 86_400_000;

export type Component = number | string | undefined;

export function componentOf(date: Date, component: string): Component {
  return COMPONENTS.get(component)?.(date);
}

export const COMPONENTS: ReadonlyMap<string, (date: Date) => Component> = new Map<string, (date: Date) => Component>([
  ['Y', date => date.getUTCFullYear()],
  ['M', date => date.getUTCMonth() + 1],
  ['D', date => date.getUTCDate()],
  ['d', date => (today(date) - Date.UTC(date.getUTCFullYear(), 0)) / DAY + 1],
  ['F', date => date.getUTCDay() || 7],
  ['W', weekOfYear],
  ['w', weekOfMonth],
  ['X', yearOfWeek],
  ['x', monthOfWeek],
  ['H', date => date.getUTCHours()],
  ['h', date => date.getUTCHours() % 12 || 12],
  ['P', date => (date.getUTCHours() >= 12 ? 'pm' : 'am')],
  ['m', date => date.getUTCMinutes()],
  ['s', date => date.getUTCSeconds()],
  ['f', date => date.getUTCMilliseconds()],
  ['C', () => 'ISO'],
  ['E', () => 'ISO'],
]);

function weekOfYear(date: Date): number {
  const year = date.getUTCFullYear();
  return weekOf(today(date), firstWeek(year, 0), firstWeek(year + 1, 0), firstWeek(year - 1, 0), 52);
}

function weekOfMonth(date: Date): number {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return weekOf(today(date), firstWeek(year, month), firstWeek(year, month + 1), firstWeek(year, month - 1), 4);
}

function yearOfWeek(date: Date): number {
  const year = date.getUTCFullYear();
  if (date.getTime() < firstWeek(year, 0)) return year - 1;
  return date.getTime() >= firstWeek(year + 1, 0) ? year + 1 : year;
}

function monthOfWeek(date: Date): number {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (date.getTime() < firstWeek(year, month)) return ((month + 11) % 12) + 1;
  return date.getTime() >= firstWeek(year, month + 1) ? ((month + 1) % 12) + 1 : month + 1;
}

function today(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

/** Where the first week starts of the year or month that begins on the first of this month. */
function firstWeek(year: number, month: number): number {
  const [y, m] = month > 11 ? [year + 1, 0] : month < 0 ? [year - 1, 11] : [year, month];
  const first = Date.UTC(y, m);
  const weekday = new Date(first).getUTCDay() || 7;
  return weekday > 4 ? first + (8 - weekday) * DAY : first - (weekday - 1) * DAY;
}

function weekOf(today: number, start: number, next: number, previous: number, most: number): number {
  const week = (today - start) / (DAY * 7) + 1;
  if (week > most && today >= next) return 1;
  return Math.floor(week < 1 ? (today - previous) / (DAY * 7) + 1 : week);
}
