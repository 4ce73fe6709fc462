import type { ActualApplicationAssignment, ActualGrant } from '../actual/actual-state.ts';
import type { Declared, DesiredState } from '../desired/desired-state.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { declaresAttributes } from './attribute-keys.ts';
import { canonicalJson } from './canonical-json.ts';
import { namesGroup } from './diff-groups.ts';
import type { Difference } from './difference.ts';
import { hidingAssignment } from './hiding-assignment.ts';
import { hidingIn } from './hiding.ts';
import type { Cause } from './operation.ts';
import { declaresOtherwise } from './permission-set-fields.ts';

/** The mapping files of one commit, against the organization of now. */
export interface Version {
  readonly mapping: Mapping;
  readonly desired: DesiredState;
}

export interface Versions {
  readonly head: Version;
  /** Null where the base commit lacks the directory or its files are invalid: everything is `change`. */
  readonly base: Version | null;
  /** Files at the last complete apply; null while there is none. */
  readonly lastApplied: Version | null;
  /**
   * Files merged since the last complete apply and before base or head: what was half applied and then
   * taken back was in them, and is no drift.
   */
  readonly between: readonly Version[];
  /** When that commit was made, ISO 8601 in UTC. */
  readonly lastAppliedAt: string | null;
  /** ISO 8601 in UTC, by account id; null where unknown. */
  readonly joinedAt: (accountId: string) => string | null;
}

/** Where a difference comes from. What a change needs from others is settled afterwards, by `bringAlong`. */
export function attribute(difference: Difference, versions: Versions): Cause {
  switch (difference.kind) {
    case 'create-permission-set':
    case 'adopt-permission-set':
      return byAge(versions, (version) => version.desired.permissionSets.has(difference.set.name));
    case 'update-permission-set':
      return byAge(versions, (version) => {
        const declared = version.desired.permissionSets.get(difference.set.name);
        return declared !== undefined && !declaresOtherwise(difference.after, declared);
      });
    case 'provision-permission-set':
      return byAge(versions, (version) => {
        const declared = version.desired.permissionSets.get(difference.set.name);
        return (
          declared !== undefined &&
          canonicalJson(declared.content) === canonicalJson(difference.set.content)
        );
      });
    case 'release-permission-set': {
      const { name } = difference.actual.live;
      return byAge(versions, ({ mapping }) =>
        mapping.settings.release.some((entry) => entry.value === name),
      );
    }
    case 'delete-permission-set': {
      const { name } = difference.actual.live;
      return byLoss(versions, ({ desired }) => desired.permissionSets.has(name));
    }
    case 'assign-group-to-application':
    case 'provision-group': {
      const { entraObjectId } = difference.principal;
      return byAge(versions, (version) => bringsGroup(version, versions.head, entraObjectId));
    }
    case 'unassign-group-from-application': {
      const { entraObjectId } = difference.principal;
      return byAge(
        versions,
        ({ mapping, desired }) =>
          isSameApplication(mapping, versions.head.mapping) &&
          desired.unassignedGroups.some(
            ({ principal }) => principal.entraObjectId === entraObjectId,
          ),
      );
    }
    case 'update-access-control-attributes': {
      const { after } = difference;
      return byAge(versions, ({ mapping }) => declaresAttributes(mapping, after));
    }
    case 'assign-application':
      return byAge(
        versions,
        ({ desired }) =>
          desired.applications.assignments.get(difference.wanted.key)?.expired === false,
      );
    case 'unassign-application':
      return difference.expired === null
        ? ofSurplusAssignment(difference.held, versions)
        : ofEnd(
            difference.expired.expires,
            ({ desired }) => desired.applications.assignments.get(difference.held.key),
            versions,
          );
    case 'grant':
      return ofGrant(difference.grant.key, difference.grant.account.id, versions);
    case 'revoke':
      return difference.expired === null
        ? ofSurplus(difference.grant, versions)
        : ofEnd(
            difference.expired.expires,
            ({ desired }) => desired.grants.get(difference.grant.key),
            versions,
          );
  }
}

/** Files that only look at Entra, or at another application, ask for no step there, whatever they grant. */
function bringsGroup(
  { mapping, desired }: Version,
  head: Version,
  entraObjectId: string | null,
): boolean {
  return (
    mapping.settings.entra?.groupSync === 'manage' &&
    isSameApplication(mapping, head.mapping) &&
    namesGroup(desired, entraObjectId)
  );
}

function isSameApplication({ settings }: Mapping, head: Mapping): boolean {
  return settings.entra?.application === head.settings.entra?.application;
}

/** For what head asks: `change` where base did not ask it yet. */
function byAge(versions: Versions, asked: (version: Version) => boolean): Cause {
  const { base, lastApplied, between } = versions;
  if (base === null || !asked(base)) return 'change';
  // Without a complete apply nobody can say that this was ever reviewed, let alone done.
  if (lastApplied === null) return 'change';
  if (!asked(lastApplied)) return 'pending';
  return between.every(asked) ? 'drift' : mergedSince(versions);
}

/** For what head no longer asks: `change` where base still did. */
function byLoss(versions: Versions, asked: (version: Version) => boolean): Cause {
  const { base, lastApplied, between } = versions;
  if (base !== null && asked(base)) return 'change';
  if (lastApplied !== null && asked(lastApplied)) return 'pending';
  return between.some(asked) ? mergedSince(versions) : 'drift';
}

/** An apply counts from the last complete one, so all that was merged since is its change. */
function mergedSince({ base, lastApplied }: Versions): Cause {
  return base === lastApplied ? 'change' : 'pending';
}

function ofGrant(key: string, accountId: string, versions: Versions): Cause {
  const cause = byAge(versions, ({ desired }) => desired.grants.get(key)?.expired === false);
  if (cause !== 'drift') return cause;
  const joined = versions.joinedAt(accountId);
  const isNew =
    joined !== null && versions.lastAppliedAt !== null && joined > versions.lastAppliedAt;
  return isNew ? 'new-account' : 'drift';
}

/** Taking a set over takes away what nobody declares on it, also once the set is already ours. */
function ofSurplus(grant: ActualGrant, versions: Versions): Cause {
  const { head, base } = versions;
  const cause = byLoss(versions, ({ desired }) => desired.grants.has(grant.key));
  if (cause !== 'drift') return cause;
  // A rule whose group base can no longer resolve may have meant this grant: what base cannot compute.
  if (base !== null && hidingIn(base.desired)(grant) !== null) return 'change';
  if (!head.desired.permissionSets.has(grant.permissionSet)) return cause;
  return byAge(versions, ({ desired }) => desired.permissionSets.has(grant.permissionSet));
}

/** Naming an application takes away what nobody declares on it, also once it is already ours. */
function ofSurplusAssignment(held: ActualApplicationAssignment, versions: Versions): Cause {
  const { head, base } = versions;
  const { key, application } = held;
  const cause = byLoss(versions, ({ desired }) => desired.applications.assignments.has(key));
  if (cause !== 'drift') return cause;
  if (base !== null && hidingAssignment(base.desired, held) !== null) return 'change';
  if (!head.desired.applications.named.has(application.arn)) return cause;
  return byAge(versions, ({ desired }) => desired.applications.named.has(application.arn));
}

/** An end that nobody has reviewed is a change like any other, even if its time has already passed. */
function ofEnd(
  expires: string | null,
  declaredBy: (version: Version) => Declared | undefined,
  versions: Versions,
): Cause {
  const sameIn = (version: Version | null): boolean =>
    version !== null && declaredBy(version)?.expires === expires;
  if (!sameIn(versions.base) || versions.lastApplied === null) return 'change';
  if (!sameIn(versions.lastApplied)) return 'pending';
  return versions.between.every(sameIn) ? 'expiry' : mergedSince(versions);
}
