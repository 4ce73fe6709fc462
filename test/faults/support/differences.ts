/** What one list of lines has and the other has not, in words. */
export function differences(
  what: string,
  actual: readonly string[],
  expected: readonly string[],
): string[] {
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `${what} lacks: ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `${what} has: ${line}`),
  ];
}

/** One sentence where something is not as it must be. */
export function unless(isSo: boolean, otherwise: string): string[] {
  return isSo ? [] : [otherwise];
}
