import { describe, expect, it } from 'vitest';
import type { ProvisionAnswer } from '../../../src/ports/directory-write.ts';
import type { KnobOverrides } from '../../../src/simulator/entra/knobs.ts';
import { containing } from '../aws/support/matching.ts';
import { connect, type Connected, type ConnectOptions, seedWith } from './support/connect.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_none, at) => `user${at}@example.com`);

const groups = { Few: people(7), Many: people(30), Empty: [], Assigned: ['ada@example.com'] };
const seed = seedWith({ groups, enterpriseApps: { AWS: { assigned: ['Few', 'Many', 'Empty'] } } });

interface World extends Connected {
  readonly app: string;
  readonly group: (key: string) => string;
  /** On demand, with five minutes left. */
  readonly provision: (key: string) => Promise<ProvisionAnswer>;
}

const fiveMinutes = 300_000;

async function start(options: ConnectOptions = {}): Promise<World> {
  const connected = await connect({ seed, ...options });
  const { state } = connected.entra.world;
  const app = [...state.servicePrincipals.values()].find(
    ({ displayName }) => displayName === 'AWS',
  );
  const applicationId = app?.id ?? '';
  const group = (key: string): string =>
    [...state.groups.values()].find((one) => one.key === key)?.id ?? '';
  const { writer, clock } = connected;
  return {
    ...connected,
    app: applicationId,
    group,
    provision: (key) => writer.provisionGroup(applicationId, group(key), clock.now() + fiveMinutes),
  };
}

const posts = '/servicePrincipals/*/appRoleAssignedTo';
const onDemand = '/servicePrincipals/*/synchronization/jobs/*/provisionOnDemand';
const tight: KnobOverrides = { throttle: { provisionOnDemandPer10s: 5 } };

describe('assigning a group', () => {
  it("takes the application's own role, looked up once", async () => {
    const { writer, reader, app, group, entra } = await start();
    await writer.assignGroup(app, group('Assigned'));
    expect(await reader.listAssignedGroups(app)).toContain(group('Assigned'));
    await writer.unassignGroup(app, group('Few'));
    await writer.assignGroup(app, group('Few'));
    expect(entra.log.counts()).toMatchObject({ 'GET /servicePrincipals/{principal}': 1 });
    const { state } = entra.world;
    const roles = state.servicePrincipals.get(app)?.roles ?? [];
    const user = roles.find(({ name }) => name === 'User')?.id;
    const made = [...state.assignments.values()].find(
      ({ principalId }) => principalId === group('Assigned'),
    );
    expect(made?.appRoleId).toBe(user);
  });

  it('says where it was assigned before', async () => {
    const { writer, app, group } = await start();
    await expect(writer.assignGroup(app, group('Few'))).rejects.toMatchObject({
      kind: 'conflict',
      message: containing('already exists'),
    });
  });

  it.each(['connection-reset', 500, 504] as const)(
    'tells a lost answer (%s) and does not try again',
    async (as) => {
      const { writer, app, group, entra, reader } = await start();
      entra.faults.add({ method: 'POST', path: posts, effect: { kind: 'answer-lost', as } });
      await expect(writer.assignGroup(app, group('Assigned'))).rejects.toMatchObject({
        kind: 'answer-lost',
      });
      expect(entra.log.of('POST', posts)).toHaveLength(1);
      expect(await reader.listAssignedGroups(app)).toContain(group('Assigned'));
    },
  );

  it('waits out throttling, with and without a stated wait', async () => {
    const { writer, app, group, entra, clock } = await start();
    const throttle = { kind: 'throttle', retryAfter: 4 } as const;
    entra.faults.add({ method: 'POST', path: posts, calls: { nth: 1 }, effect: throttle });
    const silent = { ...throttle, retryAfter: null };
    entra.faults.add({ method: 'POST', path: posts, calls: { nth: 2 }, effect: silent });
    await writer.assignGroup(app, group('Assigned'));
    expect(clock.waits).toEqual([4000, 2000]);
  });

  it('names both permissions, and the custom role that does as well', async () => {
    const apps = { reconciler: { permissions: ['Application.Read.All'], secrets: ['s'] } };
    const world = await start({ seed: { ...seed, apps }, access: { clientSecret: 's' } });
    const refused = world.writer.assignGroup(world.app, world.group('Assigned'));
    await expect(refused).rejects.toMatchObject({
      kind: 'access-denied',
      message: containing(
        'it needs the application permissions AppRoleAssignment.ReadWrite.All and Application.Read.All; the token carries Application.Read.All, and not AppRoleAssignment.ReadWrite.All',
      ),
      help: containing(
        'a custom Entra role with microsoft.directory/servicePrincipals/appRoleAssignedTo/update',
      ),
    });
  });

  it('starts nothing in a run that was interrupted', async () => {
    const { writer, app, group, entra } = await start({ signal: AbortSignal.abort() });
    await expect(writer.assignGroup(app, group('Assigned'))).rejects.toMatchObject({
      kind: 'cancelled',
    });
    expect(entra.log.writes()).toEqual([]);
  });
});

describe('taking a group off the application', () => {
  it('removes each of its roles, and nothing else', async () => {
    const assigned = ['Few', { principal: 'Few', role: 'msiam_access' }, 'Many'];
    const world = await start({ seed: { ...seed, enterpriseApps: { AWS: { assigned } } } });
    const { writer, reader, app, group } = world;
    await writer.unassignGroup(app, group('Few'));
    expect(await reader.listAssignedGroups(app)).toEqual([group('Many')]);
    expect(world.entra.log.writes()).toHaveLength(2);
    await writer.unassignGroup(app, group('Few'));
    expect(world.entra.log.writes()).toHaveLength(2);
  });

  it('is done where somebody else was faster', async () => {
    const { writer, app, group, entra } = await start();
    const gone = { kind: 'status', status: 404, code: 'Request_ResourceNotFound' } as const;
    entra.faults.add({ method: 'DELETE', path: `${posts}/*`, effect: gone });
    await expect(writer.unassignGroup(app, group('Few'))).resolves.toBeUndefined();
  });
});

describe('provisioning a group on demand', () => {
  it('brings its members five at a time, the first 25 by id, at the pace that Entra allows', async () => {
    const world = await start({ knobs: tight });
    const { provision, entra, clock } = world;
    const began = clock.now();
    expect(await provision('Many')).toEqual({ status: 'done', left: 5 });
    expect(await provision('Few')).toEqual({ status: 'done', left: 0 });
    const calls = entra.log.of('POST', onDemand);
    expect(calls).toHaveLength(7);
    expect(entra.log.throttles()).toEqual([]);
    expect(clock.now() - began).toBeLessThan(20_000);
    const { groups: links } = entra.world.dump();
    expect(JSON.stringify(links)).toContain('Many');
    const sent = JSON.stringify(calls.slice(0, 5).map(({ body }) => body));
    const ids = [...entra.world.state.users.values()]
      .filter(({ userPrincipalName }) => people(30).includes(userPrincipalName))
      .map(({ id }) => id)
      .toSorted();
    expect(ids.filter((id) => sent.includes(id))).toEqual(ids.slice(0, 25));
  });

  it('brings a group without members, too', async () => {
    const { provision, entra } = await start();
    expect(await provision('Empty')).toEqual({ status: 'done', left: 0 });
    expect(entra.log.of('POST', onDemand)).toHaveLength(1);
  });

  it('brings several groups at once, and looks up the job once for all', async () => {
    const { provision, entra } = await start({ knobs: tight });
    const all = ['Few', 'Many', 'Empty', 'Few'].map((key) => provision(key));
    const answers = await Promise.all(all);
    expect(answers.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(entra.log.counts()).toMatchObject({
      'GET /servicePrincipals/{principal}/synchronization/jobs': 1,
    });
  });

  it('waits where others use up the limit, and says so in the end', async () => {
    const { provision, entra, clock } = await start();
    const throttle = { kind: 'throttle', retryAfter: 10 } as const;
    entra.faults.add({ path: onDemand, calls: { nth: 1 }, effect: throttle });
    expect(await provision('Empty')).toMatchObject({ status: 'done' });
    expect(clock.waits).toEqual([10_000]);
    entra.faults.add({ path: onDemand, effect: { kind: 'throttle', retryAfter: 31 } });
    expect(await provision('Empty')).toEqual({
      status: 'not-yet',
      reason: 'Entra throttles provisioning on demand',
      message: null,
    });
  });

  it('is not yet possible right after the assignment', async () => {
    const world = await start({ knobs: { provisioning: { assignmentFreshnessMs: 60_000 } } });
    const { provision, writer, app, group, clock } = world;
    await writer.assignGroup(app, group('Assigned'));
    expect(await provision('Assigned')).toMatchObject({
      status: 'not-yet',
      reason: 'NotEffectivelyEntitled',
    });
    clock.advance(61_000);
    expect(await provision('Assigned')).toMatchObject({ status: 'done' });
  });

  it("tells Entra's own reason where AWS takes the token no more", async () => {
    const { provision, entra } = await start();
    entra.world.expireScimToken();
    expect(await provision('Few')).toEqual({
      status: 'failed',
      reason: 'SystemForCrossDomainIdentityManagementUnauthorized',
      message: containing('credentials'),
    });
    expect(entra.log.of('POST', onDemand)).toHaveLength(1);
  });

  it('fails where there is no job, or none for groups', async () => {
    const none = await start({
      seed: { ...seed, enterpriseApps: { AWS: { provisioning: null } } },
    });
    expect(await none.provision('Few')).toEqual({
      status: 'failed',
      reason: 'the enterprise application has no provisioning job',
      message: null,
    });
    const usersOnly = { AWS: { provisioning: { mappings: { groups: false } } } };
    const users = await start({ seed: { ...seed, enterpriseApps: usersOnly } });
    expect(await users.provision('Few')).toEqual({
      status: 'failed',
      reason: 'the provisioning job does not map groups',
      message: null,
    });
  });

  it('tells a lost answer', async () => {
    const { provision, entra } = await start();
    entra.faults.add({ path: onDemand, effect: { kind: 'answer-lost' } });
    await expect(provision('Few')).rejects.toMatchObject({
      kind: 'answer-lost',
    });
    expect(entra.log.of('POST', onDemand)).toHaveLength(1);
  });

  it('answers when time is up, and leaves what is on the wire to itself', async () => {
    const { provision, entra, clock } = await start();
    entra.faults.add({ path: onDemand, effect: { kind: 'hang' } });
    const answer = provision('Few');
    await expect.poll(() => entra.log.of('POST', onDemand)).toHaveLength(1);
    clock.strike(fiveMinutes);
    expect(await answer).toEqual({ status: 'too-late' });
  });

  it('says of a group that came when time was up how many of its members did not', async () => {
    const { provision, entra, clock } = await start();
    entra.faults.add({ path: onDemand, calls: { nth: 3 }, effect: { kind: 'hang' } });
    const answer = provision('Many');
    await expect.poll(() => entra.log.of('POST', onDemand)).toHaveLength(3);
    clock.strike(fiveMinutes);
    expect(await answer).toEqual({ status: 'done', left: 20 });
  });

  it('asks nothing any more once time is up', async () => {
    const { writer, app, group, entra, clock } = await start();
    const answer = await writer.provisionGroup(app, group('Few'), clock.now());
    expect(answer).toEqual({ status: 'too-late' });
    expect(entra.log.of('POST', onDemand)).toEqual([]);
  });
});
