import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import { matchesGlob } from '../../model/glob.ts';
import type { Draft } from '../draft.ts';
import type { IgnoreEntry, PrincipalReference, Rule, Selector } from '../mapping.ts';

/**
 * Declaring what an ignore entry covers is an error. Here only what the files alone show: entries
 * that reach every account. Whether an entry for some accounts covers a rule is seen once they are
 * resolved.
 */
export function checkIgnored(draft: Draft): readonly Diagnostic[] {
  const entries = (draft.settings?.ignore ?? []).filter(
    (entry) => namesSomething(entry) && reachesEveryAccount(entry),
  );
  return [
    ...draft.permissionSets.flatMap((set) => {
      const entry = entries.find((candidate) => coversSet(candidate, set.name));
      return entry === undefined
        ? []
        : [covered(set.at, `the permission set "${set.name}"`, entry)];
    }),
    ...draft.rules.flatMap((rule) => coveredPrincipals(rule, entries)),
  ];
}

/** An entry without any key is a mistake of its own, which would show at every declaration. */
function namesSomething(entry: IgnoreEntry): boolean {
  return [entry.permissionSets, entry.groups, entry.users, entry.accounts].some(
    (part) => part !== null,
  );
}

function reachesEveryAccount(entry: IgnoreEntry): boolean {
  return entry.accounts === null || entry.accounts.some(({ value }) => value.kind === 'all');
}

function coversSet(entry: IgnoreEntry, name: string): boolean {
  return (
    entry.groups === null &&
    entry.users === null &&
    entry.accounts === null &&
    matchesAny(entry.permissionSets, name)
  );
}

function coveredPrincipals(rule: Rule, entries: readonly IgnoreEntry[]): Diagnostic[] {
  return rule.principals.flatMap(({ value, at }) => {
    const entry = entries.find(
      (candidate) =>
        (candidate.groups !== null || candidate.users !== null) &&
        matchesAny(
          value.type === 'GROUP' ? (candidate.groups ?? []) : (candidate.users ?? []),
          value.text,
        ) &&
        rule.permissionSets.some((set) => matchesAny(candidate.permissionSets, set.value)) &&
        (candidate.accounts === null || rule.accounts.every((selector) => isOfAll(selector.value))),
    );
    return entry === undefined ? [] : [covered(at, describe(value), entry)];
  });
}

/** True for what "all" surely reaches: it leaves the management account out. */
function isOfAll(selector: Selector): boolean {
  return ['name-glob', 'ou', 'ou-direct', 'tag', 'all'].includes(selector.kind);
}

function matchesAny(globs: readonly string[] | null, text: string): boolean {
  return globs === null || globs.some((glob) => matchesGlob(glob, text));
}

function describe(principal: PrincipalReference): string {
  return `the ${principal.type === 'GROUP' ? 'group' : 'user'} "${principal.text}"`;
}

function covered(at: Diagnostic['at'], what: string, entry: IgnoreEntry): Diagnostic {
  return errorAt(
    at,
    'declared-but-ignored',
    `${what} is ignored by the settings and cannot be declared`,
    {
      why: `the entry at ${place(entry.at)} says to leave it alone`,
      help: 'narrow that entry, or delete this declaration',
    },
  );
}
