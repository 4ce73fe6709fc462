import type { Snapshot, Unread } from '../model/snapshot.ts';
import { type PermissionSetArn, permissionSetId } from '../model/ids.ts';

/** What of live access could not be read, a sentence each; empty where the snapshot has everything. */
export function unreadOfAccess(snapshot: Snapshot): readonly string[] {
  const { unread, permissionSets, reading } = snapshot;
  const names = new Map(permissionSets.map(({ arn, name }) => [arn, name]));
  const nameOf = (arn: PermissionSetArn): string => names.get(arn) ?? permissionSetId(arn);
  const words = (part: Unread): readonly string[] => {
    switch (part.part) {
      case 'permission-set':
        return [
          `what the permission set ${part.name ?? permissionSetId(part.arn)} gives: ${part.why}`,
        ];
      case 'provisioned-accounts':
        return [`in which accounts ${nameOf(part.arn)} is assigned: ${part.why}`];
      case 'assignments':
        return [`who holds ${nameOf(part.arn)} in ${part.accountId}: ${part.why}`];
      case 'principal':
        return [`who ${part.principalId} is: ${part.why}`];
      case 'applications':
        return [`which applications there are: ${part.why}`];
      case 'application-assignments':
        return [`who is assigned to the application ${part.name}: ${part.why}`];
      case 'account-tags':
      case 'access-control-attributes':
        return [];
      default:
        return part satisfies never;
    }
  };
  const partial = reading.strategy === 'complete' ? [] : ['not every account and permission set'];
  return [...partial, ...unread.flatMap(words), ...unreadOpen(snapshot)];
}

/** It decides nothing in a plan, so it is no part of what a snapshot lacks; a reviewer must know it all the same. */
function unreadOpen({ applications: live }: Snapshot): readonly string[] {
  const names = new Map(live?.applications.map(({ arn, name }) => [arn, name]));
  return (live?.openUnknown ?? []).map(
    ({ arn, why }) =>
      `whether everybody may use the application ${names.get(arn) ?? arn}, whoever is assigned: ${why}`,
  );
}
