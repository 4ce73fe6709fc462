import { conflict, notFound, quotaExceeded } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { Fields } from '../../fields.ts';
import { page } from '../../page.ts';
import { awsPolicyName, customerPolicyKey } from '../../world/policy-arn.ts';
import type { CustomerPolicy, PermissionSet, PermissionSetContent } from '../../world/state.ts';
import { requireSet, requireWritableSet, setNotFound, storeSet } from './guard.ts';

export const managedPolicies: Operations = {
  ListManagedPoliciesInPermissionSet: (context, input) => {
    const { managedPolicies: all } = listed(context, input);
    const { items, token } = page(context, input, all, (arn) => arn);
    const policies = items.map((arn) => ({ Name: awsPolicyName(arn), Arn: arn }));
    return present({ AttachedManagedPolicies: policies, NextToken: token });
  },

  AttachManagedPolicyToPermissionSet: (context, input) => {
    const set = writable(context, input);
    const arn = input.text('ManagedPolicyArn');
    if (set.content.managedPolicies.includes(arn)) {
      throw conflict(`Policy ${arn} is already attached to the permission set`);
    }
    requireRoom(context, set);
    edit(context, set, { managedPolicies: [...set.content.managedPolicies, arn] });
    return {};
  },

  DetachManagedPolicyFromPermissionSet: (context, input) => {
    const set = writable(context, input);
    const arn = input.text('ManagedPolicyArn');
    const rest = set.content.managedPolicies.filter((one) => one !== arn);
    if (requireAttached(context, rest.length < set.content.managedPolicies.length, arn)) {
      edit(context, set, { managedPolicies: rest });
    }
    return {};
  },

  ListCustomerManagedPolicyReferencesInPermissionSet: (context, input) => {
    const { customerManagedPolicies: all } = listed(context, input);
    const { items, token } = page(context, input, all, customerPolicyKey);
    const references = items.map(({ name, path }) => ({ Name: name, Path: path }));
    return present({ CustomerManagedPolicyReferences: references, NextToken: token });
  },

  AttachCustomerManagedPolicyReferenceToPermissionSet: (context, input) => {
    const set = writable(context, input);
    const policy = customerPolicyFrom(input.fields('CustomerManagedPolicyReference'));
    const before = set.content.customerManagedPolicies;
    if (before.some((one) => samePolicy(one, policy))) {
      throw conflict(
        `Policy ${customerPolicyKey(policy)} is already attached to the permission set`,
      );
    }
    requireRoom(context, set);
    edit(context, set, { customerManagedPolicies: [...before, policy] });
    return {};
  },

  DetachCustomerManagedPolicyReferenceFromPermissionSet: (context, input) => {
    const set = writable(context, input);
    const policy = customerPolicyFrom(input.fields('CustomerManagedPolicyReference'));
    const before = set.content.customerManagedPolicies;
    const rest = before.filter((one) => !samePolicy(one, policy));
    if (requireAttached(context, rest.length < before.length, customerPolicyKey(policy))) {
      edit(context, set, { customerManagedPolicies: rest });
    }
    return {};
  },
};

export function customerPolicyFrom(reference: Fields): CustomerPolicy {
  return { name: reference.text('Name'), path: reference.optionalText('Path') ?? '/' };
}

export function writable(context: Context, input: Fields): PermissionSet {
  const set = requireSet(context, input);
  requireWritableSet(context, set);
  return set;
}

export function edit(
  context: Context,
  set: PermissionSet,
  change: Partial<PermissionSetContent>,
): void {
  storeSet(context, { ...set, content: { ...set.content, ...change } }, true);
}

/** Whether there is something to take away; what AWS says if not is not documented. */
export function requireAttached(context: Context, there: boolean, name: string): boolean {
  if (!there && context.knobs.behaviour.detachMissing === 'not-found') {
    throw notFound(`Could not find ${name} in the permission set`);
  }
  return there;
}

function listed(context: Context, input: Fields): PermissionSetContent {
  const { arn } = requireSet(context, input);
  return (context.view.permissionSets.get(arn) ?? setNotFound(arn)).content;
}

function requireRoom(context: Context, set: PermissionSet): void {
  const { managedPolicies: aws, customerManagedPolicies: customer } = set.content;
  const limit = context.knobs.limits.managedPoliciesPerSet;
  if (aws.length + customer.length >= limit) {
    throw quotaExceeded(`A permission set may have no more than ${limit} managed policies.`);
  }
}

function samePolicy(one: CustomerPolicy, other: CustomerPolicy): boolean {
  return one.name === other.name && one.path === other.path;
}
