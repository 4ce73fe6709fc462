import { describe, expect, test } from 'vitest';
import { federate } from './federation.ts';
import { awsApp, smallSeed, textWith, valuesOf } from './tenant.ts';

const minutes = 60_000;
const two = {
  ...smallSeed,
  enterpriseApps: { [awsApp]: { assigned: ['Admins', 'Developers', 'Mail', 'bob@example.com'] } },
};

describe('a cycle', () => {
  test('writes what is assigned and its direct members, and nothing else', async () => {
    const { entra, members, aws, listed, groupId } = await federate({ seed: two });
    entra.world.runCycle();
    // Mail is not security-enabled, and who is in Contractors alone gets nothing.
    expect(members()).toEqual({ Admins: ['ada@example.com'], Developers: ['ada@example.com'] });
    expect(aws.world.dump().users.map(({ name }) => name)).toEqual([
      'ada@example.com',
      'bob@example.com',
    ]);
    expect((await listed())['Admins']?.externalId).toBe(groupId('Admins'));
  });

  test('follows members who come and go', async () => {
    const { entra, members } = await federate({ seed: two });
    entra.world.runCycle();
    entra.world.addMember('Admins', 'bob@example.com');
    entra.world.removeMember('Admins', 'ada@example.com');
    entra.world.runCycle();
    expect(members()).toMatchObject({ Admins: ['bob@example.com'] });
  });

  test('comes every forty minutes', async () => {
    const { entra, members } = await federate({ seed: two });
    entra.clock.advance(40 * minutes - 1);
    expect(members()).toEqual({});
    entra.clock.advance(1);
    expect(Object.keys(members())).toEqual(['Admins', 'Developers']);
    entra.world.unassign('Developers');
    entra.clock.advance(40 * minutes);
    expect(Object.keys(members())).toEqual(['Admins']);
  });

  test('keeps the id of what is renamed, and not of what is made again', async () => {
    const { entra, listed } = await federate({ seed: two });
    entra.world.runCycle();
    const first = (await listed())['Admins']?.id;
    entra.world.renameGroup('Admins', 'Administrators');
    entra.world.runCycle();
    expect((await listed())['Administrators']?.id).toBe(first);
    const id = entra.world.recreateGroup('Admins');
    entra.world.assign(id);
    entra.world.runCycle();
    const last = (await listed())['Administrators'];
    expect([last?.externalId, last?.id === first]).toEqual([id, false]);
  });

  test('knows what an earlier one provisioned before the simulation began', async () => {
    const { entra, listed } = await federate({
      seed: two,
      aws: { groups: { Admins: ['ada@example.com'] } },
    });
    const before = (await listed())['Admins'];
    entra.world.renameGroup('Admins', 'Administrators');
    entra.world.runCycle();
    expect(await listed()).toMatchObject({ Administrators: before });
    entra.world.unassign('Admins');
    entra.world.runCycle();
    expect(Object.keys(await listed())).toEqual(['Developers']);
  });

  test('deactivates who leaves, and deletes only who was deleted while in scope', async () => {
    const { entra, aws } = await federate({ seed: two });
    const users = () =>
      Object.fromEntries(aws.world.state.users.values().map(({ name, status }) => [name, status]));
    entra.world.runCycle();
    entra.world.deleteUser('bob@example.com');
    entra.world.runCycle();
    expect(users()).toEqual({ 'ada@example.com': 'ENABLED', 'bob@example.com': 'DISABLED' });
    entra.world.purgeUser('bob@example.com');
    entra.world.runCycle();
    expect(users()).toEqual({ 'ada@example.com': 'ENABLED' });
    for (const group of ['Admins', 'Developers'])
      entra.world.removeMember(group, 'ada@example.com');
    entra.world.runCycle();
    entra.world.deleteUser('ada@example.com');
    entra.world.purgeUser('ada@example.com');
    entra.world.runCycle();
    expect(users()).toEqual({ 'ada@example.com': 'DISABLED' });
  });

  test('deactivates a disabled account and takes it out of its groups', async () => {
    const { entra, aws, members } = await federate({ seed: two });
    entra.world.runCycle();
    entra.world.changeUser('ada@example.com', { accountEnabled: false });
    entra.world.runCycle();
    expect(aws.world.state.users.values().find(({ name }) => name.startsWith('ada'))?.status).toBe(
      'DISABLED',
    );
    expect(members()).toMatchObject({ Admins: [] });
    entra.world.changeUser('ada@example.com', { accountEnabled: true });
    entra.world.runCycle();
    expect(members()).toMatchObject({ Admins: ['ada@example.com'] });
  });

  test('takes everybody where that is the scope, and leaves who left where that is asked for', async () => {
    const everybody = { scope: 'all' as const, skipOutOfScopeDeletions: true };
    const seed = { ...smallSeed, enterpriseApps: { [awsApp]: { provisioning: everybody } } };
    const { entra, members } = await federate({ seed });
    entra.world.runCycle();
    const names = ['Admins', 'Contractors', 'Developers'];
    expect(Object.keys(members())).toEqual(names);
    entra.world.setScope('assigned');
    entra.world.runCycle();
    expect(Object.keys(members())).toEqual(names);
  });

  test('writes no external id where none is mapped, and never clears one', async () => {
    const { entra, listed, groupId } = await federate({ seed: two });
    entra.world.runCycle();
    entra.world.setMappings({ groupExternalId: null });
    entra.world.assign('Contractors');
    entra.world.runCycle();
    const found = await listed();
    expect([found['Contractors']?.externalId, found['Admins']?.externalId]).toEqual([
      undefined,
      groupId('Admins'),
    ]);
  });

  test('tells in the logs what became of each', async () => {
    const seed = { ...two, users: { ...two.users, 'bob@example.com': { surname: null } } };
    const { entra, ask } = await federate({ seed });
    entra.world.runCycle();
    const filter =
      "jobId eq '" + entra.world.job().id + "' and provisioningStatusInfo/status eq 'failure'";
    const failed = valuesOf(
      await ask(`/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`),
    );
    expect(failed).toMatchObject([
      {
        provisioningAction: 'create',
        sourceIdentity: { displayName: 'bob@example.com', identityType: 'User' },
        provisioningStatusInfo: { errorInformation: { reason: textWith('familyName is missing') } },
        servicePrincipal: { displayName: awsApp },
      },
    ]);
    expect(entra.world.job().lastExecution).toMatchObject({
      state: 'EntryLevelErrors',
      escrowed: 1,
      exported: 3,
    });
    const wrong = "provisioningStatusInfo/status eq 'Failure'";
    expect(
      valuesOf(await ask(`/auditLogs/provisioning?$filter=${encodeURIComponent(wrong)}`)),
    ).toEqual([]);
  });
});

describe('a job', () => {
  const seeded = (provisioning: object) => ({
    ...smallSeed,
    enterpriseApps: { [awsApp]: { assigned: ['Admins'], provisioning } },
  });

  test('that never ran has no execution, and starts after a while', async () => {
    const { entra, ask, app, post, listed } = await federate({ seed: seeded({ state: 'NotRun' }) });
    const read = async () => valuesOf(await ask(app('/synchronization/jobs')))[0];
    expect(await read()).toMatchObject({
      id: textWith(/^\w+\.[\da-f]{32}\.[\da-f-]{36}$/),
      schedule: { interval: 'PT40M', state: 'Active' },
      status: {
        code: 'NotRun',
        lastExecution: null,
        steadyStateFirstAchievedTime: '0001-01-01T00:00:00Z',
      },
    });
    entra.clock.advance(60 * minutes);
    expect(await listed()).toEqual({});
    expect((await post('start')).status).toBe(204);
    entra.clock.advance(20 * minutes);
    expect(Object.keys(await listed())).toEqual(['Admins']);
    expect(await read()).toMatchObject({
      status: {
        code: 'Active',
        quarantine: null,
        lastExecution: {
          state: 'Succeeded',
          timeEnded: '2026-01-01T01:20:00.000Z',
          countExported: 2,
        },
      },
    });
  });

  test('that is paused runs no cycle until it is started', async () => {
    const { entra, ask, app, post, listed } = await federate();
    expect((await post('pause')).status).toBe(204);
    entra.clock.advance(120 * minutes);
    expect(await listed()).toEqual({});
    const { body } = await ask(app(`/synchronization/jobs/${entra.world.job().id}`));
    expect(body).toMatchObject({ schedule: { state: 'Disabled' }, status: { code: 'Paused' } });
  });

  test('whose token expired goes into quarantine and is tried once a day', async () => {
    const { entra, ask, app, listed } = await federate();
    entra.world.expireScimToken();
    entra.clock.advance(40 * minutes);
    const { body } = await ask(app(`/synchronization/jobs/${entra.world.job().id}`));
    expect(body).toMatchObject({
      schedule: { interval: 'PT1440M' },
      status: {
        code: 'Quarantine',
        countSuccessiveCompleteFailures: 1,
        lastExecution: { state: 'Failed' },
        quarantine: {
          reason: 'EncounteredQuarantineException',
          seriesCount: 1,
          nextAttempt: '2026-01-02T00:40:00.000Z',
          error: { tenantActionable: true },
        },
      },
    });
    entra.world.renewScimToken();
    entra.clock.advance(120 * minutes);
    expect(await listed()).toEqual({});
    entra.clock.advance(24 * 60 * minutes);
    expect(Object.keys(await listed())).toEqual(['Admins']);
    expect(entra.world.job().quarantine).toBeUndefined();
  });

  test('with too much to delete stops before it', async () => {
    const { entra, ask, app, members } = await federate({
      seed: {
        ...smallSeed,
        enterpriseApps: {
          [awsApp]: { assigned: ['Admins', 'Developers'], provisioning: { tooManyDeletes: 1 } },
        },
      },
    });
    entra.world.runCycle();
    for (const group of ['Admins', 'Developers']) entra.world.unassign(group);
    entra.world.runCycle();
    expect(Object.keys(members())).toEqual(['Admins', 'Developers']);
    const { body } = await ask(app(`/synchronization/jobs/${entra.world.job().id}`));
    expect(body).toMatchObject({
      status: { code: 'Quarantine', quarantine: { reason: 'TooManyDeletes' } },
      synchronizationJobSettings: [{ name: 'QuarantineTooManyDeletesThreshold', value: '1' }],
    });
  });

  test('restarts with what is asked to be forgotten', async () => {
    const { entra, post } = await federate();
    entra.world.runCycle();
    entra.world.quarantine({ reason: 'QuarantinedOnDemand' });
    const gentle = { criteria: { resetScope: 'Watermark, Escrows, QuarantineState' } };
    expect((await post('restart', gentle)).status).toBe(204);
    expect([entra.world.job().quarantine, entra.world.job().links.groups.size]).toEqual([
      undefined,
      1,
    ]);
    expect((await post('restart', { criteria: { resetScope: 'Full' } })).status).toBe(204);
    expect(entra.world.job().links.groups.size).toBe(0);
    expect((await post('restart', { criteria: { resetScope: 'Everything' } })).status).toBe(400);
  });

  test('hides its secrets and tells its settings', async () => {
    const { ask, app } = await federate({
      seed: seeded({ scope: 'all', notifications: 'ops@example.com' }),
    });
    const rows = valuesOf(await ask(app('/synchronization/secrets')));
    const secrets = new Map(rows.map(({ key, value }) => [key, value as string]));
    expect(Object.fromEntries(secrets)).toMatchObject({
      SecretToken: '*',
      SyncAll: 'true',
      BaseAddress: textWith('/scim/v2/'),
    });
    expect(JSON.parse(secrets.get('SyncNotificationSettings') ?? '')).toMatchObject({
      Enabled: true,
      Recipients: 'ops@example.com',
    });
  });

  test('tells its mappings, with one key to match by', async () => {
    const { ask, app, entra } = await federate();
    const read = async () => {
      const { body } = await ask(app(`/synchronization/jobs/${entra.world.job().id}/schema`));
      const [rule] = body['synchronizationRules'] as {
        id: string;
        objectMappings: {
          sourceObjectName: string;
          attributeMappings: {
            targetAttributeName: string;
            matchingPriority: number;
            source: { name: string };
          }[];
        }[];
      }[];
      const groups = rule?.objectMappings.find((one) => one.sourceObjectName === 'Group');
      return groups?.attributeMappings.map((one) => [
        one.targetAttributeName,
        one.source.name,
        one.matchingPriority,
      ]);
    };
    expect(await read()).toEqual([
      ['displayName', 'displayName', 1],
      ['externalId', 'objectId', 0],
      ['members', 'members', 0],
    ]);
    entra.world.setMappings({ groupExternalId: null });
    expect(await read()).toEqual([
      ['displayName', 'displayName', 1],
      ['members', 'members', 0],
    ]);
  });

  test('that was never set up is not there, in either way', async () => {
    const seed = { ...smallSeed, enterpriseApps: { [awsApp]: { provisioning: null } } };
    const { ask, app, entra } = await federate({ seed });
    const jobs = await ask(app('/synchronization/jobs'));
    expect([jobs.status, valuesOf(jobs)]).toEqual([200, []]);
    entra.knobs.behaviour.jobsOfUnprovisioned = 'not-found';
    expect((await ask(app('/synchronization/jobs'))).status).toBe(404);
    expect((await ask(app('/synchronization/jobs/x'))).status).toBe(404);
  });
});
