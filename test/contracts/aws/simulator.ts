import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { onTestFinished } from 'vitest';
import { unthrottled } from '../../../src/simulator/aws/knobs.ts';
import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type {
  AwsSimulator,
  AwsSimulatorOptions,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';

export interface Clients {
  readonly sso: SSOAdminClient;
  readonly store: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
}

export interface Setup extends Clients {
  readonly aws: AwsSimulator;
  readonly InstanceArn: string;
  readonly IdentityStoreId: string;
  /** The clients of another caller or Region. */
  as(accessKeyId: string, region?: string): Clients;
}

/** A small organization that most tests can share. */
export const smallSeed = {
  accounts: [
    { name: 'management', management: true },
    { name: 'dev', ou: '/Workloads/Dev', tags: { stage: 'dev' } },
    { name: 'prod', ou: '/Workloads/Prod', tags: { stage: 'prod' } },
    { name: 'identity', ou: '/Security' },
  ],
  groups: { Admins: ['ada'], Developers: ['ada', 'bob'], Auditors: [] },
  permissionSets: {
    Admin: { managedPolicies: ['AdministratorAccess'] },
    Developer: { managedPolicies: ['PowerUserAccess'], sessionDuration: 'PT8H' },
  },
  assignments: [
    { group: 'Admins', permissionSet: 'Admin', account: ['management', 'dev', 'prod'] },
    { group: 'Developers', permissionSet: 'Developer', account: 'dev' },
  ],
} satisfies WorldSeed;

export async function setup(
  options: Partial<AwsSimulatorOptions> & { readonly knobs?: KnobOverrides } = {},
): Promise<Setup> {
  const aws = await startAwsSimulator({
    seed: smallSeed,
    clock: { scale: 100 },
    ...options,
    knobs: { ...unthrottled, ...options.knobs },
  });
  const made: Clients[] = [];
  onTestFinished(async () => {
    for (const client of made.flatMap((one) => Object.values(one))) client.destroy();
    await aws.close();
  });
  const as = (accessKeyId: string, region = 'eu-west-1'): Clients => {
    const config = {
      region,
      endpoint: aws.url,
      credentials: { accessKeyId, secretAccessKey: 'secret' },
      maxAttempts: 1,
    };
    const clients = {
      sso: new SSOAdminClient(config),
      store: new IdentitystoreClient(config),
      organizations: new OrganizationsClient(config),
    };
    made.push(clients);
    return clients;
  };
  const { instance } = aws.world.state.place;
  return {
    aws,
    ...as('AKIAADMINISTRATOR'),
    InstanceArn: instance.arn,
    IdentityStoreId: instance.identityStoreId,
    as,
  };
}
