import type { AskedRule } from './asked-rule.ts';
import type { Holding } from './create-facts.ts';

/** Two questions with the same text have the same answer. */
export function questionOf(roots: AskedRule['roots'], kind: string, holding: Holding): string {
  const { account, principal, permissionSet, content, grant } = holding;
  return [
    roots.has('kind') ? kind : '',
    roots.has('permissionSet') ? `${content} ${permissionSet}` : '',
    roots.has('account') ? (account?.id ?? '') : '',
    roots.has('principal') && principal !== null ? `${principal.type} ${principal.id}` : '',
    roots.has('expires') || roots.has('hasExpiry') ? (grant?.expires ?? '') : '',
    roots.has('reason') ? (grant?.reasons ?? []).join('\n') : '',
  ].join('\u0000');
}
