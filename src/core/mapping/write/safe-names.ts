/** What no key of a file may be called, and what some file systems take for devices. */
const refused = /^(?:__proto__|constructor|prototype|con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 60;

/**
 * Makes of any text a name for a file or an account set, in lower case with hyphens as the
 * documentation has them (`DataEngineer` becomes `data-engineer`), and never the same twice
 * nor one of those that are given.
 */
export function createSafeNames(given: Iterable<string> = []): (text: string) => string {
  const taken = new Set(given);
  return (text) => {
    const plain = text
      .replaceAll(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2')
      .toLowerCase()
      .replaceAll(/[^a-z\d]+/g, '-')
      .slice(0, LONGEST)
      .replaceAll(/^-+|-+$/g, '');
    const safe = plain === '' || refused.test(plain) ? `some-${plain}`.replace(/-$/, '') : plain;
    let name = safe;
    for (let number = 2; taken.has(name); number += 1) name = `${safe}-${number}`;
    taken.add(name);
    return name;
  };
}
