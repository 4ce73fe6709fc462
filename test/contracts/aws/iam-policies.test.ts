import { ListGroupsCommand } from '@aws-sdk/client-identitystore';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DescribePermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  ProvisionPermissionSetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { isInReference } from '../../../src/simulator/aws/iam/resource-types.ts';
import { servedOperations } from '../../../src/simulator/aws/models/served-operations.ts';
import { setup, smallSeed } from './simulator.ts';

type Statement = Readonly<Record<string, unknown>>;

const policy = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[], Condition = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (...of: Parameters<typeof allow>) => ({ ...allow(...of), Effect: 'Deny' });

const key = 'AKIAROLE';
const owned = { 'identity-center-reconciler': 'platform' };
const seed = {
  ...smallSeed,
  permissionSets: {
    Owned: { tags: owned },
    Foreign: { tags: { 'identity-center-reconciler': 'others' } },
    Untagged: {},
  },
  assignments: [],
};

async function holding(...statements: readonly Statement[]) {
  const on = await setup({
    seed,
    callers: { [key]: { role: 'role', policies: [policy(...statements)] } },
  });
  return { ...on, ...on.as(key) };
}

const implicit = { name: 'AccessDeniedException', message: /because no identity-based policy/ };
const explicit = { name: 'AccessDeniedException', message: /with an explicit deny in an identity/ };

async function outcome(sent: Promise<unknown>): Promise<string> {
  try {
    await sent;
    return 'allowed';
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'AccessDeniedException') throw error;
    return explicit.message.test(message)
      ? 'denied'
      : implicit.message.test(message)
        ? 'not allowed'
        : message;
  }
}

describe('the resources of a request', () => {
  test('every one that the action needs must be allowed', async () => {
    const assign = 'sso:CreateAccountAssignment';
    const parts = [
      'arn:aws:sso:::permissionSet/*',
      'arn:aws:sso:::account/*',
      'arn:aws:sso:::instance/*',
    ];
    for (const left of parts) {
      const { sso, row } = await holding(
        allow(
          assign,
          parts.filter((part) => part !== left),
        ),
      );
      const sent = sso.send(
        new CreateAccountAssignmentCommand(row({ group: 'Admins' }, 'Owned', 'dev')),
      );
      expect(await outcome(sent)).toBe('not allowed');
    }
    const { sso, row } = await holding(...parts.map((part) => allow(assign, part)));
    const sent = sso.send(
      new CreateAccountAssignmentCommand(row({ group: 'Admins' }, 'Owned', 'dev')),
    );
    expect(await outcome(sent)).toBe('allowed');
  });

  test('one that is denied denies the request, whoever allows it, and is named', async () => {
    const { sso, row, aws } = await holding(
      allow('sso:*', '*'),
      deny('sso:CreateAccountAssignment', 'arn:aws:sso:::account/*'),
    );
    const input = row({ group: 'Admins' }, 'Owned', 'dev');
    const account = aws.world.state.place.managementAccountId;
    await expect(sso.send(new CreateAccountAssignmentCommand(input))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:sts::${account}:assumed-role/role/session is not authorized to perform: ` +
        `sso:CreateAccountAssignment on resource: arn:aws:sso:::account/${input.TargetId} ` +
        'with an explicit deny in an identity-based policy',
    });
  });

  test('an action without resources needs a statement for all of them', async () => {
    const { sso } = await holding(allow('sso:*', 'arn:aws:sso:::*'));
    expect(await outcome(sso.send(new ListInstancesCommand({})))).toBe('not allowed');
    const all = await holding(allow('sso:ListInstances', '*'));
    expect(await outcome(all.sso.send(new ListInstancesCommand({})))).toBe('allowed');
  });

  test('a set that is to be made is any set of the instance', async () => {
    const make = async (statement: Statement): Promise<string> => {
      const { sso, InstanceArn } = await holding(
        allow('sso:*', 'arn:aws:sso:::instance/*'),
        statement,
      );
      return outcome(sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'New' })));
    };
    expect(await make(allow('sso:*', 'arn:aws:sso:::permissionSet/*/*'))).toBe('allowed');
    expect(await make(allow('sso:*', 'arn:aws:sso:::permissionSet/*/ps-*'))).toBe('not allowed');
  });

  test('to provision all accounts of a set takes all accounts', async () => {
    const { sso, set } = await holding(
      allow('sso:*', [
        'arn:aws:sso:::instance/*',
        'arn:aws:sso:::permissionSet/*',
        'arn:aws:sso:::account/1*',
      ]),
    );
    const TargetType = 'ALL_PROVISIONED_ACCOUNTS';
    const sent = sso.send(new ProvisionPermissionSetCommand({ ...set('Owned'), TargetType }));
    expect(await outcome(sent)).toBe('not allowed');
  });

  test('the identity store and Organizations have resources of their own', async () => {
    const { store, organizations, IdentityStoreId } = await holding(
      allow('identitystore:ListGroups', [
        'arn:aws:identitystore:::group/*',
        `arn:aws:identitystore::*:identitystore/d-*`,
      ]),
      allow('organizations:ListAccounts', 'arn:aws:organizations::*:account/*'),
    );
    expect(await outcome(store.send(new ListGroupsCommand({ IdentityStoreId })))).toBe('allowed');
    expect(await outcome(organizations.send(new ListAccountsCommand({})))).toBe('not allowed');
  });

  test('are known for every operation of IAM Identity Center that is served', () => {
    const unknown = (['sso-admin', 'identitystore'] as const).flatMap((service) =>
      servedOperations[service].filter((operation) => !isInReference(service, operation)),
    );
    expect(unknown).toEqual([]);
  });
});

describe('tags as conditions', () => {
  const edit = 'sso:UpdatePermissionSet';
  const anywhere = allow('sso:*', 'arn:aws:sso:::instance/*');
  const ifOwned = { StringEquals: { 'aws:ResourceTag/identity-center-reconciler': 'platform' } };

  test('let a role edit what carries the tag alone', async () => {
    const { sso, set } = await holding(
      anywhere,
      allow(edit, 'arn:aws:sso:::permissionSet/*', ifOwned),
    );
    const told = await Promise.all(
      ['Owned', 'Foreign', 'Untagged'].map((name) =>
        outcome(sso.send(new UpdatePermissionSetCommand(set(name)))),
      ),
    );
    expect(told).toEqual(['allowed', 'not allowed', 'not allowed']);
  });

  test('mean the resource that has them: an account has none', async () => {
    const { sso, row } = await holding(allow('sso:*', '*', ifOwned));
    const sent = sso.send(
      new CreateAccountAssignmentCommand(row({ group: 'Admins' }, 'Owned', 'dev')),
    );
    expect(await outcome(sent)).toBe('not allowed');
  });

  test('let a role make what is tagged so alone', async () => {
    const { sso, InstanceArn } = await holding(
      anywhere,
      allow('sso:CreatePermissionSet', 'arn:aws:sso:::permissionSet/*', {
        StringEquals: { 'aws:RequestTag/identity-center-reconciler': 'platform' },
      }),
    );
    const make = (Name: string, tags: Readonly<Record<string, string>>): Promise<string> => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return outcome(sso.send(new CreatePermissionSetCommand({ InstanceArn, Name, Tags })));
    };
    expect(await make('A', owned)).toBe('allowed');
    expect(await make('B', { ...owned, 'identity-center-reconciler': 'others' })).toBe(
      'not allowed',
    );
    expect(await make('C', {})).toBe('not allowed');
  });

  test('keep a key from being put on or taken off', async () => {
    const { sso, set } = await holding(
      allow(['sso:TagResource', 'sso:UntagResource'], '*'),
      deny(['sso:TagResource', 'sso:UntagResource'], '*', {
        'ForAnyValue:StringEquals': { 'aws:TagKeys': ['identity-center-reconciler'] },
      }),
    );
    const { PermissionSetArn: ResourceArn, InstanceArn } = set('Untagged');
    const on = { InstanceArn, ResourceArn };
    const tag = (Key: string) =>
      outcome(sso.send(new TagResourceCommand({ ...on, Tags: [{ Key, Value: 'platform' }] })));
    const untag = (...TagKeys: string[]) =>
      outcome(sso.send(new UntagResourceCommand({ ...on, TagKeys })));
    expect([await tag('team'), await tag('identity-center-reconciler')]).toEqual([
      'allowed',
      'denied',
    ]);
    expect([await untag('team'), await untag('team', 'identity-center-reconciler')]).toEqual([
      'allowed',
      'denied',
    ]);
  });

  test('sso:PrimaryRegion is the Region of the instance', async () => {
    const lists = async (region: string): Promise<string> => {
      const { sso, InstanceArn } = await holding(
        allow('sso:ListPermissionSets', '*', { StringEquals: { 'sso:PrimaryRegion': region } }),
      );
      return outcome(sso.send(new ListPermissionSetsCommand({ InstanceArn })));
    };
    expect([await lists('eu-west-1'), await lists('us-east-1')]).toEqual([
      'allowed',
      'not allowed',
    ]);
  });

  test('a caller may be given other policies while the simulator runs', async () => {
    const { sso, set, aws } = await holding(allow('sso:DescribePermissionSet', '*'));
    const look = () => outcome(sso.send(new DescribePermissionSetCommand(set('Owned'))));
    expect(await look()).toBe('allowed');
    aws.callers[key] = { role: 'role', policies: [] };
    expect(await look()).toBe('not allowed');
  });
});
