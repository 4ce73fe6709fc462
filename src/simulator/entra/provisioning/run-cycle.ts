import { uuid } from '../../aws/world/ids.ts';
import type { Tenant } from '../world/tenant.ts';
import { departures } from './deprovision.ts';
import { provisionGroup } from './provision-group.ts';
import { provisionUser } from './provision-user.ts';
import { quarantined } from './quarantine.ts';
import type { Entry, Run } from './run.ts';
import { scopeOf } from './scope.ts';
import type { Execution, SyncJob } from './sync-job.ts';
import type { ProvisioningTarget } from './target.ts';

/** Everything that is due between the tenant and the other end, and what the job says of it then. */
export function runCycle(
  tenant: Tenant,
  job: SyncJob,
  target: ProvisioningTarget,
  freshnessMs: number,
): void {
  const now = tenant.clock.now();
  tenant.expireDeleted();
  const cycleId = uuid('cycle', `${job.id} ${now} ${tenant.provisioningRecords.length}`);
  if (!job.tokenValid) {
    fail(tenant, job, cycleId);
    return;
  }
  const run: Run = { tenant, job, target, cycleId };
  const scope = scopeOf(tenant, job, freshnessMs);
  // What leaves goes first, so that its name is free for what was made again.
  const leaving = job.skipOutOfScopeDeletions ? [] : departures(run, scope);
  const tooMany = job.tooManyDeletes !== undefined && leaving.length > job.tooManyDeletes;
  const entries: Entry[] = tooMany ? [] : leaving.flatMap((leave) => leave() ?? []);
  for (const user of scope.users.values()) entries.push(provisionUser(run, user));
  for (const group of scope.groups.values()) {
    const users = group.members.filter((id) => scope.users.has(id));
    entries.push(provisionGroup(run, group, { users, exactly: true }));
  }
  const failed = entries.filter(({ status }) => status === 'Failure');
  const written = entries.filter(({ status }) => status === 'Success');
  const execution: Execution = {
    activityIdentifier: cycleId,
    state: failed.length > 0 ? 'EntryLevelErrors' : 'Succeeded',
    began: now,
    ended: now,
    exported: written.length,
    entitled: entries.length,
    escrowed: failed.length,
    imported: entries.length,
    error: undefined,
  };
  job.state = 'Active';
  job.lastExecution = execution;
  job.lastSuccess = execution;
  if (written.length > 0) job.lastExport = execution;
  job.failures = 0;
  job.quarantine = tooMany
    ? quarantined(
        {
          reason: 'TooManyDeletes',
          code: 'TooManyDeletes',
          message: `${leaving.length} deletions are more than the threshold of ${job.tooManyDeletes}.`,
        },
        now,
      )
    : undefined;
}

function fail(tenant: Tenant, job: SyncJob, cycleId: string): void {
  const now = tenant.clock.now();
  const error = {
    code: 'SystemForCrossDomainIdentityManagementUnauthorized',
    message: 'The credentials of the target system are not valid: Unauthorized.',
  };
  job.failures += 1;
  job.lastExecution = {
    activityIdentifier: cycleId,
    state: 'Failed',
    began: now,
    ended: now,
    exported: 0,
    entitled: 0,
    escrowed: 0,
    imported: 0,
    error,
  };
  const next = quarantined({ ...error, reason: 'EncounteredQuarantineException' }, now);
  const before = job.quarantine;
  job.quarantine =
    before === undefined
      ? next
      : { ...next, since: before.since, began: before.began, count: before.count + 1 };
}
