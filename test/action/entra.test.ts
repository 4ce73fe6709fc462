import { describe, expect, it } from 'vitest';
import { EntraPlace, newcomers } from './entra-place.ts';

describe('the packaged Action with Entra ID, over TLS', () => {
  it('plans, assigns, provisions and grants a group that AWS does not know', async () => {
    await using on = await EntraPlace.open();
    const { place, entra } = on;
    const pull = place.propose(newcomers);
    const planned = await place.plan(pull, on.job('plan'));
    expect(planned.outputs).toMatchObject({ result: 'changes', grants: '1', waiting: '0' });
    const [comment] = place.comments(pull, 'plan');
    expect(comment).toContain('`Newcomers` is not assigned to the enterprise application');
    expect(entra.log.writes()).toEqual([]);

    const push = place.repository.events.push(place.repository.merge(pull, { by: 'mira' }));
    const applied = await place.run(push, on.job('apply'));
    expect(applied.outputs).toMatchObject({ result: 'applied', failed: '0' });
    const [outcome] = place.comments(pull, 'outcome');
    expect(outcome).toContain('`Newcomers` got `Developer` in `prod`');

    const again = await place.run(on.schedule(), {
      ...on.job('apply'),
      inputs: { ...on.job('apply').inputs, mode: 'apply' },
    });
    expect(again.outputs['result']).toBe('clean');
    expect(entra.log.invalid()).toEqual([]);
    expect(place.invalid()).toEqual([]);
  });

  it('asks for id-token: write where the job has none', async () => {
    await using on = await EntraPlace.open();
    const { idToken: _idToken, ...without } = on.job('plan');
    const { exitCode, log } = await on.place.plan(on.place.propose(newcomers), without);
    expect(exitCode).toBe(1);
    expect(log).toContain('entra-sign-in');
    expect(log).toContain('id-token: write');
  });

  it('prints the subject that was sent, in both forms, where no credential has it', async () => {
    await using on = await EntraPlace.open();
    on.entra.world.removeFederatedCredential('plan', 'repo:acme/access:pull_request');
    const { exitCode, log } = await on.place.plan(on.place.propose(newcomers), on.job('plan'));
    expect(exitCode).toBe(1);
    expect(log).toContain('repo:acme/access:pull_request');
    expect(log).toMatch(/repo:acme@\d+\/access@\d+:pull_request/);
    expect(log).not.toMatch(/eyJ[\w-]{20,}/);
  });

  it('names the permission that the token lacks, and writes nothing', async () => {
    await using on = await EntraPlace.open();
    on.entra.world.revokePermissions('plan', 'Application.Read.All');
    const { exitCode, log } = await on.place.plan(on.place.propose(newcomers), on.job('plan'));
    expect(exitCode).toBe(1);
    expect(log).toContain('entra-permission');
    expect(log).toContain('Application.Read.All');
    expect(on.place.aws.log.writes()).toEqual([]);
  });

  it('signs in with a client secret, and never shows it', async () => {
    await using on = await EntraPlace.open();
    const { idToken: _idToken, ...without } = on.job('apply');
    const secret = 'a-client-secret-of-entra';
    const { outputs, log } = await on.place.plan(on.place.propose(newcomers), {
      ...without,
      env: { ...on.entra.environment, AZURE_CLIENT_SECRET: secret },
    });
    expect(outputs['result']).toBe('changes');
    expect(log).not.toContain(secret);
  });

  it('refuses a tenant that the workflow does not name', async () => {
    await using on = await EntraPlace.open();
    const job = on.job('plan');
    const { exitCode, log } = await on.place.plan(on.place.propose(newcomers), {
      ...job,
      inputs: { ...job.inputs, 'entra-tenant-id': '99999999-2222-4333-8444-555555555555' },
    });
    expect(exitCode).toBe(1);
    expect(log).toContain('entra-tenant-id');
    expect(on.entra.log.requests).toEqual([]);
  });

  it('examines the federation, and changes nothing', async () => {
    await using on = await EntraPlace.open();
    const job = on.job('plan');
    const { outputs, log, summary, exitCode } = await on.place.run(on.schedule(), {
      ...job,
      inputs: { ...job.inputs, mode: 'doctor' },
    });
    expect({ result: outputs['result'], exitCode }).toEqual({ result: 'failed', exitCode: 1 });
    expect(summary).toContain('Federation check-up');
    const [, wrong = ''] = summary.split('### What does not hold');
    const [failing = ''] = wrong.split('\n### ');
    // What this tenant and this organization leave out, and nothing else.
    expect([...failing.matchAll(/ · `([^`]+)`/g)].map(([, id]) => id)).toEqual([
      'cloudtrail',
      'identifier-and-reply-url',
    ]);
    expect(log).toContain('sign-in');
    expect(on.place.aws.log.writes()).toEqual([]);
    expect(on.entra.log.writes()).toEqual([]);
  });
});
