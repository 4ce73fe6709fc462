import type { DriftCause, Evidence } from '../core/drift/cause.ts';
import { setNameOf } from '../core/drift/drift-entry.ts';
import type { Result } from '../core/outcome/result.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { DriftView } from './drift-view.ts';
import { planJson } from './plan-json.ts';

/**
 * The plan of a drift run as JSON, like every other plan, and what was found out besides under `drift`: so
 * whoever reads plans reads this one too.
 */
export function driftJson(plan: Plan, result: Result, view: DriftView | null): string {
  const drift = {
    result,
    trail: view?.causes.trail ?? { kind: 'not-asked' },
    entries: view === null ? [] : entriesOf(view),
    undecided: view?.report.undecided ?? [],
    keep: view === null ? [] : keepOf(view),
    pullRequest: view?.adoptionUrl ?? null,
  };
  return planJson(plan, { drift });
}

function entriesOf(view: DriftView) {
  return view.report.entries.map((entry) => ({
    kind: entry.kind,
    key: entry.key,
    permissionSet: setNameOf(entry),
    operations: entry.operations.map(({ id }) => id),
    firstSeen: view.since.get(entry.key) ?? null,
    cause: causeOf(view.causes.of.get(entry.key), view.isPublicRepository),
  }));
}

function causeOf(cause: DriftCause | undefined, hidesPeople: boolean) {
  if (cause === undefined) return null;
  const call = (one: Evidence): unknown => callOf(one, hidesPeople);
  switch (cause.kind) {
    case 'explained':
      return { kind: cause.kind, whole: cause.whole, calls: cause.by.map(call) };
    case 'perhaps':
      return { kind: cause.kind, why: cause.why, calls: [call(cause.by)] };
    case 'unexplained':
    case 'elsewhere':
      return { kind: cause.kind, calls: [] };
    default:
      return cause satisfies never;
  }
}

/** A session's name is a person's, mostly. */
function callOf({ event, outcome, applyRun }: Evidence, hidesPeople: boolean) {
  const { name, at, eventId, actor } = event;
  return { name, at, eventId, outcome, applyRun, who: hidesPeople ? null : actor };
}

/** As the issue tells them: without lines about a single person where nobody is named. */
function keepOf({ adoption, plan, report, isPublicRepository }: DriftView) {
  const people = new Set(
    plan.operations.flatMap(({ id, principal }) => (principal?.type === 'USER' ? [id] : [])),
  );
  const unsure = new Set(report.unsure.map(({ id }) => id));
  return (adoption?.steps ?? []).filter(({ operations }) => {
    if (isPublicRepository && operations.some((id) => people.has(id))) return false;
    return operations.length === 0 || !operations.every((id) => unsure.has(id));
  });
}
