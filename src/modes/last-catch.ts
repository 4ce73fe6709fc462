import { problemsOf } from '../effects/problems-of.ts';
import { runDiagnostic } from '../effects/run-problem.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

/** What nobody expected: its whole cause chain, because nobody else will tell it. */
export function lastCatch(error: unknown): {
  readonly report: RunReport;
  readonly isPublicRepository: boolean;
} {
  const diagnostics = problemsOf(error) ?? [
    runDiagnostic('unexpected', causes(error)[0] ?? 'unknown error', {
      why: causes(error).slice(1).join('; caused by ') || null,
      help: 'report it with these lines; run it again: it goes on from what is live',
    }),
  ];
  return { report: withoutPlan('failed', 1, { diagnostics }), isPublicRepository: true };
}

function causes(error: unknown): string[] {
  const chain: string[] = [];
  let current = error;
  while (current !== undefined && current !== null && chain.length < 10) {
    chain.push(current instanceof Error ? `${current.name}: ${current.message}` : typeof current);
    current = current instanceof Error ? current.cause : undefined;
  }
  return chain;
}
