import { describe, expect, it } from 'vitest';
import { openPlace, settingsFor, subject } from './place.ts';

describe('the doctor', () => {
  it('says where Entra refuses the run, what it sent, and what cannot be told for it', async () => {
    const place = await openPlace({ expectedSubject: 'repo:acme/access:ref:refs/heads/main' });
    const { checks } = await place.diagnose();
    const of = (id: string) => checks.find((one) => one.id === id);
    expect(of('sign-in')).toMatchObject({ verdict: 'fail' });
    expect(of('sign-in')?.evidence.join()).toMatch(/no federated credential .* matches/);
    expect(of('oidc-subject')).toMatchObject({ verdict: 'cannot tell' });
    expect(of('oidc-subject')?.evidence.join()).toContain(`"${subject}"`);
    expect(of('oidc-subject')?.evidence.join()).toContain(
      '"repo:acme@11/access@22:environment:doctor"',
    );
    expect(of('enterprise-application')?.nextStep).toBe('mend the sign-in first');
    expect(of('instance')).toMatchObject({ verdict: 'pass' });
  });

  it('knows the form of subjects with ids', async () => {
    const numbered = 'repo:acme@11/access@22:environment:doctor';
    const place = await openPlace({ expectedSubject: numbered, claims: { sub: numbered } });
    expect(await place.check('oidc-subject')).toMatchObject({ verdict: 'pass' });
  });

  it('checks AWS where the files do not speak of Entra, and fails for nothing', async () => {
    const place = await openPlace({
      settings:
        'settings:\n  identityCenter: { region: eu-west-1 }\n  manage: { owner: platform }\n',
    });
    const { verdict, checks } = await place.diagnose();
    expect(verdict).toBe('cannot tell');
    const step = checks.find(({ id }) => id === 'sign-in')?.nextStep;
    expect(step).toBe('declare settings.entra with the tenantId');
    expect(checks.filter((one) => one.verdict === 'pass').map(({ id }) => id)).toEqual([
      'instance',
      'region',
      'delegated-administration',
      'role-permissions',
      'identity-source',
      'local-users',
      'cloudtrail',
    ]);
  });

  it('finds another Region empty, and goes on with Entra', async () => {
    const place = await openPlace();
    const text = settingsFor(place.entra).replace('eu-west-1', 'us-east-1');
    const elsewhere = await openPlace({ settings: text });
    const { checks } = await elsewhere.diagnose();
    const verdicts = new Map(checks.map((one) => [one.id, one.verdict]));
    expect(verdicts.get('instance')).toBe('fail');
    expect(verdicts.get('region')).toBe('cannot tell');
    expect(verdicts.get('groups-in-step')).toBe('cannot tell');
    expect(verdicts.get('quarantine')).toBe('pass');
  });

  it('goes on where AWS cannot be reached', async () => {
    const place = await openPlace();
    place.aws.faults.add({ operation: '*', effect: { kind: 'access-denied' } });
    const { checks } = await place.diagnose();
    expect(checks.find(({ id }) => id === 'instance')?.verdict).toBe('cannot tell');
    expect(checks.find(({ id }) => id === 'saml-mode')?.verdict).toBe('pass');
  });

  it('blames no permission for what the token carries and Entra refuses', async () => {
    const place = await openPlace({ servicePlans: [] });
    const found = await place.check('provisioning-errors');
    expect(found).toMatchObject({ verdict: 'cannot tell', missing: [] });
  });

  it('cannot try every read without permission sets, and says so', async () => {
    const place = await openPlace({ organization: { permissionSets: {}, assignments: [] } });
    const found = await place.check('role-permissions');
    expect(found).toMatchObject({ verdict: 'cannot tell', missing: [] });
    expect(found.evidence.join()).toMatch(/nothing to try .*sso:DescribePermissionSet/);
  });

  it('ends clean, or failed where something is wrong, with its report beside', async () => {
    const place = await openPlace();
    expect(await place.run()).toMatchObject({ result: 'clean', exitCode: 0, plan: null });
    place.entra.world.quarantine();
    const report = await place.run();
    expect(report).toMatchObject({ result: 'failed', exitCode: 1 });
    expect(report.summary).toContain('### What does not hold');
  });

  it('names nobody in a public repository', async () => {
    const place = await openPlace({
      organization: { users: { 'local-admin': { externalId: null } } },
    });
    place.entra.world.addMember('Developers', 'eve@example.com');
    place.entra.world.changeUser('bob@example.com', { userPrincipalName: 'robert@example.com' });
    const { summary, diagnosis } = await place.run({ isPublicRepository: true });
    expect(`${summary} ${JSON.stringify(diagnosis)}`).not.toMatch(
      /bob@|robert@|eve@|local-admin|identity@example/,
    );
  });
});
