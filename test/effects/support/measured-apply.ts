import { onTestFinished, vi } from 'vitest';
import { createAwsReaders } from '../../../src/adapters/aws/create-aws-readers.ts';
import { createAwsWriters } from '../../../src/adapters/aws/create-aws-writers.ts';
import { openAws } from '../../../src/adapters/aws/open-aws.ts';
import { isAccountId, isInstanceArn, isPermissionSetArn } from '../../../src/core/model/ids.ts';
import type { ApplyReport } from '../../../src/core/outcome/apply-report.ts';
import type { AssignmentOperation } from '../../../src/core/plan/operation.ts';
import { executePlan } from '../../../src/effects/execute/execute-plan.ts';
import type { CallerSettings } from '../../../src/simulator/aws/caller.ts';
import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import {
  findAccount,
  findGroup,
  findPermissionSet,
} from '../../../src/simulator/aws/world/find.ts';
import { standingTime } from '../../adapters/aws/support/standing-time.ts';
import { planned } from '../../core/support/planned.ts';
import { mostAtOnce, outstandingOn, type Span } from './most-at-once.ts';

/** Who gets what where: `Team-3 Set-1 acct-7`. */
export interface ApplyShape {
  readonly kind?: 'grant' | 'revoke';
  readonly assignments: readonly string[];
  readonly knobs?: KnobOverrides;
  /** How long any answer takes, milliseconds. */
  readonly latency?: number;
  readonly requestsPerSecond?: number;
  /** Who the run is; the organization's administrator if omitted. */
  readonly caller?: CallerSettings;
  readonly delegate?: string;
  /** Told of the simulator when all is planned and nothing is done. */
  readonly prepare?: (aws: AwsSimulator) => void;
  /** Milliseconds after which the job is cancelled. */
  readonly cancelAfter?: number;
}

export interface MeasuredApply {
  readonly aws: AwsSimulator;
  readonly report: ApplyReport;
  /** Simulated, from start to end. */
  readonly seconds: number;
  /** By operation. */
  readonly requests: Readonly<Record<string, number>>;
  readonly total: number;
  readonly throttled: number;
  /** The most that were on the wire at a time, and the most writes that AWS had accepted and not done. */
  readonly mostOnTheWire: number;
  readonly mostOutstanding: number;
  /** The seconds that AWS worked on them, all together. */
  readonly worked: number;
}

/** Executes grants or revocations through the real adapters, in time that passes only while all wait. */
export async function measureApply(shape: ApplyShape): Promise<MeasuredApply> {
  const { kind = 'grant', latency = 20, requestsPerSecond = 20 } = shape;
  const wanted = shape.assignments.map((text) => {
    const [group = '', permissionSet = '', account = ''] = text.split(' ');
    return { group, permissionSet, account };
  });
  const names = (of: 'group' | 'permissionSet' | 'account'): string[] => [
    ...new Set(wanted.map((one) => one[of])),
  ];
  const { simulators, clock } = standingTime();
  const aws = await startAwsSimulator({
    clock: simulators,
    seed: {
      accounts: [
        { name: 'management', management: true },
        ...(shape.delegate === undefined ? [] : [{ name: shape.delegate }]),
        ...names('account').map((name) => ({ name })),
      ],
      ...(shape.delegate === undefined ? {} : { delegate: shape.delegate }),
      groups: Object.fromEntries(names('group').map((name) => [name, []])),
      permissionSets: Object.fromEntries(names('permissionSet').map((name) => [name, {}])),
      assignments: kind === 'grant' ? [] : wanted,
    },
    ...(shape.knobs === undefined ? {} : { knobs: shape.knobs }),
    callers: { AKIAAPPLY: shape.caller ?? {} },
  });
  const settings = {
    AWS_ACCESS_KEY_ID: 'AKIAAPPLY',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ...aws.environment,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const onTheWire: Span[] = [];
  const connection = openAws({
    region: 'eu-west-1',
    clock,
    requestsPerSecond,
    env: {},
    onRequest: ({ milliseconds }) => {
      onTheWire.push({ from: clock.now() - milliseconds, to: clock.now() });
    },
  });
  onTestFinished(async () => {
    connection.close();
    vi.unstubAllEnvs();
    await aws.close();
  });

  const { state } = aws.world;
  const operations = wanted.map(({ group, permissionSet, account }): AssignmentOperation => {
    const { id, name } = findAccount(state, account);
    if (!isAccountId(id)) throw new Error(id);
    return {
      id: `${kind} ${permissionSet} ${account} ${group}`,
      digest: '',
      kind,
      cause: 'change',
      status: 'planned',
      reason: null,
      origins: [],
      warnings: [],
      requires: [],
      permissionSet,
      account: { id, name },
      principal: {
        type: 'GROUP',
        id: findGroup(state, group).id,
        name: group,
        entraObjectId: null,
      },
      before: kind === 'grant' ? null : { assigned: true },
      after: kind === 'grant' ? { assigned: true } : null,
    };
  });
  const cancelled = new AbortController();
  if (shape.cancelAfter !== undefined) simulators.after(shape.cancelAfter, () => cancelled.abort());
  const { signal } = cancelled;
  const readers = createAwsReaders(connection);
  const { instance } = state.place;
  if (!isInstanceArn(instance.arn)) throw new Error(instance.arn);
  const arns = new Map(
    names('permissionSet').map((name) => {
      const { arn } = findPermissionSet(state, name);
      if (!isPermissionSetArn(arn)) throw new Error(arn);
      return [name, arn];
    }),
  );
  const approved = new Set(operations.map(({ id }) => id));
  shape.prepare?.(aws);
  aws.faults.add({ operation: '*', effect: { kind: 'slow', byMs: latency } });
  const startedAt = clock.now();
  const report = await executePlan(
    {
      plan: { ...planned({ head: {} }).plan, operations },
      approved,
      awaited: new Set(),
      allowances: [],
    },
    {
      instance: instance.arn,
      owner: 'platform',
      reader: readers.identityCenter,
      writer: createAwsWriters(connection, { signal }).identityCenter,
      clock,
      signal,
      journal: { progress: () => undefined, warn: () => undefined },
      declared: new Map(),
      arns,
      isActive: () => true,
      applications: readers.applications,
      identityStore: readers.identityStore,
      identityStoreId: instance.identityStoreId,
      entra: null,
      isPublicRepository: false,
    },
    { signal, superseded: () => Promise.resolve(null) },
  );
  const { requests } = aws.log;
  const outstanding = outstandingOn(aws);
  return {
    aws,
    report,
    seconds: (clock.now() - startedAt) / 1000,
    requests: Object.fromEntries(
      [...Map.groupBy(requests, ({ operation }) => operation)].map(([name, some]) => [
        name,
        some.length,
      ]),
    ),
    total: requests.length,
    throttled: aws.log.throttles().length,
    mostOnTheWire: mostAtOnce(onTheWire),
    mostOutstanding: mostAtOnce(outstanding),
    worked: outstanding.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0),
  };
}
