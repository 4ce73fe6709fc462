import type { Finding } from '../diagnostics/finding.ts';
import { guardCodes } from '../guardrails/guard-codes.ts';
import type { Allowance, Judgement } from '../guardrails/judgement.ts';
import { givingKinds } from '../model/access-kinds.ts';
import { countOperations } from '../plan/count-plan.ts';
import { isUnsynced } from '../model/principal.ts';
import { type BuiltPlan, maySeeDrift } from '../plan/build-plan.ts';
import type { Operation, OperationStatus } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { requirements } from '../plan/requires.ts';
import { settleStatuses } from '../plan/settle.ts';
import type { ReviewedRecord } from './reviewed-record.ts';
import { reviewedIn } from './reviewed.ts';
import { type StoppedByLimits, stoppedByLimits } from './stopped-by-limits.ts';

export type Approval =
  | {
      readonly kind: 'reviewed';
      /** Records of pull requests merged since the last complete apply, already found trustworthy. */
      readonly records: readonly ReviewedRecord[];
      readonly newAccounts: 'report' | 'grant';
      /** Reviews that let a record's plan cross its limits, already found trustworthy; none unless given. */
      readonly allowances?: readonly Allowance[];
    }
  /** Somebody approved one plan by its full digest, drift included. */
  | { readonly kind: 'digest'; readonly digest: string };

export interface ApprovedPlan {
  readonly plan: Plan;
  /** Ids of what may be applied. Everything else stays as it is. */
  readonly approved: ReadonlySet<string>;
  /** Ids of what people have approved and what waits for Entra: it is done once that has come. */
  readonly awaited: ReadonlySet<string>;
  /** Reviews without which a limit had stopped something. */
  readonly allowances: readonly Allowance[];
}

/** Decides what of a fresh plan people have approved; what a change asks and nobody saw is held. */
export function approve(built: BuiltPlan, approval: Approval): ApprovedPlan {
  const limited = limitedBy(approval, built);
  const decide = decisionBy(approval, built, limited.stopped);
  const decided = built.plan.operations.map((operation) => ({
    operation,
    decision: decide(operation),
  }));
  const decisions = new Map(decided.map(({ operation, decision }) => [operation.id, decision]));
  const own = decided.map(({ operation, decision }) => withDecision(operation, decision));
  const operations = settle(own, decisions, built);
  const approved = new Set(
    operations
      .filter(({ id, status }) => status === 'planned' && decisions.get(id) === 'approved')
      .map(({ id }) => id),
  );
  const isAwaited = ({ id }: Operation): boolean => decisions.get(id) === 'approved';
  const waiting = operations.filter((one) => one.status === 'waiting' && isAwaited(one));
  return {
    plan: {
      ...built.plan,
      operations,
      findings: findingsOf(built, decided, limited.findings),
      counts: {
        ...built.plan.counts,
        ...countOperations(operations, built.plan.undeclaredSets?.length ?? 0, isAwaited),
      },
    },
    approved,
    awaited: new Set(waiting.map(({ id }) => id)),
    allowances: limited.allowances,
  };
}

/** A digest approves its plan whole; what was reviewed is held to the limits of each pull request. */
function limitedBy(approval: Approval, built: BuiltPlan): StoppedByLimits {
  if (approval.kind === 'digest') {
    const findings =
      approval.digest === built.plan.digest
        ? approvedFindings(built.judgement)
        : findingsOfEnds(built);
    return { stopped: new Map(), allowances: [], findings };
  }
  const { records, allowances = [] } = approval;
  return stoppedByLimits(
    built,
    records,
    ({ plan }) => allowances.find(({ digest }) => digest === plan) ?? null,
  );
}

interface Decided {
  readonly operation: Operation;
  readonly decision: Decision;
}

/** What guards stop here was approved, or was to be: it fails the run, whoever caused it. */
function findingsOf(
  { plan, judgement }: BuiltPlan,
  decided: readonly Decided[],
  limitFindings: readonly Finding[],
): readonly Finding[] {
  const stopped = new Set(
    decided
      .filter(
        ({ operation, decision }) =>
          decision === 'approved' && judgement.refusals.has(operation.id),
      )
      .map(({ operation }) => operation.id),
  );
  const findings = plan.findings.map((finding) =>
    guardCodes.has(finding.code) && finding.operations.some((id) => stopped.has(id))
      ? { ...finding, severity: 'error' as const, causedByHead: true }
      : finding,
  );
  const refused = decided.filter(
    ({ decision }) => typeof decision === 'object' && 'emptying' in decision,
  );
  return [...limitFindings, ...emptyingFindings(refused), ...findings];
}

/** A digest approves what a pull request could not: said, so that nobody has to find out. */
function approvedFindings({ findings }: Judgement): readonly Finding[] {
  return findings
    .filter(({ code, severity }) => approvedByDigest.has(code) && severity === 'error')
    .map((finding) => ({
      ...finding,
      severity: 'warning',
      why: 'the digest that was given approves it',
      help: null,
    }));
}

/** Another digest holds every operation; of ends there is none, and they come by themselves. */
function findingsOfEnds({ judgement, limits, plan }: BuiltPlan): readonly Finding[] {
  if (limits.ends === 0) return [];
  return judgement.findings
    .filter(({ code }) => code === 'revocation-limit')
    .map((finding) => ({
      ...finding,
      help: `if it is meant, approve the plan that brings it: ${plan.digest}`,
    }));
}

const approvedByDigest: ReadonlySet<string> = new Set([
  'emptying',
  'revocation-limit',
  'grant-limit',
]);

function emptyingFindings(refused: readonly Decided[]): readonly Finding[] {
  const byReason = Map.groupBy(refused, ({ decision }) =>
    typeof decision === 'object' && 'emptying' in decision ? decision.emptying : '',
  );
  return [...byReason].map(([why, members]) => ({
    code: 'emptying',
    severity: 'error',
    headline: `${members.length === 1 ? '1 revocation' : `${members.length} revocations`} ${why}`,
    why: 'no review approves it: its pull request was refused, or there was none',
    help: 'take them away in smaller pull requests, or approve the plan by its digest',
    origin: null,
    causedByHead: true,
    operations: members.map(({ operation }) => operation.id),
  }));
}

function withDecision(operation: Operation, decision: Decision): Operation {
  if (!isOpen(operation)) return operation;
  // What it waited for may be held now; whether it still waits is settled anew.
  if (decision === 'approved' && operation.status === 'waiting' && !waitsByItself(operation)) {
    return { ...operation, status: 'planned', reason: null };
  }
  // A stranger's grant on a set of ours came after the review: the world moved, not the files.
  if (decision === 'stranger') return { ...operation, cause: 'drift' };
  if (typeof decision === 'string') return operation;
  if ('held' in decision) return { ...operation, status: 'held', reason: decision.held };
  const reason = 'emptying' in decision ? decision.emptying : decision.stopped;
  return { ...operation, status: 'blocked', reason };
}

/** It is done, now or once Entra has brought what it waits for. */
function isOpen({ status }: Operation): boolean {
  return status === 'planned' || status === 'waiting';
}

function waitsByItself({ kind, principal }: Operation): boolean {
  return principal !== null && givingKinds.has(kind) && isUnsynced(principal);
}

/** What an operation needs depends on what else is coming, and that on what is needed: at most a few rounds. */
const ROUNDS = 6;

function settle(
  own: readonly Operation[],
  decisions: ReadonlyMap<string, Decision>,
  { renames }: BuiltPlan,
): Operation[] {
  const isApproved = ({ id, status }: Operation): boolean =>
    status === 'planned' && decisions.get(id) === 'approved';
  // A grant that waits replaces what it replaces: that waits with it, and goes no earlier.
  const isComing = (operation: Operation): boolean =>
    isOpen(operation) && decisions.get(operation.id) === 'approved';
  let coming = new Set(own.filter(isComing).map(({ id }) => id));
  let settled: Operation[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const requires = requirements(own, renames, ({ id }) => coming.has(id));
    const linked = own.map((operation) => ({
      ...operation,
      requires: requires.get(operation.id) ?? [],
    }));
    settled = settleStatuses(linked, (operation) => {
      if (!isApproved(operation)) return operation;
      const left = operation.requires.find((id) => isLeft(id, decisions));
      return left === undefined ? operation : needsWhatIsLeft(operation);
    });
    const next = new Set(settled.filter(isComing).map(({ id }) => id));
    if (next.size === coming.size) break;
    coming = next;
  }
  return settled;
}

function isLeft(id: string, decisions: ReadonlyMap<string, Decision>): boolean {
  const decision = decisions.get(id);
  return decision === 'left' || decision === 'stranger';
}

/** Nothing is done on top of what is left alone: said, not dropped. */
function needsWhatIsLeft({ cause }: Operation): Pick<Operation, 'status' | 'reason'> {
  const status: OperationStatus = cause === 'change' || cause === 'pending' ? 'held' : 'blocked';
  return { status, reason: 'it needs a step that nobody approved' };
}

/** `left` and `stranger` are seen and reported, and not for this run: drift, accounts that joined. */
type Decision =
  | 'approved'
  | 'left'
  | 'stranger'
  | { readonly held: string }
  /** Refused because it empties something, and reviewed by nobody. */
  | { readonly emptying: string }
  /** A limit is crossed, and nobody allowed it. */
  | { readonly stopped: string };

function decisionBy(
  approval: Approval,
  built: BuiltPlan,
  stopped: ReadonlyMap<string, string>,
): (operation: Operation) => Decision {
  if (approval.kind === 'digest') {
    const decision: Decision =
      approval.digest === built.plan.digest
        ? 'approved'
        : { held: 'the plan is not the one that was approved: its digest differs' };
    const isSeen = maySeeDrift(built.plan.reading);
    return ({ cause }) => (cause === 'drift' && !isSeen ? 'left' : decision);
  }
  const isReviewed = reviewedIn(approval.records, built);
  const { refusals } = built.judgement;
  return (operation) => {
    const refusal = refusals.get(operation.id);
    switch (operation.cause) {
      case 'change':
      case 'pending':
        if (isReviewed(operation)) {
          const why = stopped.get(operation.digest);
          return why === undefined ? 'approved' : { stopped: why };
        }
        if (refusal?.kind === 'emptying') return { emptying: refusal.why };
        return built.strangers.has(operation.id)
          ? 'stranger'
          : {
              held: 'no reviewed plan shows it as it would be done now: it was pushed without a pull request, or AWS was changed after the review',
            };
      case 'expiry':
        return 'approved';
      case 'new-account':
        return approval.newAccounts === 'grant' ? 'approved' : 'left';
      case 'drift':
        return 'left';
    }
  };
}
