import type { GroupOperation, Operation } from '../core/plan/operation.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan } from './escape.ts';
import { foldKind } from './fold-kind.ts';
import { isGroupStep, isLeaving, isTakenOut } from './group-steps.ts';
import { originLinks, type PlanView } from './plan-view.ts';

export const LEAVING = 'Will stop working';
const DELETED = 'Group deleted in AWS';

function careEntry(step: GroupOperation, rank: number, line: string, view: PlanView): Entry {
  const origins = originLinks(step.origins, 'head', view);
  return { danger: rank, forms: origins === '' ? [line] : [`${line} · ${origins}`, line] };
}

/** Groups that AWS deletes because somebody wants them out. */
export function takenOutCare(operations: readonly Operation[], view: PlanView): Entry[] {
  const steps = operations.filter(isGroupStep).filter(isTakenOut);
  const entries = steps.map((step) => {
    const line = `- **${DELETED}:** ${codeSpan(step.principal.name)} is taken out of the enterprise application. AWS deletes the group at Entra’s next cycle, with whatever it holds by then; assigned again later, it is another group to AWS`;
    return careEntry(step, danger.revocation, line, view);
  });
  return foldKind(entries, DELETED);
}

/** Groups that AWS deletes because nobody has assigned them. */
export function leavingCare(operations: readonly Operation[], view: PlanView): Entry[] {
  const steps = operations.filter(isGroupStep).filter(isLeaving);
  const entries = steps.map((step) => {
    const unless =
      step.cause === 'drift' && view.occasion === 'pull-request'
        ? 'unless somebody assigns it there or approves the drift'
        : 'unless it is assigned first';
    const line = `- **${LEAVING}:** ${codeSpan(step.principal.name)} is in AWS and not assigned to the enterprise application: ${unless}, Entra’s next cycle takes it out of AWS, with its access`;
    return careEntry(step, danger.care, line, view);
  });
  return foldKind(entries, LEAVING);
}
