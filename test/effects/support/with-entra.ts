import { type Approval, approve, type ApprovedPlan } from '../../../src/core/approval/approve.ts';
import type { ApplyReport } from '../../../src/core/outcome/apply-report.ts';
import { buildPlan, type BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { executePlan, type StopSigns } from '../../../src/effects/execute/execute-plan.ts';
import { gatherPlan } from '../../../src/effects/gather-plan.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Entra, directoryOf } from '../../core/support/entra.ts';
import { type Files, mappingOf } from '../../core/support/files.ts';
import { type Live, snapshotOf } from '../../core/support/live.ts';
import { BASE, HEAD, LAST_APPLIED_AT, line, NOW } from '../../core/support/planned.ts';
import { fakeAws, type FakeAws, type FakeAwsOptions } from './fake-aws.ts';
import { FakeEntra, type FakeEntraOptions } from './fake-entra.ts';

const silent = { progress: () => undefined, warn: () => undefined };

/** What is merged, and what was completely applied before. */
export interface Change {
  readonly head: Files;
  readonly base: Files;
}

export interface Ran {
  readonly approved: ApprovedPlan;
  readonly report: ApplyReport;
  /** `applied change grant Admin dev Blue`; what waits is not in it. */
  readonly outcomes: readonly string[];
}

export interface Organization {
  readonly aws: FakeAws;
  readonly entra: FakeEntra;
  readonly clock: Clock;
  /** Reads both and plans, as every mode does. */
  readonly plan: (change: Change, withDrift?: boolean) => Promise<BuiltPlan>;
  /** Plans anew, and does what that approval covers; all that would be done unless it is given. */
  readonly apply: (
    change: Change,
    approval?: Approval | null,
    stop?: Partial<StopSigns>,
  ) => Promise<Ran>;
  /** `Blue Admin dev`, by the names that the identity store has now. */
  readonly access: () => string[];
}

export interface Options {
  readonly aws?: FakeAwsOptions;
  readonly entra?: Omit<FakeEntraOptions, 'now'>;
  readonly isPublicRepository?: boolean;
}

/** AWS and Entra in memory, which keep what is written to them from run to run. */
export function organization(live: Live, world: Entra, options: Options = {}): Organization {
  const snapshot = snapshotOf(live);
  const clock = jumpingClock();
  const entra = new FakeEntra(directoryOf(world), snapshot.groups, {
    ...options.entra,
    now: () => clock.now(),
  });
  const aws = fakeAws(snapshot, { ...options.aws, groups: () => entra.groups() });
  const gather = ({ head, base }: Change) => {
    const [now, before] = [mappingOf(head), mappingOf(base)];
    return gatherPlan(
      { readers: aws.readers, connectDirectory: () => entra.reader, journal: silent },
      {
        instance: snapshot.instance,
        mappings: {
          head: now,
          base: before,
          lastApplied: before,
          lastAppliedAt: LAST_APPLIED_AT,
          between: [],
        },
        now: NOW,
        about: 'changes',
        read: 'auto',
        knownNames: () => Promise.resolve(new Map()),
      },
    );
  };
  const build = (
    { snapshot: read, versions }: Awaited<ReturnType<typeof gather>>,
    withDrift: boolean,
  ): BuiltPlan =>
    buildPlan({
      snapshot: read,
      versions,
      baseMapping: versions.base?.mapping ?? null,
      headCommit: HEAD,
      baseCommit: BASE,
      guarded: false,
      baseUnreadable: false,
      digestIncludesDrift: withDrift,
    });
  return {
    aws,
    entra,
    clock,
    plan: async (change, withDrift = false) => build(await gather(change), withDrift),
    apply: async (change, approval = null, stop = {}) => {
      const gathered = await gather(change);
      const built = build(gathered, approval === null || approval.kind === 'digest');
      const approved = approve(built, approval ?? { kind: 'digest', digest: built.plan.digest });
      const { versions } = gathered;
      const { directory } = gathered.snapshot;
      const report = await executePlan(
        approved,
        {
          instance: snapshot.instance.arn,
          owner: versions.head.mapping.settings.owner.value,
          reader: aws.readers.identityCenter,
          writer: aws.writer,
          clock,
          signal: stop.signal ?? new AbortController().signal,
          journal: silent,
          declared: versions.head.desired.permissionSets,
          arns: new Map(gathered.snapshot.permissionSets.map(({ name, arn }) => [name, arn])),
          isActive: () => true,
          applications: aws.readers.applications,
          identityStore: aws.readers.identityStore,
          identityStoreId: snapshot.instance.identityStoreId,
          isPublicRepository: options.isPublicRepository ?? false,
          entra:
            directory?.groupSync === 'manage'
              ? {
                  reader: entra.reader,
                  writer: entra.writer,
                  directory,
                  isDeclared: (key) => versions.head.desired.grants.get(key)?.expired === false,
                }
              : null,
        },
        {
          signal: new AbortController().signal,
          superseded: () => Promise.resolve(null),
          ...stop,
        },
      );
      const outcomes = report.outcomes.map(
        ({ operation, outcome }) => `${outcome.result} ${line(operation)}`,
      );
      return { approved, report, outcomes };
    },
    access: () => {
      const groups = new Map(entra.groups().map(({ id, displayName }) => [id, displayName]));
      const accounts = new Map<string, string>(snapshot.accounts.map(({ id, name }) => [id, name]));
      return aws.assignments
        .map(({ principalId, permissionSetArn, accountId }) =>
          [
            groups.get(principalId) ?? principalId,
            aws.sets.get(permissionSetArn)?.name,
            accounts.get(accountId),
          ].join(' '),
        )
        .toSorted();
    },
  };
}

/** Waits are over at once, and have taken their time; an aborted one is cut short. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: (milliseconds, signal) => {
      if (signal?.aborted === true) return Promise.reject(new Error('aborted'));
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
