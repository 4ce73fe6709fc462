import type { Finding } from '../core/diagnostics/finding.ts';
import { givingKinds } from '../core/model/access-kinds.ts';
import { sortedBy } from '../core/model/order.ts';
import { isUnsynced } from '../core/model/principal.ts';
import type { Operation } from '../core/plan/operation.ts';
import type { Plan } from '../core/plan/plan.ts';
import { isGroupStep } from './group-steps.ts';
import { forEachOccasion, isOwn, type Occasion, type PlanView } from './plan-view.ts';
import { remembered } from '../core/model/remembered.ts';

/** Why a group is not in AWS, or will not stay: at most one of them for each group. */
const aboutTheWay: ReadonlySet<string> = new Set(['group-not-assigned', 'group-not-synced']);

/** True of every plan of such files, whatever it changes. */
const aboutTheWorld: ReadonlySet<string> = new Set([
  ...aboutTheWay,
  'group-nested',
  'group-not-security-enabled',
  'application-disabled',
  'application-open',
]);

/** Finds what keeps the group of an operation from AWS; null where nothing does. */
function wayFinder(findings: readonly Finding[]): (operation: Operation) => Finding | null {
  const byOperation = new Map(
    findings
      .filter(({ code }) => aboutTheWay.has(code))
      .flatMap((finding) => finding.operations.map((id) => [id, finding] as const)),
  );
  return ({ id }) => byOperation.get(id) ?? null;
}

const END = ': its grants wait';

/** What a group waits for, without what follows from it. */
export function whatIsMissing({ headline }: Finding): string {
  return headline.endsWith(END) ? headline.slice(0, -END.length) : headline;
}

/** False where the program or Entra does it by itself. */
export function needsHands({ help }: Finding): boolean {
  return help !== null && !help.startsWith('nothing');
}

/** Who does something about it, for the grants that wait for it. */
export function helpFor(finding: Finding, waiting: readonly Operation[]): string | null {
  // No apply comes back for drift.
  return waiting.every(({ cause }) => cause === 'drift') && !needsHands(finding)
    ? 'nothing: the drift run after the next cycle says what to approve'
    : finding.help;
}

/** Findings that steps in Entra make needless to tell: each of these says itself what is missing. */
export function toldBySteps(
  operations: readonly Operation[],
  findings: readonly Finding[],
): ReadonlySet<Finding> {
  const find = wayFinder(findings);
  return new Set(
    operations.filter(isGroupStep).flatMap((operation) => {
      const finding = find(operation);
      return finding === null || needsHands(finding) ? [] : [finding];
    }),
  );
}

/** Waiting grants by what their group waits for; under null those of which nothing is known but their reason. */
export function waitingByFinding(
  operations: readonly Operation[],
  findings: readonly Finding[],
): ReadonlyMap<Finding | null, readonly Operation[]> {
  const waiting = operations.filter(
    ({ kind, status }) => givingKinds.has(kind) && status === 'waiting',
  );
  const byName = sortedBy(waiting, ({ principal }) => principal?.name ?? '');
  const find = wayFinder(findings);
  return Map.groupBy(byName, find);
}

function concerns({ operations }: Finding, ids: ReadonlySet<string>): boolean {
  return operations.some((id) => ids.has(id));
}

function idsOf(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(operations.map(({ id }) => id));
}

const toCome = remembered((operations: readonly Operation[]) =>
  idsOf(operations.filter(({ principal }) => principal !== null && isUnsynced(principal))),
);

/** AWS still has the group: none of its grants is for one that has yet to come. */
export function isAboutToLeave(finding: Finding, operations: readonly Operation[]): boolean {
  if (finding.code !== 'group-not-assigned') return false;
  return !concerns(finding, toCome(operations));
}

// Each finding is placed more than once, and a fleet has thousands of both.
const asidesOf = forEachOccasion(findAsides);

/**
 * Of a group or an application that rules name and that this change does not touch: a reviewer has
 * nothing to decide about it. One that is about to lose its access is told all the same.
 */
export function isAside(finding: Finding, view: PlanView): boolean {
  return view.occasion !== 'drift' && asidesOf(view).has(finding);
}

function findAsides({ operations, findings }: Plan, occasion: Occasion): ReadonlySet<Finding> {
  const own = idsOf(operations.filter((operation) => isOwn(operation, occasion)));
  return new Set(
    findings.filter(
      (finding) =>
        aboutTheWorld.has(finding.code) &&
        finding.severity === 'warning' &&
        !finding.causedByHead &&
        !concerns(finding, own) &&
        (finding.code !== 'group-not-assigned' || finding.operations.length > 0),
    ),
  );
}
