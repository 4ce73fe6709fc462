const plurals: Readonly<Record<string, string>> = {
  person: 'people',
  address: 'addresses',
  policy: 'policies',
};

/** `1 group`, `12 assigned groups`. */
export function amount(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  const words = noun.split(' ');
  const last = words.pop() ?? '';
  return `${number} ${[...words, plurals[last] ?? `${last}s`].join(' ')}`;
}
