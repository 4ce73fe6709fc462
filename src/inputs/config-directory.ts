/** `./access/` → `access`, `.` → the root, ''; null for a path that leaves the repository or is none. */
export function parseConfigDirectory(text: string): string | null {
  if (text.startsWith('/') || /[\\\0\r\n]/.test(text) || /^[A-Za-z]:/.test(text)) return null;
  const names = text.split('/').filter((name) => name !== '' && name !== '.');
  if (names.includes('..') || names.includes('.git')) return null;
  return names.join('/');
}
