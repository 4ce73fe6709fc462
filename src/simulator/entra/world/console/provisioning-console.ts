import type { Machine } from '../../machine.ts';
import { quarantined } from '../../provisioning/quarantine.ts';
import type { Mappings, SyncJob } from '../../provisioning/sync-job.ts';
import { findJob } from '../find.ts';
import type { QuarantineOptions } from '../tenant-seed.ts';

/** Each of the enterprise app of that name; of the only one with a job if left out. */
export interface ProvisioningConsole {
  /** One cycle now, whatever the schedule says. */
  runCycle(app?: string): void;
  startProvisioning(app?: string): void;
  pauseProvisioning(app?: string): void;
  quarantine(options?: QuarantineOptions, app?: string): void;
  releaseQuarantine(app?: string): void;
  /** AWS takes the token no more, so nothing can be written. */
  expireScimToken(app?: string): void;
  renewScimToken(app?: string): void;
  setScope(scope: 'all' | 'assigned', app?: string): void;
  setMappings(mappings: Partial<Mappings>, app?: string): void;
  /** The job as it is. */
  job(app?: string): SyncJob;
}

export function provisioningConsole({ tenant, provisioning }: Machine): ProvisioningConsole {
  const job = (app?: string): SyncJob => findJob(tenant, app);
  return {
    runCycle: (app) => {
      provisioning.runCycle(job(app));
    },
    startProvisioning: (app) => {
      provisioning.start(job(app));
    },
    pauseProvisioning: (app) => {
      provisioning.pause(job(app));
    },
    quarantine: (options = {}, app) => {
      job(app).quarantine = quarantined(options, tenant.clock.now());
    },
    releaseQuarantine: (app) => {
      job(app).quarantine = undefined;
    },
    expireScimToken: (app) => {
      job(app).tokenValid = false;
    },
    renewScimToken: (app) => {
      job(app).tokenValid = true;
    },
    setScope: (scope, app) => {
      job(app).scope = scope;
    },
    setMappings: (mappings, app) => {
      const found = job(app);
      found.mappings = { ...found.mappings, ...mappings };
    },
    job,
  };
}
