import type { DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import { type AccountId, isAccountId } from '../model/ids.ts';
import { pairKey } from '../model/reading.ts';
import type { Version, Versions } from '../plan/attribute.ts';
import { canonicalJson } from '../plan/canonical-json.ts';

export interface Pair {
  readonly accountId: AccountId;
  readonly permissionSet: string;
}

/** What of the live organization the difference between versions of the files is about. */
export interface Touched {
  /** Names of sets whose content and owner must be known. */
  readonly permissionSets: ReadonlySet<string>;
  /** Of them, those that some version declares and another does not: all of their assignments count. */
  readonly whole: ReadonlySet<string>;
  /** Of them, those whose content the versions declare differently. */
  readonly edited: ReadonlySet<string>;
  /** By `pairKey`: where somebody may lose an assignment, so who else is there decides what becomes of the role. */
  readonly losing: ReadonlyMap<string, Pair>;
  /** Grants that may be missing, and nothing of their pair may be lost. */
  readonly gaining: readonly DesiredGrant[];
}

/** From the files alone, resolved against accounts, groups and users. `versions` has all but live sets. */
export function touchedBy(versions: Versions): Touched {
  const { head } = versions;
  const all = [...new Set([head, ...othersOf(versions)])];
  const { whole, edited } = touchedSets(all);
  const losing = new Map<string, Pair>();
  const lose = (accountId: AccountId, permissionSet: string): void => {
    losing.set(pairKey(accountId, permissionSet), { accountId, permissionSet });
  };
  const gaining = new Map<string, DesiredGrant>();
  for (const [key, grant] of grantsOf(all)) {
    const wanted = isWanted(head, key);
    if (wanted && all.every((version) => isWanted(version, key))) continue;
    // Whoever must not hold it may, whichever version said so: an end comes by itself.
    if (wanted) gaining.set(key, grant);
    else lose(grant.account.id, grant.permissionSet);
  }
  for (const grant of ofNewAccounts(versions, all)) gaining.set(grant.key, grant);
  for (const { permissionSets, accountIds } of doubtsThatDiffer(all)) {
    for (const name of permissionSets.flatMap((each) => [each, ...formerNames(all, each)])) {
      if (accountIds === null) whole.add(name);
      else for (const id of [...accountIds].filter(isAccountId)) lose(id, name);
    }
  }
  const gains = [...gaining.values()].filter(
    ({ account, permissionSet }) => !losing.has(pairKey(account.id, permissionSet)),
  );
  return {
    permissionSets: new Set([
      ...whole,
      ...edited,
      ...givenUp(all),
      ...[...losing.values(), ...gains].map(({ permissionSet }) => permissionSet),
    ]),
    whole,
    edited,
    losing,
    gaining: gains,
  };
}

/** Whatever head is compared with. */
export function othersOf({ base, lastApplied, between }: Versions): readonly Version[] {
  return [base, lastApplied, ...between].filter((version) => version !== null);
}

function isWanted({ desired }: Version, key: string): boolean {
  return desired.grants.get(key)?.expired === false;
}

/** Each grant of any version, as the first that has it says. */
function grantsOf(versions: readonly Version[]): ReadonlyMap<string, DesiredGrant> {
  const grants = new Map<string, DesiredGrant>();
  for (const { desired } of versions) {
    for (const [key, grant] of desired.grants) if (!grants.has(key)) grants.set(key, grant);
  }
  return grants;
}

function touchedSets(versions: readonly Version[]): {
  readonly whole: Set<string>;
  readonly edited: Set<string>;
} {
  const whole = new Set<string>();
  const edited = new Set<string>();
  const names = new Set(versions.flatMap(({ desired }) => [...desired.permissionSets.keys()]));
  for (const name of names) {
    const declared = versions.map(({ desired }) => desired.permissionSets.get(name));
    if (declared.includes(undefined)) {
      whole.add(name);
      for (const set of declared) if (set?.renamedFrom) whole.add(set.renamedFrom.value);
    } else if (new Set(declared.map(contentOf)).size > 1) edited.add(name);
  }
  return { whole, edited };
}

function contentOf(set: ReturnType<DesiredState['permissionSets']['get']>): string {
  return canonicalJson({ content: set?.content, tags: set?.tags });
}

/** Names that settings give up, and did not always. */
function givenUp(versions: readonly Version[]): readonly string[] {
  const lists = versions.map(
    ({ mapping }) => new Set(mapping.settings.release.map(({ value }) => value)),
  );
  return lists
    .flatMap((list) => [...list])
    .filter((name) => !lists.every((list) => list.has(name)));
}

/** What a rule could be hiding counts where some version has the doubt and another does not. */
function doubtsThatDiffer(versions: readonly Version[]): DesiredState['unresolved'] {
  const keyed = versions.map(
    ({ desired }) => new Map(desired.unresolved.map((scope) => [scopeKey(scope), scope])),
  );
  return keyed.flatMap((scopes) =>
    [...scopes]
      .filter(([key]) => !keyed.every((other) => other.has(key)))
      .map(([, scope]) => scope),
  );
}

function scopeKey({ accountIds, rule }: DesiredState['unresolved'][number]): string {
  return `${rule} ${accountIds === null ? 'anywhere' : [...accountIds].toSorted().join(' ')}`;
}

/** Whoever cannot be resolved for a new name still holds the old one. */
function formerNames(versions: readonly Version[], name: string): string[] {
  return versions.flatMap(
    ({ desired }) => desired.permissionSets.get(name)?.renamedFrom?.value ?? [],
  );
}

/**
 * Grants to accounts that joined since the last complete apply, and what tells who their holders are:
 * what else the same rule gives them or, where that is nothing, all that the files gave them before.
 */
function ofNewAccounts(
  { head, lastApplied, lastAppliedAt, joinedAt }: Versions,
  all: readonly Version[],
): DesiredGrant[] {
  if (lastAppliedAt === null) return [];
  const grants = [...head.desired.grants.values()].filter(({ expired }) => !expired);
  const isNew = ({ account }: DesiredGrant): boolean => {
    const joined = joinedAt(account.id);
    return joined !== null && joined > lastAppliedAt;
  };
  const gave = ({ key }: DesiredGrant): boolean => lastApplied?.desired.grants.has(key) === true;
  const ofRule = (grant: DesiredGrant): string => `${holderOf(grant)} ${grant.permissionSet}`;
  const coming = grants.filter(isNew);
  const rules = new Set(coming.map(ofRule));
  // One that some version takes back may be missing, and then proves nobody.
  const isLasting = ({ key }: DesiredGrant): boolean =>
    all.every((version) => isWanted(version, key));
  const proven = new Set(
    grants
      .filter((grant) => rules.has(ofRule(grant)) && !isNew(grant) && isLasting(grant))
      .map(ofRule),
  );
  const unproven = new Set(coming.filter((grant) => !proven.has(ofRule(grant))).map(holderOf));
  return grants.filter(
    (grant) => rules.has(ofRule(grant)) || (unproven.has(holderOf(grant)) && gave(grant)),
  );
}

function holderOf({ principal }: DesiredGrant): string {
  return `${principal.type} ${principal.id}`;
}
