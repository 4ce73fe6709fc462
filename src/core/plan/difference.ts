import type {
  ActualApplicationAssignment,
  ActualGrant,
  ActualPermissionSet,
} from '../actual/actual-state.ts';
import type { DesiredApplicationAssignment, DesiredGrant } from '../desired/desired-state.ts';
import type { DeclaredPermissionSet } from '../mapping/mapping.ts';
import type { Origin } from '../diagnostics/finding.ts';
import type { AccessControlAttributes } from '../model/access-control.ts';
import type { AccountId } from '../model/ids.ts';
import type { Principal } from '../model/principal.ts';
import type { PermissionSetFields } from './operation.ts';

/** One difference between desired and actual, before anybody asked where it comes from. */
export type Difference =
  | { readonly kind: 'create-permission-set'; readonly set: DeclaredPermissionSet }
  | {
      readonly kind: 'adopt-permission-set';
      readonly set: DeclaredPermissionSet;
      readonly actual: ActualPermissionSet;
    }
  | {
      readonly kind: 'update-permission-set';
      readonly set: DeclaredPermissionSet;
      readonly actual: ActualPermissionSet;
      readonly before: PermissionSetFields;
      readonly after: PermissionSetFields;
    }
  | {
      readonly kind: 'provision-permission-set';
      readonly set: DeclaredPermissionSet;
      readonly actual: ActualPermissionSet;
      readonly accountIds: readonly AccountId[];
    }
  | { readonly kind: 'release-permission-set'; readonly actual: ActualPermissionSet }
  | { readonly kind: 'delete-permission-set'; readonly actual: ActualPermissionSet }
  | {
      readonly kind: 'assign-group-to-application' | 'unassign-group-from-application';
      readonly principal: Principal;
      /** Object id of the enterprise application. */
      readonly applicationId: string;
      readonly origins: readonly Origin[];
      /**
       * Of a group that AWS does not have: ids of those that have its name there. Entra matches by name
       * too, and may be linked to one of them.
       */
      readonly namesakes: readonly string[];
    }
  | {
      readonly kind: 'provision-group';
      readonly principal: Principal;
      readonly origins: readonly Origin[];
    }
  | {
      readonly kind: 'update-access-control-attributes';
      readonly before: AccessControlAttributes | null;
      readonly after: AccessControlAttributes | null;
      readonly origin: Origin;
    }
  | { readonly kind: 'assign-application'; readonly wanted: DesiredApplicationAssignment }
  | {
      readonly kind: 'unassign-application';
      readonly held: ActualApplicationAssignment;
      /** The declaration whose time has passed, where that is why. */
      readonly expired: DesiredApplicationAssignment | null;
    }
  | { readonly kind: 'grant'; readonly grant: DesiredGrant }
  | {
      readonly kind: 'revoke';
      readonly grant: ActualGrant;
      /** The declaration whose time has passed, where that is why. */
      readonly expired: DesiredGrant | null;
    };
