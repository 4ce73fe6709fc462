import { element } from './element.ts';

/** Hands a file to the person, without a server. */
export function saveText(name: string, pieces: Iterable<string>): void {
  const file = new Blob([...pieces], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = element('a', '', { attributes: { download: name } });
  link.href = address;
  link.click();
  // Only later: some browsers begin to read after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
