import type { Finding } from '../core/diagnostics/finding.ts';
import { sortedBy } from '../core/model/order.ts';
import { isUnsynced, type Principal } from '../core/model/principal.ts';
import type { Operation } from '../core/plan/operation.ts';
import type { Plan } from '../core/plan/plan.ts';
import { isGroupStep } from './group-steps.ts';
import { isOwn, type Occasion, type PlanView } from './plan-view.ts';

/** Why a group is not in AWS, or will not stay: at most one of them for each group. */
const aboutTheWay: ReadonlySet<string> = new Set(['group-not-assigned', 'group-not-synced']);

/** True of every plan of such files, whatever it changes. */
const aboutTheWorld: ReadonlySet<string> = new Set([
  ...aboutTheWay,
  'group-nested',
  'group-not-security-enabled',
]);

/**
 * Finds what keeps a group from AWS; null where nothing does, or where its name leaves open which group
 * is meant. A finding names its group in its words alone.
 */
function wayFinder(findings: readonly Finding[]): (principal: Principal | null) => Finding | null {
  const candidates = findings.filter(({ code }) => aboutTheWay.has(code));
  const known = new Map<string, Finding | null>();
  return (principal) => {
    if (principal === null) return null;
    const found = known.get(principal.name);
    if (found !== undefined) return found;
    const start = `group "${principal.name}" `;
    const [only, ...others] = candidates.filter(({ headline }) => headline.startsWith(start));
    const finding = only === undefined || others.length > 0 ? null : only;
    known.set(principal.name, finding);
    return finding;
  };
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
    operations.filter(isGroupStep).flatMap(({ principal }) => {
      const finding = find(principal);
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
  const find = wayFinder(findings);
  return Map.groupBy(byName, ({ principal }) => find(principal));
}

function groupNames(operations: readonly Operation[]): readonly string[] {
  const names = operations.flatMap(({ principal }) =>
    principal?.type === 'GROUP' ? [principal.name] : [],
  );
  return [...new Set(names)];
}

function concerns({ headline }: Finding, names: readonly string[]): boolean {
  return names.some((name) => headline.includes(`"${name}"`));
}

/** AWS still has the group: none of its grants is for one that has yet to come. */
export function isAboutToLeave(finding: Finding, operations: readonly Operation[]): boolean {
  if (finding.code !== 'group-not-assigned') return false;
  const toCome = operations.filter(({ principal }) => principal !== null && isUnsynced(principal));
  return !concerns(finding, groupNames(toCome));
}

// Each finding is placed more than once, and a fleet has thousands of both.
const asides = new WeakMap<Plan, Map<Occasion, ReadonlySet<Finding>>>();

/**
 * Of a group that rules name and that this change does not touch: a reviewer has nothing to decide
 * about it. One that is about to lose its access is told all the same.
 */
export function isAside(finding: Finding, { plan, occasion }: PlanView): boolean {
  if (occasion === 'drift') return false;
  const known = asides.get(plan) ?? new Map<Occasion, ReadonlySet<Finding>>();
  asides.set(plan, known);
  const found = known.get(occasion) ?? findAsides(plan, occasion);
  known.set(occasion, found);
  return found.has(finding);
}

function findAsides({ operations, findings }: Plan, occasion: Occasion): ReadonlySet<Finding> {
  const own = groupNames(operations.filter((operation) => isOwn(operation, occasion)));
  const all = groupNames(operations);
  return new Set(
    findings.filter(
      (finding) =>
        aboutTheWorld.has(finding.code) &&
        finding.severity === 'warning' &&
        !finding.causedByHead &&
        !concerns(finding, own) &&
        (finding.code !== 'group-not-assigned' || concerns(finding, all)),
    ),
  );
}
