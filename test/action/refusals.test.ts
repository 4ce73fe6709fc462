import { describe, expect, it } from 'vitest';
import { files, Place, seed } from './place.ts';

const trace = /^\s+at .*:\d+:\d+\)?$/mu;

describe('AWS denies', () => {
  it('one read: the action, the role and the Region are named', async () => {
    await using place = await Place.open({
      callers: { AKIAACTION: { role: 'access-plan', deny: ['organizations:ListAccounts'] } },
    });
    const pull = place.propose();
    const { log, summary } = await place.plan(pull);
    for (const text of [log, summary, place.comments(pull, 'plan')[0] ?? '']) {
      expect(text).toContain('organizations:ListAccounts');
      expect(text).toContain('access-plan');
      expect(text).not.toMatch(trace);
    }
  });

  it('one write: the rest is done, and the outcome says what to attach to which role', async () => {
    await using place = await Place.open({
      callers: {
        AKIAACTION: {
          role: 'access-apply',
          policies: [
            {
              Version: '2012-10-17',
              Statement: {
                Effect: 'Allow',
                NotAction: 'sso:CreateAccountAssignment',
                Resource: '*',
              },
            },
          ],
        },
      },
    });
    const { push, pull } = await place.merged();
    const { exitCode, outputs, summary, log, annotations } = await place.run(push);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'failed' });
    expect(outputs).toMatchObject({ failed: '3' });
    for (const text of [summary, place.comments(pull, 'outcome')[0] ?? '']) {
      expect(text).toContain('Applied 1 of 4 operations');
      expect(text).toMatch(
        /attach a policy that allows `sso:CreateAccountAssignment` to role access-apply/u,
      );
      expect(text).toContain('eu-west-1');
    }
    expect(log).toContain(
      'attach a policy that allows sso:CreateAccountAssignment to role access-apply',
    );
    expect(log).toMatch(/failed grant Auditors/u);
    expect(annotations.map(({ level }) => level)).toContain('error');
    expect(log).not.toMatch(trace);
    expect(place.repository.statuses(place.repository.tip())[0]).toMatchObject({
      state: 'failure',
    });
  });

  it('everything, for want of credentials: the step that is missing is named', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const { exitCode, log } = await place.plan(pull, {
      env: {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_SESSION_TOKEN: undefined,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    expect(exitCode).toBe(1);
    expect(log).toContain('aws-actions/configure-aws-credentials');
    expect(log).not.toMatch(trace);
    expect(place.comments(pull, 'plan')[0]).toContain('No plan could be made');
  });
});

describe('a delegated administrator', () => {
  it('is told when planning what it may never touch', async () => {
    await using place = await Place.open({
      seed: { ...seed, delegate: 'dev' },
      callers: { AKIAACTION: { account: 'dev', role: 'access' } },
    });
    const pull = place.propose({
      'access/assignments.yaml': `${files['access/assignments.yaml']}
  - groups: Operators
    permissionSets: Developer
    accounts: [prod, management]
`,
    });
    const { outputs, summary } = await place.plan(pull);
    expect(outputs['result']).toBe('blocked');
    expect(Number(outputs['blocked'])).toBeGreaterThan(0);
    expect(summary).toMatch(/delegated administrator/u);
  });
});

describe('an apply that cannot begin', () => {
  it('says so in its summary', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    const { exitCode, summary } = await place.run(push, {
      env: {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_SESSION_TOKEN: undefined,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    expect(exitCode).toBe(1);
    expect(summary).toContain('aws-actions/configure-aws-credentials');
  });
});

describe('a Region that is not the home of Identity Center', () => {
  it.each(['not-found', 'access-denied'] as const)('is named (%s)', async (wrongRegion) => {
    await using place = await Place.open({ knobs: { behaviour: { wrongRegion } } });
    const pull = place.propose({
      'access/settings.yaml':
        'settings:\n  identityCenter: { region: eu-west-2 }\n  manage: { owner: platform }\n',
    });
    const { exitCode, outputs, log } = await place.plan(pull);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'failed' });
    expect(log).toContain('eu-west-2');
    expect(log).toContain('settings.identityCenter.region');
    expect(log).not.toMatch(trace);
    expect(place.comments(pull, 'plan')).toHaveLength(1);
  });
});

describe('GitHub fails', () => {
  it('at the plan comment: the plan is in the summary and in its file, and the job fails', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const token = place.github.jobToken(place.repository, {
      contents: 'read',
      statuses: 'write',
      'pull-requests': 'read',
    });
    const { exitCode, outputs, summary, log } = await place.plan(pull, { token });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ grants: '3', 'permission-set-changes': '1' });
    expect(outputs['plan-path']).not.toBe('');
    expect(summary).toContain('grants 3 assignments');
    expect(log).toContain('pull-requests: write');
  });

  it('at the outcome comment: what was applied is told in the summary, and the job fails', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    place.github.fail({
      operation: 'issues/create-comment',
      times: 100,
      effect: {
        kind: 'answer',
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      },
    });
    const { exitCode, summary, log, outputs } = await place.run(push);
    expect(exitCode).toBe(1);
    expect(outputs['result']).toBe('applied');
    expect(summary).toContain('Applied: 4 operations');
    expect(log).toContain('Resource not accessible by integration');
    expect(log).not.toMatch(trace);
    expect(place.assignments()).toHaveLength(4);
  });

  it('now and then: nothing is done twice and nothing left out', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    place.github.fail({ operation: 'issues/create-comment', effect: { kind: 'lost-answer' } });
    place.github.fail({ operation: 'git/get-tree', effect: { kind: 'server-error', status: 502 } });
    place.github.fail({ operation: 'pulls/get', effect: { kind: 'reset' } });
    const { exitCode, outputs } = await place.plan(pull);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'changes' });
    expect(place.comments(pull, 'plan')).toHaveLength(1);
  });
});
