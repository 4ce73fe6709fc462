import { sortedBy } from '../../core/model/order.ts';
import type { ApprovedPlan } from '../../core/approval/approve.ts';
import type { ApplyReport, OperationOutcome } from '../../core/outcome/apply-report.ts';
import { countOperations } from '../../core/plan/count-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Operation } from '../../core/plan/operation.ts';
import { hasEnded } from '../../core/plan/settle.ts';
import { stagesOf } from '../../core/plan/stages.ts';
import { PortError } from '../../ports/port-error.ts';
import { applyOperation } from './apply-operation.ts';
import { Arrivals } from './arrivals.ts';
import type { Execution, Hands, StepEnd } from './execution.ts';
import { Sightings } from './sightings.ts';

export interface StopSigns {
  /** Aborted when the job is cancelled: nothing new is started. */
  readonly signal: AbortSignal;
  /** Asked before each stage: why this commit may no longer write; null when it may. */
  readonly superseded: () => Promise<string | null>;
}

/**
 * Does what is approved, stage by stage. Independent operations go on when one fails; what needs it is
 * not attempted.
 */
export async function executePlan(
  { plan, approved, awaited }: ApprovedPlan,
  hands: Hands,
  stop: StopSigns,
): Promise<ApplyReport> {
  const operations = plan.operations.filter(({ id }) => approved.has(id));
  const execution = begun(hands, operations.length);
  const outcomes = new Map<string, StepEnd>();
  let stopped: ApplyReport['stopped'] = null;

  for (const stage of stagesOf(operations)) {
    stopped = await whyStop(stop);
    if (stopped !== null) break;
    await Promise.all(
      // What one principal gets is seen in one read, so it is done in a row.
      sortedBy(stage, ({ principal }) => principal?.id ?? '').map(async (operation) => {
        const obstacle = obstacleTo(operation, outcomes);
        const outcome =
          obstacle ??
          (await applyOperation(execution, operation, isEdited(operation, operations, outcomes)));
        outcomes.set(operation.id, outcome);
        execution.done(operation.id);
      }),
    );
  }
  stopped ??= stop.signal.aborted ? cancelled : null;
  return {
    plan: withWaiting(plan, new Set([...approved, ...awaited]), outcomes),
    outcomes: report(operations, outcomes, stopped),
    stopped,
  };
}

function begun(hands: Hands, total: number): Execution {
  const { entra, journal } = hands;
  const sightings = new Sightings(hands);
  const ids = new Set<string>();
  const done = (id: string): void => {
    ids.add(id);
    const of = { done: ids.size, total };
    journal.progress(`${ids.size} of ${total} operations done`, { of });
  };
  if (entra === null) return { ...hands, entra, sightings, done };
  const arrivals = new Arrivals(hands, entra.directory);
  return { ...hands, entra: { ...entra, syncedIds: new Map(), arrivals }, sightings, done };
}

/** What Entra had not brought within the bound is no failure: it waits, and the next run goes on. */
function withWaiting(
  plan: Plan,
  covered: ReadonlySet<string>,
  ends: ReadonlyMap<string, StepEnd>,
): Plan {
  const operations = plan.operations.map((operation) => {
    const end = ends.get(operation.id);
    return end?.result === 'waiting'
      ? { ...operation, status: end.result, reason: end.reason }
      : operation;
  });
  const undeclared = plan.undeclaredSets?.length ?? 0;
  const counted = countOperations(operations, undeclared, ({ id }) => covered.has(id));
  return { ...plan, operations, counts: { ...plan.counts, ...counted } };
}

const cancelled = { why: 'cancelled', detail: 'the job was cancelled' } as const;

async function whyStop(stop: StopSigns): Promise<ApplyReport['stopped']> {
  if (stop.signal.aborted) return cancelled;
  try {
    const detail = await stop.superseded();
    return detail === null ? null : { why: 'superseded', detail };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    // Without knowing the tip nobody knows whether this commit may still write.
    return { why: 'cancelled', detail: `whether it is superseded is unknown: ${error.message}` };
  }
}

/** What an operation needs must have ended well; otherwise it is not attempted. */
function obstacleTo(operation: Operation, outcomes: ReadonlyMap<string, StepEnd>): StepEnd | null {
  let waiting: StepEnd | null = null;
  for (const id of operation.requires) {
    const needed = outcomes.get(id);
    if (needed === undefined) continue;
    if (needed.result === 'applied' || needed.result === 'already-so') continue;
    if (needed.result === 'waiting') {
      if (hasEnded(operation)) continue;
      // The step at the root only: a chain of needs tells nobody more.
      const isRoot = !needed.reason.startsWith('needs "');
      const reason = isRoot ? `needs "${id}", which waits: ${needed.reason}` : needed.reason;
      waiting ??= { result: 'waiting', reason };
      continue;
    }
    // A dead principal holds nothing, so only what AWS itself would refuse waits for it.
    if (needed.result === 'cannot-remove' && operation.kind !== 'delete-permission-set') continue;
    return { result: 'not-attempted', reason: `"${id}" did not succeed` };
  }
  return waiting;
}

function isEdited(
  { permissionSet }: Operation,
  operations: readonly Operation[],
  outcomes: ReadonlyMap<string, StepEnd>,
): boolean {
  return operations.some(
    (other) =>
      other.kind === 'update-permission-set' &&
      other.permissionSet === permissionSet &&
      outcomes.get(other.id)?.result === 'applied',
  );
}

function report(
  operations: readonly Operation[],
  ends: ReadonlyMap<string, StepEnd>,
  stopped: ApplyReport['stopped'],
): OperationOutcome[] {
  const reason = stopped === null ? 'it was never reached' : `the run stopped: ${stopped.detail}`;
  return operations.flatMap((operation) => {
    const end = ends.get(operation.id) ?? { result: 'not-attempted' as const, reason };
    return end.result === 'waiting' ? [] : [{ operation, outcome: end }];
  });
}
