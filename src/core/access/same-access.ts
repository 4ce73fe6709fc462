import type { PermissionSetContent } from '../model/permission-set.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { whyAdministrator } from '../plan/administrator.ts';
import type { Version, Versions } from '../plan/attribute.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { renamesOf } from '../plan/operations-of.ts';

/** What permission sets are before and after the plan, by name. */
export interface Sets {
  /** All names under which the plan gives the same: the old and the new one of a renamed set. */
  namesOf(permissionSet: string): readonly string[];
  /** Why the set is administrator-level; null where it is not, as far as is known. */
  administratorBefore(permissionSet: string): string | null;
  administratorAfter(permissionSet: string): string | null;
}

export function setsOf({ permissionSets }: Snapshot, { head, base }: Versions): Sets {
  const live = new Map(permissionSets.map(({ name, content }) => [name, content]));
  const before = (name: string) => live.get(name) ?? declared(base, name);
  const after = (name: string) => declared(head, name) ?? before(name);
  const others = new Map<string, string>();
  for (const [to, from] of renamesOf(head.desired)) {
    // A new name with other policies is other access: nobody could review it as a mere name.
    if (!givesSame(before(from), after(to))) continue;
    others.set(to, from);
    others.set(from, to);
  }
  return {
    namesOf: (name) => {
      const other = others.get(name);
      return other === undefined ? [name] : [name, other];
    },
    administratorBefore: (name) => why(before(name)),
    administratorAfter: (name) => why(after(name)),
  };
}

function declared(version: Version | null, name: string): PermissionSetContent | undefined {
  return version?.desired.permissionSets.get(name)?.content;
}

function why(content: PermissionSetContent | undefined): string | null {
  return content === undefined ? null : whyAdministrator(content);
}

function givesSame(
  one: PermissionSetContent | undefined,
  other: PermissionSetContent | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  const policies = ({
    managedPolicies,
    customerManagedPolicies,
    inlinePolicy,
    permissionsBoundary,
  }: PermissionSetContent) =>
    canonicalJson({ managedPolicies, customerManagedPolicies, inlinePolicy, permissionsBoundary });
  return policies(one) === policies(other);
}
