/** Codes of findings by which a guard refuses, where they are errors of this change. */
export const guardCodes: ReadonlySet<string> = new Set([
  'emptying',
  'guardrail-broken',
  'guardrail-unknown',
  'protected-access',
  'revocation-limit',
  'grant-limit',
]);
