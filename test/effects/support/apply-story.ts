import { type ApprovedPlan, approve } from '../../../src/core/approval/approve.ts';
import type { ApplyReport } from '../../../src/core/outcome/apply-report.ts';
import { executePlan, type StopSigns } from '../../../src/effects/execute/execute-plan.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { snapshotOf } from '../../core/support/live.ts';
import { line, plannedOn, type Story, versionsOf } from '../../core/support/planned.ts';
import { fakeAws, type FakeAws, type FakeAwsOptions } from './fake-aws.ts';

/** Waits are over at once, and have taken their time. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

export interface Applied {
  readonly aws: FakeAws;
  readonly approved: ApprovedPlan;
  readonly report: ApplyReport;
  /** `applied change grant Admin dev Blue`. */
  readonly outcomes: readonly string[];
}

/** Plans a story on an organization in memory, approves all of it by its digest, and applies it. */
export async function applied(
  story: Story,
  options: FakeAwsOptions & { readonly stop?: Partial<StopSigns> } = {},
): Promise<Applied> {
  const snapshot = snapshotOf(story.live ?? {});
  const aws = fakeAws(snapshot, options);
  const built = plannedOn({ ...story, withDrift: true }, snapshot);
  const approved = approve(built, { kind: 'digest', digest: built.plan.digest });
  const { head } = versionsOf(story, snapshot);
  const active = new Set<string>(
    snapshot.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id),
  );
  const report = await executePlan(
    approved,
    {
      instance: snapshot.instance.arn,
      owner: head.mapping.settings.owner.value,
      reader: aws.readers.identityCenter,
      writer: aws.writer,
      clock: jumpingClock(),
      signal: options.stop?.signal ?? new AbortController().signal,
      journal: { progress: () => undefined, warn: () => undefined },
      declared: head.desired.permissionSets,
      arns: new Map(snapshot.permissionSets.map(({ name, arn }) => [name, arn])),
      isActive: (id) => active.has(id),
      applications: aws.readers.applications,
      identityStore: aws.readers.identityStore,
      identityStoreId: snapshot.instance.identityStoreId,
      entra: null,
      isPublicRepository: false,
    },
    {
      signal: new AbortController().signal,
      superseded: () => Promise.resolve(null),
      ...options.stop,
    },
  );
  return { aws, approved, report, outcomes: report.outcomes.map(outcomeLine) };
}

function outcomeLine({ operation, outcome }: ApplyReport['outcomes'][number]): string {
  return `${outcome.result} ${line(operation)}`;
}
