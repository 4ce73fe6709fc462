import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';
import { accountId, groupId, setArn, snapshotOf } from '../core/support/live.ts';
import { fakeAws } from './support/fake-aws.ts';
import { readWhole } from './support/read-whole.ts';

const live = snapshotOf({
  groups: ['Blue', 'Green'],
  users: ['ada'],
  sets: { Admin: {}, Read: {} },
  grants: ['Blue Admin dev', 'Green Admin prod', 'Blue Read dev', 'gone:Old Read dev'],
  stale: ['Admin prod'],
});

/** Reads while every call that `fails` names is refused. */
async function read(
  fails: (call: string, about: readonly string[]) => boolean = () => false,
  question: {
    readonly accountTags?: boolean;
    readonly userNames?: readonly string[];
    readonly attributes?: boolean;
  } = {},
  kind: PortErrorKind = 'access-denied',
  world: Snapshot = live,
): Promise<Snapshot> {
  const { readers } = fakeAws(world, {
    before: (call, about) => {
      if (fails(call, about)) throw new PortError(kind, `sso:${call}`, `${call} is refused`);
    },
  });
  return readWhole(readers, world.instance, {
    accountTags: question.accountTags ?? false,
    accessControlAttributes: question.attributes ?? false,
    userNames: question.userNames ?? [],
  });
}

const sorted = <T>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('a whole reading', () => {
  it('is everything there is, sorted', async () => {
    const snapshot = await read();
    expect(sorted(snapshot.assignments)).toEqual(sorted(live.assignments));
    expect(sorted(snapshot.provisioned)).toEqual(sorted(live.provisioned));
    expect(sorted(snapshot.permissionSets)).toEqual(sorted(live.permissionSets));
    expect(snapshot).toMatchObject({
      gonePrincipalIds: [groupId('Old')],
      unread: [],
      exhaustive: true,
      delegated: false,
    });
    expect(snapshot.assignments.map(({ permissionSetArn: arn }) => arn)).toEqual(
      snapshot.assignments.map(({ permissionSetArn: arn }) => arn).toSorted(),
    );
  });

  it('asks for account tags only where somebody needs them', async () => {
    expect((await read()).accounts.every(({ tags }) => tags === null)).toBe(true);
    const tagged = await read(undefined, { accountTags: true });
    expect(tagged.accounts.every(({ tags }) => tags !== null)).toBe(true);
  });

  it('asks for attributes for access control only where the files say what they should be', async () => {
    const attributes = { status: 'enabled', attributes: { Department: 'x' } } as const;
    const world = { ...live, accessControlAttributes: attributes };
    const asked = await read(undefined, { attributes: true }, 'invalid', world);
    expect(asked.accessControlAttributes).toEqual(attributes);
    const refused = (call: string): boolean => call === 'readAccessControlAttributes';
    const notAsked = await read(refused, {}, 'access-denied', world);
    expect(notAsked).toMatchObject({ accessControlAttributes: null, exhaustive: true });
  });

  it('asks for users that rules name and for those that assignments refer to, for no others', async () => {
    expect((await read()).users).toEqual([]);
    expect((await read(undefined, { userNames: ['ada', 'nobody'] })).users).toMatchObject([
      { userName: 'ada' },
    ]);
    const direct = snapshotOf({
      users: ['ada', 'bob'],
      sets: { Admin: {} },
      grants: ['user:bob Admin dev'],
    });
    expect((await read(undefined, {}, 'invalid', direct)).users).toMatchObject([
      { userName: 'bob' },
    ]);
  });
});

describe('a part that cannot be read is noted, and never an empty list', () => {
  it('the attributes for access control', async () => {
    const snapshot = await read((call) => call === 'readAccessControlAttributes', {
      attributes: true,
    });
    expect(snapshot).toMatchObject({
      accessControlAttributes: null,
      unread: [
        { part: 'access-control-attributes', why: 'readAccessControlAttributes is refused' },
      ],
      exhaustive: false,
    });
  });

  it("a permission set's details", async () => {
    const snapshot = await read(
      (call, [name]) => call === 'readPermissionSetDetails' && name === 'Admin',
    );
    expect(snapshot.unread).toMatchObject([
      { part: 'permission-set', arn: setArn('Admin'), why: 'readPermissionSetDetails is refused' },
    ]);
    expect(snapshot.permissionSets.map(({ name }) => name)).toEqual(['Read']);
    expect(snapshot.exhaustive).toBe(false);
  });

  it("a permission set's header", async () => {
    const snapshot = await read(
      (call, [name]) => call === 'describePermissionSet' && name === 'Admin',
    );
    expect(snapshot.unread).toMatchObject([{ part: 'permission-set', arn: setArn('Admin') }]);
  });

  it.each(['all', 'stale'])('the list of %s accounts of a set', async (which) => {
    const snapshot = await read(
      (call, about) => call === 'listProvisionedAccounts' && about.join(' ') === `Admin ${which}`,
    );
    expect(snapshot.unread).toMatchObject([{ part: 'provisioned-accounts', arn: setArn('Admin') }]);
    const { permissionSets, assignments, provisioned, exhaustive } = snapshot;
    expect(permissionSets.map(({ name }) => name)).toContain('Admin');
    expect(provisioned.every(({ permissionSetArn: arn }) => arn === setArn('Read'))).toBe(true);
    expect(assignments.every(({ permissionSetArn: arn }) => arn === setArn('Read'))).toBe(true);
    expect(exhaustive).toBe(false);
  });

  it('the assignments of one pair', async () => {
    const snapshot = await read(
      (call, about) =>
        call === 'listAssignments' && about.join(' ') === `Admin ${accountId('prod')}`,
    );
    expect(snapshot.unread).toEqual([
      {
        part: 'assignments',
        arn: setArn('Admin'),
        accountId: accountId('prod'),
        why: 'listAssignments is refused',
      },
    ]);
    expect(snapshot.provisioned).toHaveLength(3);
    expect(snapshot.assignments).toHaveLength(3);
  });

  it('a principal that an assignment refers to is not gone because nobody could ask', async () => {
    const snapshot = await read((call) => call === 'describeGroup');
    expect(snapshot.unread).toMatchObject([{ part: 'principal', principalId: groupId('Old') }]);
    expect(snapshot.gonePrincipalIds).toEqual([]);
  });

  it("an account's tags", async () => {
    const snapshot = await read(
      (call, [id]) => call === 'readAccountTags' && id === accountId('dev'),
      { accountTags: true },
    );
    expect(snapshot.unread).toMatchObject([{ part: 'account-tags', accountId: accountId('dev') }]);
    expect(snapshot.accounts.find(({ name }) => name === 'dev')?.tags).toBeNull();
    expect(snapshot.accounts).toHaveLength(live.accounts.length);
  });

  it('all at once, each by itself', async () => {
    const snapshot = await read(
      (call) => call === 'listAssignments' || call === 'readPermissionSetDetails',
    );
    expect(snapshot.unread).toHaveLength(5);
    expect(snapshot.exhaustive).toBe(false);
  });
});

describe('what everything hangs on', () => {
  it.each([
    'listPermissionSets',
    'listGroups',
    'listAccounts',
    'listOrganizationalUnits',
    'readManagementAccountId',
  ])('%s fails the whole reading', async (name) => {
    await expect(read((call) => call === name)).rejects.toThrow(`${name} is refused`);
  });

  it.each<PortErrorKind>(['credentials', 'cancelled'])(
    'a part that fails for %s fails the whole reading',
    async (kind) => {
      await expect(read((call) => call === 'listAssignments', {}, kind)).rejects.toThrow(
        'listAssignments is refused',
      );
    },
  );

  it('a bug is not taken for a part that could not be read', async () => {
    const { readers } = fakeAws(live, {
      before: (call) => {
        if (call === 'listAssignments') throw new TypeError('a bug');
      },
    });
    await expect(readWhole(readers, live.instance)).rejects.toThrow('a bug');
  });
});

describe('while the world moves', () => {
  it('a set deleted since it was listed is not there', async () => {
    const { readers } = fakeAws(live);
    const identityCenter = {
      ...readers.identityCenter,
      listPermissionSets: () => Promise.resolve([setArn('Admin'), setArn('Read'), setArn('Gone')]),
    };
    const snapshot = await readWhole({ ...readers, identityCenter }, live.instance);
    expect(snapshot.permissionSets.map(({ name }) => name)).toEqual(['Admin', 'Read']);
    expect(snapshot.unread).toEqual([]);
  });

  it('a group that the list does not show yet is asked for by its id', async () => {
    const { readers } = fakeAws(live);
    const identityStore = {
      ...readers.identityStore,
      listGroups: () =>
        Promise.resolve(live.groups.filter(({ displayName }) => displayName !== 'Green')),
    };
    const snapshot = await readWhole({ ...readers, identityStore }, live.instance);
    expect(snapshot.groups.map(({ displayName }) => displayName)).toEqual(['Blue', 'Green']);
    expect(snapshot.gonePrincipalIds).toEqual([groupId('Old')]);
  });
});
