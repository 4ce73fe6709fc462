import { expect, test } from 'vitest';
import { connect } from './support/connect.ts';

test('reads instances with the Region they were asked in', async () => {
  const { readers, instance, identityStoreId, accountId } = await connect();
  expect(await readers.identityCenter.listInstances()).toEqual([
    {
      arn: instance,
      identityStoreId,
      ownerAccountId: accountId('management'),
      region: 'eu-west-1',
    },
  ]);
});

test('reads a permission set in full, in the normal form', async () => {
  const { readers, instance, setArn } = await connect();
  const arn = setArn('Full');
  expect(await readers.identityCenter.describePermissionSet(instance, arn)).toEqual({
    arn,
    name: 'Full',
    description: 'Everything a set can have',
    sessionDuration: 5400,
    relayState: 'https://console.aws.amazon.com/',
  });
  expect(await readers.identityCenter.readPermissionSetDetails(instance, arn)).toEqual({
    managedPolicies: [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
    ],
    customerManagedPolicies: [
      { name: 'Plain', path: '/' },
      { name: 'Deploy', path: '/teams/' },
    ],
    inlinePolicy:
      '{"Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
    permissionsBoundary: { kind: 'customer-managed', policy: { name: 'Boundary', path: '/' } },
    tags: { 'identity-center-reconciler': 'platform', team: 'platform' },
  });
});

test.each([
  { noInlinePolicy: 'empty', noBoundary: 'not-found' },
  { noInlinePolicy: 'absent', noBoundary: 'absent' },
] as const)('reads nothing as null, whichever way AWS says it: $noBoundary', async (behaviour) => {
  const { readers, instance, setArn } = await connect({ knobs: { behaviour } });
  const admin = setArn('Admin');
  expect(await readers.identityCenter.describePermissionSet(instance, admin)).toMatchObject({
    sessionDuration: 3600,
    description: null,
    relayState: null,
  });
  expect(await readers.identityCenter.readPermissionSetDetails(instance, admin)).toMatchObject({
    inlinePolicy: null,
    permissionsBoundary: null,
    customerManagedPolicies: [],
    tags: {},
  });
});

test('a permission set that is gone reads as null', async () => {
  const { aws, readers, instance, setArn } = await connect();
  const arn = setArn('Full');
  aws.world.consoleDeletePermissionSet('Full');
  expect(await readers.identityCenter.describePermissionSet(instance, arn)).toBeNull();
});

test('reads assignments of groups, users and the dead, and stale accounts', async () => {
  const { aws, readers, instance, setArn, accountId } = await connect();
  const developer = setArn('Developer');
  const found = await readers.identityCenter.listAssignments(instance, developer, accountId('dev'));
  expect(found.map(({ principalType }) => principalType).toSorted()).toEqual([
    'GROUP',
    'GROUP',
    'USER',
  ]);
  const accounts = (which: 'all' | 'stale') =>
    readers.identityCenter.listProvisionedAccounts(instance, setArn('Admin'), which);
  expect(await accounts('stale')).toEqual([]);
  aws.world.consoleEditPolicy('Admin', { managedPolicies: ['ReadOnlyAccess'] });
  expect(await accounts('stale')).toEqual(await accounts('all'));
  expect(await accounts('all')).toHaveLength(3);
});

test('short and empty pages are no end of a list', async () => {
  const { readers, instance, identityStoreId } = await connect({
    knobs: { pages: { maxSize: 1, emptyEvery: 2, trailingEmpty: true } },
  });
  expect(await readers.identityCenter.listPermissionSets(instance)).toHaveLength(3);
  expect(await readers.organization.listAccounts()).toHaveLength(5);
  expect(await readers.identityStore.listGroups(identityStoreId)).toHaveLength(3);
});

test('reads groups with their external ids, and tells what is gone', async () => {
  const { aws, readers, identityStoreId, groupId } = await connect();
  const groups = await readers.identityStore.listGroups(identityStoreId);
  const admins = groups.find(({ displayName }) => displayName === 'Admins');
  expect(admins?.externalIds).toHaveLength(1);
  const id = groupId('Admins');
  expect(await readers.identityStore.describeGroup(identityStoreId, id)).toEqual(admins);
  aws.world.deleteGroup('Admins');
  expect(await readers.identityStore.describeGroup(identityStoreId, id)).toBeNull();
});

test('a missing identity store is no missing group', async () => {
  const { readers, identityStoreId, groupId } = await connect();
  const elsewhere = readers.identityStore.describeGroup('d-0000000000', groupId('Admins'));
  await expect(elsewhere).rejects.toMatchObject({ kind: 'not-found' });
  expect(await readers.identityStore.findUser(identityStoreId, 'bob')).toMatchObject({
    userName: 'bob',
  });
  expect(await readers.identityStore.findUser(identityStoreId, 'nobody')).toBeNull();
});

test.each(['ou', 'ou-and-account', 'absent'] as const)(
  'knows which units hold an account: Paths %s',
  async (accountPaths) => {
    const { readers } = await connect({ knobs: { behaviour: { accountPaths } } });
    const units = await readers.organization.listOrganizationalUnits('all');
    const accounts = await readers.organization.listAccounts();
    expect(units.map(({ path }) => path).toSorted()).toEqual([
      '/',
      '/Security',
      '/Workloads',
      '/Workloads/Dev',
      '/Workloads/Prod',
    ]);
    const dev = accounts.find(({ name }) => name === 'dev');
    expect(dev?.ouIds).toEqual(units.find(({ path }) => path === '/Workloads/Dev')?.ids);
    expect(dev?.ouIds).toHaveLength(3);
    expect(accounts.find(({ name }) => name === 'management')?.ouIds).toHaveLength(1);
  },
);

test.each(['state', 'status', 'both'] as const)(
  'knows the state of an account: %s',
  async (accountLifecycle) => {
    const { readers } = await connect({ knobs: { behaviour: { accountLifecycle } } });
    const accounts = await readers.organization.listAccounts();
    const states = Object.fromEntries(accounts.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({ dev: 'ACTIVE', old: 'SUSPENDED' });
  },
);

test('reads tags and the management account', async () => {
  const { readers, accountId } = await connect();
  expect(await readers.organization.readAccountTags(accountId('dev'))).toEqual({ stage: 'dev' });
  expect(await readers.organization.readManagementAccountId()).toBe(accountId('management'));
});

test('the caller is unknown where STS cannot be reached', async () => {
  const { readers } = await connect({
    environment: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' },
  });
  expect(await readers.caller.callerAccountId()).toBeNull();
});

test('the caller is the account of the credentials', async () => {
  const { readers } = await connect();
  const management = await readers.organization.readManagementAccountId();
  expect(await readers.caller.callerAccountId()).toBe(management);
});
