import type { PolicyRemark } from '../core/policy/policy-remark.ts';

/** AWS's own check of identity policies. It changes nothing and costs nothing. */
export interface PolicyChecker {
  /**
   * All that AWS remarks of a policy, as JSON text. Rejects as every port does; `access-denied` where
   * the role may not ask.
   */
  validatePolicy(document: string): Promise<readonly PolicyRemark[]>;
}
