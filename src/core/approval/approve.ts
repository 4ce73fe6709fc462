import { countOperations } from '../plan/count-plan.ts';
import type { BuiltPlan } from '../plan/build-plan.ts';
import type { Operation, OperationStatus } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { settleStatuses } from '../plan/settle.ts';
import type { ReviewedRecord } from './reviewed-record.ts';
import { isReviewed } from './reviewed.ts';

export type Approval =
  | {
      readonly kind: 'reviewed';
      /** Records of pull requests merged since the last complete apply, already found trustworthy. */
      readonly records: readonly ReviewedRecord[];
      readonly newAccounts: 'report' | 'grant';
    }
  /** Somebody approved one plan by its full digest, drift included. */
  | { readonly kind: 'digest'; readonly digest: string };

export interface ApprovedPlan {
  readonly plan: Plan;
  /** Ids of what may be applied. Everything else stays as it is. */
  readonly approved: ReadonlySet<string>;
}

/** Decides what of a fresh plan people have approved; what a change asks and nobody saw is held. */
export function approve(built: BuiltPlan, approval: Approval): ApprovedPlan {
  const decisions = new Map(
    built.plan.operations.map((operation) => [operation.id, decide(operation, built, approval)]),
  );
  const operations = settleStatuses(built.plan.operations, (operation) => {
    const decision = decisions.get(operation.id) ?? 'left';
    if (operation.status !== 'planned' || typeof decision === 'string') return operation;
    return { status: 'held', reason: decision.held };
  });
  const approved = approvedIds(operations, decisions);
  const settled = operations.map((operation) => withoutLeft(operation, approved, decisions));
  return {
    plan: {
      ...built.plan,
      operations: settled,
      counts: { ...built.plan.counts, ...countOperations(settled) },
    },
    approved,
  };
}

/** `left` is seen and reported, and not for this run: drift, accounts that joined. */
type Decision = 'approved' | 'left' | { readonly held: string };

function decide(operation: Operation, built: BuiltPlan, approval: Approval): Decision {
  if (approval.kind === 'digest') {
    return approval.digest === built.plan.digest
      ? 'approved'
      : { held: 'the plan is not the one that was approved: its digest differs' };
  }
  switch (operation.cause) {
    case 'change':
    case 'pending':
      return isReviewed(operation, built, approval.records)
        ? 'approved'
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
}

/** Approved by itself, and so is everything it needs: nothing is done on top of what is left alone. */
function approvedIds(
  operations: readonly Operation[],
  decisions: ReadonlyMap<string, Decision>,
): ReadonlySet<string> {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const verdicts = new Map<string, boolean>();
  const isApproved = (operation: Operation): boolean => {
    const known = verdicts.get(operation.id);
    if (known !== undefined) return known;
    const own = operation.status === 'planned' && decisions.get(operation.id) === 'approved';
    const verdict =
      own &&
      operation.requires.every((id) => {
        const required = byId.get(id);
        return required === undefined || isApproved(required) || isLeftBehind(required, decisions);
      });
    verdicts.set(operation.id, verdict);
    return verdict;
  };
  return new Set(operations.filter(isApproved).map(({ id }) => id));
}

/** Who holds a set by drift keeps it, so an edit has nobody to wait for. */
function isLeftBehind(
  { id, kind, status }: Operation,
  decisions: ReadonlyMap<string, Decision>,
): boolean {
  return kind === 'revoke' && status === 'planned' && decisions.get(id) === 'left';
}

/** What was approved but needs something left alone cannot be done: said, not dropped. */
function withoutLeft(
  operation: Operation,
  approved: ReadonlySet<string>,
  decisions: ReadonlyMap<string, Decision>,
): Operation {
  const stuck =
    operation.status === 'planned' &&
    decisions.get(operation.id) === 'approved' &&
    !approved.has(operation.id);
  if (!stuck) return operation;
  const status: OperationStatus = operation.cause === 'change' ? 'held' : 'blocked';
  return { ...operation, status, reason: 'it needs a step that nobody approved' };
}
