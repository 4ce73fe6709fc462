import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { onTestFinished, vi } from 'vitest';
import { createAwsReaders } from '../../src/adapters/aws/create-aws-readers.ts';
import { openAws } from '../../src/adapters/aws/open-aws.ts';
import { createFederationAwsReader } from '../../src/adapters/aws/read/federation/create-federation-aws-reader.ts';
import { createFederationReader } from '../../src/adapters/graph/federation/create-federation-reader.ts';
import { openGraph } from '../../src/adapters/graph/open-graph.ts';
import type { EntraAccess } from '../../src/adapters/graph/sign-in/entra-access.ts';
import type { Checkup, Diagnosis } from '../../src/core/doctor/run-checks.ts';
import { type CommitId, isCommitId } from '../../src/core/model/ids.ts';
import { doctorMode, type DoctorTask } from '../../src/modes/doctor.ts';
import type { RunReport } from '../../src/modes/run-report.ts';
import type { TreeReader } from '../../src/ports/tree-read.ts';
import { unthrottled } from '../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldSeed } from '../../src/simulator/aws/world/world-seed.ts';
import { SimulatedClock } from '../../src/simulator/clock.ts';
import { unhurried } from '../../src/simulator/entra/knobs.ts';
import { identityStoreTarget } from '../../src/simulator/entra/provisioning/identity-store-target.ts';
import {
  type EntraSimulator,
  startEntraSimulator,
} from '../../src/simulator/entra/start-entra-simulator.ts';
import { signingKey, signJwt } from '../../src/simulator/entra/token/jwt.ts';
import type { TenantSeed } from '../../src/simulator/entra/world/tenant-seed.ts';
import { StoryClock } from '../scenarios/harness/story-clock.ts';
import { documentedAws, documentedGraph } from './documented-permissions.ts';

export const app = 'AWS IAM Identity Center';
const now = '2026-11-20T12:00:00Z';
const key = signingKey('actions');
const issuer = 'https://token.actions.githubusercontent.com';
export const subject = 'repo:acme/access:environment:doctor';
const signIn = 'https://eu-west-1.signin.aws.amazon.com/platform/saml';

export interface PlaceOptions {
  readonly organization?: Partial<WorldSeed>;
  readonly enterpriseApps?: TenantSeed['enterpriseApps'];
  readonly servicePlans?: readonly string[];
  readonly subscription?: NonNullable<TenantSeed['tenant']>['subscription'];
  /** Permissions of Microsoft Graph; those that are documented if left out. */
  readonly permissions?: readonly string[];
  /** AWS actions; those that are documented if left out. */
  readonly actions?: readonly string[];
  /** Where the role is; in the delegated administrator's account if left out. */
  readonly account?: string;
  readonly settings?: string | ((tenantId: string) => string);
  /** Signs in by this instead of the job's token, which is still there to be looked at. */
  readonly clientSecret?: string;
  /** What the job's token says, over what it usually says. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly expectedSubject?: string;
}

export interface Place {
  readonly aws: AwsSimulator;
  readonly entra: EntraSimulator;
  readonly run: (task?: Partial<DoctorTask>) => Promise<RunReport>;
  readonly diagnose: () => Promise<Diagnosis>;
  readonly check: (id: string) => Promise<Checkup>;
}

/** With the id of the identity store that the simulator makes up. */
export const healthyApp = {
  assigned: ['Developers', 'Admins'],
  saml: {
    identifiers: [`${signIn}/d-fc08e51f7d`],
    replyUrls: [`${signIn}/acs/85f2a8f3-9efd-4a5d-82d4-536a359a8c35`],
    notify: ['identity@example.com'],
  },
  provisioning: { lastRun: '2026-11-20T11:40:00Z', notifications: 'identity@example.com' },
} satisfies NonNullable<TenantSeed['enterpriseApps']>[string];

/** A federation that is well, as both simulators hold it, and a doctor who may what is documented. */
export async function openPlace(options: PlaceOptions = {}): Promise<Place> {
  const time = new SimulatedClock({ scale: 0, startAt: now });
  const clock = new StoryClock(time);
  const aws = await startAwsSimulator({
    seed: {
      delegate: 'identity',
      accounts: [{ name: 'identity' }, { name: 'dev', ou: '/Workloads' }],
      permissionSets: { Developer: { managedPolicies: ['PowerUserAccess'] } },
      groups: {
        Developers: ['ada@example.com', 'bob@example.com'],
        Admins: ['ada@example.com'],
      },
      assignments: [{ group: 'Developers', permissionSet: 'Developer', account: 'dev' }],
      trails: [{ name: 'organization' }],
      ...options.organization,
    },
    clock: time,
    knobs: unthrottled,
    callers: {
      AKIADOCTOR: {
        role: 'doctor',
        account: options.account ?? 'identity',
        allow: [...(options.actions ?? documentedAws.keys())],
      },
    },
  });
  const entra = await startEntraSimulator({
    seed: {
      tenant: {
        servicePlans: [...(options.servicePlans ?? ['AAD_PREMIUM'])],
        ...(options.subscription !== undefined && { subscription: options.subscription }),
      },
      groups: {
        Developers: ['ada@example.com', 'bob@example.com'],
        Admins: ['ada@example.com'],
        Everyone: ['ada@example.com', 'bob@example.com', 'eve@example.com'],
      },
      enterpriseApps: options.enterpriseApps ?? { [app]: healthyApp },
      apps: {
        doctor: {
          permissions: [...(options.permissions ?? documentedGraph.keys())],
          secrets: ['s3cret'],
          federated: [{ name: 'doctor', issuer, subject: options.expectedSubject ?? subject }],
        },
      },
      conditionalAccess: {
        'AWS needs a second factor': {
          conditions: {
            applications: { includeApplications: [app] },
            users: { includeUsers: ['All'] },
            clientAppTypes: ['all'],
          },
          grantControls: { operator: 'OR', builtInControls: ['mfa'] },
        },
      },
    },
    clock: time,
    knobs: unhurried,
    provisioning: identityStoreTarget(aws.world),
    issuers: [{ issuer, keys: [key.publicKey] }],
  });
  for (const [name, value] of Object.entries({
    ...aws.environment,
    AWS_ACCESS_KEY_ID: 'AKIADOCTOR',
    AWS_SECRET_ACCESS_KEY: 'secret',
  }))
    vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await aws.close();
    await entra.close();
  });
  await warmUp();
  const given = options.settings ?? settingsFor(entra);
  const settings = typeof given === 'string' ? given : given(entra.tenantId);
  const run = (task: Partial<DoctorTask> = {}): Promise<RunReport> =>
    doctorMode(
      { ...portsOf(entra, clock, options), trees: treeOf(settings), clock, journal: silent },
      {
        directory: 'access',
        region: null,
        commit: commit(),
        runUrl: null,
        isPublicRepository: false,
        ...task,
      },
    );
  const diagnose = async (): Promise<Diagnosis> => {
    const { diagnosis } = await run();
    if (diagnosis === undefined) throw new Error('the doctor said nothing');
    return diagnosis;
  };
  return {
    aws,
    entra,
    run,
    diagnose,
    check: async (id) => {
      const found = (await diagnose()).checks.find((one) => one.id === id);
      if (found === undefined) throw new Error(`there is no check ${id}`);
      return found;
    },
  };
}

let isWarm = false;

/** The SDK loads more of itself with a process's first request, which the clock takes for nobody's work. */
async function warmUp(): Promise<void> {
  if (isWarm) return;
  const client = new STSClient({ region: 'eu-west-1' });
  await client.send(new GetCallerIdentityCommand({}));
  client.destroy();
  isWarm = true;
}

export function settingsFor({ tenantId }: EntraSimulator): string {
  return `settings:
  identityCenter: { region: eu-west-1 }
  entra: { tenantId: ${tenantId}, scimTokenExpires: 2027-06-30 }
  manage: { owner: platform }
`;
}

const silent = { progress: () => undefined, warn: () => undefined };

function portsOf(entra: EntraSimulator, clock: StoryClock, options: PlaceOptions) {
  const access: EntraAccess = {
    clientId: entra.appId('doctor'),
    tenantId: null,
    environmentTenantId: null,
    clientSecret: options.clientSecret ?? null,
    tokenFile: null,
    authorityHost: entra.authorityHost,
    graphEndpoint: entra.graphEndpoint,
    idToken: 'available',
  };
  const fetchIdToken = (audience: string): Promise<string> => {
    const at = Math.floor(clock.now() / 1000);
    const claims = {
      repository: 'acme/access',
      repository_id: '22',
      repository_owner_id: '11',
      sub: subject,
      ...options.claims,
    };
    const times = { iat: at, nbf: at, exp: at + 3600 };
    return Promise.resolve(signJwt(key, { iss: issuer, aud: audience, ...claims, ...times }));
  };
  return {
    connectFederationAws: (target: { region: string; requestsPerSecond: number }) => {
      const connection = openAws({ ...target, clock, env: {} });
      onTestFinished(() => connection.close());
      return {
        readers: createAwsReaders(connection),
        federation: createFederationAwsReader(connection),
      };
    },
    connectFederation: (target: Parameters<typeof openGraph>[0]['target']) => {
      const connection = openGraph({
        target,
        access,
        fetchIdToken,
        clock,
        env: {},
        ca: entra.certificate,
      });
      onTestFinished(() => connection.close());
      return createFederationReader(connection, { target, access, fetchIdToken });
    },
  };
}

function treeOf(settings: string): TreeReader {
  const text = new TextEncoder().encode(settings);
  const entry = { path: 'access/settings.yaml', kind: 'file', objectId: 'a', size: text.length };
  return {
    readDirectory: (_commit, directory) =>
      Promise.resolve(
        directory === 'access' ? { treeId: 't', entries: [{ ...entry, kind: 'file' }] } : null,
      ),
    readBlob: () => Promise.resolve(text),
  };
}

function commit(): CommitId {
  const id = '0123456789abcdef0123456789abcdef01234567';
  if (!isCommitId(id)) throw new Error(`${id} is no commit`);
  return id;
}
