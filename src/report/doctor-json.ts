import type { Diagnosis } from '../core/doctor/run-checks.ts';

/** The check-up as a file, in the order in which the federation is built. */
export function doctorJson({ verdict, checks }: Diagnosis): string {
  const document = {
    schema: 'identity-center-reconciler/doctor/v1',
    verdict,
    checks: checks.map(({ id, title, verdict: own, evidence, nextStep, missing, guideSteps }) => ({
      id,
      title,
      verdict: own,
      evidence,
      nextStep,
      missing,
      guideSteps,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
