/** Licences whose code may be shipped inside dist/: permissive, and none asks for our sources. */
export const allowedLicenses: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Whether an SPDX expression can be satisfied by allowed licences alone. Of `A OR B` one side is
 * enough, of `A AND B` both are needed; an exception (`WITH`) is read as not allowed.
 */
export function isAllowedLicense(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let next = 0;

  function alternatives(): boolean {
    let allowed = conjunction();
    while (tokens[next] === 'OR') {
      next += 1;
      // Both sides are always read, whatever the first said.
      const other = conjunction();
      allowed = allowed || other;
    }
    return allowed;
  }

  function conjunction(): boolean {
    let allowed = term();
    while (tokens[next] === 'AND') {
      next += 1;
      const other = term();
      allowed = allowed && other;
    }
    return allowed;
  }

  function term(): boolean {
    const token = tokens[next];
    next += 1;
    if (token !== '(') return token !== undefined && allowedLicenses.has(token);
    const allowed = alternatives();
    const closed = tokens[next] === ')';
    next += 1;
    return allowed && closed;
  }

  const allowed = alternatives();
  return allowed && next === tokens.length;
}
