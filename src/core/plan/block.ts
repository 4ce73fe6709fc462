import type { ActualPermissionSet, ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { GroupJoin } from '../model/directory.ts';
import { isUnsynced, type Principal } from '../model/principal.ts';
import type { AccountId } from '../model/ids.ts';
import { remembered } from '../model/remembered.ts';
import type { Attributed } from './bring-along.ts';
import { permissionSetOf } from './bring-along.ts';
import type { Difference } from './difference.ts';
import { hidingAssignment } from './hiding-assignment.ts';
import { hidingIn } from './hiding.ts';

export interface BlockContext {
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly managementAccountId: AccountId;
  readonly delegated: boolean;
  /** Keys of grants that this plan takes away without drift. */
  readonly revoked: ReadonlySet<string>;
  /** How groups of AWS are told; null where Entra is not asked. */
  readonly join: GroupJoin | null;
}

export interface Block {
  /** `doubt` has a finding of its own where the doubt comes from. */
  readonly kind: 'doubt' | 'out-of-reach' | 'not-deletable' | 'not-unassignable';
  readonly why: string;
}

/**
 * Why an operation cannot be decided or done safely; null when it can. Identity doubt is never
 * deletion: a revocation that something unresolved could be hiding waits until it is resolved.
 */
export function whyBlocked(attributed: Attributed, context: BlockContext): Block | null {
  const unreachable = outOfReach(attributed, context);
  if (unreachable !== null) return { kind: 'out-of-reach', why: unreachable };
  const stuck = notDeletable(attributed, context);
  if (stuck !== null) return { kind: 'not-deletable', why: stuck };
  const needed = notUnassignable(attributed, context);
  if (needed !== null) return { kind: 'not-unassignable', why: needed };
  const doubt = uncertain(attributed, context);
  return doubt === null ? null : { kind: 'doubt', why: doubt };
}

function notDeletable({ difference }: Attributed, { actual }: BlockContext): string | null {
  if (difference.kind !== 'delete-permission-set') return null;
  const set = setOf(difference, actual);
  return set === undefined ? null : whyNotDeletable(set);
}

function outOfReach({ difference }: Attributed, context: BlockContext): string | null {
  if (!context.delegated) return null;
  const { managementAccountId: management } = context;
  if ('grant' in difference && difference.grant.account.id === management) {
    return 'a delegated administrator cannot assign in the management account';
  }
  const actual = setOf(difference, context.actual);
  if (actual?.provisionedAccountIds.includes(management) === true) {
    return 'the permission set is provisioned in the management account, so a delegated administrator cannot touch it anywhere';
  }
  return null;
}

function uncertain({ difference }: Attributed, context: BlockContext): string | null {
  const actual = setOf(difference, context.actual);
  switch (difference.kind) {
    case 'create-permission-set': {
      const why = context.actual.namelessPermissionSets;
      return why === null
        ? null
        : `a permission set that may be this one could not be read: ${why}`;
    }
    case 'grant': {
      const { grant } = difference;
      const unread = actual?.unread ?? actual?.unreadAccounts.get(grant.account.id) ?? null;
      if (grant.blocked !== null) return grant.blocked;
      return unread === null ? null : `whether it already exists could not be read: ${unread}`;
    }
    case 'revoke': {
      const { grant } = difference;
      return hidingIn(context.desired)(grant)?.why ?? grant.doubt;
    }
    case 'delete-permission-set':
      return actual === undefined ? null : whyUnknown(actual);
    case 'adopt-permission-set':
    case 'update-permission-set':
    case 'provision-permission-set':
      // Who holds it, and where its roles are, decides what must come before and after an edit.
      return actual === undefined ? null : whyUnknown(actual);
    case 'release-permission-set':
    // AWS does not say that a delegated administrator may not.
    case 'update-access-control-attributes':
      return null;
    case 'assign-group-to-application':
    case 'provision-group':
      return context.desired.takenNames.get(difference.principal.entraObjectId ?? '') ?? null;
    case 'unassign-group-from-application':
      return whyHoldingsUnknown(difference.principal, context);
    case 'assign-application': {
      const { application, blocked } = difference.wanted;
      const unread = context.actual.applications.get(application.arn)?.unread ?? null;
      if (blocked !== null) return blocked;
      return unread === null ? null : `whether it already exists could not be read: ${unread}`;
    }
    case 'unassign-application':
      return hidingAssignment(context.desired, difference.held)?.why ?? null;
  }
}

function setOf(difference: Difference, actual: ActualState): ActualPermissionSet | undefined {
  const name = permissionSetOf(difference);
  return name === null ? undefined : actual.permissionSets.get(name);
}

/** AWS deletes the group that is taken out, and every assignment of it with it, whoever made it. */
function notUnassignable(
  { difference }: Attributed,
  { desired, actual, revoked }: BlockContext,
): string | null {
  if (difference.kind !== 'unassign-group-from-application') return null;
  const { id, entraObjectId } = difference.principal;
  if (desired.namedGroups.has(entraObjectId ?? '')) return 'a rule still names the group';
  const [other] = difference.namesakes;
  if (other !== undefined) {
    return `AWS has a group of that name (${other}) that does not carry its object id; Entra may be linked to it all the same, and delete it`;
  }
  const kept = heldIn(actual)
    .get(id)
    ?.find(({ key }) => key === null || !revoked.has(key));
  const what = kept?.permissionSet ?? applicationKept(id, actual, revoked);
  return what === null ? null : `the group still holds "${what}", which would die with it`;
}

/** By principal, set after set; the key is null where a plan leaves it alone. */
const heldIn = remembered(({ permissionSets }: ActualState) =>
  Map.groupBy(
    [...permissionSets.values()].flatMap(({ live: { name: permissionSet }, grants, leftAlone }) => [
      ...[...grants.values()].map(({ key, principal: { id } }) => ({ id, key, permissionSet })),
      ...leftAlone.map(({ assignment: { principalId: id } }) => ({ id, key: null, permissionSet })),
    ]),
    ({ id }) => id,
  ),
);

function applicationKept(
  principalId: string,
  { applications }: ActualState,
  revoked: ReadonlySet<string>,
): string | null {
  for (const { application, assignments, leftAlone } of applications.values()) {
    const isKept =
      leftAlone.some(({ principal }) => principal.id === principalId) ||
      [...assignments.values()].some(
        ({ key, principal }) => principal.id === principalId && !revoked.has(key),
      );
    if (isKept) return application.name;
  }
  return null;
}

function whyHoldingsUnknown(principal: Principal, { actual, join }: BlockContext): string | null {
  if (join === 'display-name' && isUnsynced(principal)) {
    return 'only its name could tell it in AWS, and no group there has it: what it holds is unknown';
  }
  for (const set of actual.permissionSets.values()) {
    const why = whyUnknown(set);
    if (why !== null) return why;
  }
  for (const { application, unread: why } of actual.applications.values()) {
    if (why !== null) return `who is assigned to "${application.name}" could not be read: ${why}`;
  }
  const [unread] = actual.unreadNames;
  if (unread !== undefined) return `what it holds on "${unread}" could not be read`;
  return actual.namelessPermissionSets;
}

function whyUnknown(actual: ActualPermissionSet): string | null {
  const [some] = actual.unreadAccounts.values();
  const why = actual.unread ?? some ?? null;
  return why === null ? null : `its assignments could not be read: ${why}`;
}

function whyNotDeletable(actual: ActualPermissionSet): string | null {
  if (actual.leftAlone.length === 0) return null;
  const count = actual.leftAlone.length;
  const reasons = [...new Set(actual.leftAlone.map(({ why }) => leftAloneWords[why]))];
  return `${count} of its assignments ${count === 1 ? 'is' : 'are'} left alone (${reasons.join('; ')})`;
}

const leftAloneWords = {
  ignored: 'ignored by settings',
  user: 'direct assignments of users',
  'out-of-scope-account': 'in accounts that are suspended, closing or gone',
  'unreadable-principal': 'of principals that could not be read',
} as const;
