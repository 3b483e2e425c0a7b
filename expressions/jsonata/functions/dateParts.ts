// A moment taken apart into the components a date picture can name. UTC throughout; offsets are added before.
// Weeks start on Monday, and the first week of a year or month is the one with its first Thursday (ISO 8601).

const DAY = 86_400_000;

export type Component = number | string | undefined;

export function componentOf(date: Date, component: string): Component {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const today = () => Date.UTC(year, month, date.getUTCDate());
  switch (component) {
    case 'Y':
      return year;
    case 'M':
      return month + 1;
    case 'D':
      return date.getUTCDate();
    case 'd':
      return (today() - Date.UTC(year, 0)) / DAY + 1;
    case 'F':
      return date.getUTCDay() || 7;
    case 'W':
      return weekOf(today(), firstWeek(year, 0), firstWeek(year + 1, 0), firstWeek(year - 1, 0), 52);
    case 'w':
      return weekOf(today(), firstWeek(year, month), firstWeek(year, month + 1), firstWeek(year, month - 1), 4);
    case 'X':
      if (date.getTime() < firstWeek(year, 0)) return year - 1;
      return date.getTime() >= firstWeek(year + 1, 0) ? year + 1 : year;
    case 'x':
      if (date.getTime() < firstWeek(year, month)) return ((month + 11) % 12) + 1;
      return date.getTime() >= firstWeek(year, month + 1) ? ((month + 1) % 12) + 1 : month + 1;
    case 'H':
      return date.getUTCHours();
    case 'h':
      return date.getUTCHours() % 12 || 12;
    case 'P':
      return date.getUTCHours() >= 12 ? 'pm' : 'am';
    case 'm':
      return date.getUTCMinutes();
    case 's':
      return date.getUTCSeconds();
    case 'f':
      return date.getUTCMilliseconds();
    case 'C':
    case 'E':
      return 'ISO';
    default:
      return undefined;
  }
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
