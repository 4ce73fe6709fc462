import { expect, test } from 'vitest';
import { isAccountId, isInstanceArn } from '../../../src/core/model/ids.ts';
import { serveAnswers } from './support/serve-answers.ts';
import { containing, matching } from './support/matching.ts';

const instance = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
if (!isInstanceArn(instance)) throw new Error('not an ARN');
const Id = '111122223333';
if (!isAccountId(Id)) throw new Error('not an id');
const account = { Id, Name: 'a', State: 'ACTIVE', Paths: ['o-abc/r-ab12/ou-ab12-11111111/'] };

test.each([
  ['an empty body', ''],
  ['a list that is missing', {}],
  ['a list that is no list', { PermissionSets: 'x' }],
  ['an item that is no ARN', { PermissionSets: ['ps-1'] }],
  ['no JSON', '<html>'],
])('%s is no answer, after some tries', async (_, answer) => {
  const { readers, asked } = await serveAnswers({ ListPermissionSets: [answer] });
  await expect(readers.identityCenter.listPermissionSets(instance)).rejects.toMatchObject({
    kind: 'bad-answer',
    action: 'sso:ListPermissionSets',
  });
  expect(asked).toHaveLength(4);
});

test('an empty page without its list is a page where a token follows', async () => {
  const pages = [{ NextToken: 'a' }, { PermissionSets: [] }];
  const { readers } = await serveAnswers({ ListPermissionSets: pages });
  expect(await readers.identityCenter.listPermissionSets(instance)).toEqual([]);
});

test('a token that comes back ends the loop', async () => {
  const page = (NextToken: string) => ({ PermissionSets: [], NextToken });
  const { readers } = await serveAnswers({ ListPermissionSets: [page('a'), page('b'), page('a')] });
  await expect(readers.identityCenter.listPermissionSets(instance)).rejects.toMatchObject({
    kind: 'bad-answer',
    message: containing('the same page token twice'),
  });
});

test('says which member is missing', async () => {
  const { readers } = await serveAnswers({
    ListInstances: [{ Instances: [{ InstanceArn: instance }] }],
  });
  await expect(readers.identityCenter.listInstances()).rejects.toMatchObject({
    message: containing('Instances.0.IdentityStoreId'),
  });
});

test.each([
  ['an unknown state without Status', { ...account, State: 'NEW' }],
  ['no state at all', { ...account, State: undefined }],
  ['a path of another kind', { ...account, Paths: ['/Workloads'] }],
  ['two paths', { ...account, Paths: [...account.Paths, ...account.Paths] }],
])('an account with %s is a bad answer', async (_, strange) => {
  const { readers } = await serveAnswers({ ListAccounts: [{ Accounts: [strange] }] });
  await expect(readers.organization.listAccounts()).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('an account in no unit is an error: it would leave every rule about units', async () => {
  const { readers } = await serveAnswers({
    ListAccounts: [{ Accounts: [{ ...account, Paths: undefined }] }],
    ListRoots: [{ Roots: [{ Id: 'r-ab12', Name: 'Root' }] }],
    ListOrganizationalUnitsForParent: [{ OrganizationalUnits: [] }],
    ListAccountsForParent: [{ Accounts: [] }],
  });
  await expect(readers.organization.listAccounts()).rejects.toMatchObject({
    kind: 'bad-answer',
    message: containing(Id),
  });
});

test('units that contain themselves end the walk', async () => {
  const { readers } = await serveAnswers({
    ListRoots: [{ Roots: [{ Id: 'r-ab12', Name: 'Root' }] }],
    ListOrganizationalUnitsForParent: [{ OrganizationalUnits: [{ Id: 'ou-1', Name: 'A' }] }],
  });
  const reading = readers.organization.listOrganizationalUnits('all');
  await expect(reading).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('tags with names of JavaScript stay tags', async () => {
  const Tags = [
    { Key: '__proto__', Value: 'x' },
    { Key: 'a', Value: '' },
  ];
  const { readers } = await serveAnswers({ ListTagsForResource: [{ Tags }] });
  const tags = await readers.organization.readAccountTags(Id);
  expect(Object.entries(tags)).toEqual([
    ['__proto__', 'x'],
    ['a', ''],
  ]);
});

test('names of AWS are one line of text in messages', async () => {
  const message =
    'User: arn:aws:sts::111122223333:assumed-role/R/s\n::error::x\u001B[31m is not authorized';
  const { readers } = await serveAnswers({
    ListInstances: [{ __type: 'AccessDeniedException', message }],
  });
  await expect(readers.identityCenter.listInstances()).rejects.toMatchObject({
    message: matching(/^\P{Cc}*$/u),
  });
});

test('STS says whose credentials these are', async () => {
  const body = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${Id}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const { readers } = await serveAnswers({ query: [body] });
  expect(await readers.caller.callerAccountId()).toBe(Id);
});
