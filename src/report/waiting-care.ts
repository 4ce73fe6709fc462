import type { Finding } from '../core/diagnostics/finding.ts';
import type { Operation } from '../core/plan/operation.ts';
import { groupAccess } from './access-group.ts';
import { danger, type Entry } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { findingEntry } from './finding-entry.ts';
import { helpFor, waitingByFinding, whatIsMissing } from './group-findings.ts';
import { accessVerb } from './moods.ts';
import { whoWords } from './names.ts';
import type { PlanView } from './plan-view.ts';
import { whatWords } from './what-words.ts';

export const waitingLabel = 'Will not work yet';

function byAccess(operations: readonly Operation[], view: PlanView): Entry[] {
  return groupAccess(operations, view.isPublicRepository).map((group) => {
    const who = whoWords(group, view.isPublicRepository);
    const reason = group.operations[0]?.reason ?? 'Entra ID has not provisioned it yet';
    return {
      danger: danger.care,
      forms: [
        `- **${waitingLabel}:** ${who} ${accessVerb(group)} ${whatWords(group, 'counted')} only later: ${escapeMarkdown(reason)}`,
      ],
    };
  });
}

export interface WaitingCare {
  readonly entries: readonly Entry[];
  /** Findings that are told by them. */
  readonly told: ReadonlySet<Finding>;
}

/** One line a group: what it waits for and who does something about it. What it gets is told where people gain. */
export function waitingCare(operations: readonly Operation[], view: PlanView): WaitingCare {
  const waiting = waitingByFinding(operations, view.plan.findings);
  const told = new Set<Finding>();
  const entries = [...waiting].flatMap(([finding, members]) => {
    if (finding === null) return byAccess(members, view);
    told.add(finding);
    const telling = {
      ...finding,
      headline: `${whatIsMissing(finding)}: its grants wait`,
      help: helpFor(finding, members),
    };
    return [{ ...findingEntry(telling, view, `**${waitingLabel}:** `), danger: danger.care }];
  });
  return { entries, told };
}
