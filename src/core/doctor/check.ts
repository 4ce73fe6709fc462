import type { Facts } from './facts.ts';
import type { Known, Unknown } from './known.ts';

/** Worst first; what cannot be told stands before what is well, because it is not known to be. */
export const verdicts = ['fail', 'warn', 'cannot tell', 'pass'] as const;
export type Verdict = (typeof verdicts)[number];

export interface CheckResult {
  readonly verdict: Verdict;
  /** A few short sentences with real values. */
  readonly evidence: readonly string[];
  /** One action; null where nothing is to be done. */
  readonly nextStep: string | null;
  /** Graph permissions and AWS actions that the check lacks. */
  readonly missing: readonly string[];
}

export interface Check {
  readonly id: string;
  /** What is true where it passes. */
  readonly title: string;
  /** Steps of the published set-up guides, as docs/doctor.md numbers them. */
  readonly guideSteps: readonly number[];
  readonly run: (facts: Facts) => CheckResult;
}

export function pass(...evidence: readonly string[]): CheckResult {
  return { verdict: 'pass', evidence, nextStep: null, missing: [] };
}

export function warn(evidence: readonly string[], nextStep: string): CheckResult {
  return { verdict: 'warn', evidence, nextStep, missing: [] };
}

export function fail(evidence: readonly string[], nextStep: string): CheckResult {
  return { verdict: 'fail', evidence, nextStep, missing: [] };
}

export function cannotTell({ why, missing, help }: Unknown): CheckResult {
  const permission = missing.length === 0 ? null : `allow ${missing.join(' and ')}`;
  return {
    verdict: 'cannot tell',
    evidence: why,
    nextStep: help ?? permission ?? 'run it again; if it stays, look at the service named',
    missing,
  };
}

/** Judges what is known; what is not can never pass. */
export function judge<Value>(
  part: Known<Value>,
  judgement: (value: Value) => CheckResult,
): CheckResult {
  return part.known ? judgement(part.value) : cannotTell(part);
}
