import { onTestFinished, vi } from 'vitest';
import {
  createAwsReaders,
  type AwsReaders,
} from '../../../../src/adapters/aws/create-aws-readers.ts';
import {
  createAwsWriters,
  type AwsWriters,
} from '../../../../src/adapters/aws/create-aws-writers.ts';
import { type AwsConnection, openAws } from '../../../../src/adapters/aws/open-aws.ts';
import type { RequestEvent } from '../../../../src/adapters/aws/request/aws-caller.ts';
import {
  type AccountId,
  type InstanceArn,
  isAccountId,
  isInstanceArn,
  isPermissionSetArn,
  type PermissionSetArn,
} from '../../../../src/core/model/ids.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import { type KnobOverrides, unthrottled } from '../../../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  type AwsSimulatorOptions,
  startAwsSimulator,
} from '../../../../src/simulator/aws/start-aws-simulator.ts';
import {
  findAccount,
  findGroup,
  findPermissionSet,
} from '../../../../src/simulator/aws/world/find.ts';
import type { WorldSeed } from '../../../../src/simulator/aws/world/world-seed.ts';
import type { StandingTime } from './standing-time.ts';

export interface Connected {
  readonly aws: AwsSimulator;
  readonly connection: AwsConnection;
  readonly readers: AwsReaders;
  readonly writers: AwsWriters;
  readonly clock: Clock;
  readonly events: readonly RequestEvent[];
  readonly progress: readonly string[];
  readonly instance: InstanceArn;
  readonly identityStoreId: string;
  readonly accountId: (name: string) => AccountId;
  readonly setArn: (name: string) => PermissionSetArn;
  readonly groupId: (name: string) => string;
}

export interface ConnectOptions extends Partial<AwsSimulatorOptions> {
  readonly knobs?: KnobOverrides;
  /** With AWS's limits; without, nothing is throttled and answers come at once. */
  readonly throttled?: boolean;
  /** Simulated seconds in a real one. */
  readonly scale?: number;
  /** Instead of that, time that passes only while everybody waits. */
  readonly time?: StandingTime;
  readonly region?: string;
  readonly requestsPerSecond?: number;
  readonly signal?: AbortSignal;
  readonly deadline?: AbortSignal;
  /** More environment, over the simulator's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

export const seed = {
  accounts: [
    { name: 'management', management: true },
    { name: 'dev', ou: '/Workloads/Dev', tags: { stage: 'dev' }, policies: ['Boundary'] },
    { name: 'prod', ou: '/Workloads/Prod' },
    { name: 'identity', ou: '/Security' },
    { name: 'old', ou: '/', state: 'SUSPENDED' },
  ],
  groups: { Admins: ['ada'], Developers: ['ada', 'bob'], Auditors: [] },
  permissionSets: {
    Admin: { managedPolicies: ['AdministratorAccess'] },
    Developer: { managedPolicies: ['PowerUserAccess'], sessionDuration: 'PT8H' },
    Full: {
      description: 'Everything a set can have',
      sessionDuration: 'PT1H30M',
      relayState: 'https://console.aws.amazon.com/',
      managedPolicies: ['job-function/ViewOnlyAccess', 'ReadOnlyAccess'],
      customerManagedPolicies: ['/teams/Deploy', 'Plain'],
      inlinePolicy: {
        Version: '2012-10-17',
        Statement: { Resource: '*', Action: ['s3:*'], Effect: 'Allow' },
      },
      permissionsBoundary: { customerManagedPolicy: 'Boundary' },
      tags: { team: 'platform', 'identity-center-reconciler': 'platform' },
    },
  },
  assignments: [
    { group: 'Admins', permissionSet: 'Admin', account: ['management', 'dev', 'prod'] },
    { group: 'Developers', permissionSet: 'Developer', account: 'dev' },
    { deletedGroup: 'Leavers', permissionSet: 'Developer', account: 'dev' },
    { user: 'bob', permissionSet: 'Developer', account: 'dev' },
  ],
} satisfies WorldSeed;

/** Our adapters over HTTP on a simulator of their own; both keep the same time. */
export async function connect(options: ConnectOptions = {}): Promise<Connected> {
  const { throttled = false, scale = 50, region = 'eu-west-1', environment = {} } = options;
  const { signal, deadline } = options;
  const aws = await startAwsSimulator({
    seed: options.seed ?? seed,
    clock: options.time?.simulators ?? { scale },
    ...options,
    knobs: { ...(throttled ? {} : unthrottled), ...options.knobs },
  });
  const settings = {
    AWS_ACCESS_KEY_ID: 'AKIAADMINISTRATOR',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ...aws.environment,
    ...environment,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const clock = options.time?.clock ?? clockOf(aws);
  const events: RequestEvent[] = [];
  const progress: string[] = [];
  const connection = openAws({
    region,
    clock,
    requestsPerSecond: options.requestsPerSecond ?? (throttled ? 20 : 100_000),
    env: {},
    journal: { progress: (line) => progress.push(line), warn: (line) => progress.push(line) },
    onRequest: (event) => events.push(event),
  });
  onTestFinished(async () => {
    connection.close();
    vi.unstubAllEnvs();
    await aws.close();
  });
  const { state } = aws.world;
  return {
    aws,
    connection,
    clock,
    readers: createAwsReaders(connection, signal === undefined ? {} : { signal }),
    writers: createAwsWriters(connection, {
      ...(signal === undefined ? {} : { signal }),
      ...(deadline === undefined ? {} : { deadline }),
    }),
    events,
    progress,
    instance: the(isInstanceArn, state.place.instance.arn),
    identityStoreId: state.place.instance.identityStoreId,
    accountId: (name) => the(isAccountId, findAccount(state, name).id),
    setArn: (name) => the(isPermissionSetArn, findPermissionSet(state, name).arn),
    groupId: (name) => findGroup(state, name).id,
  };
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

function the<Id extends string>(is: (text: string) => text is Id, text: string): Id {
  if (is(text)) return text;
  throw new Error(`not an id: ${text}`);
}
