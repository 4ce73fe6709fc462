import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreateApplicationAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { ListUsersCommand } from '@aws-sdk/client-identitystore';
import { describe, expect, test } from 'vitest';
import { findApplication, findPrincipal } from '../../src/simulator/aws/world/find.ts';
import { setup, smallSeed } from '../contracts/aws/simulator.ts';
import { roleOf } from './support/roles-of.ts';

const tag = 'identity-center-reconciler';
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const seed = {
  ...smallSeed,
  permissionSets: {
    Owned: { tags: { [tag]: 'platform' } },
    Foreign: { tags: { [tag]: 'others' } },
    Untagged: {},
  },
  assignments: [
    { group: 'Developers', permissionSet: 'Owned', account: ['dev', 'management'] },
    { group: 'Developers', permissionSet: 'Foreign', account: 'dev' },
    { group: 'Developers', permissionSet: 'Untagged', account: 'dev' },
  ],
  applications: [{ name: 'Payroll' }],
};

type Switches = Readonly<Record<string, string>>;

/** Somebody who has the credentials of the apply role, by a stack with these switches. */
async function intruder(switches: Switches = {}) {
  const on = await setup({ seed });
  const { place } = on.aws.world.state;
  const { name: role, policies } = roleOf('ApplyRole', {
    ...switches,
    InstanceId: place.instance.id,
    ManagementAccountId: place.managementAccountId,
  });
  on.aws.callers['AKIASTOLEN'] = { role, policies: Object.values(policies) };
  const { sso, store } = on.as('AKIASTOLEN');
  const before = on.aws.world.dump();
  return {
    ...on,
    sso,
    store,
    unchanged: () => expect(on.aws.world.dump()).toEqual(before),
    tagged: (set: string) => ({
      InstanceArn: on.InstanceArn,
      ResourceArn: on.set(set).PermissionSetArn,
    }),
  };
}

type Intruder = Awaited<ReturnType<typeof intruder>>;
type Attempt = (with_: Intruder, set: string) => Promise<unknown>;

const auditors = { group: 'Auditors' } as const;
const owner = (Value: string) => ({ Tags: [{ Key: tag, Value }] });
const refused = { name: 'AccessDeniedException' };

const edits: readonly (readonly [string, Attempt])[] = [
  [
    'described anew',
    ({ sso, set }, name) =>
      sso.send(new UpdatePermissionSetCommand({ ...set(name), Description: 'x' })),
  ],
  [
    'made an administrator',
    ({ sso, set }, name) =>
      sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          ...set(name),
          ManagedPolicyArn: administrator,
        }),
      ),
  ],
  [
    'given a policy',
    ({ sso, set }, name) =>
      sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          ...set(name),
          InlinePolicy: '{"Version":"2012-10-17","Statement":[]}',
        }),
      ),
  ],
  ['deleted', ({ sso, set }, name) => sso.send(new DeletePermissionSetCommand(set(name)))],
  [
    'granted',
    ({ sso, row }, name) =>
      sso.send(new CreateAccountAssignmentCommand(row(auditors, name, 'prod'))),
  ],
  [
    'provisioned',
    ({ sso, set, pair }, name) =>
      sso.send(
        new ProvisionPermissionSetCommand({
          ...set(name),
          TargetType: 'AWS_ACCOUNT',
          TargetId: pair(name, 'dev').AccountId,
        }),
      ),
  ],
  [
    'revoked',
    ({ sso, row }, name) =>
      sso.send(new DeleteAccountAssignmentCommand(row({ group: 'Developers' }, name, 'dev'))),
  ],
  [
    'tagged with something',
    ({ sso, tagged }, name) =>
      sso.send(new TagResourceCommand({ ...tagged(name), Tags: [{ Key: 'team', Value: 'x' }] })),
  ],
  [
    'taken over',
    ({ sso, tagged }, name) =>
      sso.send(new TagResourceCommand({ ...tagged(name), ...owner('platform') })),
  ],
  [
    'stripped of its tag',
    ({ sso, tagged }, name) =>
      sso.send(new UntagResourceCommand({ ...tagged(name), TagKeys: [tag] })),
  ],
];

describe('whoever has the apply role', () => {
  for (const set of ['Foreign', 'Untagged']) {
    test.each(edits)(`cannot have a set that is ${set} %s`, async (_what, attempt) => {
      const thief = await intruder();
      await expect(attempt(thief, set)).rejects.toMatchObject(refused);
      thief.unchanged();
    });
  }

  test.each(edits.filter(([what]) => what !== 'deleted'))(
    'may have a set of its own %s',
    async (_what, attempt) => {
      await expect(attempt(await intruder(), 'Owned')).resolves.toBeDefined();
    },
  );

  test('cannot give a set of its own to another owner', async () => {
    const thief = await intruder();
    const sent = thief.sso.send(
      new TagResourceCommand({ ...thief.tagged('Owned'), ...owner('others') }),
    );
    await expect(sent).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('explicit deny') as string,
    });
    thief.unchanged();
  });

  test.each([
    ['without a tag', {}],
    ["with another owner's tag", owner('others')],
    [
      'with the tag in other letters beside it',
      { Tags: [{ Key: 'Identity-Center-Reconciler', Value: 'others' }] },
    ],
  ])('cannot make a set %s', async (_how, tags) => {
    const thief = await intruder();
    const sent = thief.sso.send(
      new CreatePermissionSetCommand({ InstanceArn: thief.InstanceArn, Name: 'Mine', ...tags }),
    );
    await expect(sent).rejects.toMatchObject(refused);
    thief.unchanged();
  });

  test.each<[string, Attempt]>([
    [
      'grant',
      ({ sso, row }, name) =>
        sso.send(new CreateAccountAssignmentCommand(row(auditors, name, 'management'))),
    ],
    [
      'revoke',
      ({ sso, row }, name) =>
        sso.send(
          new DeleteAccountAssignmentCommand(row({ group: 'Developers' }, name, 'management')),
        ),
    ],
    [
      'provision',
      ({ sso, set, pair }, name) =>
        sso.send(
          new ProvisionPermissionSetCommand({
            ...set(name),
            TargetType: 'AWS_ACCOUNT',
            TargetId: pair(name, 'management').AccountId,
          }),
        ),
    ],
  ])(
    'cannot %s anything in the management account, unless a switch lets it',
    async (_what, attempt) => {
      const thief = await intruder();
      await expect(attempt(thief, 'Owned')).rejects.toMatchObject({
        ...refused,
        message: expect.stringContaining('explicit deny') as string,
      });
      thief.unchanged();
      const holder = await intruder({ ManagementAccountAccess: 'true' });
      await attempt(holder, 'Owned');
    },
  );

  test('cannot assign anybody to an application, unless a switch lets it', async () => {
    const assign = ({ sso, aws }: Intruder) => {
      const { state } = aws.world;
      const { type: PrincipalType, id: PrincipalId } = findPrincipal(state, auditors);
      const { arn: ApplicationArn } = findApplication(state, 'Payroll');
      return sso.send(
        new CreateApplicationAssignmentCommand({ ApplicationArn, PrincipalType, PrincipalId }),
      );
    };
    const thief = await intruder();
    await expect(assign(thief)).rejects.toMatchObject(refused);
    thief.unchanged();
    await assign(await intruder({ Applications: 'true' }));
  });

  test('cannot list users, which apply never does', async () => {
    const { store, IdentityStoreId } = await intruder();
    const sent = store.send(new ListUsersCommand({ IdentityStoreId }));
    await expect(sent).rejects.toMatchObject(refused);
  });
});

describe('with the switch for adoption', () => {
  const switches = { Adoption: 'true' };

  test('a set without an owner can be adopted, whatever is asked of it afterwards', async () => {
    const { sso, tagged, set, aws } = await intruder(switches);
    await sso.send(new TagResourceCommand({ ...tagged('Untagged'), ...owner('platform') }));
    await sso.send(new UpdatePermissionSetCommand({ ...set('Untagged'), Description: 'ours' }));
    const after = aws.world.dump().permissionSets.find(({ name }) => name === 'Untagged');
    expect(after).toMatchObject({ description: 'ours', tags: { [tag]: 'platform' } });
  });

  test.each(edits.filter(([what]) => what !== 'taken over' && what !== 'revoked'))(
    'it cannot be %s before that',
    async (_what, attempt) => {
      const thief = await intruder(switches);
      await expect(attempt(thief, 'Untagged')).rejects.toMatchObject(refused);
      thief.unchanged();
    },
  );

  test.each(edits)('a set of another owner still cannot be %s', async (_what, attempt) => {
    const thief = await intruder(switches);
    await expect(attempt(thief, 'Foreign')).rejects.toMatchObject(refused);
    thief.unchanged();
  });
});
