import { describe, expect, it } from 'vitest';
import { objectId } from '../core/support/entra.ts';
import { rule } from '../core/support/files.ts';
import { lines } from '../core/support/planned.ts';
import {
  endOf,
  files,
  granting,
  inWorld,
  lost,
  replacing,
  reviewOf,
  set,
  steps,
} from './support/replacing-story.ts';
import type { Change } from './support/with-entra.ts';

describe('a lost answer', () => {
  it.each(['assignGroup', 'provisionGroup'])(
    'of %s that had its effect is no failure',
    async (name) => {
      let times = 0;
      const world = inWorld({
        entra: {
          after: (call) => {
            times += call === name ? 1 : 0;
            if (call === name && times === 1) throw lost;
          },
        },
      });
      const { outcomes } = await world.apply(granting);
      expect(outcomes).toContain(`applied ${steps.grant}`);
      expect(outcomes.filter((text) => text.startsWith('failed'))).toEqual([]);
    },
  );

  it.each(['assignGroup', 'provisionGroup'])('of %s that had none is asked again', async (name) => {
    let times = 0;
    const world = inWorld({
      entra: {
        before: (call) => {
          times += call === name ? 1 : 0;
          if (call === name && times === 1) throw lost;
        },
      },
    });
    expect((await world.apply(granting)).outcomes).toEqual([
      `applied ${steps.assign}`,
      `applied ${steps.grant}`,
      `applied ${steps.provision}`,
    ]);
  });

  it('that stays lost is a failure that the next run makes good', async () => {
    let down = true;
    const world = inWorld({
      entra: {
        before: (call) => {
          if (down && call === 'assignGroup') throw lost;
        },
      },
    });
    expect((await world.apply(granting)).outcomes).toContain(`failed ${steps.assign}`);
    down = false;
    expect((await world.apply(granting)).outcomes).toContain(`applied ${steps.grant}`);
  });
});

describe('taking a group out of the application', () => {
  const leaving: Change = {
    base: files(rule('Old', 'Admin', 'dev')),
    head: { ...set, entra: { groupSync: 'manage', unassignGroups: ['Old'] } },
  };
  const unassign = 'change unassign-group-from-application Old';

  it('comes after what it held, and says what AWS does next', async () => {
    const world = inWorld();
    const ran = await world.apply(leaving);
    expect(ran.outcomes).toEqual([`applied ${steps.revoke}`, `applied ${unassign}`]);
    expect(endOf(ran, unassign)).toMatchObject({
      note: expect.stringContaining('deletes') as string,
    });
    expect(world.entra.assigned.has(objectId('Old'))).toBe(false);
    expect(lines(await world.plan(leaving))).toEqual([]);
  });

  it('is not tried where something it holds could not be revoked', async () => {
    const failed = { status: 'failed', reason: 'Received a 500 status error: no.' } as const;
    const world = inWorld({ aws: { ends: () => failed } });
    expect((await world.apply(leaving)).outcomes).toEqual([
      `failed ${steps.revoke}`,
      `not-attempted ${unassign}`,
    ]);
    expect(world.entra.assigned.has(objectId('Old'))).toBe(true);
  });

  it.each([true, false])('survives a lost answer; it had its effect: %s', async (happened) => {
    let times = 0;
    const lose = (call: string): void => {
      times += call === 'unassignGroup' ? 1 : 0;
      if (call === 'unassignGroup' && times === 1) throw lost;
    };
    const world = inWorld({ entra: happened ? { after: lose } : { before: lose } });
    expect((await world.apply(leaving)).outcomes).toContain(`applied ${unassign}`);
    expect(world.entra.assigned.has(objectId('Old'))).toBe(false);
  });
});

describe('a run that is cancelled while it waits for Entra', () => {
  it('ends at once, reports no failure of the group, and the next run goes on', async () => {
    const stop = new AbortController();
    const world = inWorld({
      entra: {
        answers: () => {
          if (stop.signal.aborted) return null;
          stop.abort();
          return { status: 'not-yet', reason: 'busy', message: null };
        },
      },
    });
    const approval = reviewOf(await world.plan(replacing));
    const first = await world.apply(replacing, approval, { signal: stop.signal });
    expect(first.report.stopped).toMatchObject({ why: 'cancelled' });
    expect(first.outcomes.filter((text) => text.startsWith('failed'))).toEqual([]);
    expect(world.access()).toEqual(['Old Admin dev']);
    await world.apply(replacing, approval);
    expect(world.access()).toEqual(['New Admin dev']);
  });
});

describe('a second run', () => {
  const all = { ...replacing, head: files(rule('New', ['Admin', 'Read'], ['dev', 'prod'])) };

  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'ends what was interrupted at write %i',
    async (at) => {
      let writes = 0;
      let killed = true;
      const die = (): void => {
        writes += 1;
        if (killed && writes >= at) throw new Error('the runner went away');
      };
      const isWrite = (call: string): boolean =>
        /^(?:assign|provision|create|delete|unassign)(?:Group|Assignment)$/.test(call);
      const before = (call: string): void => {
        if (isWrite(call)) die();
      };
      const world = inWorld({ aws: { before }, entra: { before } });
      const approval = reviewOf(await world.plan(all));
      await world.apply(all, approval);
      killed = false;
      const { outcomes } = await world.apply(all, approval);
      expect(outcomes.filter((text) => !/^(?:applied|already-so) /.test(text))).toEqual([]);
      expect(world.access()).toEqual([
        'New Admin dev',
        'New Admin prod',
        'New Read dev',
        'New Read prod',
      ]);
      expect(lines(await world.plan({ ...all, base: all.head }))).toEqual([]);
    },
  );
});
