import { onTestFinished } from 'vitest';
import { createDirectoryReader } from '../../../../src/adapters/graph/create-directory-reader.ts';
import { createDirectoryWriter } from '../../../../src/adapters/graph/create-directory-writer.ts';
import { type GraphConnection, openGraph } from '../../../../src/adapters/graph/open-graph.ts';
import type { EntraAccess } from '../../../../src/adapters/graph/sign-in/entra-access.ts';
import type { DirectoryReader } from '../../../../src/ports/directory-read.ts';
import type { DirectoryWriter } from '../../../../src/ports/directory-write.ts';
import { type KnobOverrides, unhurried } from '../../../../src/simulator/entra/knobs.ts';
import {
  type EntraSimulator,
  startEntraSimulator,
} from '../../../../src/simulator/entra/start-entra-simulator.ts';
import { signingKey, signJwt } from '../../../../src/simulator/entra/token/jwt.ts';
import type { TenantSeed } from '../../../../src/simulator/entra/world/tenant-seed.ts';
import { TestClock } from './test-clock.ts';

export const everyPermission = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Application.Read.All',
  'AppRoleAssignment.ReadWrite.All',
  'Synchronization.Read.All',
  'Synchronization.ReadWrite.All',
];

const issuer = 'https://token.actions.githubusercontent.com';
const key = signingKey('actions');

/** What GitHub says of a job, unless a test says otherwise. */
export const jobClaims = {
  iss: issuer,
  sub: 'repo:acme/access:ref:refs/heads/main',
  repository: 'acme/access',
  repository_id: '22',
  repository_owner_id: '11',
};

export function seedWith(parts: Partial<TenantSeed> = {}): TenantSeed {
  return {
    apps: {
      reconciler: {
        permissions: everyPermission,
        secrets: ['top-secret'],
        federated: [{ issuer, subject: jobClaims.sub }],
      },
    },
    ...parts,
  };
}

export interface Connected {
  readonly entra: EntraSimulator;
  readonly connection: GraphConnection;
  readonly reader: DirectoryReader;
  readonly writer: DirectoryWriter;
  readonly clock: TestClock;
  /** What the runner was asked to black out. */
  readonly masked: readonly string[];
  /** Audiences that the job's token was asked for. */
  readonly audiences: readonly string[];
  readonly tokenRequests: () => number;
  /** The job's token. */
  readonly idToken: (audience: string) => string;
}

export interface ConnectOptions {
  readonly seed?: TenantSeed;
  readonly knobs?: KnobOverrides;
  readonly access?: Partial<EntraAccess>;
  readonly tenantId?: string;
  readonly signal?: AbortSignal;
  /** Instead of `jobClaims`. */
  readonly claims?: Readonly<Record<string, string | number>>;
  /** Null trusts what this machine trusts. */
  readonly ca?: null;
  readonly fetchIdToken?: () => Promise<string>;
}

/** Our adapter over TLS on a tenant of its own; time stands still unless somebody waits. */
export async function connect(options: ConnectOptions = {}): Promise<Connected> {
  const entra = await startEntraSimulator({
    seed: options.seed ?? seedWith(),
    clock: { scale: 0 },
    knobs: { ...unhurried, ...options.knobs },
  });
  entra.trust({ issuer, keys: [key.publicKey] });
  const idToken = (aud: string): string => {
    const iat = Math.floor(entra.clock.now() / 1000);
    return signJwt(key, { ...jobClaims, aud, iat, exp: iat + 300, ...options.claims });
  };
  const audiences: string[] = [];
  const masked: string[] = [];
  const clock = new TestClock(entra.clock);
  const connection = openGraph({
    target: { tenantId: options.tenantId ?? entra.tenantId, cloud: 'public' },
    access: {
      clientId: entra.appId('reconciler'),
      tenantId: null,
      environmentTenantId: null,
      clientSecret: null,
      tokenFile: null,
      authorityHost: entra.authorityHost,
      graphEndpoint: entra.graphEndpoint,
      idToken: 'available',
      ...options.access,
    },
    fetchIdToken: (audience) => {
      audiences.push(audience);
      return options.fetchIdToken?.() ?? Promise.resolve(idToken(audience));
    },
    clock,
    env: {},
    mask: (secret) => masked.push(secret),
    ...(options.ca !== null && { ca: entra.certificate }),
  });
  onTestFinished(async () => {
    connection.close();
    await entra.close();
  });
  const { signal } = options;
  const ways = signal === undefined ? {} : { signal };
  return {
    entra,
    connection,
    reader: createDirectoryReader(connection, ways),
    writer: createDirectoryWriter(connection, ways),
    clock,
    masked,
    audiences,
    idToken,
    tokenRequests: () => entra.log.of('POST', '/oauth2/v2.0/token').length,
  };
}
