import { uuid } from '../../aws/world/ids.ts';
import type { Knobs } from '../knobs.ts';
import type { Tenant } from '../world/tenant.ts';
import { memoryTarget } from './memory-target.ts';
import { foreseen, onDemandAnswer, provisionOnDemand } from './provision-on-demand.ts';
import type { OnDemand } from './provision-on-demand.ts';
import { runCycle } from './run-cycle.ts';
import type { Run } from './run.ts';
import { scopeOf } from './scope.ts';
import type { SyncJob } from './sync-job.ts';
import type { ProvisioningTarget } from './target.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What runs the jobs of a tenant, each against its own other end. */
export class ProvisioningService {
  readonly #tenant: Tenant;
  readonly #knobs: Knobs;
  readonly #targets: ReadonlyMap<string, ProvisioningTarget>;
  #pending = 0;
  #stopped = false;

  /** Targets by id of the enterprise app's service principal. */
  constructor(tenant: Tenant, knobs: Knobs, targets: ReadonlyMap<string, ProvisioningTarget>) {
    this.#tenant = tenant;
    this.#knobs = knobs;
    this.#targets = new Map(
      [...tenant.jobs.keys()].map((id) => [id, targets.get(id) ?? memoryTarget()]),
    );
    for (const job of tenant.jobs.values()) {
      if (job.lastExecution !== undefined) this.#adopt(job);
      if (job.state === 'Active') this.#plan(job, knobs.provisioning.intervalMinutes * minute);
    }
  }

  /** Requests to provision on demand whose effect is still to come. */
  get pending(): number {
    return this.#pending;
  }

  target(job: SyncJob): ProvisioningTarget {
    const target = this.#targets.get(job.servicePrincipalId);
    if (target === undefined) throw new Error('the job has no target');
    return target;
  }

  /** One cycle now, whatever the schedule says. */
  runCycle(job: SyncJob): void {
    const { assignmentFreshnessMs } = this.#knobs.provisioning;
    runCycle(this.#tenant, job, this.target(job), assignmentFreshnessMs);
  }

  start(job: SyncJob): void {
    job.state = job.lastExecution === undefined ? 'NotRun' : 'Active';
    this.#plan(job, this.#knobs.provisioning.firstCycleMinutes * minute);
  }

  pause(job: SyncJob): void {
    job.state = 'Paused';
    job.schedule += 1;
  }

  /** `Full` forgets what is linked with what. */
  restart(job: SyncJob, scope: readonly string[]): void {
    if (scope.includes('Full') || scope.includes('QuarantineState')) {
      job.quarantine = undefined;
      job.failures = 0;
    }
    if (scope.includes('Full') || scope.includes('ConnectorDataStore')) {
      job.links.users.clear();
      job.links.groups.clear();
    }
    this.start(job);
  }

  stop(): void {
    this.#stopped = true;
  }

  onDemand(job: SyncJob, request: OnDemand): { key: string; value: string } {
    const { onDemandDelayMs, assignmentFreshnessMs } = this.#knobs.provisioning;
    const tenant = this.#tenant;
    const now = tenant.clock.now();
    const cycleId = uuid('on demand cycle', `${job.id} ${now}`);
    const run: Run = { tenant, job, target: this.target(job), cycleId };
    if (onDemandDelayMs === 0) {
      return onDemandAnswer(run, provisionOnDemand(run, request, assignmentFreshnessMs));
    }
    this.#pending += 1;
    tenant.clock.after(onDemandDelayMs, () => {
      this.#pending -= 1;
      provisionOnDemand(run, request, assignmentFreshnessMs);
    });
    return onDemandAnswer(run, foreseen(run, request, assignmentFreshnessMs));
  }

  // What an earlier cycle provisioned is known by its id, whatever is renamed from now on.
  #adopt(job: SyncJob): void {
    const target = this.target(job);
    const { users, groups } = scopeOf(this.#tenant, job, 0);
    for (const user of users.values()) {
      const name = user.userPrincipalName.toLowerCase();
      const found = target.users().find((one) => one.userName.toLowerCase() === name);
      if (found !== undefined) job.links.users.set(user.id, found.id);
    }
    for (const group of groups.values()) {
      const found =
        target.groups().find((one) => one.externalId === group.id) ??
        target.groups().find((one) => one.displayName === group.displayName);
      if (found !== undefined) job.links.groups.set(group.id, found.id);
    }
  }

  #plan(job: SyncJob, wait: number): void {
    job.schedule += 1;
    this.#await(job, job.schedule, this.#tenant.clock.now() + wait);
  }

  // In steps, for a timer of Node does not reach far.
  #await(job: SyncJob, mine: number, due: number): void {
    const { clock } = this.#tenant;
    clock.at(Math.min(due, clock.now() + day), () => {
      if (this.#stopped || job.schedule !== mine) return;
      const now = clock.now();
      if (now < due) {
        this.#await(job, mine, due);
        return;
      }
      if (job.quarantine === undefined || this.#isTried(job, now)) this.runCycle(job);
      this.#plan(job, this.#knobs.provisioning.intervalMinutes * minute);
    });
  }

  // Quarantine ends by itself only where what caused it was mended.
  #isTried(job: SyncJob, now: number): boolean {
    const { quarantine } = job;
    if (quarantine === undefined || now < quarantine.nextAttempt) return false;
    return quarantine.reason === 'EncounteredQuarantineException';
  }
}
