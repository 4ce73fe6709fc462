import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  letGoNotes,
  removedBlocks,
  shellQuoted,
  stateRmCommands,
} from '../../../../src/core/import/terraform/let-go.ts';
import {
  ofInstance,
  parseTerraformState,
} from '../../../../src/core/import/terraform/parse-state.ts';
import type { TerraformState } from '../../../../src/core/import/terraform/terraform-state.ts';
import {
  adminArn,
  assignment,
  groupId,
  instance,
  partOf,
  permissionSet,
  readArn,
  resource,
  stateText,
} from './states.ts';

const application =
  'arn:aws:sso::100000000001:application/ssoins-0123456789abcdef/apl-aaaaaaaaaaaaaaaa';

const organization = stateText(
  [
    resource(
      'aws_ssoadmin_permission_set',
      'this',
      [
        ['Admin', permissionSet(adminArn, 'Admin')],
        ["Read's", permissionSet(readArn, 'Read')],
      ],
      { module: 'module.sso["prod"]' },
    ),
    resource('aws_ssoadmin_permission_set_inline_policy', 'admin', [
      [null, partOf(adminArn, { inline_policy: '{"Version":"2012-10-17","Statement":[]}' })],
    ]),
    resource('aws_ssoadmin_managed_policy_attachment', 'admin', [
      [0, partOf(adminArn, { managed_policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })],
    ]),
    resource('aws_ssoadmin_customer_managed_policy_attachments_exclusive', 'read', [
      [
        null,
        partOf(readArn, { customer_managed_policy_reference: [{ name: 'Deploy', path: '/' }] }),
      ],
    ]),
    resource('aws_ssoadmin_account_assignment', 'team', [
      ['blue.111122223333', assignment(adminArn, '111122223333')],
    ]),
    resource('aws_ssoadmin_application_assignment', 'wiki', [
      [null, { application_arn: application, principal_id: groupId, principal_type: 'GROUP' }],
    ]),
    resource('aws_ssoadmin_instance_access_control_attributes', 'abac', [
      [null, { instance_arn: instance, attribute: [], status: 'ENABLED' }],
    ]),
    resource('aws_ssoadmin_permission_set', 'read', [[null, permissionSet(readArn, 'Read')]], {
      mode: 'data',
    }),
    resource('aws_ssm_parameter', 'admin', [[null, { value: `set=${adminArn}` }]]),
    resource('aws_s3_bucket', 'logs', [[null, { bucket: 'logs' }]]),
    resource('aws_ssoadmin_trusted_token_issuer', 'idp', [[null, { arn: 'arn:aws:sso::1:x' }]]),
  ],
  { outputs: { admin_arn: { value: adminArn, type: 'string' } } },
);

function parsed(text: string): TerraformState {
  const { value, diagnostics } = parseTerraformState(text);
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value;
}

test('sets are told with all that is attached to them, each under its own address', () => {
  const state = parsed(organization);
  expect(state.instances).toEqual([instance]);
  expect(state.permissionSets).toEqual([
    {
      arn: adminArn,
      name: 'Admin',
      instanceArn: instance,
      addresses: [
        'aws_ssoadmin_account_assignment.team["blue.111122223333"]',
        'aws_ssoadmin_managed_policy_attachment.admin[0]',
        'aws_ssoadmin_permission_set_inline_policy.admin',
        'module.sso["prod"].aws_ssoadmin_permission_set.this["Admin"]',
      ],
    },
    {
      arn: readArn,
      name: 'Read',
      instanceArn: instance,
      addresses: [
        'aws_ssoadmin_customer_managed_policy_attachments_exclusive.read',
        'module.sso["prod"].aws_ssoadmin_permission_set.this["Read\'s"]',
      ],
    },
  ]);
  expect(state.assignments).toEqual([
    {
      permissionSetArn: adminArn,
      accountId: '111122223333',
      principalType: 'GROUP',
      principalId: groupId,
      address: 'aws_ssoadmin_account_assignment.team["blue.111122223333"]',
    },
  ]);
  expect(state.applicationAssignments).toEqual([
    {
      applicationArn: application,
      principalType: 'GROUP',
      principalId: groupId,
      address: 'aws_ssoadmin_application_assignment.wiki',
    },
  ]);
});

test('whatever else knows a set is told: data sources, other resources, outputs', () => {
  expect(parsed(organization).references).toEqual([
    { address: 'aws_ssm_parameter.admin', permissionSetArn: adminArn },
    { address: 'data.aws_ssoadmin_permission_set.read', permissionSetArn: readArn },
    { address: 'output.admin_arn', permissionSetArn: adminArn },
  ]);
});

test('what mapping files have no word for stays with Terraform, and is told', () => {
  const { value, diagnostics } = parseTerraformState(organization);
  expect(diagnostics).toMatchObject([{ code: 'terraform-resource', severity: 'warning' }]);
  expect(diagnostics[0]?.headline).toContain('aws_ssoadmin_trusted_token_issuer.idp');
  expect(JSON.stringify(value?.managed)).not.toContain('trusted_token_issuer');
});

test('the commands let go of all of it and of nothing else, and the blocks name resources without their keys', () => {
  const { managed } = parsed(organization);
  expect(stateRmCommands(managed)).toEqual([
    [
      'terraform state rm',
      `'aws_ssoadmin_account_assignment.team["blue.111122223333"]'`,
      `'aws_ssoadmin_application_assignment.wiki'`,
      `'aws_ssoadmin_customer_managed_policy_attachments_exclusive.read'`,
      `'aws_ssoadmin_instance_access_control_attributes.abac'`,
      `'aws_ssoadmin_managed_policy_attachment.admin[0]'`,
      `'aws_ssoadmin_permission_set_inline_policy.admin'`,
      `'module.sso["prod"].aws_ssoadmin_permission_set.this["Admin"]'`,
      `'module.sso["prod"].aws_ssoadmin_permission_set.this["Read'\\''s"]'`,
    ].join(' \\\n  '),
  ]);
  expect(removedBlocks(managed)).toContain(
    'removed {\n  from = module.sso.aws_ssoadmin_permission_set.this\n\n  lifecycle {\n    destroy = false\n  }\n}\n',
  );
  expect(removedBlocks(managed).match(/^removed/gm)).toHaveLength(7);
  expect(letGoNotes.join(' ')).toContain('Never delete the resource blocks alone');
});

test('many addresses come in several commands', () => {
  const many = Array.from(
    { length: 120 },
    (_, index) => [index, assignment(adminArn, '1')] as const,
  );
  const { managed } = parsed(stateText([resource('aws_ssoadmin_account_assignment', 'x', many)]));
  const commands = stateRmCommands(managed);
  expect(commands).toHaveLength(3);
  expect(commands.join('\n').match(/account_assignment\.x\[\d+\]/g)).toHaveLength(120);
});

const hostile = [
  `'; touch pwned; '`,
  '$(touch pwned)',
  '`touch pwned`',
  'a"]; x["b',
  'a\\',
  "a\n'\nrm -rf .",
  '${path.module}',
  '\u202Ea',
];

test('keys that mean harm stay one word of one command, whatever shell reads it', () => {
  const text = stateText([
    resource(
      'aws_ssoadmin_account_assignment',
      'x',
      hostile.map((key) => [key, assignment(adminArn, '111122223333')] as const),
    ),
  ]);
  const { managed } = parsed(text);
  const [command = ''] = stateRmCommands(managed);
  const words = execFileSync('sh', ['-c', command.replace('terraform state rm', "printf '%s\\n'")])
    .toString()
    .trimEnd()
    .split('\n');
  expect(words).toEqual(managed.map(({ instance: address }) => address));
  expect(words).toHaveLength(hostile.length);
  expect(words.join('')).not.toMatch(/\p{C}/u);
  expect(removedBlocks(managed)).toBe(
    'removed {\n  from = aws_ssoadmin_account_assignment.x\n\n  lifecycle {\n    destroy = false\n  }\n}\n',
  );
});

test('any text is one word between our quotes', () => {
  const text = fc.array(
    fc.string({ unit: 'binary-ascii' }).filter((one) => !one.includes('\0')),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(text, (words) => {
      const command = `printf '%s\\0' ${words.map(shellQuoted).join(' ')}`;
      const said = execFileSync('sh', ['-c', command]).toString('utf8');
      expect(said).toBe(words.map((word) => `${word}\0`).join(''));
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['type', { type: "aws_ssoadmin_x'; touch pwned; '" }],
  ['name', { name: 'x y' }],
  ['module', { module: "module.a'; touch pwned; '" }],
  ['module with a line break in its key', { module: 'module.a["b\nc"]' }],
  ['module that is none', { module: 'module' }],
])('a resource whose %s is no address is in no command', (_, more) => {
  const set = resource(
    'aws_ssoadmin_permission_set',
    'this',
    [[null, permissionSet(adminArn, 'A')]],
    more,
  );
  const { value, diagnostics } = parseTerraformState(stateText([set]));
  expect(value?.managed).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['terraform-resource']);
});

test('attributes that are not as the provider writes them are told, and in no command', () => {
  const broken = { ...assignment(adminArn, '1'), principal_type: 'ROBOT' };
  const text = stateText([
    resource('aws_ssoadmin_account_assignment', 'x', [[null, broken]]),
    'junk',
  ]);
  const { value, diagnostics } = parseTerraformState(text);
  expect(value?.managed).toEqual([]);
  expect(diagnostics.map(({ why }) => why)).toEqual([
    'it is not what the format says',
    'its attribute "principal_type" is not as the provider writes it',
  ]);
});

test('several instances are told, and each can be taken for itself', () => {
  const other = 'arn:aws:sso:::instance/ssoins-fedcba9876543210';
  const foreign = { ...permissionSet(readArn, 'Read'), instance_arn: other };
  const text = stateText([
    resource('aws_ssoadmin_permission_set', 'x', [
      ['a', permissionSet(adminArn, 'Admin')],
      ['b', foreign],
    ]),
    resource('aws_ssm_parameter', 'p', [[null, { a: adminArn, b: readArn }]]),
  ]);
  const { value, diagnostics } = parseTerraformState(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(['terraform-instances']);
  if (value === null) throw new Error('not read');
  const own = ofInstance(value, instance);
  expect(own.permissionSets.map(({ name }) => name)).toEqual(['Admin']);
  expect(own.managed.map(({ instance: address }) => address)).toEqual([
    'aws_ssoadmin_permission_set.x["a"]',
  ]);
  expect(own.references).toEqual([{ address: 'aws_ssm_parameter.p', permissionSetArn: adminArn }]);
});

test.each([
  ['no JSON', '{', 'not a Terraform state'],
  ['a list', '[]', 'not a Terraform state'],
  ['an older version', JSON.stringify({ version: 3, modules: [] }), 'format version 3'],
  ['a newer version', JSON.stringify({ version: 5 }), 'format version 5'],
  [
    'an encrypted state',
    JSON.stringify({ encrypted_data: 'x', version: 4, resources: [] }),
    'encrypted',
  ],
  [
    'resources that are none',
    JSON.stringify({ version: 4, resources: {} }),
    'not a Terraform state',
  ],
])('%s is refused with what to do instead', (_, text, headline) => {
  const { value, diagnostics } = parseTerraformState(text);
  expect(value).toBeNull();
  expect(diagnostics).toMatchObject([{ code: 'terraform-state', severity: 'error' }]);
  expect(diagnostics[0]?.headline).toContain(headline);
});

test('an empty state is a state that holds nothing', () => {
  const { value, diagnostics } = parseTerraformState(`\uFEFF${stateText([])}`);
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject({ permissionSets: [], managed: [], instances: [] });
});
