import type { Finding } from '../core/diagnostics/finding.ts';
import { sortedBy } from '../core/model/order.ts';
import { isUnsynced, type Principal } from '../core/model/principal.ts';
import type { Operation } from '../core/plan/operation.ts';
import { isGroupStep } from './group-steps.ts';
import { isOwn, type PlanView } from './plan-view.ts';

/** Why a group is not in AWS, or will not stay: at most one of them for each group. */
const aboutTheWay: ReadonlySet<string> = new Set(['group-not-assigned', 'group-not-synced']);

/** True of every plan of such files, whatever it changes. */
const aboutTheWorld: ReadonlySet<string> = new Set([
  ...aboutTheWay,
  'group-nested',
  'group-not-security-enabled',
]);

/** What keeps a group from AWS; null where nothing does, or where its name leaves open which group is meant. */
export function wayFinding({ name }: Principal, findings: readonly Finding[]): Finding | null {
  // A finding names its group in its words alone.
  const [only, ...others] = findings.filter(
    ({ code, headline }) => aboutTheWay.has(code) && headline.startsWith(`group "${name}" `),
  );
  return only === undefined || others.length > 0 ? null : only;
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
  return new Set(
    operations.filter(isGroupStep).flatMap(({ principal }) => {
      const finding = wayFinding(principal, findings);
      return finding === null || needsHands(finding) ? [] : [finding];
    }),
  );
}

/** Waiting grants by what their group waits for; under null those of which nothing is known but their reason. */
export function waitingByFinding(
  operations: readonly Operation[],
  findings: readonly Finding[],
): ReadonlyMap<Finding | null, readonly Operation[]> {
  const waiting = operations.filter(({ kind, status }) => kind === 'grant' && status === 'waiting');
  const byName = sortedBy(waiting, ({ principal }) => principal?.name ?? '');
  return Map.groupBy(byName, ({ principal }) =>
    principal === null ? null : wayFinding(principal, findings),
  );
}

function concerns({ headline }: Finding, operations: readonly Operation[]): boolean {
  return operations.some(
    ({ principal }) => principal?.type === 'GROUP' && headline.includes(`"${principal.name}"`),
  );
}

/** AWS still has the group: none of its grants is for one that has yet to come. */
export function isAboutToLeave(finding: Finding, operations: readonly Operation[]): boolean {
  const toCome = operations.filter(({ principal }) => principal !== null && isUnsynced(principal));
  return finding.code === 'group-not-assigned' && !concerns(finding, toCome);
}

/**
 * Of a group that rules name and that this change does not touch: a reviewer has nothing to decide
 * about it. One that is about to lose its access is told all the same.
 */
export function isAside(finding: Finding, { plan, occasion }: PlanView): boolean {
  const { code, severity, causedByHead } = finding;
  if (occasion === 'drift' || causedByHead || severity !== 'warning') return false;
  if (!aboutTheWorld.has(code)) return false;
  const own = plan.operations.filter((operation) => isOwn(operation, occasion));
  if (concerns(finding, own)) return false;
  return code !== 'group-not-assigned' || concerns(finding, plan.operations);
}
