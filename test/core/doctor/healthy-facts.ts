import type { AwsFacts } from '../../../src/core/doctor/aws-facts.ts';
import type { EntraFacts, FederationApplication } from '../../../src/core/doctor/entra-facts.ts';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { known } from '../../../src/core/doctor/known.ts';
import type { Provisioning, ProvisioningJob } from '../../../src/core/doctor/provisioning-facts.ts';
import {
  type AccountId,
  type InstanceArn,
  isAccountId,
  isInstanceArn,
} from '../../../src/core/model/ids.ts';

const issuer = 'https://scim.aws.com/1234567890';
export const developers = '11111111-aaaa-4aaa-8aaa-111111111111';
export const ada = '22222222-aaaa-4aaa-8aaa-222222222222';
export const appId = '99999999-8888-4777-8666-555555555555';
export const management = accountId('111111111111');
export const delegate = accountId('222222222222');
const identifier = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890';
/** Its id is not the identifier's. */
const reply =
  'https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/85f2a8f3-9efd-4a5d-82d4-536a359a8c35';
const subject = 'repo:acme/access:environment:doctor';

export const application: FederationApplication = {
  id: 'aaaaaaaa-1111-4111-8111-111111111111',
  appId,
  displayName: 'AWS IAM Identity Center',
  templateId: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
  enabled: true,
  assignmentRequired: true,
  signInMode: 'saml',
  replyUrls: [reply],
  activeThumbprint: 'AB12',
  keys: [
    { thumbprint: 'AB12', usage: 'Sign', endsAt: '2028-01-01T00:00:00Z' },
    { thumbprint: 'AB12', usage: 'Verify', endsAt: '2028-01-01T00:00:00Z' },
  ],
  notified: ['identity@example.com'],
};

export const job: ProvisioningJob = {
  id: 'aws.tenant.1',
  schedule: 'Active',
  interval: 2400,
  status: 'Active',
  lastCycle: { state: 'Succeeded', endedAt: '2026-11-20T11:40:00Z', error: null },
  quarantine: null,
};

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

const aws: AwsFacts = {
  region: 'eu-west-1',
  wantedInstance: null,
  instances: known([
    {
      arn: instanceArn('arn:aws:sso:::instance/ssoins-0123456789abcdef'),
      identityStoreId: 'd-1234567890',
      ownerAccountId: management,
      region: 'eu-west-1',
    },
  ]),
  instanceState: known({ status: 'ACTIVE', statusReason: null }),
  managementAccountId: known(management),
  callerAccountId: known(delegate),
  managementAccountNamed: false,
  users: known([user]),
  groups: known([group]),
  memberships: known([{ groupId: 'g-1', userIds: ['u-1'] }]),
  trails: known([
    { name: 'organization', everyRegion: true, wholeOrganization: true, logging: known(true) },
  ]),
  reads: [
    { action: 'sso:ListInstances', outcome: 'allowed', why: null },
    { action: 'identitystore:ListGroups', outcome: 'allowed', why: null },
  ],
};

const mappings = [
  { target: 'userName', source: '[userPrincipalName]', isMatch: true },
  { target: 'displayName', source: '[displayName]', isMatch: false },
  { target: 'name.givenName', source: '[givenName]', isMatch: false },
  { target: 'name.familyName', source: '[surname]', isMatch: false },
  { target: 'emails[type eq "work"].value', source: '[mail]', isMatch: false },
  { target: 'externalId', source: '[objectId]', isMatch: false },
];

const provisioning: Provisioning = {
  jobs: known([job]),
  schema: known({
    users: mappings,
    groups: [
      { target: 'displayName', source: '[displayName]', isMatch: true },
      { target: 'externalId', source: '[objectId]', isMatch: false },
      { target: 'members', source: '[members]', isMatch: false },
    ],
    groupJoin: 'external-id',
  }),
  settings: known({ everybody: false, notified: ['identity@example.com'] }),
  credentials: known(null),
  failures: known([]),
};

const entra: EntraFacts = {
  settings: {
    tenantId: '11111111-2222-4333-8444-555555555555',
    application: null,
    cloud: 'public',
    groupSync: 'check',
    scimTokenExpires: '2027-06-30T23:59:59.999Z',
    unassignGroups: [],
  },
  signIn: { state: 'signed-in', permissions: ['Application.Read.All', 'GroupMember.Read.All'] },
  jobIdentity: known({
    issuer: 'https://token.actions.githubusercontent.com',
    subject,
    audience: 'api://AzureADTokenExchange',
    forms: [subject, 'repo:acme@1/access@2:environment:doctor'],
  }),
  federatedCredentials: known([
    {
      name: 'doctor',
      issuer: 'https://token.actions.githubusercontent.com',
      subject,
      audiences: ['api://AzureADTokenExchange'],
    },
  ]),
  applications: known([application]),
  singleAccountApplications: known([]),
  registration: known({ identifiers: [identifier], redirectUris: [reply] }),
  assigned: known([{ type: 'group', id: developers, name: 'Developers' }]),
  groups: known([
    {
      id: developers,
      displayName: 'Developers',
      securityEnabled: true,
      memberIds: [ada],
      nestedGroups: [],
      nestedPeople: 0,
    },
  ]),
  people: known([
    { id: ada, userPrincipalName: 'ada@example.com', mail: 'ada@example.com', enabled: true },
  ]),
  provisioning,
  accessPolicies: known([
    {
      name: 'AWS needs a second factor',
      state: 'enabled',
      includedApplications: [appId],
      excludedApplications: [],
      includedUsers: ['All'],
      excludedUsers: [],
      includedGroups: [],
      excludedGroups: [],
      narrowedBy: [],
      demands: { operator: 'OR', controls: ['mfa'], strength: false },
    },
  ]),
  subscriptions: known([{ name: 'ENTERPRISEPACK', status: 'Enabled', plans: ['AAD_PREMIUM'] }]),
};

export const healthy: Facts = {
  now: '2026-11-20T12:00:00Z',
  isPublicRepository: false,
  aws,
  entra,
};

export function withAws(parts: Partial<AwsFacts>, facts: Facts = healthy): Facts {
  return { ...facts, aws: { ...facts.aws, ...parts } };
}

export function withEntra(parts: Partial<EntraFacts>, facts: Facts = healthy): Facts {
  return { ...facts, entra: { ...facts.entra, ...parts } };
}

export function withApplication(parts: Partial<FederationApplication>): Facts {
  return withEntra({ applications: known([{ ...application, ...parts }]) });
}

export function withProvisioning(parts: Partial<Provisioning>): Facts {
  return withEntra({ provisioning: { ...provisioning, ...parts } });
}

export function withJob(parts: Partial<ProvisioningJob>): Facts {
  return withProvisioning({ jobs: known([{ ...job, ...parts }]) });
}

export function accountId(text: string): AccountId {
  if (!isAccountId(text)) throw new Error(`${text} is no account id`);
  return text;
}

export function instanceArn(text: string): InstanceArn {
  if (!isInstanceArn(text)) throw new Error(`${text} is no instance ARN`);
  return text;
}
