import type { Mapping } from '../mapping/mapping.ts';
import { inWords, isAlike } from './is-alike.ts';
import type { Proposal } from './proposal.ts';

/** What would change of all that the files say and no proposal is about; null for nothing. */
export function changedElsewhere(
  before: Mapping,
  after: Mapping,
  proposals: readonly Proposal[],
): string | null {
  const sets = new Set(proposals.flatMap(({ permissionSets }) => permissionSets));
  const edited = new Set<unknown>(proposals.flatMap(({ rules }) => rules));
  const isSettings = proposals.some(({ editsAttributes }) => editsAttributes);
  const settingsOf = ({ settings }: Mapping): unknown =>
    isSettings ? { ...settings, accessControlAttributes: null } : settings;
  const declared = ({ permissionSets }: Mapping): unknown =>
    permissionSets.filter(({ name }) => !sets.has(name)).toSorted(byName);
  if (!isAlike(settingsOf(before), settingsOf(after))) return 'it would change the settings';
  if (!isAlike(before.accountSets, after.accountSets)) return 'it would change account sets';
  if (!isAlike(declared(before), declared(after))) return 'it would change another permission set';
  const isKept =
    areKept(before.rules, after.rules, edited) &&
    areKept(before.applications, after.applications, edited);
  return isKept ? null : 'it would change another rule';
}

/** True where every rule that is not edited is still there, as often as it was. */
function areKept(
  before: readonly unknown[],
  after: readonly unknown[],
  edited: ReadonlySet<unknown>,
): boolean {
  const left = new Map<string, number>();
  for (const rule of after) count(left, inWords(rule), 1);
  for (const rule of before) if (!edited.has(rule)) count(left, inWords(rule), -1);
  return [...left.values()].every((times) => times >= 0);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
