import { describe, expect, test } from 'vitest';
import { askToken, errorOf, setup } from './tenant.ts';
import type { Answer } from './tenant.ts';

const told = ({ status, headers }: Answer): [number, string | null] => [
  status,
  headers.get('retry-after'),
];
const rates = {
  unitsPer10s: 1e9,
  writesPer150s: 1e9,
  reportsPer10s: 5,
  conditionalAccessPerSecond: 1,
  provisionOnDemandPer10s: 5,
};

describe('limits', () => {
  test('an app has so many units in ten seconds, and members cost more', async () => {
    const { ask, entra } = await setup({ knobs: { throttle: { unitsPer10s: 7 } } });
    const members = `/groups/${entra.world.dump().groups[0]?.id}/members`;
    expect(told(await ask(members))).toEqual([200, null]);
    expect(told(await ask(`${members}?$select=id`))).toEqual([200, null]);
    const refused = await ask(members);
    expect(told(refused)).toEqual([429, '10']);
    expect(refused.body).toEqual({
      error: {
        code: 'TooManyRequests',
        message: 'Please retry again later.',
        innerError: expect.objectContaining({ code: '429', status: '429' }) as unknown,
      },
    });
    entra.clock.advance(4000);
    expect(told(await ask(members))).toEqual([429, '6']);
    entra.clock.advance(6000);
    expect(told(await ask(members))).toEqual([200, null]);
    expect(entra.log.throttles()).toHaveLength(2);
  });

  test('a refusal says how long to wait, something else, or nothing', async () => {
    const { ask, entra } = await setup({ knobs: { throttle: { unitsPer10s: 0, retryAfter: 3 } } });
    expect(told(await ask('/groups'))).toEqual([429, '3']);
    entra.knobs.throttle.retryAfter = null;
    expect(told(await ask('/groups'))).toEqual([429, null]);
  });

  test('Conditional Access answers once a second and never says how long to wait', async () => {
    const { ask, entra } = await setup({ knobs: { throttle: rates } });
    const path = '/identity/conditionalAccess/policies';
    expect([told(await ask(path)), told(await ask(path))]).toEqual([
      [200, null],
      [429, null],
    ]);
    entra.clock.advance(1000);
    expect(told(await ask(path))).toEqual([200, null]);
  });

  test.each([
    ['the provisioning logs', 'GET', () => '/auditLogs/provisioning', 200],
    [
      'provisioning on demand',
      'POST',
      (app: (rest: string) => string, job: string) =>
        app(`/synchronization/jobs/${job}/provisionOnDemand`),
      400,
    ],
  ] as const)('%s: five in ten seconds', async (_, method, path, status) => {
    const { ask, app, entra } = await setup({ knobs: { throttle: rates } });
    const found: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const body = method === 'POST' ? { body: {} } : {};
      found.push((await ask(path(app, entra.world.job().id), { method, ...body })).status);
    }
    expect(found).toEqual([status, status, status, status, status, 429]);
    expect((await ask('/groups')).status).toBe(200);
  });
});

describe('faults', () => {
  test('come by schedule and by path', async () => {
    const { ask, entra } = await setup();
    entra.faults.add({
      method: 'GET',
      path: '/groups',
      calls: { from: 2, to: 3 },
      effect: { kind: 'status', status: 503, code: 'serviceNotAvailable' },
    });
    const found = [];
    for (let n = 0; n < 4; n += 1) found.push((await ask('/groups')).status);
    expect(found).toEqual([200, 503, 503, 200]);
    expect((await ask('/users')).status).toBe(200);
  });

  test('throttle with or without saying how long', async () => {
    const { ask, entra } = await setup();
    entra.faults.add({
      path: '/**',
      calls: { nth: 1 },
      effect: { kind: 'throttle', retryAfter: 7 },
    });
    entra.faults.add({
      path: '/**',
      calls: { nth: 2 },
      effect: { kind: 'throttle', retryAfter: null },
    });
    // Signing in comes first.
    expect(await askToken(entra, {})).toMatchObject({ status: 429 });
    const token = await ask('/groups', { token: 'x' });
    expect(told(token)).toEqual([429, null]);
    expect(entra.log.throttles()).toEqual([]);
  });

  test('lose the answer to what was done', async () => {
    const { ask, app, entra } = await setup();
    const id = entra.world.state.assignments.values()[0]?.id;
    const path = app(`/appRoleAssignedTo/${id}`);
    entra.faults.add({
      path: '/servicePrincipals/*/appRoleAssignedTo/*',
      effect: { kind: 'answer-lost' },
    });
    await expect(ask(path, { method: 'DELETE' })).rejects.toThrow('fetch failed');
    expect(entra.world.dump().assignments).toEqual([]);
    entra.faults.clear();
    entra.faults.add({ path: '/groups', effect: { kind: 'answer-lost', as: 504 } });
    expect((await ask('/groups')).status).toBe(504);
  });

  test('break the connection, leave it open, or cut the answer off', async () => {
    const { ask, entra, tokenOf } = await setup({ clock: { scale: 1000 } });
    const token = await tokenOf('reconciler');
    entra.faults.add({ path: '/groups', effect: { kind: 'connection-reset' } });
    entra.faults.add({ path: '/users', effect: { kind: 'hang', forMs: 20_000 } });
    entra.faults.add({ path: '/organization', effect: { kind: 'malformed-body' } });
    await expect(ask('/groups', { token })).rejects.toThrow('fetch failed');
    await expect(ask('/users', { token })).rejects.toThrow('fetch failed');
    await expect(ask('/organization', { token })).rejects.toThrow('JSON');
    expect(entra.log.of('GET', '/users')[0]?.outcome).toEqual({ kind: 'no-answer', why: 'hang' });
  });
});

test('what is not served says so, and is noted', async () => {
  const { ask, entra } = await setup();
  const answer = await ask('/groups', { method: 'POST', body: {} });
  expect([answer.status, errorOf(answer).message]).toEqual([
    501,
    'the simulator does not serve POST /groups',
  ]);
  expect((await ask('/groups?$expand=members')).status).toBe(501);
  const raw = await fetch(`${entra.graphEndpoint}/beta/groups`);
  expect(raw.status).toBe(400);
  expect(entra.log.invalid()).toHaveLength(3);
});

test('a write says what it is and holds JSON', async () => {
  const { entra, app, tokenOf } = await setup();
  const authorization = `Bearer ${await tokenOf('reconciler')}`;
  const post = async (body: string, type: string) => {
    const headers = { authorization, 'content-type': type };
    const url = `${entra.graphEndpoint}/v1.0${app('/appRoleAssignedTo')}`;
    return (await (await fetch(url, { method: 'POST', headers, body })).json()) as object;
  };
  expect(await post('{}', 'text/plain')).toMatchObject({
    error: {
      message:
        'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
    },
  });
  expect(await post('{', 'application/json')).toMatchObject({
    error: { message: expect.stringContaining('Unable to read JSON request payload.') as unknown },
  });
});
