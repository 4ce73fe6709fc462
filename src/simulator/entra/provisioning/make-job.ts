import { uuid } from '../../aws/world/ids.ts';
import type { ServicePrincipal } from '../world/state.ts';
import type { SeedEnterpriseApp } from '../world/tenant-seed.ts';
import type { Tenant } from '../world/tenant.ts';
import { quarantined } from './quarantine.ts';
import type { Execution, SyncJob } from './sync-job.ts';

type Parts = NonNullable<SeedEnterpriseApp['provisioning']>;

const templateId = 'aWSSingleSignon';

export function makeJob(tenant: Tenant, app: ServicePrincipal, parts: Parts): SyncJob {
  const now = tenant.clock.now();
  const lastRun = parts.lastRun === undefined ? now : Date.parse(parts.lastRun);
  const execution = ['NotConfigured', 'NotRun'].includes(parts.state)
    ? undefined
    : ran(app, lastRun, parts.lastResult);
  const successful = execution?.state === 'Succeeded' ? execution : undefined;
  return {
    id: parts.id ?? `${templateId}.${tenant.facts.id.replaceAll('-', '')}.${uuid('job', app.id)}`,
    templateId,
    // The form that has to be encoded wherever it becomes part of a URL.
    ruleId: `${uuid('rule', app.id)}#V2`,
    servicePrincipalId: app.id,
    state: parts.state,
    quarantine: parts.quarantine && quarantined(parts.quarantine, now),
    lastExecution: execution,
    lastSuccess: successful,
    lastExport: successful,
    failures: execution?.state === 'Failed' ? 1 : 0,
    scope: parts.scope,
    skipOutOfScopeDeletions: parts.skipOutOfScopeDeletions,
    notifications: parts.notifications,
    tokenValid: parts.tokenValid,
    tooManyDeletes: parts.tooManyDeletes,
    mappings: parts.mappings,
    links: { users: new Map(), groups: new Map() },
    schedule: 0,
  };
}

function ran(app: ServicePrincipal, at: number, state: Execution['state']): Execution {
  return {
    activityIdentifier: uuid('execution', `${app.id} seeded`),
    state,
    began: at - 30_000,
    ended: at,
    exported: 0,
    entitled: 0,
    escrowed: state === 'EntryLevelErrors' ? 1 : 0,
    imported: 0,
    error:
      state === 'Failed'
        ? {
            code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
            message: 'The cycle failed.',
          }
        : undefined,
  };
}
