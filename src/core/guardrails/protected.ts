import type { DesiredGrant } from '../desired/desired-state.ts';
import type { Mapping, PrincipalReference, ProtectEntry } from '../mapping/mapping.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Operation } from '../plan/operation.ts';
import { indexAccounts } from '../select/account-index.ts';
import { foldedName } from '../select/join-groups.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { principalFinding } from '../select/principal-finding.ts';
import { indexPrincipals, resolvePrincipal } from '../select/resolve-principal.ts';
import { createSelectorResolver } from '../select/resolve-selectors.ts';

/** What one version of the files protects. */
export interface Protection {
  /** Why an operation must not be done; null where it may. */
  readonly why: (operation: Operation) => string | null;
  /** Why an assignment must not be let end; null where it may. */
  readonly whyEnd: (grant: DesiredGrant) => string | null;
  /** Entries that mean nothing, or nothing that can be computed. */
  readonly findings: readonly LocatedFinding[];
}

/** Access that is never revoked. Whatever cannot be computed protects: in doubt it is the one that is meant. */
export function protectionOf(
  { settings, accountSets }: Mapping,
  snapshot: Snapshot,
  isGone: (operation: Operation) => boolean,
): Protection {
  const selectors = createSelectorResolver(accountSets, indexAccounts(snapshot));
  const principals = indexPrincipals(snapshot);
  const entries = settings.guardrails.protect.map((entry) => {
    const where = selectors.resolve(entry.accounts, entry.allowEmpty);
    const groups = entry.groups.map(({ value: reference, at }) => {
      const resolution = resolvePrincipal(reference, principals);
      if ('principal' in resolution) {
        return { isMeant: isSame(resolution.principal, reference), finding: null };
      }
      const isNobody = entry.allowEmpty && resolution.problem === 'unknown';
      return {
        isMeant: isNobody ? isReferred(reference) : () => true,
        finding: isNobody ? null : principalFinding(reference, at, resolution, snapshot),
      };
    });
    return {
      entry,
      isIn: (accountId: string) => !where.certain || where.accounts.has(accountId),
      isMeant: (principal: Principal) => groups.some((group) => group.isMeant(principal)),
      findings: [
        ...where.findings,
        ...groups.flatMap(({ finding }) => (finding === null ? [] : [finding])),
      ].map((found) => ({ ...found, subject: `${found.subject} in protect` })),
    };
  });

  function why(operation: Operation): string | null {
    const { kind, principal, permissionSet, account } = operation;
    if (principal?.type !== 'GROUP') return null;
    if (kind === 'unassign-group-from-application') {
      // AWS deletes the group that is taken out, and all that it holds.
      const found = entries.find(({ isMeant }) => isMeant(principal));
      return found === undefined ? null : words(found.entry);
    }
    if (kind !== 'revoke' || isDead(operation)) return null;
    return whyAccess({ account, permissionSet, principal });
  }

  function whyAccess({
    account,
    permissionSet,
    principal,
  }: Pick<DesiredGrant, 'account' | 'permissionSet' | 'principal'>): string | null {
    if (principal.type !== 'GROUP') return null;
    const found = entries.find(
      ({ entry, isIn, isMeant }) =>
        entry.permissionSets.some(({ value }) => value === permissionSet) &&
        isIn(account.id) &&
        isMeant(principal),
    );
    return found === undefined ? null : words(found.entry);
  }

  /** The identity store says there is no such group: nobody can lose anything by it, unless it is named so. */
  function isDead(operation: Operation): boolean {
    return (
      isGone(operation) &&
      !entries.some(({ entry }) =>
        entry.groups.some(
          ({ value }) => value.by === 'id' && value.value === operation.principal?.id,
        ),
      )
    );
  }

  return { why, whyEnd: whyAccess, findings: entries.flatMap(({ findings }) => findings) };
}

function words({ at }: ProtectEntry): string {
  return `it is protected by settings.guardrails.protect (${at.file}:${at.line})`;
}

/** By id, by Entra's id and by name alike: a group that was made again, or renamed, may be either. */
function isSame(
  meant: Principal,
  reference: PrincipalReference,
): (principal: Principal) => boolean {
  const isNamed = isReferred(reference);
  return (principal) =>
    principal.id === meant.id ||
    (meant.entraObjectId !== null && principal.entraObjectId === meant.entraObjectId) ||
    foldedName(principal.name) === foldedName(meant.name) ||
    isNamed(principal);
}

function isReferred({ by, value }: PrincipalReference): (principal: Principal) => boolean {
  return ({ id, name, entraObjectId }) => {
    switch (by) {
      case 'id':
        return id === value;
      case 'entra':
        return entraObjectId?.toLowerCase() === value || id === `entra:${value}`;
      case 'name':
        return foldedName(name) === foldedName(value);
    }
  };
}
