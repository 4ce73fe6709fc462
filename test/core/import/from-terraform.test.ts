import { expect, it } from 'vitest';
import { importOrganization } from '../../../src/core/import/import-organization.ts';
import { leftoversOf } from '../../../src/core/import/leftovers.ts';
import { filesAsSource } from '../../../src/core/import/files-as-source.ts';
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
