import type { Diagnostic } from './diagnostic.ts';

/** By place, without repeats: what an alias or a shared file shows many times is one problem. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const distinct = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...distinct.values()].toSorted(
    (a, b) =>
      compareText(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.headline, b.headline),
  );
}

function keyOf({ at, code, headline }: Diagnostic): string {
  return JSON.stringify([at?.file, at?.line, at?.column, code, headline]);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
