import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup, smallSeed, textWith } from './simulator.ts';

const auditors = { group: 'Auditors' } as const;
const nobody = { type: 'GROUP', id: '11111111-2222-3333-4444-555555555555' } as const;

describe('an assignment is asynchronous', () => {
  test('it is in progress, then there, and only then effective', async () => {
    const { aws, sso, row, pair } = await setup();
    const asked = row(auditors, 'Developer', 'prod');
    const { AccountAssignmentCreationStatus: status } = await sso.send(
      new CreateAccountAssignmentCommand(asked),
    );
    expect(status).toMatchObject({ Status: 'IN_PROGRESS', TargetId: asked.TargetId });
    const read = () => sso.send(new ListAccountAssignmentsCommand(pair('Developer', 'prod')));
    expect((await read()).AccountAssignments).toEqual([]);
    aws.clock.advance(999);
    expect((await read()).AccountAssignments).toEqual([]);
    aws.clock.advance(1002);
    expect((await read()).AccountAssignments).toHaveLength(1);
    expect(aws.history()).toMatchObject([
      { kind: 'granted', permissionSet: 'Developer', principalId: asked.PrincipalId },
    ]);
    expect(aws.log.invalid()).toEqual([]);
  });

  test('status lists tell id, status and date alone, and filter', async () => {
    const { aws, sso, row, InstanceArn, grant } = await setup();
    await grant(auditors, 'Developer', 'prod');
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Admin', 'prod')));
    const list = async (Status?: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED') => {
      const answer = await sso.send(
        new ListAccountAssignmentCreationStatusCommand({
          InstanceArn,
          ...(Status !== undefined && { Filter: { Status } }),
        }),
      );
      return answer.AccountAssignmentsCreationStatus ?? [];
    };
    expect(await list()).toHaveLength(2);
    expect(await list('IN_PROGRESS')).toHaveLength(1);
    expect(await list('FAILED')).toHaveLength(0);
    const [done] = await list('SUCCEEDED');
    expect(Object.keys(done ?? {}).toSorted()).toEqual(['CreatedDate', 'RequestId', 'Status']);
    const deletions = await sso.send(
      new ListAccountAssignmentDeletionStatusCommand({ InstanceArn }),
    );
    expect(deletions.AccountAssignmentsDeletionStatus).toEqual([]);
    await expect(
      sso.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn,
          AccountAssignmentDeletionRequestId: done?.RequestId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    aws.knobs.durations.requestRetention = 1000;
    aws.clock.advance(60_000);
    expect(await list()).toEqual([]);
  });

  test('a duplicate is not rejected, and provisions the latest version with it', async () => {
    const { aws, grant } = await setup();
    aws.world.consoleEditPolicy('Developer', { sessionDuration: 'PT2H' });
    const stale = () => aws.world.dump().provisioned.filter((pair) => !pair.latest);
    expect(stale()).toMatchObject([{ permissionSet: 'Developer', version: 1 }]);
    expect(await grant({ group: 'Developers' }, 'Developer', 'dev')).toMatchObject({
      Status: 'SUCCEEDED',
    });
    expect(stale()).toEqual([]);
    expect(aws.world.dump().assignments).toHaveLength(4);
    expect(aws.history()).toMatchObject([
      { kind: 'content-changed', version: 2, content: { sessionDuration: 'PT2H' } },
    ]);
  });

  test('the role goes with the last assignment and comes back under another name', async () => {
    const { aws, sso, grant, revoke, set } = await setup({
      knobs: { durations: { deprovisionLag: 60_000 } },
    });
    const developers = { group: 'Developers' };
    const role = () =>
      aws.world.dump().provisioned.find((pair) => pair.permissionSet === 'Developer')?.role;
    const first = role();
    expect(first).toMatch(
      /:role\/aws-reserved\/sso\.amazonaws\.com\/eu-west-1\/AWSReservedSSO_Developer_[0-9a-f]{16}$/,
    );
    await grant(auditors, 'Developer', 'dev');
    await revoke(developers, 'Developer', 'dev');
    expect(role()).toBe(first);
    expect(await revoke(auditors, 'Developer', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
    // Deprovisioning lags: the pair is still listed, but there is no role.
    expect(role()).toBeNull();
    const listed = () =>
      sso.send(new ListAccountsForProvisionedPermissionSetCommand(set('Developer')));
    expect((await listed()).AccountIds).toHaveLength(1);
    aws.clock.advance(60_000);
    expect((await listed()).AccountIds).toEqual([]);
    await grant(developers, 'Developer', 'dev');
    expect(role()).not.toBe(first);
    expect(aws.history().map((change) => change.kind)).toEqual([
      'granted',
      'revoked',
      'revoked',
      'granted',
    ]);
  });

  test('role paths leave the Region out in us-east-1 only', async () => {
    const { aws } = await setup({ seed: { ...smallSeed, region: 'us-east-1' } });
    expect(aws.world.dump().provisioned[0]?.role).toMatch(/amazonaws\.com\/AWSReservedSSO_/);
  });
});

describe('what cannot be assigned fails later', () => {
  test('an unknown principal, or one of the other type', async () => {
    const { aws, grant, row } = await setup();
    const directory = aws.world.state.place.instance.identityStoreId;
    expect(await grant(nobody, 'Developer', 'dev')).toMatchObject({
      Status: 'FAILED',
      FailureReason: `Received a 404 status error: the GROUP assignee ${nobody.id} was not found in directory ${directory}`,
    });
    const { PrincipalId } = row(auditors, 'Developer', 'dev');
    expect(await grant({ type: 'USER', id: PrincipalId }, 'Developer', 'dev')).toMatchObject({
      FailureReason: textWith('the USER assignee'),
    });
  });

  test('a customer managed policy that the account has not, by exact name and path', async () => {
    const { aws, grant } = await setup({
      seed: {
        ...smallSeed,
        accounts: [{ name: 'dev', policies: ['/teams/deploy'] }],
        permissionSets: { Deploy: { customerManagedPolicies: ['/teams/Deploy'] } },
        assignments: [],
      },
    });
    expect(await grant(auditors, 'Deploy', 'dev')).toMatchObject({
      Status: 'FAILED',
      FailureReason: textWith(
        /^Received a 404 status error: Not supported policy arn:aws:iam::\d{12}:policy\/teams\/Deploy/,
      ),
    });
    aws.world.setAccountPolicies('dev', ['/teams/Deploy']);
    expect(await grant(auditors, 'Deploy', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
  });

  test('a boundary and an AWS policy that do not exist', async () => {
    const { grant } = await setup({
      seed: {
        ...smallSeed,
        awsPolicies: ['ReadOnlyAccess'],
        policiesInEveryAccount: ['There'],
        permissionSets: {
          Bounded: { permissionsBoundary: { customerManagedPolicy: 'Missing' } },
          Fine: {
            managedPolicies: ['ReadOnlyAccess'],
            permissionsBoundary: { customerManagedPolicy: 'There' },
          },
          Odd: { managedPolicies: ['NoSuchPolicy'] },
        },
        assignments: [],
      },
    });
    expect(await grant(auditors, 'Fine', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
    for (const name of ['Bounded', 'Odd']) {
      expect(await grant(auditors, name, 'dev')).toMatchObject({
        FailureReason: textWith('Not supported policy'),
      });
    }
  });

  test('more policies than an IAM role takes', async () => {
    const { aws, grant } = await setup({
      seed: {
        ...smallSeed,
        permissionSets: {
          Many: { managedPolicies: Array.from({ length: 11 }, (_, index) => `Policy${index}`) },
        },
        assignments: [],
      },
    });
    expect(await grant(auditors, 'Many', 'dev')).toMatchObject({ Status: 'FAILED' });
    aws.knobs.limits.managedPoliciesPerRole = 20;
    expect(await grant(auditors, 'Many', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
  });

  test('a suspended account fails after a wait, and still appears in pair lists', async () => {
    const { aws, sso, set, row, pair, grant, revoke, InstanceArn } = await setup();
    aws.world.suspendAccount('dev');
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Developer', 'dev')));
    const failed = async () => {
      const answer = await sso.send(
        new ListAccountAssignmentCreationStatusCommand({
          InstanceArn,
          Filter: { Status: 'FAILED' },
        }),
      );
      return answer.AccountAssignmentsCreationStatus?.length;
    };
    aws.clock.advance(7999);
    expect(await failed()).toBe(0);
    aws.clock.advance(1);
    expect(await failed()).toBe(1);
    expect(await grant(auditors, 'Developer', 'dev')).toMatchObject({ Status: 'FAILED' });
    const listed = await sso.send(
      new ListAccountsForProvisionedPermissionSetCommand(set('Developer')),
    );
    expect(listed.AccountIds).toEqual([pair('Developer', 'dev').AccountId]);
    const developers = { group: 'Developers' };
    expect(await revoke(developers, 'Developer', 'dev')).toMatchObject({ Status: 'FAILED' });
    aws.knobs.behaviour.deleteInSuspendedAccount = 'succeeds';
    expect(await revoke(developers, 'Developer', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
  });

  test('an account outside the organization: creating fails, deleting does nothing silently', async () => {
    const { aws, grant, revoke } = await setup();
    const outside = '999999999999';
    expect(await grant(auditors, 'Developer', outside)).toMatchObject({ Status: 'FAILED' });
    expect(await revoke(auditors, 'Developer', outside)).toMatchObject({ Status: 'SUCCEEDED' });
    aws.knobs.behaviour.createInUnknownAccount = 'sync-not-found';
    await expect(grant(auditors, 'Developer', outside)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('more permission sets than an account takes', async () => {
    const { grant } = await setup({ knobs: { limits: { setsPerAccount: 1 } } });
    await expect(grant(auditors, 'Developer', 'prod')).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
    });
  });
});

describe('deleting what is not there', () => {
  test('fails later or is refused at once, as the knob says', async () => {
    const { aws, revoke } = await setup();
    expect(await revoke(auditors, 'Developer', 'dev')).toMatchObject({
      Status: 'FAILED',
      FailureReason: textWith("Received a 404 status error: EntitlementItem doesn't exist"),
    });
    aws.knobs.behaviour.deleteMissingAssignment = 'sync-not-found';
    await expect(revoke(auditors, 'Developer', 'dev')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('assignments of deleted principals stay listed, and can be deleted or not', async () => {
    const { aws, sso, pair, row, revoke, InstanceArn } = await setup();
    const ghost = row({ group: 'Developers' }, 'Developer', 'dev');
    const ghostRef = { type: 'GROUP', id: ghost.PrincipalId } as const;
    aws.world.deleteGroup('Developers');
    expect(aws.history()).toMatchObject([{ kind: 'revoked', principalId: ghost.PrincipalId }]);
    const listed = await sso.send(new ListAccountAssignmentsCommand(pair('Developer', 'dev')));
    expect(listed.AccountAssignments).toMatchObject([{ PrincipalId: ghost.PrincipalId }]);

    const { PrincipalType, PrincipalId } = ghost;
    const forPrincipal = () =>
      sso.send(
        new ListAccountAssignmentsForPrincipalCommand({ InstanceArn, PrincipalType, PrincipalId }),
      );
    await expect(forPrincipal()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    aws.knobs.behaviour.principalListingForDeleted = 'rows';
    expect((await forPrincipal()).AccountAssignments).toHaveLength(1);
    aws.knobs.behaviour.principalListingForDeleted = 'empty';
    expect((await forPrincipal()).AccountAssignments).toEqual([]);

    aws.knobs.behaviour.ghostDeletion = 'fails';
    expect(await revoke(ghostRef, 'Developer', 'dev')).toMatchObject({
      FailureReason: textWith('was not found in directory'),
    });
    aws.knobs.behaviour.ghostDeletion = 'succeeds';
    expect(await revoke(ghostRef, 'Developer', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
  });

  test('a group that is synced again has a new id and no access', async () => {
    const { aws, row } = await setup();
    const before = row({ group: 'Developers' }, 'Developer', 'dev').PrincipalId;
    const after = aws.world.recreateGroup('Developers');
    expect(after).not.toBe(before);
    expect(aws.world.effectiveAccess().map((one) => one.permissionSet)).not.toContain('Developer');
    const group = aws.world.dump().groups.find((one) => one.name === 'Developers');
    expect(group).toMatchObject({ id: after, members: ['ada', 'bob'] });
  });
});

describe('limits on work in progress', () => {
  test('one request for an account and permission set at a time, a transient conflict', async () => {
    const { aws, sso, row } = await setup();
    const asked = row(auditors, 'Developer', 'dev');
    await sso.send(new CreateAccountAssignmentCommand(asked));
    for (const Command of [CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand]) {
      await expect(sso.send(new Command(asked))).rejects.toMatchObject({
        name: 'ConflictException',
        message: 'There is a conflicting operation in process.',
      });
    }
    await aws.settled();
    await sso.send(new DeleteAccountAssignmentCommand(asked));
  });

  test('fifteen outstanding, creations and deletions together', async () => {
    const accounts = Array.from({ length: 16 }, (_, index) => ({ name: `account-${index}` }));
    const { aws, sso, row } = await setup({
      seed: {
        ...smallSeed,
        accounts,
        assignments: [{ group: 'Admins', permissionSet: 'Admin', account: 'account-0' }],
      },
    });
    const admins = { group: 'Admins' };
    await sso.send(new DeleteAccountAssignmentCommand(row(admins, 'Admin', 'account-0')));
    for (const { name } of accounts.slice(1, 15)) {
      await sso.send(new CreateAccountAssignmentCommand(row(admins, 'Admin', name)));
    }
    const last = new CreateAccountAssignmentCommand(row(admins, 'Admin', 'account-15'));
    await expect(sso.send(last)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'There are too many requests processing. Please try again later.',
    });
    expect(aws.log.throttles()).toHaveLength(1);
    aws.knobs.behaviour.deletionsCountAsOutstanding = false;
    await sso.send(last);
  });

  test('one role at a time in an account, several accounts at once', async () => {
    const { aws, sso, row } = await setup({
      knobs: { durations: { assignmentMin: 1000, assignmentMax: 1000 } },
    });
    const start = aws.clock.now();
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Developer', 'dev')));
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Admin', 'dev')));
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Admin', 'prod')));
    aws.clock.advance(5000);
    const seconds = aws.history().map((one) => Math.floor((Date.parse(one.at) - start) / 1000));
    expect(seconds).toEqual([1, 1, 2]);
  });
});
