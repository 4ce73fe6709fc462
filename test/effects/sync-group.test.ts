import { describe, expect, it } from 'vitest';
import { applyVerdict, isComplete } from '../../src/core/outcome/result.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { carrying, type Entra, objectId } from '../core/support/entra.ts';
import { rule } from '../core/support/files.ts';
import { groupId, type Live } from '../core/support/live.ts';
import { lines } from '../core/support/planned.ts';
import {
  bare,
  endOf,
  files,
  granting,
  inWorld,
  lost,
  oldOnDev,
  replacing,
  reviewOf,
  steps,
  tenant,
} from './support/replacing-story.ts';
import { type Change, organization, type Options } from './support/with-entra.ts';

describe('a group on its way to AWS', () => {
  it('is assigned, provisioned and granted in one apply, and then nothing is left', async () => {
    const world = inWorld({ entra: { delay: () => 20_000, left: 3 } });
    const ran = await world.apply(replacing, reviewOf(await world.plan(replacing)));
    expect(ran.outcomes.toSorted()).toEqual(
      Object.values(steps)
        .map((step) => `applied ${step}`)
        .toSorted(),
    );
    expect(endOf(ran, steps.provision)).toMatchObject({
      note: expect.stringContaining('3 members') as string,
    });
    expect(world.access()).toEqual(['New Admin dev']);
    expect(applyVerdict(ran.report)).toEqual({ result: 'applied', exitCode: 0 });
    expect(isComplete(ran.report, ran.approved.approved, 'report')).toBe(true);
    expect(lines(await world.plan({ ...replacing, base: replacing.head }))).toEqual([]);
  });

  it('is asked for again while its assignment is too fresh to count', async () => {
    let asked = 0;
    const world = inWorld({
      entra: {
        answers: () => {
          asked += 1;
          return asked < 4
            ? { status: 'not-yet', reason: 'not in scope yet', message: null }
            : null;
        },
      },
    });
    expect((await world.apply(granting)).outcomes).toContain(`applied ${steps.grant}`);
  });

  it('has come meanwhile: nothing is asked of Entra, and it is granted', async () => {
    const world = inWorld({
      entra: {
        before: (call) => {
          if (call === 'assignGroup') world.entra.sync(objectId('New'));
        },
      },
    });
    const { outcomes } = await world.apply(granting);
    expect(outcomes).toContain(`already-so ${steps.provision}`);
    expect(outcomes).toContain(`applied ${steps.grant}`);
    expect(world.entra.writes).toEqual([`assignGroup ${objectId('New')}`]);
  });

  it('has been assigned meanwhile', async () => {
    const world = inWorld({
      entra: {
        before: (call) => {
          if (call === 'assignGroup') world.entra.assigned.add(objectId('New'));
        },
      },
    });
    expect((await world.apply(granting)).outcomes).toContain(`already-so ${steps.assign}`);
  });
});

describe('a group that does not come within the bound', () => {
  it.each<[string, NonNullable<Options['entra']>]>([
    [
      'Entra does not get to it',
      { answers: () => ({ status: 'not-yet', reason: 'busy', message: null }) },
    ],
    ['AWS does not show it', { delay: () => 3_600_000 }],
    [
      'Entra’s answers are lost',
      {
        before: (call) => {
          if (call === 'provisionGroup') throw lost;
        },
      },
    ],
  ])('leaves its grants waiting, and what they replace in place: %s', async (_what, entra) => {
    const world = inWorld({ entra });
    const ran = await world.apply(replacing);
    expect(ran.outcomes).toEqual([`applied ${steps.assign}`]);
    expect(world.access()).toEqual(['Old Admin dev']);
    expect(applyVerdict(ran.report)).toEqual({ result: 'waiting', exitCode: 0 });
    expect(isComplete(ran.report, ran.approved.approved, 'report')).toBe(false);
    expect(ran.report.plan.counts).toMatchObject({ waiting: 3, held: 0, blocked: 0 });
    const reasons = ran.report.plan.operations.map(({ reason }) => reason ?? '');
    expect(reasons.filter((reason) => reason.split('needs').length > 2)).toEqual([]);
  });

  it('keeps nobody whose time is over', async () => {
    const ended = rule('Old', 'Admin', 'dev', { expires: '2026-01-01' });
    const world = inWorld({ entra: { delay: () => null } });
    const change = { base: files(ended), head: files(ended, rule('New', 'Admin', 'dev')) };
    const { outcomes } = await world.apply(change, reviewOf(await world.plan(change)));
    expect(outcomes).toEqual([`applied ${steps.assign}`, 'applied expiry revoke Admin dev Old']);
    expect(world.access()).toEqual([]);
  });

  it('is granted to by the next run, by the same review', async () => {
    const world = inWorld({ entra: { delay: () => 3_600_000 } });
    const approval = reviewOf(await world.plan(replacing));
    await world.apply(replacing, approval);
    world.entra.sync(objectId('New'));
    const ran = await world.apply(replacing, approval);
    expect(ran.outcomes).toEqual([`applied ${steps.grant}`, `applied ${steps.revoke}`]);
    expect(world.access()).toEqual(['New Admin dev']);
    expect(isComplete(ran.report, ran.approved.approved, 'report')).toBe(true);
  });

  it('does not hold up what has nothing to do with it', async () => {
    const world = inWorld({ entra: { delay: () => null } });
    const head = files(rule('New', 'Admin', 'dev'), rule('Old', 'Read', 'prod'));
    const { outcomes } = await world.apply({ ...replacing, head });
    expect(outcomes).toContain('applied change grant Read prod Old');
  });
});

describe('a group that cannot be brought', () => {
  it('is a failure with Entra’s reason, and nothing that needs it is tried', async () => {
    const failed = { status: 'failed', reason: 'NoMembers', message: 'It has none.' } as const;
    const world = inWorld({ entra: { answers: () => failed } });
    const ran = await world.apply(replacing);
    expect(ran.outcomes.toSorted()).toEqual([
      `applied ${steps.assign}`,
      `failed ${steps.provision}`,
      `not-attempted ${steps.grant}`,
      `not-attempted ${steps.revoke}`,
    ]);
    expect(endOf(ran, steps.provision)).toMatchObject({ reason: 'NoMembers: It has none.' });
    expect(applyVerdict(ran.report)).toEqual({ result: 'failed', exitCode: 1 });
    expect(world.access()).toEqual(['Old Admin dev']);
  });

  it.each(['failed', 'not-yet'] as const)(
    'is told by its code alone on a public repository, as Entra’s words may name people: %s',
    async (status) => {
      const message = "User 'eve@fernhill.example' was refused.";
      const answers = () => ({ status, reason: 'TargetRefused', message });
      const hidden = inWorld({ entra: { answers }, isPublicRepository: true });
      const shown = inWorld({ entra: { answers } });
      const [inPublic, inPrivate] = [await hidden.apply(replacing), await shown.apply(replacing)];
      expect(JSON.stringify(inPublic.report)).not.toContain('eve@');
      expect(JSON.stringify(inPublic.report)).toContain('TargetRefused');
      expect(JSON.stringify(inPrivate.report)).toContain(`TargetRefused: ${message}`);
    },
  );

  it('is a failure where it may not be assigned', async () => {
    const denied = new PortError('access-denied', 'Graph POST /x', 'denied', { help: 'give it' });
    const world = inWorld({
      entra: {
        before: (call) => {
          if (call === 'assignGroup') throw denied;
        },
      },
    });
    const ran = await world.apply(granting);
    expect(ran.outcomes).toEqual([
      `failed ${steps.assign}`,
      `not-attempted ${steps.grant}`,
      `not-attempted ${steps.provision}`,
    ]);
    expect(endOf(ran, steps.assign)).toMatchObject({ help: 'give it' });
    expect(world.entra.writes).toEqual([]);
  });

  it('is a failure where several came with its object id: nobody guesses which', async () => {
    const twice: Live = {
      ...oldOnDev,
      groups: ['Old', 'Azure'],
      objectIds: carrying(['Old', 'Azure']),
    };
    const world = inWorld(
      {
        aws: {
          before: (call) => {
            const hasCome = world.entra.groups().some(({ displayName }) => displayName === 'New');
            if (call === 'listGroups' && hasCome) {
              world.entra.carry(groupId('Azure'), objectId('New'));
            }
          },
        },
      },
      twice,
    );
    const ran = await world.apply(granting);
    expect(ran.outcomes).toContain(`failed ${steps.provision}`);
    expect(ran.outcomes).toContain(`not-attempted ${steps.grant}`);
    expect(world.access()).toEqual(['Old Admin dev']);
  });
});

describe('a group that turns out to be the one that should go', () => {
  it('keeps what it was granted under its new name, where Entra renamed it', async () => {
    const names: Entra = { ...tenant, groups: ['Renamed=Old'], join: 'display-name' };
    const live: Live = { ...oldOnDev, objectIds: {}, grants: ['Old Admin dev', 'Old Read dev'] };
    const world = organization(live, names, {
      entra: { made: { [objectId('Old')]: groupId('Old') } },
    });
    const change: Change = {
      base: files(rule('Old', ['Admin', 'Read'], 'dev')),
      head: files(rule('Renamed', 'Admin', 'dev')),
    };
    const { outcomes } = await world.apply(change);
    expect(outcomes).toContain('already-so change revoke Admin dev Old');
    expect(world.access()).toEqual(['Renamed Admin dev']);
    expect(lines(await world.plan({ ...change, base: change.head }))).toEqual([]);
  });

  it('is granted nothing once a twin has taken its place', async () => {
    const world = organization(
      oldOnDev,
      { ...tenant, groups: ['Old', 'New', 'New=twin'] },
      { entra: { delay: (id) => (id === objectId('twin') ? 30_000 : 0) } },
    );
    const [one, other] = ['New', 'twin'].map((key) => `entra:${objectId(key)}`);
    const head = files(
      rule('Old', 'Admin', 'dev'),
      rule(one ?? '', 'Admin', 'prod'),
      rule(other ?? '', 'Read', 'prod'),
    );
    const { outcomes, report } = await world.apply({ ...replacing, head });
    expect(outcomes).toContain('applied change grant Read prod New');
    expect(world.access()).toEqual(['New Read prod', 'Old Admin dev']);
    expect(report.plan.counts.waiting).toBe(1);
  });

  it('is not brought into the place of a group that came by its name meanwhile', async () => {
    let read = 0;
    const world = inWorld({
      aws: {
        before: (call) => {
          read += call === 'listGroups' ? 1 : 0;
          if (read > 1) world.entra.make('New');
        },
      },
    });
    const change = { ...replacing, head: files(rule(['Old', 'New'], 'Read', 'dev')) };
    const { outcomes, report } = await world.apply(change);
    expect(report.plan.counts.waiting).toBeGreaterThan(0);
    expect(outcomes).toContain('applied change grant Read dev Old');
    expect(world.entra.writes).toEqual([]);
  });

  it('is not hurried into the place of an old group of its name', async () => {
    const live: Live = { ...bare, groups: ['New'], objectIds: { New: objectId('old New') } };
    const world = inWorld({}, { ...live, grants: ['New Admin dev'] });
    const head = files(rule('New', 'Read', 'dev'));
    await world.apply({ ...replacing, head });
    expect(world.entra.writes).toEqual([]);
    expect(world.entra.groups()).toMatchObject([{ externalIds: [{ id: objectId('old New') }] }]);
  });
});
