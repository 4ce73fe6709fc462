import { describe, expect, it } from 'vitest';
import type { ActionResult } from '../../src/simulator/runner/read-result.ts';
import { EntraPlace, newcomers } from '../action/entra-place.ts';
import { credentials, Place } from '../action/place.ts';
import { formsOf } from './support/forms-of.ts';
import { leftBehind, Listener } from './support/left-behind.ts';

const aws = [credentials.AWS_SECRET_ACCESS_KEY, credentials.AWS_SESSION_TOKEN];

/** Where any form of any secret stands; `<place>: <secret>`. */
function leaks(
  place: Place,
  run: ActionResult,
  listener: Listener,
  secrets: readonly string[],
): readonly string[] {
  return leftBehind(place, run, listener).flatMap(([where, text]) =>
    secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map((secret) => `${where}: ${secret}`),
  );
}

/** What a server that means harm, or a proxy that shows what it got, answers. */
function echo(secrets: readonly string[]): string {
  const basic = secrets.map((secret) => Buffer.from(`x:${secret}`).toString('base64'));
  return `cannot do that with "${secrets.join('" and "')}" (Authorization: Basic ${basic.join(', ')})`;
}

it('the search finds a secret in any form, so that the tests below can fail', () => {
  const secret = 'a-session/token+of-aws';
  const forms = [
    secret,
    Buffer.from(`user:${secret}`).toString('base64'),
    Buffer.from(`x:${secret};`).toString('base64url'),
    encodeURIComponent(secret),
  ];
  for (const text of forms) expect(formsOf(secret).some((form) => text.includes(form))).toBe(true);
  expect(formsOf(secret).some((form) => 'a-session and a token'.includes(form))).toBe(false);
});

describe('no secret is left where somebody may read it', () => {
  it('by a plan and an apply that go well', async () => {
    await using place = await Place.open();
    const token = place.token();
    const listener = new Listener();
    const pull = place.propose();
    const options = { cancelWhen: listener.cancelWhen, token };
    const planned = await place.plan(pull, options);
    const push = place.repository.events.push(place.repository.merge(pull, { by: 'mira' }));
    const applied = await place.run(push, options);
    expect(applied.outputs['result']).toBe('applied');
    for (const run of [planned, applied])
      expect(leaks(place, run, listener, [token, ...aws])).toEqual([]);
  });

  it.each([
    ['sso', 'ListPermissionSets'],
    ['organizations', 'ListAccounts'],
    ['identitystore', 'ListGroups'],
  ])('by a plan to which %s:%s answers with the very secrets', async (_, operation) => {
    await using place = await Place.open();
    const token = place.token();
    const secrets = [token, ...aws];
    const listener = new Listener();
    for (const code of ['ValidationException', 'AccessDeniedException'])
      place.aws.faults.add({
        operation,
        effect: { kind: 'error', code, message: echo(secrets), status: 400 },
      });
    const pull = place.propose();
    const run = await place.plan(pull, { cancelWhen: listener.cancelWhen, token });
    expect(run.exitCode).toBe(1);
    expect(place.comments(pull, 'plan')).toHaveLength(1);
    expect(leaks(place, run, listener, secrets)).toEqual([]);
  });

  it.each([
    { kind: 'error', code: 'ConflictException', message: '', status: 400 },
    { kind: 'async-failed', reason: '' },
  ] as const)('by an apply whose grants end with the very secrets ($kind)', async (effect) => {
    await using place = await Place.open();
    const token = place.token();
    const secrets = [token, ...aws];
    const listener = new Listener();
    const { push, pull } = await place.merged();
    place.aws.faults.add({
      operation: 'CreateAccountAssignment',
      effect:
        effect.kind === 'error'
          ? { ...effect, code: 'ValidationException', message: echo(secrets) }
          : { ...effect, reason: echo(secrets) },
    });
    const run = await place.run(push, { cancelWhen: listener.cancelWhen, token });
    expect(run.outputs['result']).toBe('failed');
    expect(place.comments(pull, 'outcome')).toHaveLength(1);
    expect(leaks(place, run, listener, secrets)).toEqual([]);
  });

  it.each(['pulls/get', 'git/get-tree', 'issues/list-comments', 'issues/create-comment'] as const)(
    'by a plan to which GitHub answers %s with the very secrets',
    async (operation) => {
      await using place = await Place.open();
      const token = place.token();
      const secrets = [token, ...aws];
      const listener = new Listener();
      const body = { message: echo(secrets), documentation_url: `https://x.example/?${token}` };
      place.github.fail({
        operation,
        times: 100,
        effect: { kind: 'answer', status: 403, body },
      });
      const options = { cancelWhen: listener.cancelWhen, token, checkout: null };
      const run = await place.plan(place.propose(), options);
      expect(run.exitCode).toBe(1);
      expect(leaks(place, run, listener, secrets)).toEqual([]);
    },
  );

  it.each(['/groups', '/$batch', '/servicePrincipals/**'])(
    'by a plan to which Entra answers %s with the very secrets',
    async (path) => {
      await using on = await EntraPlace.open();
      const { place, entra } = on;
      const token = place.token();
      const listener = new Listener();
      const secret = 'a-client-secret-of-entra';
      const { idToken: _idToken, ...job } = on.job('apply');
      const secrets = [token, ...aws, secret];
      entra.faults.add({
        path,
        effect: { kind: 'status', status: 401, code: 'invalid_client', message: echo(secrets) },
      });
      const run = await place.plan(place.propose(newcomers), {
        ...job,
        env: { ...entra.environment, AZURE_CLIENT_SECRET: secret },
        cancelWhen: listener.cancelWhen,
        token,
      });
      expect(leaks(place, run, listener, secrets)).toEqual([]);
      expect(listener.lines).toContain(`::add-mask::${secret}`);
    },
  );

  it("of a job that signs in with its own token: neither that nor Entra's", async () => {
    await using on = await EntraPlace.open();
    const listener = new Listener();
    const pull = on.place.propose(newcomers);
    const planned = await on.place.plan(pull, {
      ...on.job('plan'),
      cancelWhen: listener.cancelWhen,
    });
    expect(planned.outputs['result']).toBe('changes');
    for (const [where, text] of leftBehind(on.place, planned, listener))
      expect(`${where}: ${/eyJ[\w-]{8,}\.[\w-]+/.exec(text)?.[0]}`).toBe(`${where}: undefined`);
    const masked = listener.lines.filter((line) => line.startsWith('::add-mask::eyJ'));
    expect(masked.length).toBeGreaterThan(0);
  });
});
