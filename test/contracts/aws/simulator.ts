import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { expect, onTestFinished } from 'vitest';
import { unthrottled } from '../../../src/simulator/aws/knobs.ts';
import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type {
  AwsSimulator,
  AwsSimulatorOptions,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import {
  findAccount,
  findPermissionSet,
  findPrincipal,
} from '../../../src/simulator/aws/world/find.ts';
import type { Who } from '../../../src/simulator/aws/world/find.ts';
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
  readonly as: (accessKeyId: string, region?: string) => Clients;
  /** Input members by name. */
  readonly set: (permissionSet: string) => { InstanceArn: string; PermissionSetArn: string };
  readonly pair: (permissionSet: string, account: string) => PairInput;
  readonly row: (who: Who, permissionSet: string, account: string) => AssignmentInput;
  /** Creates or deletes an assignment, waits for it, and tells its end. */
  readonly grant: (who: Who, permissionSet: string, account: string) => Promise<Ending>;
  readonly revoke: (who: Who, permissionSet: string, account: string) => Promise<Ending>;
}

interface PairInput {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
  readonly AccountId: string;
}

interface AssignmentInput {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
  readonly TargetId: string;
  readonly TargetType: 'AWS_ACCOUNT';
  readonly PrincipalType: 'GROUP' | 'USER';
  readonly PrincipalId: string;
}

interface Ending {
  readonly Status?: string | undefined;
  readonly FailureReason?: string | undefined;
}

/** Vitest types its text matchers as any; this keeps them out of typed code. */
export const textWith = (part: string | RegExp): unknown =>
  typeof part === 'string' ? expect.stringContaining(part) : expect.stringMatching(part);

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
    clock: { scale: 0, startAt: '2026-01-01T00:00:00Z' },
    ...options,
    knobs: { ...unthrottled, ...options.knobs },
  });
  const made: Clients[] = [];
  onTestFinished(async () => {
    for (const { sso, store, organizations } of made) {
      sso.destroy();
      store.destroy();
      organizations.destroy();
    }
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
  const { state } = aws.world;
  const { instance } = state.place;
  const InstanceArn = instance.arn;
  const set = (permissionSet: string) => ({
    InstanceArn,
    PermissionSetArn: findPermissionSet(state, permissionSet).arn,
  });
  const accountId = (account: string): string =>
    /^\d{12}$/.test(account) ? account : findAccount(state, account).id;
  const row = (who: Who, permissionSet: string, account: string): AssignmentInput => {
    const { type: PrincipalType, id: PrincipalId } = findPrincipal(state, who);
    const TargetId = accountId(account);
    return {
      ...set(permissionSet),
      TargetId,
      TargetType: 'AWS_ACCOUNT',
      PrincipalType,
      PrincipalId,
    };
  };
  const administrator = as('AKIAADMINISTRATOR');
  const { sso } = administrator;
  return {
    aws,
    ...administrator,
    InstanceArn,
    IdentityStoreId: instance.identityStoreId,
    as,
    set,
    pair: (permissionSet, account) => ({ ...set(permissionSet), AccountId: accountId(account) }),
    row,
    grant: async (...asked) => {
      const started = await sso.send(new CreateAccountAssignmentCommand(row(...asked)));
      await aws.settled();
      const ended = await sso.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn,
          AccountAssignmentCreationRequestId: started.AccountAssignmentCreationStatus?.RequestId,
        }),
      );
      return ended.AccountAssignmentCreationStatus ?? {};
    },
    revoke: async (...asked) => {
      const started = await sso.send(new DeleteAccountAssignmentCommand(row(...asked)));
      await aws.settled();
      const ended = await sso.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn,
          AccountAssignmentDeletionRequestId: started.AccountAssignmentDeletionStatus?.RequestId,
        }),
      );
      return ended.AccountAssignmentDeletionStatus ?? {};
    },
  };
}
