import { accessDenied, conflictInProcess, notFound, validation } from '../../aws-error.ts';
import type { Context } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { notAuthorized } from '../../caller.ts';
import type { PermissionSet } from '../../world/state.ts';

/** Refuses what is not the organization's instance in its home Region. */
export function requireInstance(context: Context, input: Fields): void {
  const { instance, accountInstances } = context.world.place;
  const arn = input.optionalText('InstanceArn') ?? instance.arn;
  if (accountInstances.some((one) => one.arn === arn)) {
    throw validation('The operation is not supported for this type of Identity Center instance.');
  }
  if (arn === instance.arn && context.region === instance.region) return;
  if (arn === instance.arn && context.knobs.behaviour.wrongRegion === 'access-denied') {
    throw accessDenied('You do not have sufficient access to perform this action.');
  }
  throw notFound(`Could not find an instance with ARN ${arn}`);
}

export function requireSet(context: Context, input: Fields): PermissionSet {
  requireInstance(context, input);
  const arn = input.text('PermissionSetArn');
  return context.world.permissionSets.get(arn) ?? setNotFound(arn);
}

export function setNotFound(arn: string): never {
  throw notFound(`Could not find PermissionSet with id ${arn.slice(arn.lastIndexOf('/') + 1)}`);
}

/** A permission set that may be written to now. */
export function requireWritableSet(context: Context, set: PermissionSet): void {
  refuseDelegate(context, set);
  requirePropagated(context, set);
  if (
    context.knobs.behaviour.editWhileInFlight === 'conflict' &&
    context.requests.touches(set.arn)
  ) {
    throw conflictInProcess();
  }
}

export function requirePropagated(context: Context, set: PermissionSet): void {
  const age = context.world.clock.now() - set.writtenAt;
  if (age < context.knobs.durations.writePropagation) throw conflictInProcess();
}

/** The delegate may touch neither the management account nor any set provisioned in it. */
export function refuseDelegate(context: Context, set: PermissionSet, accountId?: string): void {
  if (context.caller.kind !== 'delegate') return;
  const { managementAccountId, partition } = context.world.place;
  const pairs = context.world.pairsOfSet(context.world, set.arn);
  const action = `sso:${context.operation}`;
  if (accountId === managementAccountId) {
    throw notAuthorized(context.caller, action, `arn:${partition}:sso:::account/${accountId}`);
  }
  if (pairs.some((pair) => pair.accountId === managementAccountId)) {
    throw notAuthorized(context.caller, action, set.arn);
  }
}

/** Stores a written permission set. A new version leaves the roles made from it behind. */
export function storeSet(context: Context, set: PermissionSet, newVersion: boolean): void {
  context.world.permissionSets.set(set.arn, {
    ...set,
    version: newVersion ? set.version + 1 : set.version,
    writtenAt: context.world.clock.now(),
  });
}
