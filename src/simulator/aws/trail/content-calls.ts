import type { JsonObject } from '../json.ts';
import { present } from '../json.ts';
import { customerPolicyKey } from '../world/policy-arn.ts';
import type { Boundary, CustomerPolicy, PermissionSet } from '../world/state.ts';

interface Call {
  readonly name: string;
  readonly request: JsonObject;
}

/**
 * The calls that bring a permission set from one content to the other. Of PutPermissionsPolicy, which
 * the older console sends for policies, only the permission set's id is known.
 */
export function contentCalls(before: PermissionSet, after: PermissionSet, legacy: boolean): Call[] {
  const { content: was } = before;
  const { content: is } = after;
  const scalars =
    before.description !== after.description ||
    was.sessionDuration !== is.sessionDuration ||
    was.relayState !== is.relayState;
  const policies = [
    ...managedCalls(was.managedPolicies, is.managedPolicies),
    ...customerCalls(was.customerManagedPolicies, is.customerManagedPolicies),
    ...inlineCalls(was.inlinePolicy, is.inlinePolicy),
    ...boundaryCalls(was.permissionsBoundary, is.permissionsBoundary),
  ];
  const permissionSetId = after.arn.slice(after.arn.lastIndexOf('/') + 1);
  return [
    ...(scalars ? [{ name: 'UpdatePermissionSet', request: scalarInput(after) }] : []),
    ...(legacy && policies.length > 0
      ? [{ name: 'PutPermissionsPolicy', request: { permissionSetId } }]
      : policies),
  ];
}

function scalarInput({ description, content }: PermissionSet): JsonObject {
  return present({
    Description: description,
    SessionDuration: content.sessionDuration,
    RelayState: content.relayState,
  });
}

function managedCalls(was: readonly string[], is: readonly string[]): Call[] {
  const call = (name: string, arn: string): Call => ({ name, request: { ManagedPolicyArn: arn } });
  return [
    ...is
      .filter((arn) => !was.includes(arn))
      .map((arn) => call('AttachManagedPolicyToPermissionSet', arn)),
    ...was
      .filter((arn) => !is.includes(arn))
      .map((arn) => call('DetachManagedPolicyFromPermissionSet', arn)),
  ];
}

function customerCalls(was: readonly CustomerPolicy[], is: readonly CustomerPolicy[]): Call[] {
  const lacks = (all: readonly CustomerPolicy[], one: CustomerPolicy): boolean =>
    !all.some((other) => customerPolicyKey(other) === customerPolicyKey(one));
  const call = (name: string, policy: CustomerPolicy): Call => ({
    name,
    request: { CustomerManagedPolicyReference: { Name: policy.name, Path: policy.path } },
  });
  return [
    ...is
      .filter((one) => lacks(was, one))
      .map((one) => call('AttachCustomerManagedPolicyReferenceToPermissionSet', one)),
    ...was
      .filter((one) => lacks(is, one))
      .map((one) => call('DetachCustomerManagedPolicyReferenceFromPermissionSet', one)),
  ];
}

function inlineCalls(was: string | undefined, is: string | undefined): Call[] {
  if (was === is) return [];
  if (is === undefined) return [{ name: 'DeleteInlinePolicyFromPermissionSet', request: {} }];
  return [{ name: 'PutInlinePolicyToPermissionSet', request: { InlinePolicy: is } }];
}

function boundaryCalls(was: Boundary | undefined, is: Boundary | undefined): Call[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (is === undefined) {
    return [{ name: 'DeletePermissionsBoundaryFromPermissionSet', request: {} }];
  }
  const PermissionsBoundary: JsonObject =
    is.kind === 'managed'
      ? { ManagedPolicyArn: is.arn }
      : { CustomerManagedPolicyReference: { Name: is.policy.name, Path: is.policy.path } };
  return [{ name: 'PutPermissionsBoundaryToPermissionSet', request: { PermissionsBoundary } }];
}
