import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/core/doctor/check.ts';
import type { JsonObject } from '../../src/simulator/aws/json.ts';
import { app, healthyApp, openPlace, type Place, type PlaceOptions } from './place.ts';

const signIn = 'https://eu-west-1.signin.aws.amazon.com/platform/saml';
const withSaml = (saml: Partial<(typeof healthyApp)['saml']>): PlaceOptions => ({
  enterpriseApps: { [app]: { ...healthyApp, saml: { ...healthyApp.saml, ...saml } } },
});
const certificate = (ends: string): PlaceOptions => ({
  enterpriseApps: {
    [app]: {
      ...healthyApp,
      saml: {
        ...healthyApp.saml,
        certificates: [{ starts: '2024-01-01T00:00:00Z', ends }],
      },
    },
  },
});
const secondFactor = (change: JsonObject, grant: JsonObject = {}): JsonObject => ({
  conditions: {
    applications: { includeApplications: [app] },
    users: { includeUsers: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], ...grant },
  ...change,
});
const insteadOfMfa = (place: Place, policy: JsonObject): void => {
  place.entra.world.removeConditionalAccess('AWS needs a second factor');
  place.entra.world.addConditionalAccess('Another', policy);
};

const applicationId = 'abababab-1111-4222-8333-444444444444';
const settings =
  (line: string) =>
  (tenantId: string): string =>
    `settings:
  identityCenter: { region: eu-west-1 }
  entra: { tenantId: ${tenantId}, ${line} }
  manage: { owner: platform }
`;

interface Fault {
  readonly check: string;
  readonly what: string;
  readonly options?: PlaceOptions;
  readonly happens?: (place: Place) => void;
  readonly verdict: Verdict;
  readonly says: RegExp;
}

const faults: readonly Fault[] = [
  {
    check: 'identity-source',
    what: 'nobody was provisioned',
    options: { organization: { groups: {}, assignments: [] } },
    verdict: 'fail',
    says: /0 users and 0 groups: nobody can sign in/,
  },
  {
    check: 'identity-source',
    what: 'the directory of Identity Center is the source',
    options: {
      organization: {
        users: { ada: { externalId: null } },
        groups: { Developers: { members: ['ada'], externalId: null } },
      },
    },
    verdict: 'fail',
    says: /None of 1 user and 1 group/,
  },
  {
    check: 'local-users',
    what: 'an earlier local user is left',
    options: { organization: { users: { 'old-admin': { externalId: null } } } },
    verdict: 'warn',
    says: /1 of 3 users.*"old-admin"/,
  },
  {
    check: 'cloudtrail',
    what: 'there is no trail',
    options: { organization: { trails: [] } },
    verdict: 'fail',
    says: /no trail/,
  },
  {
    check: 'cloudtrail',
    what: 'the trail is stopped',
    options: { organization: { trails: [{ name: 'organization', logging: false }] } },
    verdict: 'fail',
    says: /"organization" is not logging/,
  },
  {
    check: 'cloudtrail',
    what: 'the trail records one Region',
    options: { organization: { trails: [{ name: 'organization', everyRegion: false }] } },
    verdict: 'warn',
    says: /one Region only/,
  },
  {
    check: 'delegated-administration',
    what: 'the role is in an account without delegation',
    options: {
      organization: { delegate: 'dev', accounts: [{ name: 'identity' }, { name: 'dev' }] },
    },
    verdict: 'fail',
    says: /sees no instance/,
  },
  {
    check: 'license',
    what: 'the tenant is free',
    options: { servicePlans: [] },
    verdict: 'fail',
    says: /No subscription/,
  },
  {
    check: 'provisioning-errors',
    what: 'the tenant is free and has no log',
    options: { servicePlans: [] },
    verdict: 'cannot tell',
    says: /premium license/,
  },
  {
    check: 'enterprise-application',
    what: 'there is none',
    options: { enterpriseApps: {} },
    verdict: 'fail',
    says: /No enterprise application/,
  },
  {
    check: 'enterprise-application',
    what: 'there is the one for a single account',
    options: {
      enterpriseApps: { 'Amazon Web Services (AWS)': { template: 'single-account' } },
    },
    verdict: 'fail',
    says: /"Amazon Web Services \(AWS\)" is the template for a single account/,
  },
  {
    check: 'enterprise-application',
    what: 'there are two',
    options: { enterpriseApps: { [app]: healthyApp, Copy: { ...healthyApp, provisioning: null } } },
    verdict: 'fail',
    says: /2 applications.*settings\.entra\.application/s,
  },
  {
    check: 'enterprise-application',
    what: 'it is switched off',
    happens: ({ entra }) => entra.world.changeEnterpriseApp(app, { accountEnabled: false }),
    verdict: 'fail',
    says: /is disabled/,
  },
  {
    check: 'saml-mode',
    what: 'it signs in by password',
    happens: ({ entra }) => entra.world.changeEnterpriseApp(app, { singleSignOnMode: 'password' }),
    verdict: 'fail',
    says: /"password"/,
  },
  {
    check: 'identifier-and-reply-url',
    what: 'the identifier is that of another guide',
    options: withSaml({ identifiers: ['https://signin.aws.amazon.com/saml'] }),
    verdict: 'fail',
    says: /https:\/\/eu-west-1\.signin\.aws\.amazon\.com\/platform\/saml\/<id>/,
  },
  {
    check: 'identifier-and-reply-url',
    what: 'the reply URL ends with a slash',
    options: withSaml({ replyUrls: [`${signIn}/acs/85f2a8f3-9efd-4a5d-82d4-536a359a8c35/`] }),
    verdict: 'fail',
    says: /copy identifier and reply URL/,
  },
  {
    check: 'identifier-and-reply-url',
    what: 'it is of another Region',
    options: withSaml({
      identifiers: ['https://us-east-1.signin.aws.amazon.com/platform/saml/d-1234567890'],
      replyUrls: ['https://us-east-1.signin.aws.amazon.com/platform/saml/acs/d-1234567890'],
    }),
    verdict: 'fail',
    says: /lives in eu-west-1/,
  },
  {
    check: 'signing-certificate',
    what: 'it has ended',
    options: certificate('2026-11-01T00:00:00Z'),
    verdict: 'fail',
    says: /ended on 2026-11-01/,
  },
  {
    check: 'signing-certificate',
    what: 'it ends in ten days',
    options: certificate('2026-11-30T13:00:00Z'),
    verdict: 'warn',
    says: /in 10 days/,
  },
  {
    check: 'assignment-required',
    what: 'everybody may sign in',
    happens: ({ entra }) => entra.world.changeEnterpriseApp(app, { assignmentRequired: false }),
    verdict: 'warn',
    says: /Everybody in the tenant/,
  },
  {
    check: 'conditional-access',
    what: 'no policy is left',
    happens: ({ entra }) => entra.world.removeConditionalAccess('AWS needs a second factor'),
    verdict: 'fail',
    says: /None of 0 policies/,
  },
  {
    check: 'conditional-access',
    what: 'it only reports',
    happens: (place) =>
      insteadOfMfa(place, secondFactor({ state: 'enabledForReportingButNotEnforced' })),
    verdict: 'fail',
    says: /"Another" would, but only reports/,
  },
  {
    check: 'conditional-access',
    what: 'a compliant device is a way out',
    happens: (place) =>
      insteadOfMfa(place, secondFactor({}, { builtInControls: ['mfa', 'compliantDevice'] })),
    verdict: 'fail',
    says: /None of 1 policy/,
  },
  {
    check: 'conditional-access',
    what: 'a strong method is demanded',
    happens: (place) =>
      insteadOfMfa(
        place,
        secondFactor(
          {},
          {
            builtInControls: [],
            authenticationStrength: { displayName: 'Phishing', requirementsSatisfied: 'mfa' },
          },
        ),
      ),
    verdict: 'pass',
    says: /"Another"/,
  },
  {
    check: 'conditional-access',
    what: 'it holds outside of the office alone',
    happens: (place) =>
      insteadOfMfa(
        place,
        secondFactor({
          conditions: {
            applications: { includeApplications: ['All'] },
            users: { includeUsers: ['All'] },
            clientAppTypes: ['all'],
            locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
          },
        }),
      ),
    verdict: 'warn',
    says: /only under conditions on locations/,
  },
  {
    check: 'provisioning-job',
    what: 'provisioning was never set up',
    options: { enterpriseApps: { [app]: { ...healthyApp, provisioning: null } } },
    verdict: 'fail',
    says: /no provisioning job/,
  },
  {
    check: 'provisioning-job',
    what: 'it is paused',
    happens: ({ entra }) => entra.world.pauseProvisioning(),
    verdict: 'fail',
    says: /Paused/,
  },
  {
    check: 'last-cycle',
    what: 'it never ran',
    options: {
      enterpriseApps: { [app]: { ...healthyApp, provisioning: { state: 'NotRun' as const } } },
    },
    verdict: 'fail',
    says: /no cycle yet/,
  },
  {
    check: 'quarantine',
    what: 'AWS refuses the token',
    happens: ({ entra }) => entra.world.quarantine(),
    verdict: 'fail',
    says: /EncounteredQuarantineException.*credentials.*new SCIM token/s,
  },
  {
    check: 'last-cycle',
    what: 'the last one was days ago',
    options: {
      enterpriseApps: {
        [app]: { ...healthyApp, provisioning: { lastRun: '2026-11-17T12:00:00Z' } },
      },
    },
    verdict: 'fail',
    says: /3 days ago/,
  },
  {
    check: 'last-cycle',
    what: 'some entries failed',
    options: {
      enterpriseApps: {
        [app]: {
          ...healthyApp,
          provisioning: { ...healthyApp.provisioning, lastResult: 'EntryLevelErrors' as const },
        },
      },
    },
    verdict: 'warn',
    says: /EntryLevelErrors/,
  },
  {
    check: 'provisioning-credentials',
    what: 'the token has expired',
    options: { permissions: ['Application.Read.All', 'Synchronization.ReadWrite.All'] },
    happens: ({ entra }) => entra.world.expireScimToken(),
    verdict: 'fail',
    says: /invalid credentials/,
  },
  {
    check: 'provisioning-errors',
    what: 'AWS refuses a group',
    happens: ({ entra }) => {
      entra.world.addGroup('Dev; Ops', { members: ['ada@example.com'] });
      entra.world.assign('Dev; Ops');
      entra.world.runCycle();
    },
    verdict: 'warn',
    says: /1 step failed in the last day/,
  },
  {
    check: 'provisioning-errors',
    what: 'AWS refuses a group, and the first page of the log does not say so',
    happens: ({ entra }) => {
      entra.world.addGroup('Dev; Ops', { members: ['ada@example.com'] });
      entra.world.assign('Dev; Ops');
      entra.world.runCycle();
      entra.knobs.pages.emptyEvery = 2;
    },
    verdict: 'warn',
    says: /1 step failed in the last day/,
  },
  {
    check: 'notification-address',
    what: 'nobody is told',
    options: {
      enterpriseApps: {
        [app]: { ...healthyApp, provisioning: { lastRun: '2026-11-20T11:40:00Z' } },
      },
    },
    verdict: 'warn',
    says: /No address/,
  },
  {
    check: 'scope',
    what: 'everybody is provisioned',
    happens: ({ entra }) => entra.world.setScope('all'),
    verdict: 'warn',
    says: /Every user and group of the tenant/,
  },
  {
    check: 'scope',
    what: 'a user is assigned directly',
    happens: ({ entra }) => {
      entra.world.assign('eve@example.com');
    },
    verdict: 'warn',
    says: /2 groups and 1 user are assigned/,
  },
  {
    check: 'attribute-mappings',
    what: 'user names are mail addresses',
    happens: ({ entra }) => entra.world.setMappings({ userName: 'mail' }),
    verdict: 'warn',
    says: /"\[mail\]"/,
  },
  {
    check: 'external-id-mapping',
    what: 'groups carry no external id',
    happens: ({ entra }) => entra.world.setMappings({ groupExternalId: null }),
    verdict: 'warn',
    says: /from nothing for groups/,
  },
  {
    check: 'sign-in-names',
    what: 'somebody was renamed in Entra alone',
    happens: ({ entra }) =>
      entra.world.changeUser('bob@example.com', { userPrincipalName: 'robert@example.com' }),
    verdict: 'fail',
    says: /"robert@example\.com is bob@example\.com"/,
  },
  {
    check: 'nested-groups',
    what: 'a group is put into an assigned one',
    happens: ({ entra }) => entra.world.addMember('Developers', 'Everyone'),
    verdict: 'warn',
    says: /"Developers".*1 person/s,
  },
  {
    check: 'groups-in-step',
    what: 'a group is assigned and not synced yet',
    happens: ({ entra }) => {
      entra.world.assign('Everyone');
    },
    verdict: 'warn',
    says: /not in AWS: "Everyone"/,
  },
  {
    check: 'groups-in-step',
    what: 'a group was deleted and made again under its name',
    happens: ({ entra }) => {
      entra.world.recreateGroup('Admins');
      entra.world.assign('Admins');
    },
    verdict: 'warn',
    says: /not in AWS: "Admins".*not assigned any more: "Admins"/s,
  },
  {
    check: 'groups-in-step',
    what: 'a group is taken out and still in AWS',
    happens: ({ entra }) => entra.world.unassign('Admins'),
    verdict: 'warn',
    says: /not assigned any more: "Admins"/,
  },
  {
    check: 'users-in-step',
    what: 'a new member is not synced yet',
    happens: ({ entra }) => entra.world.addMember('Developers', 'eve@example.com'),
    verdict: 'warn',
    says: /1 user is not in AWS yet: "eve@example\.com"/,
  },
  {
    check: 'users-in-step',
    what: 'a member was added in AWS by hand',
    happens: ({ aws }) => aws.world.addMember('Admins', 'bob@example.com'),
    verdict: 'warn',
    says: /Other members in AWS than in Entra ID: "Admins"/,
  },
  {
    check: 'users-in-step',
    what: 'somebody is disabled in Entra and not in AWS',
    happens: ({ entra }) => entra.world.changeUser('bob@example.com', { accountEnabled: false }),
    verdict: 'warn',
    says: /still enabled in AWS: "bob@example\.com"/,
  },
  {
    check: 'instance',
    what: "an account's own is all that is visible",
    options: {
      organization: {
        delegate: 'dev',
        accounts: [{ name: 'identity' }, { name: 'dev' }],
        accountInstances: [{ account: 'identity' }],
      },
    },
    verdict: 'fail',
    says: /is of account \d{12} alone.*owned by its management account/s,
  },
  {
    check: 'region',
    what: 'nothing says which',
    options: { settings: 'settings:\n  manage: { owner: platform }\n' },
    verdict: 'fail',
    says: /Neither the files nor an input nor the environment names a Region/,
  },
  {
    check: 'sign-in',
    what: 'the token carries nothing',
    options: { permissions: [] },
    verdict: 'warn',
    says: /no application permission/,
  },
  {
    check: 'oidc-subject',
    what: 'no federated credential expects it',
    options: { clientSecret: 's3cret', expectedSubject: 'repo:acme/access:environment:other' },
    verdict: 'fail',
    says: /None of 1 federated credentials? expects it/,
  },
  {
    check: 'oidc-subject',
    what: "a federated credential expects GitHub's other form",
    options: {
      clientSecret: 's3cret',
      expectedSubject: 'repo:acme@11/access@22:environment:doctor',
    },
    verdict: 'warn',
    says: /other form, "repo:acme@11\/access@22:environment:doctor"/,
  },
  {
    check: 'enterprise-application',
    what: 'it was made without the gallery',
    options: {
      enterpriseApps: { [app]: { ...healthyApp, id: applicationId, template: null } },
      settings: settings(`application: ${applicationId}`),
    },
    verdict: 'warn',
    says: /was not made from the gallery's template/,
  },
  {
    check: 'scim-token',
    what: 'it has ended by the files',
    options: { settings: settings('scimTokenExpires: 2026-11-01') },
    verdict: 'fail',
    says: /ended on 2026-11-01/,
  },
  {
    check: 'scim-token',
    what: 'it ends in ten days by the files',
    options: { settings: settings('scimTokenExpires: 2026-11-30') },
    verdict: 'warn',
    says: /ends on 2026-11-30, in (9|10) days/,
  },
  {
    check: 'scope',
    what: 'nothing is assigned',
    options: { enterpriseApps: { [app]: { ...healthyApp, assigned: [] } } },
    verdict: 'fail',
    says: /Only what is assigned is provisioned, and nothing is/,
  },
  {
    check: 'sign-in-names',
    what: 'a name differs in case alone',
    happens: ({ entra }) =>
      entra.world.changeUser('bob@example.com', { userPrincipalName: 'Bob@example.com' }),
    verdict: 'warn',
    says: /1 of 2 users differ in upper and lower case: "Bob@example\.com"/,
  },
  {
    check: 'groups-in-step',
    what: 'none of the assigned groups is there',
    happens: ({ entra }) => {
      entra.world.unassign('Developers');
      entra.world.unassign('Admins');
      entra.world.assign('Everyone');
    },
    verdict: 'fail',
    says: /0 of 1 assigned groups are in AWS.*not in AWS: "Everyone"/s,
  },
  {
    check: 'license',
    what: 'the subscription is suspended',
    options: { subscription: 'Suspended' },
    verdict: 'fail',
    says: /The subscription "AAD_PREMIUM" is Suspended/,
  },
  {
    check: 'license',
    what: 'the subscription is about to end',
    options: { subscription: 'Warning' },
    verdict: 'warn',
    says: /The subscription "AAD_PREMIUM" is Warning/,
  },
  {
    check: 'attribute-mappings',
    what: 'users are sent without a family name',
    happens: ({ entra }) => entra.world.setMappings({ userFamilyName: null }),
    verdict: 'fail',
    says: /provisioned without name\.familyName/,
  },
];

describe('the doctor finds, through the real clients over TLS,', () => {
  it.each(faults.map((fault) => [`${fault.check}: ${fault.what}`, fault] as const))(
    '%s',
    async (_name, { check, options = {}, happens, verdict, says }) => {
      const place = await openPlace(options);
      happens?.(place);
      const found = await place.check(check);
      const text = [...found.evidence, found.nextStep ?? ''].join('\n');
      expect(`${found.verdict}: ${text}`).toMatch(new RegExp(`^${verdict}: `));
      expect(text).toMatch(says);
      expect(place.aws.log.invalid()).toEqual([]);
    },
  );
});
