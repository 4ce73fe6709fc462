import { describe, expect, it } from 'vitest';
import { importOrganization } from '../../../src/core/import/import-organization.ts';
import { leftoversOf } from '../../../src/core/import/leftovers.ts';
import { filesAsSource } from '../../../src/core/import/files-as-source.ts';
import { terraformHandover } from '../../../src/report/terraform-handover.ts';
import type { TerraformState } from '../../../src/core/import/terraform/terraform-state.ts';
import {
  applicationArn,
  groupId,
  accountId,
  instance,
  setArn,
  snapshotOf,
} from '../support/live.ts';

const snapshot = snapshotOf({
  sets: { Admin: { owner: null }, Read: { owner: null }, Other: { owner: null } },
  grants: ['Blue Admin dev', 'Blue Admin test', 'Green Read prod', 'Red Read dev', 'Red Other dev'],
  applications: { Wiki: { assigned: ['Blue'] }, Grafana: { assigned: ['Blue'] } },
  attributes: { status: 'enabled', attributes: { Team: '${path:enterprise.department}' } },
});

function assignment(
  group: string,
  set: string,
  account: string,
): TerraformState['assignments'][number] {
  return {
    permissionSetArn: setArn(set),
    accountId: accountId(account),
    principalType: 'GROUP',
    principalId: groupId(group),
    address: `aws_ssoadmin_account_assignment.${group}-${set}-${account}`,
  };
}

const state: TerraformState = {
  instances: [instance],
  permissionSets: ['Admin', 'Read', 'Gone'].map((name) => ({
    arn: setArn(name),
    name,
    instanceArn: instance,
    addresses: [],
  })),
  assignments: [
    assignment('Blue', 'Admin', 'dev'),
    assignment('Green', 'Read', 'prod'),
    assignment('Green', 'Read', 'sandbox'),
  ],
  applicationAssignments: [
    {
      applicationArn: applicationArn('Wiki'),
      principalType: 'GROUP',
      principalId: groupId('Blue'),
      address: 'aws_ssoadmin_application_assignment.wiki',
    },
  ],
  managed: [],
  references: [],
};

const imported = importOrganization(snapshot, {
  directory: 'access',
  owner: 'platform',
  exact: false,
  users: false,
  kept: null,
  terraform: state,
});
const text = [...imported.files.values()].join('');

it('takes over what the state manages, with every live assignment, and nothing else', () => {
  expect(text).toMatch(/permissionSets:\n {2}Admin: \{\}\n\n {2}Read: \{\}\n/);
  expect(text).not.toContain('Other');
  expect(text).toContain('applications: Wiki');
  expect(text).not.toContain('Grafana');
  expect(text).not.toContain('accessControlAttributes');
  expect(imported.counts.assignments).toBe(4);
});

it('then has nothing in its first plan but sets to adopt', () => {
  const now = '2026-01-01T00:00:00.000Z';
  expect(leftoversOf(filesAsSource('access', imported.files), snapshot, now)).toEqual({
    problems: [],
    operations: [],
  });
});

it('marks what Terraform did not know, and tells what AWS no longer has', () => {
  expect(text).toContain('# Not in the Terraform state: Blue Admin in test.\n  - groups: Blue');
  expect(text).toContain('# Not in the Terraform state.\n  - groups: Red');
  expect(text).not.toMatch(/# Not in[^\n]*\n {2}- groups: Green/);
  expect(
    imported.notes.map(({ kind, subjects }) => [kind, subjects.map(({ name }) => name)]),
  ).toEqual([
    ['gone-assignment', ['aws_ssoadmin_account_assignment.Green-Read-sandbox']],
    ['gone-set', ['Gone']],
  ]);
});

it('takes over attributes for access control where the state manages them', () => {
  const managed = [
    {
      instance: 'module.sso[0].aws_ssoadmin_instance_access_control_attributes.abac',
      resource: 'module.sso.aws_ssoadmin_instance_access_control_attributes.abac',
      instanceArn: instance,
    },
  ];
  const { files } = importOrganization(snapshot, {
    directory: 'access',
    owner: 'platform',
    exact: false,
    users: false,
    kept: null,
    terraform: { ...state, managed },
  });
  expect(files.get('access/settings.yaml')).toContain('Team: ${path:enterprise.department}');
});

describe('what Terraform lets go', () => {
  const live = snapshotOf({
    sets: { Admin: { owner: null }, Theirs: { owner: 'other' }, Split: { owner: null } },
    users: ['ann'],
    grants: [
      'Blue Admin dev',
      'user:ann Admin dev',
      'gone:Old Admin dev',
      'Blue Theirs dev',
      'Blue Split dev',
    ],
    applications: { Wiki: { assigned: ['Blue'] } },
    attributes: { status: 'enabled', attributes: { Team: '${path:enterprise.department}' } },
    unread: [{ part: 'permission-set', arn: setArn('Dark'), name: 'Dark', why: 'throttled' }],
  });
  const rows = [
    assignment('Blue', 'Admin', 'dev'),
    assignment('Red', 'Admin', 'dev'),
    assignment('Old', 'Admin', 'dev'),
    {
      ...assignment('ann', 'Admin', 'dev'),
      principalType: 'USER',
      principalId: 'user-ann',
    } as const,
    assignment('Blue', 'Theirs', 'dev'),
    assignment('Blue', 'Split', 'dev'),
    assignment('Red', 'Split', 'dev'),
  ];
  const sets = ['Admin', 'Theirs', 'Split', 'Gone', 'Dark'].map((name) => ({
    arn: setArn(name),
    name: name === 'Split' ? null : name,
    instanceArn: instance,
    addresses: [
      ...(name === 'Split' ? [] : [`aws_ssoadmin_permission_set.${name}`]),
      ...rows
        .filter(({ permissionSetArn }) => permissionSetArn === setArn(name))
        .map(({ address }) => address),
    ],
  }));
  const wiki = 'aws_ssoadmin_application_assignment.wiki';
  const abac = 'aws_ssoadmin_instance_access_control_attributes.abac';
  const addresses = [...sets.flatMap((set) => set.addresses), wiki, abac];
  const split: TerraformState = {
    ...state,
    permissionSets: sets,
    assignments: rows,
    managed: addresses.map((address) => ({
      instance: address,
      resource: address.replace(/account_assignment.*/, 'account_assignment.all'),
      instanceArn: instance,
    })),
    references: ['Admin', 'Theirs'].map((name) => ({
      address: `output.${name}`,
      permissionSetArn: setArn(name),
    })),
  };
  const result = (users: boolean) =>
    importOrganization(live, {
      directory: 'access',
      owner: 'platform',
      exact: false,
      users,
      kept: null,
      terraform: split,
    });
  const shortOf = (address: string) => address.replace(/^aws_ssoadmin_/, '');

  it('is what the files say, what settings hold back and what AWS no longer has', () => {
    expect(result(false).handover?.letGo.map(({ instance: one }) => shortOf(one))).toEqual([
      'permission_set.Admin',
      'account_assignment.Blue-Admin-dev',
      'account_assignment.Red-Admin-dev',
      'account_assignment.Old-Admin-dev',
      'permission_set.Gone',
      'application_assignment.wiki',
      'instance_access_control_attributes.abac',
    ]);
  });

  it('is never what no file says, each with its reason', () => {
    expect(
      result(false).handover?.staying.map(({ instance: one, why }) => [shortOf(one), why]),
    ).toEqual([
      ['account_assignment.ann-Admin-dev', expect.stringContaining('single user')],
      ['permission_set.Theirs', 'its permission set has another owner'],
      ['account_assignment.Blue-Theirs-dev', 'its permission set has another owner'],
      ['account_assignment.Blue-Split-dev', 'its permission set itself is not in this state'],
      ['account_assignment.Red-Split-dev', 'its permission set itself is not in this state'],
      ['permission_set.Dark', 'its permission set could not be read in full'],
    ]);
    expect(result(true).handover?.letGo.map(({ instance: one }) => one)).toContain(
      'aws_ssoadmin_account_assignment.ann-Admin-dev',
    );
  });

  it('takes no set over of which the state has assignments alone, and says so', () => {
    const { files, notes, counts } = result(false);
    expect([...files.values()].join('')).not.toMatch(/^ {2}Split|permissionSets: Split/m);
    expect(counts.adoptions).toBe(1);
    expect(
      notes.map(({ kind, subjects }) => [kind, subjects.map(({ name }) => name)]),
    ).toContainEqual(['partial-set', ['Split']]);
  });

  it('keeps what stays out of every command, block and claim of the hand-over', () => {
    const { handover } = result(false);
    if (handover === null) throw new Error('nothing to hand over');
    const page = terraformHandover(handover);
    const commands = page.slice(page.indexOf('## Commands'));
    for (const { instance: one } of handover.staying) expect(commands).not.toContain(one);
    expect(page).toContain('## What stays with Terraform');
    expect(page).not.toContain('from = aws_ssoadmin_account_assignment.all');
    expect(page).toContain('from = aws_ssoadmin_permission_set.Admin');
    expect(commands).toContain('- `aws_ssoadmin_account_assignment.all`');
    expect(page).toContain('`output.Admin`');
    expect(page).not.toContain('`output.Theirs`');
    expect(page).not.toContain('say the same from now on');
  });

  it('leaves attributes with Terraform that could not be read', () => {
    const unread = { ...live, accessControlAttributes: null };
    const { handover } = importOrganization(unread, {
      directory: 'access',
      owner: 'platform',
      exact: false,
      users: false,
      kept: null,
      terraform: split,
    });
    expect(handover?.staying.map(({ instance: one }) => one)).toContain(abac);
  });
});
