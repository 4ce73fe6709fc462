import { describe, expect, it } from 'vitest';
import type { AccessPolicy } from '../../../src/core/doctor/access-policy.ts';
import type { TriedRead } from '../../../src/core/doctor/aws-facts.ts';
import type { Verdict } from '../../../src/core/doctor/check.ts';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { known, unknown } from '../../../src/core/doctor/known.ts';
import type { ProvisioningSchema } from '../../../src/core/doctor/provisioning-facts.ts';
import { checks, runChecks } from '../../../src/core/doctor/run-checks.ts';
import {
  ada,
  appId,
  application,
  delegate,
  developers,
  healthy,
  instanceArn,
  management,
  withApplication,
  withAws,
  withEntra,
  withJob,
  withProvisioning,
} from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const refused = unknown('Graph said no.', { missing: 'Some.Permission' });
const issuer = 'https://scim.aws.com/1234567890';
const [first] = healthy.aws.instances.known ? healthy.aws.instances.value : [];
if (first === undefined) throw new Error('the healthy facts hold no instance');
const other = { ...first, arn: instanceArn('arn:aws:sso:::instance/ssoins-fedcba9876543210') };
const trail = { name: 't', everyRegion: true, wholeOrganization: true, logging: known(true) };
const person = { id: ada, userPrincipalName: 'ada@example.com', mail: null, enabled: true };
const user = {
  id: 'u-1',
  userName: 'ada@example.com',
  externalIds: [{ issuer, id: ada }],
  enabled: true,
};
const group = {
  id: 'g-1',
  displayName: 'Developers',
  externalIds: [{ issuer, id: developers }],
};
const assigned = { type: 'group', id: developers, name: 'Developers' } as const;
const policy: AccessPolicy = {
  name: 'Everybody',
  state: 'enabled',
  includedApplications: ['All'],
  excludedApplications: [],
  includedUsers: ['All'],
  excludedUsers: [],
  includedGroups: [],
  excludedGroups: [],
  narrowedBy: [],
  demands: { operator: 'OR', controls: ['mfa'], strength: false },
};
const { schema } = healthy.entra.provisioning;
const mappings: ProvisioningSchema = schema.known
  ? schema.value
  : { users: [], groups: [], groupJoin: 'display-name' };

const key = (ends: string) => [{ thumbprint: 'AB12', usage: 'Sign', endsAt: ends }];
const policies = (...all: readonly Partial<AccessPolicy>[]): Facts =>
  withEntra({ accessPolicies: known(all.map((one) => ({ ...policy, ...one }))) });
const inEntra = (parts: Parameters<typeof withEntra>[0]): Facts => withEntra(parts);
const declared = healthy.entra.settings;
const ending = (scimTokenExpires: string | null): Facts =>
  withEntra({ settings: declared === null ? null : { ...declared, scimTokenExpires } });
const identity = (
  subject: string | null,
  issuedBy = 'https://token.actions.githubusercontent.com',
) => known([{ name: 'one', issuer: issuedBy, subject, audiences: ['api://AzureADTokenExchange'] }]);

const withoutList = (outcome: TriedRead['outcome']): TriedRead[] => [
  { action: 'identitystore:ListGroups', outcome: 'allowed', why: null },
  { action: 'sso:ListAccountAssignmentsForPrincipal', outcome, why: 'There was no answer.' },
];

/** Check, what is so, verdict, and what its evidence or next step must hold. */
const cases: readonly (readonly [id: string, what: string, Facts, Verdict, RegExp])[] = [
  ['instance', 'none is visible', withAws({ instances: known([]) }), 'fail', /No instance/],
  ['instance', 'two fit', withAws({ instances: known([first, other]) }), 'fail', /2 instances/],
  [
    'instance',
    "one of two is the management account's",
    withAws({ instances: known([first, { ...other, ownerAccountId: delegate }]) }),
    'pass',
    /ACTIVE/,
  ],
  [
    'instance',
    'another one is declared',
    withAws({ wantedInstance: other.arn }),
    'fail',
    /not visible/,
  ],
  [
    'instance',
    'it is being made',
    withAws({ instanceState: known({ status: 'CREATE_IN_PROGRESS', statusReason: null }) }),
    'fail',
    /CREATE_IN_PROGRESS/,
  ],
  [
    'instance',
    'it was refused',
    withAws({ instances: refused }),
    'cannot tell',
    /Some\.Permission/,
  ],
  ['region', 'no Region is known', withAws({ region: null }), 'fail', /Neither/],
  ['region', "it is a replica's", withAws({ region: 'us-east-1' }), 'fail', /set .* to eu-west-1/],
  [
    'region',
    'nothing is visible there',
    withAws({ instances: known([]) }),
    'cannot tell',
    /another/,
  ],
  [
    'delegated-administration',
    'it is the management account',
    withAws({ callerAccountId: known(management) }),
    'pass',
    /everything/,
  ],
  [
    'delegated-administration',
    'a member sees nothing',
    withAws({ instances: known([]) }),
    'fail',
    /delegated administrator/,
  ],
  [
    'delegated-administration',
    'rules name the management account',
    withAws({ managementAccountNamed: true }),
    'warn',
    /grants nothing/,
  ],
  [
    'delegated-administration',
    'STS is silent',
    withAws({ callerAccountId: refused }),
    'cannot tell',
    /said no/,
  ],
  [
    'role-permissions',
    'a read was refused',
    withAws({ reads: [{ action: 'sso:ListPermissionSets', outcome: 'refused', why: 'no' }] }),
    'fail',
    /sso:ListPermissionSets/,
  ],
  [
    'role-permissions',
    'a read failed',
    withAws({ reads: [{ action: 'sso:ListPermissionSets', outcome: 'failed', why: 'reset' }] }),
    'cannot tell',
    /reset/,
  ],
  [
    'role-permissions',
    'there is no permission set yet',
    withAws({
      reads: [
        { action: 'sso:ListInstances', outcome: 'allowed', why: null },
        { action: 'sso:DescribePermissionSet', outcome: 'untried', why: null },
      ],
    }),
    'cannot tell',
    /nothing to try sso:DescribePermissionSet/,
  ],
  [
    'role-permissions',
    'the read that runs can do without was refused',
    withAws({ callerAccountId: known(management), reads: withoutList('refused') }),
    'warn',
    /read every pair [\s\S]*allow sso:ListAccountAssignmentsForPrincipal to the role/,
  ],
  [
    'role-permissions',
    'it was refused, and nobody says whose credentials these are',
    withAws({ callerAccountId: refused, reads: withoutList('refused') }),
    'warn',
    /allow sso:ListAccountAssignmentsForPrincipal/,
  ],
  [
    'role-permissions',
    'it was refused beside another one',
    withAws({
      callerAccountId: known(management),
      reads: [
        ...withoutList('refused'),
        { action: 'sso:ListInstances', outcome: 'refused', why: null },
      ],
    }),
    'fail',
    /allow sso:ListAccountAssignmentsForPrincipal, sso:ListInstances to the role/,
  ],
  [
    'role-permissions',
    'who is in groups may not be read',
    withAws({
      reads: [
        ...withoutList('allowed'),
        { action: 'identitystore:ListGroupMemberships', outcome: 'refused', why: null },
      ],
    }),
    'warn',
    /Without identitystore:ListGroupMemberships, plans do not say who gains/,
  ],
  [
    'role-permissions',
    'it was refused to a delegated administrator, as AWS may do',
    withAws({ reads: withoutList('refused') }),
    'pass',
    /tried [\s\S]*management account alone\.\n.*read every pair/,
  ],
  [
    'role-permissions',
    'it was invalid for a delegated administrator, as AWS may say',
    withAws({ reads: withoutList('failed') }),
    'pass',
    /management account alone/,
  ],
  [
    'role-permissions',
    'it failed for the management account',
    withAws({ callerAccountId: known(management), reads: withoutList('failed') }),
    'cannot tell',
    /no answer/,
  ],
  ['identity-source', 'there are no users', withAws({ users: known([]) }), 'fail', /nobody/],
  [
    'identity-source',
    'nothing came by SCIM',
    withAws({
      users: known([{ ...user, externalIds: [] }]),
      groups: known([{ ...group, externalIds: [] }]),
    }),
    'fail',
    /None of 1 user and 1 group/,
  ],
  [
    'identity-source',
    'two sources are left',
    withAws({
      users: known([
        user,
        { ...user, externalIds: [{ issuer: 'https://scim.aws.com/old', id: 'x' }] },
      ]),
    }),
    'warn',
    /scim\.aws\.com\/old/,
  ],
  [
    'local-users',
    'one was made in AWS',
    withAws({ users: known([user, { ...user, userName: 'local', externalIds: [] }]) }),
    'warn',
    /"local"/,
  ],
  ['cloudtrail', 'there is none', withAws({ trails: known([]) }), 'fail', /no trail/],
  [
    'cloudtrail',
    'it is stopped',
    withAws({ trails: known([{ ...trail, logging: known(false) }]) }),
    'fail',
    /not logging/,
  ],
  [
    'cloudtrail',
    'it records one Region',
    withAws({ trails: known([{ ...trail, everyRegion: false }]) }),
    'warn',
    /one Region only/,
  ],
  [
    'cloudtrail',
    'it records one account',
    withAws({ trails: known([{ ...trail, wholeOrganization: false }]) }),
    'warn',
    /this account alone/,
  ],
  [
    'cloudtrail',
    'its status is refused',
    withAws({ trails: known([{ ...trail, logging: refused }]) }),
    'cannot tell',
    /Some\.Permission/,
  ],
  ['cloudtrail', 'it is refused', withAws({ trails: refused }), 'cannot tell', /Some\.Permission/],
  [
    'sign-in',
    'it is not declared',
    inEntra({ signIn: { state: 'not-declared' } }),
    'cannot tell',
    /declare/,
  ],
  [
    'sign-in',
    'Entra refuses',
    inEntra({ signIn: { state: 'failed', why: 'AADSTS700213', help: 'mend it' } }),
    'fail',
    /AADSTS700213/,
  ],
  [
    'sign-in',
    'the token carries nothing',
    inEntra({ signIn: { state: 'signed-in', permissions: [] } }),
    'warn',
    /no application permission.*consent/s,
  ],
  [
    'sign-in',
    'the token cannot be read',
    inEntra({ signIn: { state: 'signed-in', permissions: null } }),
    'pass',
    /^Entra ID gave a token; which permissions it carries cannot be read\.\n$/,
  ],
  ['oidc-subject', 'it is no job', inEntra({ jobIdentity: known(null) }), 'cannot tell', /no job/],
  [
    'oidc-subject',
    'the credential has the other form',
    inEntra({ federatedCredentials: identity('repo:acme@1/access@2:environment:doctor') }),
    'warn',
    /other form/,
  ],
  [
    'oidc-subject',
    'no credential fits',
    inEntra({ federatedCredentials: identity('repo:acme/other:ref:refs/heads/main') }),
    'fail',
    /add a federated credential/,
  ],
  [
    'oidc-subject',
    'only an expression may fit',
    inEntra({ federatedCredentials: identity(null) }),
    'cannot tell',
    /matches by an expression/,
  ],
  [
    'oidc-subject',
    'its issuer is another',
    inEntra({
      federatedCredentials: identity('repo:acme/access:environment:doctor', 'https://gh.example'),
    }),
    'fail',
    /expects the issuer/,
  ],
  [
    'oidc-subject',
    'the credentials are refused',
    inEntra({ federatedCredentials: refused }),
    'cannot tell',
    /repo:acme\/access:environment:doctor.*other form.*Some\.Permission/s,
  ],
  ['license', 'there is none', inEntra({ subscriptions: known([]) }), 'fail', /without it/],
  [
    'license',
    'it is in grace',
    inEntra({ subscriptions: known([{ name: 'P', status: 'Warning', plans: ['AAD_PREMIUM'] }]) }),
    'warn',
    /Warning/,
  ],
  [
    'license',
    'it is suspended',
    inEntra({
      subscriptions: known([{ name: 'P', status: 'Suspended', plans: ['AAD_PREMIUM_P2'] }]),
    }),
    'fail',
    /Suspended/,
  ],
  [
    'enterprise-application',
    'there is none',
    inEntra({ applications: known([]) }),
    'fail',
    /gallery/,
  ],
  [
    'enterprise-application',
    'there is the single-account one',
    inEntra({ applications: known([]), singleAccountApplications: known(['Amazon Web Services']) }),
    'fail',
    /"Amazon Web Services" is the template for a single account/,
  ],
  [
    'enterprise-application',
    'the single-account one is declared',
    withApplication({ templateId: '8b1025e4-1dd2-430b-a150-2ef79cd700f5' }),
    'fail',
    /single account/,
  ],
  [
    'enterprise-application',
    'there are two',
    inEntra({ applications: known([application, { ...application, id: 'b' }]) }),
    'fail',
    /settings\.entra\.application/,
  ],
  [
    'enterprise-application',
    'it is disabled',
    withApplication({ enabled: false }),
    'fail',
    /disabled/,
  ],
  [
    'enterprise-application',
    'it has no template',
    withApplication({ templateId: null }),
    'warn',
    /gallery/,
  ],
  ['saml-mode', 'none is chosen', withApplication({ signInMode: null }), 'fail', /No single/],
  [
    'saml-mode',
    'it is a password',
    withApplication({ signInMode: 'password' }),
    'fail',
    /"password"/,
  ],
  [
    'saml-mode',
    'there are no applications',
    inEntra({ applications: known([]) }),
    'cannot tell',
    /first/,
  ],
  [
    'identifier-and-reply-url',
    'none is set',
    inEntra({
      applications: known([{ ...application, replyUrls: [] }]),
      registration: known(null),
    }),
    'fail',
    /No identifier is set.*No reply URL/s,
  ],
  [
    'identifier-and-reply-url',
    'the identifier ends with a slash',
    inEntra({
      registration: known({
        identifiers: ['https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890/'],
        redirectUris: [],
      }),
    }),
    'fail',
    /AWS gives out/,
  ],
  [
    'identifier-and-reply-url',
    'it is of another Region',
    inEntra({
      applications: known([
        {
          ...application,
          replyUrls: ['https://us-east-1.signin.aws.amazon.com/platform/saml/acs/d-1'],
        },
      ]),
      registration: known({
        identifiers: ['https://us-east-1.signin.aws.amazon.com/platform/saml/d-1'],
        redirectUris: [],
      }),
    }),
    'fail',
    /lives in eu-west-1/,
  ],
  [
    'identifier-and-reply-url',
    'they are of two instances',
    inEntra({
      registration: known({
        identifiers: ['https://eu-west-1.signin.aws.amazon.com/platform/saml/d-other'],
        redirectUris: [],
      }),
    }),
    'fail',
    /names another instance/,
  ],
  [
    'identifier-and-reply-url',
    'a foreign reply URL stands beside it',
    withApplication({ replyUrls: [...application.replyUrls, 'https://evil.example/acs'] }),
    'warn',
    /evil\.example/,
  ],
  [
    'signing-certificate',
    'none is active',
    withApplication({ activeThumbprint: null }),
    'fail',
    /No signing/,
  ],
  [
    'signing-certificate',
    'it ended',
    withApplication({ keys: key('2026-11-19T00:00:00Z') }),
    'fail',
    /ended on 2026-11-19/,
  ],
  [
    'signing-certificate',
    'it ends soon',
    withApplication({ keys: key('2026-12-15T00:00:00Z') }),
    'warn',
    /in 24 days/,
  ],
  ['signing-certificate', 'it is not there', withApplication({ keys: [] }), 'cannot tell', /AB12/],
  [
    'assignment-required',
    'it is not',
    withApplication({ assignmentRequired: false }),
    'warn',
    /Everybody/,
  ],
  ['conditional-access', 'there is no policy', policies(), 'fail', /None of 0 policies/],
  [
    'conditional-access',
    'it only reports',
    policies({ state: 'enabledForReportingButNotEnforced' }),
    'fail',
    /only reports/,
  ],
  ['conditional-access', 'it is off', policies({ state: 'disabled' }), 'fail', /None of/],
  [
    'conditional-access',
    'the application is excluded',
    policies({ excludedApplications: [appId] }),
    'fail',
    /None of/,
  ],
  [
    'conditional-access',
    'a compliant device is enough',
    policies({
      demands: { operator: 'OR', controls: ['mfa', 'compliantDevice'], strength: false },
    }),
    'fail',
    /None of/,
  ],
  [
    'conditional-access',
    'both are demanded',
    policies({
      demands: { operator: 'AND', controls: ['mfa', 'compliantDevice'], strength: false },
    }),
    'pass',
    /"Everybody"/,
  ],
  [
    'conditional-access',
    'a strength is demanded',
    policies({ demands: { operator: 'OR', controls: [], strength: true } }),
    'pass',
    /"Everybody"/,
  ],
  [
    'conditional-access',
    'it holds on some networks',
    policies({ narrowedBy: ['locations'] }),
    'warn',
    /conditions on locations/,
  ],
  [
    'conditional-access',
    'it misses a group',
    policies({ includedUsers: [], includedGroups: ['another'] }),
    'warn',
    /not of 1 assigned group/,
  ],
  [
    'conditional-access',
    'it names the assigned group',
    policies({ includedUsers: [], includedGroups: [developers] }),
    'pass',
    /"Everybody"/,
  ],
  [
    'conditional-access',
    'a group is excluded',
    policies({ excludedGroups: ['g'] }),
    'warn',
    /excluded group/,
  ],
  [
    'conditional-access',
    'a person in scope is excluded',
    policies({ excludedUsers: [ada] }),
    'warn',
    /1 excluded user/,
  ],
  [
    'conditional-access',
    'a break-glass user is excluded',
    policies({ excludedUsers: ['44444444-aaaa-4aaa-8aaa-444444444444'] }),
    'pass',
    /1 user excluded/,
  ],
  [
    'conditional-access',
    'it is refused',
    inEntra({ accessPolicies: refused }),
    'cannot tell',
    /Some/,
  ],
  [
    'provisioning-job',
    'there is none',
    withProvisioning({ jobs: known([]) }),
    'fail',
    /no provisioning job/,
  ],
  [
    'provisioning-job',
    'it is not configured',
    withJob({ status: 'NotConfigured' }),
    'fail',
    /enter endpoint/,
  ],
  ['provisioning-job', 'it never ran', withJob({ status: 'NotRun' }), 'fail', /start provisioning/],
  ['provisioning-job', 'it is paused', withJob({ status: 'Paused' }), 'fail', /Paused/],
  [
    'provisioning-job',
    'its schedule is off',
    withJob({ schedule: 'Disabled' }),
    'fail',
    /Disabled/,
  ],
  [
    'quarantine',
    'its token is refused',
    withJob({
      status: 'Quarantine',
      quarantine: {
        reason: 'EncounteredQuarantineException',
        since: '2026-11-18T00:00:00Z',
        error: 'Invalid credentials.',
      },
    }),
    'fail',
    /since 2026-11-18: EncounteredQuarantineException.*new SCIM token/s,
  ],
  ['quarantine', 'only its status says so', withJob({ status: 'Quarantine' }), 'fail', /Unknown/],
  ['last-cycle', 'there was none', withJob({ lastCycle: null }), 'fail', /no cycle yet/],
  [
    'last-cycle',
    'it failed',
    withJob({ lastCycle: { state: 'Failed', endedAt: '2026-11-20T11:40:00Z', error: 'no' } }),
    'fail',
    /failed/,
  ],
  [
    'last-cycle',
    'some entries failed',
    withJob({
      lastCycle: { state: 'EntryLevelErrors', endedAt: '2026-11-20T11:40:00Z', error: null },
    }),
    'warn',
    /EntryLevelErrors/,
  ],
  [
    'last-cycle',
    'it is hours ago',
    withJob({ lastCycle: { state: 'Succeeded', endedAt: '2026-11-20T08:00:00Z', error: null } }),
    'warn',
    /4 hours ago and is due every 40 minutes/,
  ],
  [
    'last-cycle',
    'it is days ago',
    withJob({ lastCycle: { state: 'Succeeded', endedAt: '2026-11-17T12:00:00Z', error: null } }),
    'fail',
    /3 days ago/,
  ],
  [
    'provisioning-errors',
    'there were some',
    withProvisioning({
      failures: known([
        { code: 'DuplicateTargetEntries', reason: 'two of them' },
        { code: 'AttributeMissing', reason: 'no surname' },
        { code: 'AttributeMissing', reason: 'no surname' },
      ]),
    }),
    'warn',
    /3 steps failed.*2 × AttributeMissing: no surname.*1 × Dup/s,
  ],
  [
    'provisioning-credentials',
    'AWS refuses them',
    withProvisioning({ credentials: known("InvalidCredentials: tried as 'eve@example.com'") }),
    'fail',
    /new SCIM token/,
  ],
  [
    'provisioning-credentials',
    'it may not be asked',
    withProvisioning({ credentials: refused }),
    'cannot tell',
    /Some/,
  ],
  ['scim-token', 'it is not declared', ending(null), 'cannot tell', /scimTokenExpires/],
  ['scim-token', 'it ended', ending('2026-11-19T23:59:59.999Z'), 'fail', /ended on 2026-11-19/],
  ['scim-token', 'it ends soon', ending('2026-12-10T23:59:59.999Z'), 'warn', /in 20 days/],
  [
    'notification-address',
    'nobody is told',
    withProvisioning({ settings: known({ everybody: false, notified: [] }) }),
    'warn',
    /No address/,
  ],
  [
    'scope',
    'everybody is provisioned',
    withProvisioning({ settings: known({ everybody: true, notified: [] }) }),
    'warn',
    /Every user and group/,
  ],
  ['scope', 'nothing is assigned', inEntra({ assigned: known([]) }), 'fail', /nothing is/],
  [
    'scope',
    'a user is assigned',
    inEntra({ assigned: known([assigned, { type: 'user', id: ada, name: 'Ada' }]) }),
    'warn',
    /1 group and 1 user/,
  ],
  [
    'attribute-mappings',
    'the family name is missing',
    withProvisioning({
      schema: known({
        ...mappings,
        users: mappings.users.filter(({ target }) => target !== 'name.familyName'),
      }),
    }),
    'fail',
    /without name\.familyName/,
  ],
  [
    'attribute-mappings',
    'userName is the mail address',
    withProvisioning({
      schema: known({
        ...mappings,
        users: mappings.users.map((one) =>
          one.target === 'userName' ? { ...one, source: '[mail]' } : one,
        ),
      }),
    }),
    'warn',
    /"\[mail\]"/,
  ],
  [
    'attribute-mappings',
    'two match keys',
    withProvisioning({
      schema: known({
        ...mappings,
        users: mappings.users.map((one) => ({ ...one, isMatch: true })),
      }),
    }),
    'warn',
    /alone/,
  ],
  [
    'external-id-mapping',
    'groups carry none',
    withProvisioning({
      schema: known({
        ...mappings,
        groups: mappings.groups.filter(({ target }) => target !== 'externalId'),
        groupJoin: 'display-name',
      }),
    }),
    'warn',
    /from nothing for groups.*display name/s,
  ],
  [
    'external-id-mapping',
    'no group is mapped',
    withProvisioning({ schema: known({ ...mappings, groups: [], groupJoin: 'external-id' }) }),
    'warn',
    /No group is provisioned/,
  ],
  [
    'sign-in-names',
    'one differs',
    withAws({ users: known([{ ...user, userName: 'ada@old.example.com' }]) }),
    'fail',
    /"ada@example\.com is ada@old\.example\.com"/,
  ],
  [
    'sign-in-names',
    'one differs in case',
    withAws({ users: known([{ ...user, userName: 'Ada@example.com' }]) }),
    'warn',
    /upper and lower case/,
  ],
  ['sign-in-names', 'nobody is in AWS', withAws({ users: known([]) }), 'cannot tell', /in AWS yet/],
  ['sign-in-names', 'names are refused', inEntra({ people: refused }), 'cannot tell', /Some/],
  [
    'nested-groups',
    'one holds another',
    inEntra({
      groups: known([
        {
          id: developers,
          displayName: 'Developers',
          securityEnabled: true,
          memberIds: [ada],
          nestedGroups: ['inner'],
          nestedPeople: 4,
        },
      ]),
    }),
    'warn',
    /"Developers".*4 people/s,
  ],
  [
    'groups-in-step',
    'none is in AWS',
    withAws({ groups: known([]) }),
    'fail',
    /0 of 1 assigned groups/,
  ],
  [
    'groups-in-step',
    'one is not in AWS',
    inEntra({ assigned: known([assigned, { type: 'group', id: 'x', name: 'New' }]) }),
    'warn',
    /not in AWS: "New"/,
  ],
  [
    'groups-in-step',
    'one is left over',
    withAws({
      groups: known([
        group,
        { ...group, id: 'g-2', displayName: 'Old', externalIds: [{ issuer, id: 'old' }] },
      ]),
    }),
    'warn',
    /not assigned any more: "Old"/,
  ],
  [
    'groups-in-step',
    'one is a mail group',
    inEntra({
      groups: known([
        {
          id: developers,
          displayName: 'Developers',
          securityEnabled: false,
          memberIds: [],
          nestedGroups: [],
          nestedPeople: 0,
        },
      ]),
    }),
    'warn',
    /Not security-enabled/,
  ],
  [
    'users-in-step',
    'one is not in AWS',
    inEntra({
      people: known([person, { ...person, id: 'b', userPrincipalName: 'bob@example.com' }]),
    }),
    'warn',
    /1 user is not in AWS yet: "bob@example\.com"/,
  ],
  [
    'users-in-step',
    'one left the scope',
    withAws({
      users: known([
        user,
        { ...user, id: 'u-2', userName: 'eve', externalIds: [{ issuer, id: 'e' }] },
      ]),
    }),
    'warn',
    /not in scope any more: "eve"/,
  ],
  [
    'users-in-step',
    'one is disabled in Entra alone',
    inEntra({ people: known([{ ...person, enabled: false }]) }),
    'warn',
    /still enabled in AWS/,
  ],
  [
    'users-in-step',
    'a membership is missing',
    withAws({ memberships: known([{ groupId: 'g-1', userIds: [] }]) }),
    'warn',
    /Other members in AWS.*"Developers"/,
  ],
];

describe('the doctor', () => {
  it('finds nothing wrong with a federation that is well', () => {
    const { verdict, checks: results } = runChecks(healthy);
    expect(results.filter((one) => one.verdict !== 'pass')).toEqual([]);
    expect(verdict).toBe('pass');
  });

  it.each(cases)('%s where %s', (id, _what, facts, verdict, words) => {
    const found = verdictOf(id, facts);
    expect(found.verdict).toBe(verdict);
    expect(found.text).toMatch(words);
    expect(found.nextStep === null).toBe(found.verdict === 'pass');
  });

  it('has a case of each check that is not well', () => {
    const covered = new Set(cases.map(([id]) => id));
    expect(checks.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('tells nothing well that it does not know, and never throws', () => {
    const nothing = {
      ...healthy,
      aws: {
        ...healthy.aws,
        instances: refused,
        instanceState: refused,
        managementAccountId: refused,
        callerAccountId: refused,
        users: refused,
        groups: refused,
        memberships: refused,
        trails: refused,
        reads: [],
      },
      entra: {
        settings: null,
        signIn: { state: 'not-declared' as const },
        jobIdentity: refused,
        federatedCredentials: refused,
        applications: refused,
        singleAccountApplications: refused,
        registration: refused,
        assigned: refused,
        groups: refused,
        people: refused,
        provisioning: {
          jobs: refused,
          schema: refused,
          settings: refused,
          credentials: refused,
          failures: refused,
        },
        accessPolicies: refused,
        subscriptions: refused,
      },
    };
    const { verdict, checks: results } = runChecks(nothing);
    expect(verdict).toBe('cannot tell');
    expect(results.filter((one) => one.verdict !== 'cannot tell')).toEqual([]);
    expect(results.filter((one) => one.nextStep === null)).toEqual([]);
  });

  it('names nobody in a public repository', () => {
    const people = cases.map(([, , facts]) => runChecks({ ...facts, isPublicRepository: true }));
    const text = JSON.stringify(people);
    expect(text).not.toMatch(/ada@|bob@|eve@|\\"eve|\\"local\\"|identity@example/);
  });
});
