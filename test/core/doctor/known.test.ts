import { describe, expect, it } from 'vitest';
import { both, known, unknown } from '../../../src/core/doctor/known.ts';
import { runChecks } from '../../../src/core/doctor/run-checks.ts';
import { healthy } from './healthy-facts.ts';

const denied = unknown('sso:ListInstances in eu-west-1: no credentials', { help: 'sign in' });
const unsaid = unknown('The files do not say which tenant of Entra ID it is.', {
  help: 'declare settings.entra with the tenantId',
});

describe('what is missing of two parts', () => {
  it('is said once, however often it is missing', () => {
    const parts = both(both(unsaid, denied), both(denied, both(unsaid, known(1))));
    expect(parts).toEqual({
      known: false,
      why: [
        'The files do not say which tenant of Entra ID it is.',
        'sso:ListInstances in eu-west-1: no credentials.',
      ],
      missing: [],
      help: 'declare settings.entra with the tenantId',
    });
  });

  it('names every permission once', () => {
    const one = unknown('One.', { missing: 'User.Read.All' });
    const other = unknown('Other.', { missing: 'Policy.Read.All' });
    expect(both(one, both(other, one))).toMatchObject({
      missing: ['User.Read.All', 'Policy.Read.All'],
    });
  });

  it('is nothing where both are known', () => {
    expect(both(known(1), known('a'))).toEqual(known([1, 'a']));
  });
});

describe('a check-up without AWS and Entra ID', () => {
  const { checks } = runChecks({
    ...healthy,
    aws: {
      ...healthy.aws,
      instances: denied,
      instanceState: denied,
      managementAccountId: unknown('organizations:DescribeOrganization: no credentials'),
      callerAccountId: unknown('sts:GetCallerIdentity: no credentials'),
      users: denied,
      groups: denied,
      memberships: denied,
      reads: [],
    },
    entra: {
      ...healthy.entra,
      settings: null,
      signIn: { state: 'not-declared' },
      applications: unsaid,
      assigned: unsaid,
      groups: unsaid,
      people: unsaid,
      provisioning: {
        jobs: unsaid,
        schema: unsaid,
        settings: unsaid,
        credentials: unsaid,
        failures: unsaid,
      },
    },
  });
  const evidenceOf = (id: string) => checks.find((check) => check.id === id)?.evidence;

  it.each(checks.map(({ id, evidence }) => [id, evidence] as const))(
    '%s says distinct sentences',
    (_id, evidence) => {
      expect(evidence).toEqual([...new Set(evidence)]);
      expect(evidence.filter((text) => !text.endsWith('.'))).toEqual([]);
    },
  );

  it('says each cause once', () => {
    expect(evidenceOf('users-in-step')).toEqual([unsaid.why[0], denied.why[0]]);
    expect(evidenceOf('delegated-administration')).toEqual([
      'sts:GetCallerIdentity: no credentials.',
      'organizations:DescribeOrganization: no credentials.',
    ]);
  });

  it('says why no read could be tried, and what to do', () => {
    expect(checks.find(({ id }) => id === 'role-permissions')).toMatchObject({
      verdict: 'cannot tell',
      evidence: ['No read could be tried.', denied.why[0]],
      nextStep: 'sign in',
    });
  });
});
