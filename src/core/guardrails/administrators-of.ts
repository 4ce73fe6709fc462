import type { Operation } from '../plan/operation.ts';
import type { AskedRule } from './asked-rule.ts';
import type { GuardInputs } from './guard-inputs.ts';

/** Why head's sets of these operations are administrator-level, by set; none where the rule does not ask. */
export function administratorsOf(
  broken: ReadonlyMap<string, Operation>,
  { setFields }: AskedRule,
  { head, whyAdministrator }: GuardInputs,
): ReadonlyMap<string, string> {
  if (setFields?.has('isAdministrator') !== true) return new Map();
  return new Map(
    [...broken.values()].flatMap(({ permissionSet }) => {
      const set = head.desired.permissionSets.get(permissionSet ?? '');
      const why = set === undefined ? null : whyAdministrator(set.content);
      return why === null || permissionSet === null ? [] : [[permissionSet, why] as const];
    }),
  );
}
