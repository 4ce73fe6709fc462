import { vi } from 'vitest';
import { createAwsReaders } from '../../../src/adapters/aws/create-aws-readers.ts';
import { createAwsWriters } from '../../../src/adapters/aws/create-aws-writers.ts';
import { openAws } from '../../../src/adapters/aws/open-aws.ts';
import type { ApprovedPlan } from '../../../src/core/approval/approve.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { ApplyReport } from '../../../src/core/outcome/apply-report.ts';
import type { Versions } from '../../../src/core/plan/attribute.ts';
import { buildPlan, type BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { executePlan } from '../../../src/effects/execute/execute-plan.ts';
import { gatherPlan } from '../../../src/effects/gather-plan.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { IdentityCenterWriter } from '../../../src/ports/identity-center-write.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';
import { unthrottled } from '../../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';

/** Simulated milliseconds in a real one. */
const SCALE = 100;

export interface Simulated {
  readonly aws: AwsSimulator;
  readonly readers: AwsReadPorts;
  readonly writer: IdentityCenterWriter;
  readonly clock: Clock;
}

export interface Planned {
  readonly built: BuiltPlan;
  readonly snapshot: Snapshot;
  readonly versions: Versions;
}

const silent = { progress: () => undefined, warn: () => undefined };

/** The real adapters over HTTP on an organization of their own, closed when `work` has ended. */
export async function simulate<T>(
  seed: WorldSeed,
  work: (simulated: Simulated) => Promise<T>,
): Promise<T> {
  const aws = await startAwsSimulator({
    seed,
    clock: { scale: SCALE, startAt: '2026-01-15T00:00:00Z' },
    knobs: {
      ...unthrottled,
      durations: {
        assignmentMin: 200,
        assignmentMax: 900,
        provisioningBase: 300,
        provisioningPerAccount: 100,
      },
    },
  });
  const settings = {
    AWS_ACCESS_KEY_ID: 'AKIAADMINISTRATOR',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
    ...aws.environment,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const clock = clockOf(aws);
  const options = { region: 'eu-west-1', requestsPerSecond: 100_000, env: {} };
  const connection = openAws({ ...options, clock });
  try {
    return await work({
      aws,
      clock,
      // Who asks is the organization's own administrator, and no STS is there to say so.
      readers: {
        ...createAwsReaders(connection),
        caller: { callerAccountId: () => Promise.resolve(null) },
      },
      writer: createAwsWriters(connection).identityCenter,
    });
  } finally {
    connection.close();
    vi.unstubAllEnvs();
    await aws.close();
  }
}

function clockOf(aws: AwsSimulator): Clock {
  return {
    now: () => aws.clock.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const fail = (): void => {
          clearTimeout(timer);
          reject(new Error('aborted', { cause: signal?.reason }));
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', fail);
          resolve();
        }, milliseconds / aws.clock.scale);
        if (signal?.aborted === true) fail();
        else signal?.addEventListener('abort', fail, { once: true });
      }),
  };
}

/** Reads the organization and plans, as every mode does. Base is what was completely applied. */
export async function planOn(
  { readers, clock }: Simulated,
  head: Mapping,
  base: Mapping,
  digestIncludesDrift: boolean,
): Promise<Planned> {
  const [instance] = await readers.identityCenter.listInstances();
  if (instance === undefined) throw new Error('no instance');
  const { snapshot, versions } = await gatherPlan(
    {
      readers,
      connectDirectory: () => {
        throw new Error('no file asks for Entra');
      },
      journal: silent,
    },
    {
      instance,
      mappings: {
        head,
        base,
        lastApplied: base,
        lastAppliedAt: '2026-01-14T00:00:00.000Z',
        between: [],
      },
      now: new Date(clock.now()).toISOString(),
      about: digestIncludesDrift ? 'everything' : 'changes',
      read: 'auto',
      knownNames: () => Promise.resolve(new Map()),
    },
  );
  const built = buildPlan({
    snapshot,
    versions,
    baseMapping: base,
    headCommit: 'a'.repeat(40),
    baseCommit: 'b'.repeat(40),
    baseUnreadable: false,
    guarded: false,
    digestIncludesDrift,
  });
  return { built, snapshot, versions };
}

export async function applyOn(
  { readers, clock, writer }: Simulated,
  { snapshot, versions }: Planned,
  approved: ApprovedPlan,
  stop: { readonly writer?: IdentityCenterWriter; readonly signal?: AbortSignal } = {},
): Promise<ApplyReport> {
  const active = new Set<string>(
    snapshot.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id),
  );
  return executePlan(
    approved,
    {
      instance: snapshot.instance.arn,
      owner: versions.head.mapping.settings.owner.value,
      reader: readers.identityCenter,
      writer: stop.writer ?? writer,
      clock,
      signal: stop.signal ?? new AbortController().signal,
      journal: silent,
      declared: versions.head.desired.permissionSets,
      arns: new Map(snapshot.permissionSets.map(({ name, arn }) => [name, arn])),
      isActive: (id) => active.has(id),
      applications: readers.applications,
      identityStore: readers.identityStore,
      identityStoreId: snapshot.instance.identityStoreId,
      entra: null,
      isPublicRepository: false,
    },
    {
      signal: stop.signal ?? new AbortController().signal,
      superseded: () => Promise.resolve(null),
    },
  );
}
