import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { AccountReference } from '../model/account.ts';
import type { InstanceArn } from '../model/ids.ts';
import { originOf } from '../select/finding-at.ts';
import type { Attributed } from './bring-along.ts';
import { contentDigest, operationDigest } from './digest.ts';
import type { Difference } from './difference.ts';
import type { Operation } from './operation.ts';
import { allFields } from './permission-set-fields.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What the kind itself decides; the rest is the same for all kinds. */
type Particulars = Without<
  Operation,
  'id' | 'digest' | 'cause' | 'status' | 'reason' | 'warnings' | 'requires'
>;

export interface DraftContext {
  readonly instance: InstanceArn;
  readonly owner: string;
  readonly account: (id: string) => AccountReference | undefined;
  /** True where this plan takes the last assignment away, and AWS the role with it. */
  readonly losesRole: (accountId: string, permissionSet: string) => boolean;
}

/** An operation of the plan, before warnings, blocking and what it requires are settled. */
export function draftOperation(
  { difference, cause }: Attributed,
  context: DraftContext,
): Operation {
  const particulars = particularsOf(difference, context);
  return {
    ...particulars,
    id: operationId(particulars),
    digest: operationDigest(context.instance, particulars),
    cause,
    status: 'planned',
    reason: null,
    warnings: [],
    requires: [],
  };
}

function operationId(particulars: Particulars): string {
  const { kind, permissionSet, account, principal } = particulars;
  const application = 'application' in particulars ? particulars.application.arn : null;
  const parts = [kind, permissionSet, application, account?.id, principal?.type, principal?.id];
  return parts.filter((part) => part !== undefined && part !== null).join(' ');
}

function particularsOf(difference: Difference, context: DraftContext): Particulars {
  const nobody = { account: null, principal: null };
  switch (difference.kind) {
    case 'create-permission-set': {
      const { set } = difference;
      const tags = { ...set.tags, [OWNERSHIP_TAG]: context.owner };
      return {
        kind: difference.kind,
        permissionSet: set.name,
        ...nobody,
        before: null,
        after: allFields(set.content, tags),
        origins: [originOf(set.at)],
      };
    }
    case 'update-permission-set':
      return {
        kind: difference.kind,
        permissionSet: difference.set.name,
        ...nobody,
        before: difference.before,
        after: difference.after,
        origins: [originOf(difference.set.at)],
      };
    case 'delete-permission-set': {
      const { live } = difference.actual;
      return {
        kind: difference.kind,
        permissionSet: live.name,
        ...nobody,
        before: allFields(live.content, live.tags),
        after: null,
        origins: [],
      };
    }
    case 'adopt-permission-set':
      return {
        kind: difference.kind,
        permissionSet: difference.set.name,
        ...nobody,
        before: { owner: null },
        after: { owner: context.owner },
        origins: [originOf(difference.set.at)],
      };
    case 'release-permission-set':
      return {
        kind: difference.kind,
        permissionSet: difference.actual.live.name,
        ...nobody,
        before: { owner: context.owner },
        after: { owner: null },
        origins: [],
      };
    case 'provision-permission-set':
      return {
        kind: difference.kind,
        permissionSet: difference.set.name,
        ...nobody,
        before: null,
        after: { contentDigest: contentDigest(difference.set.content) },
        origins: [originOf(difference.set.at)],
        accounts: rolesLeft(difference, context),
      };
    case 'assign-group-to-application':
    case 'unassign-group-from-application': {
      const { kind, principal, applicationId: application, origins } = difference;
      const member = { application };
      return {
        kind,
        permissionSet: null,
        account: null,
        principal,
        before: kind === 'assign-group-to-application' ? null : member,
        after: kind === 'assign-group-to-application' ? member : null,
        origins,
      };
    }
    case 'provision-group':
      return {
        kind: difference.kind,
        permissionSet: null,
        account: null,
        principal: difference.principal,
        before: null,
        after: { provisioned: true },
        origins: difference.origins,
      };
    case 'update-access-control-attributes':
      return {
        kind: difference.kind,
        permissionSet: null,
        ...nobody,
        before: difference.before,
        after: difference.after,
        origins: [difference.origin],
      };
    case 'assign-application': {
      const { principal, application, origins } = difference.wanted;
      return {
        kind: difference.kind,
        permissionSet: null,
        account: null,
        principal,
        application,
        before: null,
        after: { application: application.arn },
        origins,
      };
    }
    case 'unassign-application': {
      const { principal, application } = difference.held;
      return {
        kind: difference.kind,
        permissionSet: null,
        account: null,
        principal,
        application,
        before: { application: application.arn },
        after: null,
        origins: difference.expired?.origins ?? [],
      };
    }
    case 'grant':
    case 'revoke': {
      const { grant, kind } = difference;
      const assigned = { assigned: true } as const;
      return {
        kind,
        permissionSet: grant.permissionSet,
        account: grant.account,
        principal: grant.principal,
        before: kind === 'grant' ? null : assigned,
        after: kind === 'grant' ? assigned : null,
        origins: originsOf(difference),
      };
    }
  }
}

/** Told only: an apply asks AWS which roles are stale. All of them where none would be left to tell. */
function rolesLeft(
  { accountIds, set }: Extract<Difference, { kind: 'provision-permission-set' }>,
  context: DraftContext,
): readonly AccountReference[] {
  const kept = accountIds.filter((id) => !context.losesRole(id, set.name));
  const shown = kept.length === 0 ? accountIds : kept;
  return shown.map((id) => context.account(id) ?? { id, name: id });
}

function originsOf(
  difference: Extract<Difference, { kind: 'grant' | 'revoke' }>,
): Operation['origins'] {
  if (difference.kind === 'grant') return difference.grant.origins;
  return difference.expired?.origins ?? [];
}
