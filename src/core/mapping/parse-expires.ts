const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|[+-](\d{2}):(\d{2}))$/;
const withoutOffset = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

export type Expires =
  | { readonly instant: string }
  | { readonly problem: string; readonly help: string };

/**
 * The last instant of a grant as `toISOString` writes it, so that instants compare as text. A date
 * ends with its last millisecond: shown, it is still the day that was written.
 */
export function parseExpires(text: string): Expires {
  const day = date.exec(text);
  if (day !== null) {
    return isDay(day) ? { instant: `${text}T23:59:59.999Z` } : noSuchDay(text);
  }
  const moment = dateTime.exec(text);
  if (moment !== null) {
    if (!isDay(moment)) return noSuchDay(text);
    const milliseconds = Date.parse(text.toUpperCase());
    if (!isClock(moment) || Number.isNaN(milliseconds)) {
      return {
        problem: `"${text}" is not a time of day`,
        help: 'write it like 2027-03-31T18:00:00Z',
      };
    }
    return { instant: new Date(milliseconds).toISOString() };
  }
  if (withoutOffset.test(text)) {
    return {
      problem: `"${text}" does not say in which time zone`,
      help: `end it with Z for UTC or an offset such as +01:00, with seconds: ${completed(text)}`,
    };
  }
  return {
    problem: `"${text}" is not a date`,
    help: 'write a date such as 2027-03-31, or a date and time such as 2027-03-31T18:00:00Z',
  };
}

function isDay(parts: RegExpExecArray): boolean {
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

function isClock(parts: RegExpExecArray): boolean {
  const offsetHours = Number(parts[7] ?? 0);
  return (
    Number(parts[4]) < 24 &&
    Number(parts[5]) < 60 &&
    Number(parts[6]) < 60 &&
    offsetHours < 24 &&
    Number(parts[8] ?? 0) < 60
  );
}

function noSuchDay(text: string): Expires {
  return {
    problem: `"${text}" is not a day of the calendar`,
    help: 'write a date such as 2027-03-31 (year, month, day)',
  };
}

function completed(text: string): string {
  const [day = '', time = ''] = text.toUpperCase().split(/[T ]/);
  return `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
}
