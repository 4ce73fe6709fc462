import { grantKey } from '../model/assignment.ts';
import type { AssignmentOperation } from '../plan/operation.ts';
import { clustersOf } from './clusters.ts';
import type { AdoptionContext } from './context.ts';
import { editRule } from './edit-rule.ts';
import type { Attempt } from './proposal.ts';
import { editTogether } from './edit-together.ts';

/** Takes grants that are not live out of the rules that ask for them, and nothing else. */
export function exceptGrants(
  missing: readonly AssignmentOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  return clustersOf(missing, context.mapping.rules).map(({ rules, operations }) => {
    const keys = new Set(
      operations.map(({ account, permissionSet, principal }) =>
        grantKey(account.id, permissionSet, principal),
      ),
    );
    return editTogether(rules, operations, context, (rule) => editRule(rule, keys, context));
  });
}
