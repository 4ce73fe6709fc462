import type { DesiredGrant } from '../desired/desired-state.ts';
import { grantKey } from '../model/assignment.ts';
import type { AssignmentOperation, Operation, PermissionSetStep } from '../plan/operation.ts';
import type { Holding } from './create-facts.ts';
import type { GuardInputs } from './guard-inputs.ts';

/** A plan's operations by what rules ask of them. */
export interface ArrangedPlan {
  readonly grants: ReadonlyMap<string, Operation>;
  /** Creations, edits and re-provisionings by set. */
  readonly contents: ReadonlyMap<string | null, readonly Operation[]>;
  readonly taking: readonly PermissionSetStep[];
  readonly desired: readonly DesiredGrant[];
  /** Edits of sets, and who has them without that head asks for it or the change takes it away. */
  readonly strangers: readonly { readonly edit: Operation; readonly holding: Holding }[];
}

export function arrangePlan(inputs: GuardInputs): ArrangedPlan {
  const { operations, head } = inputs;
  const contents = operations.filter(({ kind }) => contentKinds.has(kind));
  return {
    grants: new Map(
      operations.flatMap((operation) =>
        operation.kind === 'grant' ? [[keyOf(operation), operation] as const] : [],
      ),
    ),
    contents: Map.groupBy(contents, ({ permissionSet }) => permissionSet),
    taking: operations.filter(takes),
    desired: [...head.desired.grants.values()].filter(({ expired }) => !expired),
    strangers: contents.flatMap((edit) => strangersOn(edit, inputs)),
  };
}

/** What a set gives changes for all who hold it. */
export const contentKinds: ReadonlySet<Operation['kind']> = new Set([
  'create-permission-set',
  'update-permission-set',
  'provision-permission-set',
]);

function takes(operation: Operation): operation is PermissionSetStep {
  const { kind } = operation;
  return kind === 'revoke' || kind === 'release-permission-set' || kind === 'delete-permission-set';
}

export function keyOf({ account, permissionSet, principal }: AssignmentOperation): string {
  return grantKey(account.id, permissionSet, principal);
}

/** Console-made, ignored or a user's own: an edit reaches them as well. */
function strangersOn(
  edit: Operation,
  { operations, head, actual, snapshot }: GuardInputs,
): { readonly edit: Operation; readonly holding: Holding }[] {
  const { permissionSet } = edit;
  const set = permissionSet === null ? undefined : actual.permissionSets.get(permissionSet);
  if (permissionSet === null || set === undefined || edit.kind === 'create-permission-set')
    return [];
  const leaving = new Set(
    operations.flatMap((operation) =>
      operation.kind === 'revoke' && operation.cause !== 'drift' ? [keyOf(operation)] : [],
    ),
  );
  const names = new Map(snapshot.accounts.map(({ id, name }) => [String(id), name]));
  const managed = [...set.grants.values()]
    .filter(({ key }) => !leaving.has(key) && head.desired.grants.get(key)?.expired !== false)
    .map(({ account, principal }) => ({ account, principal }));
  const left = set.leftAlone
    .filter(({ why }) => why !== 'out-of-scope-account')
    .map(({ assignment: { accountId, principalType, principalId } }) => ({
      account: { id: accountId, name: names.get(accountId) ?? accountId },
      principal: { type: principalType, id: principalId, name: principalId, entraObjectId: null },
    }));
  return [...managed, ...left].map((each) => ({
    edit,
    holding: { ...each, permissionSet, content: 'head', grant: null },
  }));
}
