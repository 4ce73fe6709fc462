import type { Finding } from '../../../src/core/diagnostics/finding.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { type Files, rule } from '../support/files.ts';
import { managed } from '../support/live.ts';
import { line, planned, type Story } from '../support/planned.ts';

export const administrator = { managedPolicies: ['AdministratorAccess'] };
export const accountSets = { prod: 'ou:/Work/Prod' };

/** Files with an administrator's set, a reader's, and the guardrails. */
export function guardedFiles(
  guardrails: Files['guardrails'],
  ...assignments: NonNullable<Files['assignments']>
): Files {
  return {
    ...(guardrails === undefined ? {} : { guardrails }),
    accountSets,
    permissionSets: { Admin: administrator, Read: {} },
    assignments,
  };
}

export const liveSets = {
  sets: { Admin: { content: { managedPolicies: [managed('AdministratorAccess')] } }, Read: {} },
};

export const noAdminInProd = {
  name: 'no-admin-in-prod',
  when: 'permissionSet.isAdministrator && "prod" in account.sets',
  unless: 'principal.name == "Green"',
  severity: 'error',
  message: 'Administrator access to production goes through break glass',
};

export const rules = (...some: readonly object[]): Files['guardrails'] => ({ rules: some });

/** As people review it. */
export function reviewed(story: Story): BuiltPlan {
  return planned({ guarded: true, ...story });
}

export function guardFindings({ plan }: BuiltPlan): Finding[] {
  const codes = ['guardrail-broken', 'guardrail-broken-before', 'guardrail-unknown'];
  const others = ['protected-access', 'revocation-limit', 'grant-limit', 'emptying'];
  return plan.findings.filter(({ code }) => [...codes, ...others].includes(code));
}

/** `error guardrail-broken`, of this change unless it says otherwise. */
export function told(built: BuiltPlan): string[] {
  return guardFindings(built).map(
    ({ severity, code, causedByHead }) =>
      `${severity} ${code}${causedByHead ? '' : ' (not by this change)'}`,
  );
}

/** Operations that guards block. */
export function refused(built: BuiltPlan): string[] {
  return built.plan.operations
    .filter(({ status, id }) => status === 'blocked' && built.judgement.refusals.has(id))
    .map((operation) => line(operation).replace(' (blocked)', ''));
}

export { rule };
