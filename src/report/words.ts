const plurals: Readonly<Record<string, string>> = { entry: 'entries', person: 'people' };

/** `1,204`, on every machine. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 account`, `1,204 accounts`. */
export function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  const words = noun.split(' ');
  const last = words.pop() ?? '';
  return `${thousands(number)} ${[...words, plurals[last] ?? `${last}s`].join(' ')}`;
}

/** `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** A permission set's session: `8 h`, `1 h 30 min`. */
export function sessionWords(seconds: number): string {
  const parts: string[] = [];
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) parts.push(`${hours} h`);
  if (minutes > 0) parts.push(`${minutes} min`);
  if (seconds % 60 > 0) parts.push(`${seconds % 60} s`);
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** An instant as its author meant it: the end of a day, or a minute; null if it is no instant. */
export function instantWords(instant: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?Z$/.exec(instant);
  const [, day, minute, second = ':00'] = match ?? [];
  if (day === undefined || minute === undefined) return null;
  if (Number.isNaN(Date.parse(instant))) return null;
  if (minute === '23:59' && second === ':59') return `the end of ${day} UTC`;
  if (minute === '00:00' && second === ':00') return `the end of ${dayBefore(day)} UTC`;
  return `${day} ${minute} UTC`;
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
