import { at } from './at.ts';
import { fold } from './fold.ts';
import type { FoldedTexts, ReportIndex } from './report-index.ts';

/** Which names hold a word. */
export type WordMatches = Readonly<Record<keyof FoldedTexts, Uint8Array>> & {
  /** Principals with at least one such person among their members. */
  readonly principalsByPerson: Uint8Array;
};

/** One for each word of a query; a grant is found if every word is in one of its names. */
export function search(index: ReportIndex, query: string): readonly WordMatches[] {
  return fold(query)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const { text } = index;
      const holding = (texts: readonly string[]): Uint8Array =>
        Uint8Array.from(texts, (each) => Number(each.includes(word)));
      const persons = holding(text.persons);
      return {
        accounts: holding(text.accounts),
        permissionSets: holding(text.permissionSets),
        principals: holding(text.principals),
        origins: holding(text.origins),
        persons,
        principalsByPerson: principalsOf(index, persons),
      };
    });
}

function principalsOf(index: ReportIndex, persons: Uint8Array): Uint8Array {
  const found = new Uint8Array(index.report.principals.length);
  for (let person = persons.indexOf(1); person >= 0; person = persons.indexOf(1, person + 1)) {
    for (const principal of index.principalsOfPerson.of(person)) found[principal] = 1;
  }
  return found;
}

/** Whether a word is in one of a grant's names other than its people's. */
export function isInGrant(index: ReportIndex, word: WordMatches, grant: number): boolean {
  const { account, origins, permissionSet, principal } = at(index.report.grants, grant);
  return (
    word.principals[principal] === 1 ||
    word.accounts[account] === 1 ||
    word.permissionSets[permissionSet] === 1 ||
    origins.some((origin) => word.origins[origin] === 1)
  );
}
