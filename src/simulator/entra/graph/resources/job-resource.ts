import type { JsonObject } from '../../../aws/json.ts';
import type { Execution, SyncJob } from '../../provisioning/sync-job.ts';
import { never } from './time.ts';

export function jobResource(job: SyncJob, intervalMinutes: number): JsonObject {
  const { quarantine, lastSuccess } = job;
  const steady = lastSuccess === undefined ? never : iso(lastSuccess.ended);
  return {
    id: job.id,
    templateId: job.templateId,
    schedule: {
      expiration: null,
      interval: `PT${quarantine === undefined ? intervalMinutes : 1440}M`,
      state: ['NotConfigured', 'Paused'].includes(job.state) ? 'Disabled' : 'Active',
    },
    status: {
      countSuccessiveCompleteFailures: job.failures,
      escrowsPruned: false,
      code: statusCode(job),
      lastExecution: execution(job.lastExecution),
      lastSuccessfulExecution: execution(job.lastSuccess),
      lastSuccessfulExecutionWithExports: execution(job.lastExport),
      quarantine:
        quarantine === undefined
          ? null
          : {
              currentBegan: iso(quarantine.began),
              nextAttempt: iso(quarantine.nextAttempt),
              reason: quarantine.reason,
              seriesBegan: iso(quarantine.since),
              seriesCount: quarantine.count,
              error: {
                code: quarantine.code,
                message: quarantine.message,
                tenantActionable: true,
              },
            },
      progress: [],
      steadyStateFirstAchievedTime: steady,
      steadyStateLastAchievedTime: steady,
      synchronizedEntryCountByType: [
        { key: 'User to User', value: job.links.users.size },
        { key: 'Group to Group', value: job.links.groups.size },
      ],
      troubleshootingUrl: '',
    },
    synchronizationJobSettings:
      job.tooManyDeletes === undefined
        ? []
        : [{ name: 'QuarantineTooManyDeletesThreshold', value: String(job.tooManyDeletes) }],
  };
}

function statusCode(job: SyncJob): string {
  if (job.quarantine !== undefined) return 'Quarantine';
  return job.state;
}

function execution(one: Execution | undefined): JsonObject | null {
  if (one === undefined) return null;
  return {
    activityIdentifier: one.activityIdentifier,
    countEntitled: one.entitled,
    countEntitledForProvisioning: one.entitled,
    countEscrowed: one.escrowed,
    countEscrowedRaw: one.escrowed,
    countExported: one.exported,
    countExports: one.exported,
    countImported: one.imported,
    countImportedDeltas: 0,
    countImportedReferenceDeltas: 0,
    error: one.error === undefined ? null : { ...one.error, tenantActionable: true },
    state: one.state,
    timeBegan: iso(one.began),
    timeEnded: iso(one.ended),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
