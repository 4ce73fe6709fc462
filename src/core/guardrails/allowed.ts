import type { Finding } from '../diagnostics/finding.ts';
import type { Plan } from '../plan/plan.ts';
import { allowedFinding } from './limits.ts';
import type { Allowance } from './judgement.ts';

/** The plan as it is told once a review has allowed it to cross its limits: that very plan, no other. */
export function allowed<Built extends { readonly plan: Plan }>(
  built: Built,
  allowance: Allowance,
): Built {
  const { plan } = built;
  if (allowance.digest !== plan.digest) return built;
  const findings = plan.findings.map((found) =>
    isCrossing(found) ? allowedFinding(found, allowance) : found,
  );
  return { ...built, plan: { ...plan, findings } };
}

function isCrossing({ code }: Finding): boolean {
  return code === 'revocation-limit' || code === 'grant-limit';
}
