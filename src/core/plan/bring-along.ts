import type { Difference } from './difference.ts';
import type { Cause } from './operation.ts';

export interface Attributed {
  readonly difference: Difference;
  readonly cause: Cause;
}

/** The set a difference is about; null where it is about none. */
export function permissionSetOf(difference: Difference): string | null {
  switch (difference.kind) {
    case 'create-permission-set':
    case 'adopt-permission-set':
    case 'update-permission-set':
    case 'provision-permission-set':
      return difference.set.name;
    case 'release-permission-set':
    case 'delete-permission-set':
      return difference.actual.live.name;
    case 'grant':
    case 'revoke':
      return difference.grant.permissionSet;
    case 'assign-group-to-application':
    case 'unassign-group-from-application':
    case 'provision-group':
    case 'assign-application':
    case 'unassign-application':
    case 'update-access-control-attributes':
      return null;
  }
}

/**
 * What a change needs comes with it: a grant brings the repair of its set, a delete and an adoption
 * bring the revocations they cause, a re-provisioning goes with its edit, and a group's way to AWS goes
 * with its grants. Only `drift` is lifted.
 */
export function bringAlong(attributed: readonly Attributed[]): Attributed[] {
  const bySet = Map.groupBy(attributed, ({ difference }) => permissionSetOf(difference));
  const byGroup = Map.groupBy(attributed, ({ difference }) => grantedGroup(difference));
  const repair = new Map<string | null, Cause>();
  const reprovision = new Map<string | null, Cause>();
  const removal = new Map<string | null, Cause>();
  for (const [name, members] of bySet) {
    const needed = strongest(members, ['grant']);
    const own = strongest(members, [...editKinds, 'provision-permission-set']);
    repair.set(name, stronger(needed, own));
    // Without an edit the content is as declared: another account's old role is nobody's change.
    const isEdited = members.some(({ difference }) => editKinds.includes(difference.kind));
    reprovision.set(name, isEdited ? stronger(needed, own) : own);
    removal.set(name, strongest(members, ['delete-permission-set', 'adopt-permission-set']));
  }
  return attributed.map(({ difference, cause }) => {
    if (cause !== 'drift') return { difference, cause };
    const name = permissionSetOf(difference);
    switch (difference.kind) {
      case 'create-permission-set':
      case 'adopt-permission-set':
      case 'update-permission-set':
        return { difference, cause: repair.get(name) ?? cause };
      case 'provision-permission-set':
        return { difference, cause: reprovision.get(name) ?? cause };
      case 'revoke':
        return { difference, cause: removal.get(name) ?? cause };
      case 'assign-group-to-application':
      case 'provision-group': {
        const grants = byGroup.get(difference.principal.entraObjectId) ?? [];
        return { difference, cause: strongest(grants, ['grant', 'assign-application']) };
      }
      case 'release-permission-set':
      case 'delete-permission-set':
      case 'unassign-group-from-application':
      case 'update-access-control-attributes':
      case 'assign-application':
      case 'unassign-application':
      case 'grant':
        return { difference, cause };
    }
  });
}

function grantedGroup(difference: Difference): string | null {
  if (difference.kind === 'assign-application') return difference.wanted.principal.entraObjectId;
  return difference.kind === 'grant' ? difference.grant.principal.entraObjectId : null;
}

const editKinds: readonly Difference['kind'][] = [
  'create-permission-set',
  'adopt-permission-set',
  'update-permission-set',
];

/** Only what people merged can lift; a new account or an expiry never repairs a set by itself. */
const lifting: readonly Cause[] = ['change', 'pending'];

function strongest(members: readonly Attributed[], kinds: readonly Difference['kind'][]): Cause {
  const causes = members
    .filter(({ difference }) => kinds.includes(difference.kind))
    .map(({ cause }) => cause);
  return lifting.find((cause) => causes.includes(cause)) ?? 'drift';
}

function stronger(a: Cause, b: Cause): Cause {
  return lifting.find((cause) => a === cause || b === cause) ?? 'drift';
}
