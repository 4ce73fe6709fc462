import { describe, expect, it } from 'vitest';
import type { LiveAttributes } from '../../src/core/model/access-control.ts';
import { PortError } from '../../src/ports/port-error.ts';
import type { Files } from '../core/support/files.ts';
import { applied } from './support/apply-story.ts';

const department = { Department: '${path:enterprise.department}' };
const costCenter = { CostCenter: '${path:enterprise.costCenter}' };
const enabled = (attributes: Readonly<Record<string, string>>): LiveAttributes => ({
  status: 'enabled',
  attributes,
});
const failed: LiveAttributes = { status: 'failed', reason: 'A role could not be changed.' };
const declared = (accessControlAttributes: Readonly<Record<string, string>>): Files => ({
  accessControlAttributes,
});

/** The one step of applying `head`, what lives then, and the calls that wrote. */
async function apply(
  attributes: LiveAttributes,
  head: Files,
  options: Parameters<typeof applied>[1] = {},
) {
  const { aws, report } = await applied({ live: { attributes }, head }, options);
  const [only] = report.outcomes;
  return {
    outcome: only?.outcome,
    live: aws.attributes,
    writes: aws.writes.map((write) => write.replace('writeAccessControlAttributes ', '')),
  };
}

describe('attributes for access control', () => {
  it('are enabled, and waited for until AWS has done so', async () => {
    expect(await apply({ status: 'absent' }, declared(department))).toEqual({
      outcome: { result: 'applied' },
      live: enabled(department),
      writes: ['create'],
    });
  });

  it('are written whole where they are enabled', async () => {
    const live = enabled({ ...department, Old: 'x' });
    expect(await apply(live, declared({ ...department, ...costCenter }))).toEqual({
      outcome: { result: 'applied' },
      live: enabled({ CostCenter: costCenter.CostCenter, Department: department.Department }),
      writes: ['update'],
    });
  });

  it('are turned off where the files declare none', async () => {
    expect(await apply(enabled(department), declared({}))).toEqual({
      outcome: { result: 'applied' },
      live: { status: 'absent' },
      writes: ['delete'],
    });
  });

  it('that AWS failed to enable before are cleared away and enabled anew', async () => {
    expect(await apply(failed, declared(department))).toEqual({
      outcome: { result: 'applied' },
      live: enabled(department),
      writes: ['delete', 'create'],
    });
  });

  it('that AWS cannot enable fail with its reason', async () => {
    const { outcome, writes } = await apply({ status: 'absent' }, declared(department), {
      ends: () => ({ status: 'failed', reason: 'A role could not be changed.' }),
    });
    expect(outcome).toMatchObject({
      result: 'failed',
      reason: 'AWS could not enable attributes for access control: A role could not be changed.',
    });
    expect(writes).toEqual(['create']);
  });

  it('that AWS does not finish enabling within the bound fail, and say that it goes on', async () => {
    const { outcome } = await apply({ status: 'absent' }, declared(department), {
      ends: () => ({ status: 'unfinished', requestId: 'none' }),
    });
    expect(outcome).toMatchObject({
      result: 'failed',
      reason: 'AWS has not finished enabling attributes for access control within the bound',
    });
  });

  it('that somebody is enabling are waited for, and not written over', async () => {
    const creating = { status: 'creating', attributes: department } as const;
    const { outcome, writes } = await apply(creating, declared(costCenter));
    expect(outcome).toMatchObject({ result: 'failed' });
    expect(writes).toEqual([]);
  });

  it('that became as wanted since they were planned are left as they are', async () => {
    const { outcome, writes } = await apply({ status: 'absent' }, declared(department), {
      attributes: enabled(department),
    });
    expect(outcome).toEqual({ result: 'already-so' });
    expect(writes).toEqual([]);
  });

  it('that somebody edited since they were planned are not written over', async () => {
    const { outcome, writes } = await apply({ status: 'absent' }, declared(department), {
      attributes: enabled(costCenter),
    });
    expect(outcome).toMatchObject({ result: 'failed', help: 'plan again' });
    expect(writes).toEqual([]);
  });

  it.each([
    ['create', { status: 'absent' }, department],
    ['update', enabled(costCenter), department],
    ['delete', enabled(department), {}],
  ] as const)('whose %s lost its answer are as wanted all the same', async (call, live, wanted) => {
    let lost = 0;
    const { outcome, writes } = await apply(live, declared(wanted), {
      after: () => {
        lost += 1;
        if (lost === 1) throw new PortError('answer-lost', 'sso:any', 'lost');
      },
    });
    expect(outcome).toEqual({ result: 'applied' });
    expect(new Set(writes)).toEqual(new Set([call]));
  });

  it('that AWS refuses to enable fail with what it said', async () => {
    const { outcome } = await apply({ status: 'absent' }, declared(department), {
      before: (call) => {
        if (call !== 'writeAccessControlAttributes') return;
        throw new PortError('conflict', 'sso:any', 'a conflicting operation');
      },
    });
    expect(outcome).toMatchObject({ result: 'failed', reason: 'a conflicting operation' });
  });

  it('whose writing failed leave unattempted the edit of a set that comes to read them', async () => {
    const inlinePolicy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:*',
          Resource: 'arn:aws:s3:::${aws:PrincipalTag/Department}',
        },
      ],
    };
    const { outcomes, aws } = await applied(
      {
        live: { sets: { Developer: {} } },
        base: { permissionSets: { Developer: {} } },
        head: { ...declared(department), permissionSets: { Developer: { inlinePolicy } } },
      },
      {
        before: (call) => {
          if (call !== 'writeAccessControlAttributes') return;
          throw new PortError('access-denied', 'sso:any', 'denied');
        },
      },
    );
    expect(outcomes.map((text) => text.trim())).toEqual([
      'failed change update-access-control-attributes',
      'not-attempted change update-permission-set Developer',
    ]);
    expect(aws.writes).toEqual([]);
  });
});
