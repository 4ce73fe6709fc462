import { uuid } from '../../aws/world/ids.ts';
import type { Tenant } from '../world/tenant.ts';
import type {
  Change,
  ProvisioningRecord,
  RecordAction,
  RecordStatus,
} from './provisioning-record.ts';
import type { SyncJob } from './sync-job.ts';
import type { ProvisioningTarget } from './target.ts';
import { TargetRefusal } from './target.ts';

/** One cycle, or one request to provision on demand. */
export interface Run {
  readonly tenant: Tenant;
  readonly job: SyncJob;
  readonly target: ProvisioningTarget;
  readonly cycleId: string;
}

export interface Entry {
  readonly type: 'User' | 'Group';
  readonly source: { readonly id: string; readonly name: string };
  readonly action: RecordAction;
  readonly status: RecordStatus;
  readonly targetId: string | undefined;
  readonly targetName: string | undefined;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly changes: readonly Change[];
}

/** What became of one object, on its way into the provisioning logs. */
export function record(run: Run, entry: Entry): Entry {
  const { tenant, job, cycleId } = run;
  const sequence = String(tenant.provisioningRecords.length + 1);
  const kept: ProvisioningRecord = {
    id: uuid('provisioning record', sequence),
    at: tenant.clock.now(),
    jobId: job.id,
    cycleId,
    changeId: uuid('provisioning change', sequence),
    servicePrincipalId: job.servicePrincipalId,
    type: entry.type,
    action: entry.action,
    status: entry.status,
    source: entry.source,
    target: { id: entry.targetId, name: entry.targetName },
    code: entry.code,
    reason: entry.reason,
    changes: entry.changes,
  };
  tenant.provisioningRecords.push(kept);
  return entry;
}

/** The entry, or the failure where the target refuses what was tried. */
export function attempt(entry: Omit<Entry, 'code' | 'reason' | 'status'>, act: () => Entry): Entry {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof TargetRefusal)) throw error;
    return { ...entry, status: 'Failure', code: error.code, reason: error.message };
  }
}

export function changesBetween(
  before: Readonly<Record<string, string | boolean | undefined>>,
  after: Readonly<Record<string, string | boolean | undefined>>,
): Change[] {
  const text = (value: string | boolean | undefined): string | null =>
    value === undefined ? null : String(value);
  return (
    Object.keys(after)
      // What has no value at the source is not written, and so never cleared.
      .filter((name) => after[name] !== undefined && before[name] !== after[name])
      .map((name) => ({ name, before: text(before[name]), after: text(after[name]) }))
  );
}

export function withoutEmpty<T extends object>(attributes: T): Partial<T> {
  const kept = { ...attributes };
  for (const name in kept) if (kept[name] === undefined) delete kept[name];
  return kept;
}
