import type { Operation } from '../plan/operation.ts';
import { cannot, type Cannot } from './proposal.ts';

/** Why a difference can never be said in files; null for one that may be. */
export function whyNot(
  operation: Operation,
  doubts: ReadonlySet<string>,
  namesPeople: boolean,
): Cannot | null {
  const { id, kind, status, reason, warnings } = operation;
  const no = (why: string, instead: string): Cannot => cannot([id], why, instead);
  if (doubts.has(id)) {
    return no(reason ?? 'it cannot be decided now', 'settle that first; the next check says more');
  }
  if (warnings.some((warning) => warning.kind === 'group-recreated')) {
    return no(
      'the group was deleted and created again: its name means another group now',
      'approve the digest of this drift to move the access to the new group, or take the group out of the rules',
    );
  }
  if (warnings.some((warning) => warning.kind === 'ghost')) {
    return no(
      'the assignment is of somebody who no longer exists in the identity store',
      'approve the digest of this drift to remove it; it gives nobody access',
    );
  }
  const isLive = kind === 'revoke' || kind === 'unassign-application';
  if (isLive && !namesPeople && operation.principal.type === 'USER') {
    return no(
      'it is of a single person, whose name is not shown here',
      'write the rule by hand, or approve the digest of this drift to take the access away',
    );
  }
  switch (kind) {
    case 'provision-permission-set':
      return no(
        'which version of a permission set an account has is no matter of files',
        'approve the digest of this drift to bring those accounts up to date',
      );
    case 'adopt-permission-set':
      return no(
        'the tag that says who owns the permission set was taken off',
        'approve the digest of this drift to put it back, or take the set out of the files to give it up',
      );
    case 'release-permission-set':
      return no(
        'the files give the permission set up, and its tag is back',
        'approve the digest of this drift to take the tag off again, or delete the name under release',
      );
    case 'assign-group-to-application':
    case 'provision-group':
      return no(
        'what a group lacks in Entra ID is no matter of files while rules name it',
        'approve the digest of this drift to give it back, or take the group out of the rules',
      );
    case 'unassign-group-from-application':
      return no(
        'the group is back in the enterprise application',
        'approve the digest of this drift to take it out, or delete it under unassignGroups',
      );
    case 'grant':
    case 'assign-application':
      return status === 'waiting'
        ? no(reason ?? 'AWS does not have the group yet', 'wait until Entra has synced the group')
        : null;
    case 'revoke':
    case 'unassign-application':
    case 'create-permission-set':
    case 'update-permission-set':
    case 'delete-permission-set':
    case 'update-access-control-attributes':
      return null;
  }
}
