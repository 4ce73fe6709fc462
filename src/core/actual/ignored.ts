import { indexAccounts } from '../select/account-index.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { findingAt } from '../select/finding-at.ts';
import { createSelectorResolver } from '../select/resolve-selectors.ts';
import type { IgnoreEntry, Mapping, Rule } from '../mapping/mapping.ts';
import { isControlTowerGroup, isControlTowerPermissionSet } from '../model/control-tower.ts';
import { matchesGlob } from '../model/glob.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Answers whether something is never planned. */
export interface IgnoreFilter {
  permissionSet(name: string): boolean;
  assignment(accountId: string, permissionSet: string, principal: Principal): boolean;
  /** True of a principal whose assignments to applications are never planned: an entry about nothing else. */
  everywhere(principal: Principal): boolean;
  /** Why an assignment that is not known to be ignored may be: then it must not be revoked. */
  doubt(permissionSet: string, principal: Principal): string | null;
  readonly findings: readonly LocatedFinding[];
}

/** Settles `manage.ignore` and Control Tower's own names for one mapping and one organization. */
export function createIgnoreFilter(mapping: Mapping, snapshot: Snapshot): IgnoreFilter {
  const selectors = createSelectorResolver(mapping.accountSets, indexAccounts(snapshot));
  const findings: LocatedFinding[] = [];
  const entries = mapping.settings.ignore.map((entry) => {
    if (entry.accounts === null) return { entry, accountIds: null, unread: false };
    const resolved = selectors.resolve(entry.accounts, false);
    findings.push(...resolved.findings.map(asWarning));
    if (resolved.accounts.size === 0) findings.push(nothingIgnored(entry));
    // Matching nothing is an answer; a unit that was renamed or tags that are unread are none.
    const unread = resolved.uncomputable;
    return { entry, accountIds: new Set<string>(resolved.accounts.keys()), unread };
  });
  const declaredSets = new Set(mapping.permissionSets.map((set) => set.name));
  const externalIds = new Map(
    snapshot.groups.map(({ id, externalIds: ids }) => [id, ids.map((external) => external.id)]),
  );
  const declaredGroups = wordsOf(mapping.rules);
  const onApplications = wordsOf(mapping.applications);
  const objectIdsOf = ({ id, entraObjectId }: Principal): readonly string[] => [
    ...(entraObjectId === null ? [] : [entraObjectId]),
    ...(externalIds.get(id) ?? []),
  ];
  const isOneOf = (declared: ReadonlySet<string>, principal: Principal): boolean =>
    [principal.id, principal.name, ...objectIdsOf(principal)].some((word) =>
      declared.has(word.toLowerCase()),
    );
  const isUndeclaredControlTower = (declared: ReadonlySet<string>, principal: Principal): boolean =>
    principal.type === 'GROUP' &&
    isControlTowerGroup(principal.name) &&
    !isOneOf(declared, principal);

  return {
    findings,
    permissionSet: (name) =>
      (isControlTowerPermissionSet(name) && !declaredSets.has(name)) ||
      entries.some(
        ({ entry, accountIds }) =>
          accountIds === null &&
          entry.groups === null &&
          entry.users === null &&
          covers(entry.permissionSets, name),
      ),
    assignment: (accountId, permissionSet, principal) =>
      isUndeclaredControlTower(declaredGroups, principal) ||
      entries.some(
        ({ entry, accountIds }) =>
          covers(entry.permissionSets, permissionSet) &&
          (accountIds === null || accountIds.has(accountId)) &&
          coversPrincipal(entry, principal, objectIdsOf(principal)),
      ),
    everywhere: (principal) =>
      isUndeclaredControlTower(onApplications, principal) ||
      mapping.settings.ignore.some(
        (entry) =>
          entry.permissionSets === null &&
          entry.accounts === null &&
          coversPrincipal(entry, principal, objectIdsOf(principal)),
      ),
    doubt: (permissionSet, principal) => {
      const unclear = entries.find(
        ({ entry, unread }) =>
          unread &&
          covers(entry.permissionSets, permissionSet) &&
          coversPrincipal(entry, principal, objectIdsOf(principal)),
      );
      return unclear === undefined
        ? null
        : `whether ${unclear.entry.at.file}:${unclear.entry.at.line} ignores it cannot be computed`;
    },
  };
}

function wordsOf(rules: readonly Pick<Rule, 'principals'>[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ principals }) => principals.map(({ value }) => value.value.toLowerCase())),
  );
}

function covers(globs: readonly string[] | null, name: string): boolean {
  return globs === null || globs.some((glob) => matchesGlob(glob, name));
}

function coversPrincipal(
  entry: IgnoreEntry,
  principal: Principal,
  objectIds: readonly string[],
): boolean {
  if (entry.groups === null && entry.users === null) return true;
  const globs = (principal.type === 'GROUP' ? entry.groups : entry.users) ?? [];
  const ids = [`id:${principal.id}`, ...objectIds.map((id) => `entra:${id.toLowerCase()}`)];
  return globs.some(
    (glob) => ids.includes(glob.toLowerCase()) || matchesGlob(glob, principal.name),
  );
}

function asWarning(found: LocatedFinding): LocatedFinding {
  return {
    ...found,
    finding: { ...found.finding, severity: 'warning', causedByHead: false },
  };
}

function nothingIgnored(entry: IgnoreEntry): LocatedFinding {
  return {
    subject: `ignore ${entry.at.file}:${entry.at.line}`,
    finding: {
      ...findingAt(entry.at, {
        code: 'ignore-matches-nothing',
        severity: 'warning',
        headline: 'this ignore entry names accounts that match nothing, so it ignores nothing',
        why: null,
        help: 'correct the accounts or remove the entry',
      }),
      causedByHead: false,
    },
  };
}
