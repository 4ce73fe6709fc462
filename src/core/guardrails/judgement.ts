import type { Finding } from '../diagnostics/finding.ts';

/** Why a guardrail refuses one operation. */
export interface Refusal {
  /** `protect` and `rule` yield to nothing; `emptying` yields to an approved digest. */
  readonly kind: 'protect' | 'rule' | 'emptying';
  readonly why: string;
}

/** How many revocations or grants one change may bring, and how many it brings. */
export interface LimitCrossing {
  readonly limit: 'maxRevocations' | 'maxGrants';
  /** What was counted, expiries introduced included. */
  readonly count: number;
  readonly allowed: number;
  /** Whose settings say so. */
  readonly by: 'base' | 'head';
  /** Digests of the operations that count. */
  readonly digests: readonly string[];
}

/** What the guardrails of base and of head say of one plan. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** By operation id. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly crossings: readonly LimitCrossing[];
}

/** A review that lets one plan cross its limits. */
export interface Allowance {
  /** Login of the reviewer. */
  readonly by: string;
  /** ISO 8601, when it was submitted. */
  readonly at: string;
  /** The plan's full digest, as the review says it. */
  readonly digest: string;
  readonly url: string;
}
