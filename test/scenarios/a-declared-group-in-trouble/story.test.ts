import { expect, test } from 'vitest';
import type { TenantConsole } from '../../../src/simulator/entra/world/console/tenant-console.ts';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

interface Trouble {
  readonly happens: (tenant: TenantConsole) => void;
  readonly mended: (tenant: TenantConsole) => void;
}

const troubles: Readonly<Record<string, Trouble>> = {
  'another-one-of-its-name': {
    happens: (tenant) => tenant.addGroup('Another', { displayName: 'Payments' }),
    mended: (tenant) => {
      tenant.deleteGroup('Another');
    },
  },
  'another-one-in-another-case': {
    happens: (tenant) => tenant.addGroup('Another', { displayName: 'PAYMENTS' }),
    mended: (tenant) => {
      tenant.deleteGroup('Another');
    },
  },
  deleted: {
    happens: (tenant) => {
      tenant.grantPermissions('plan', 'Group.Read.All');
      tenant.grantPermissions('apply', 'Group.Read.All');
      tenant.deleteGroup('Payments');
    },
    mended: (tenant) => {
      tenant.restoreGroup('Payments');
    },
  },
  'security-disabled': {
    happens: (tenant) => {
      tenant.changeGroup('Payments', { securityEnabled: false });
    },
    mended: (tenant) => {
      tenant.changeGroup('Payments', { securityEnabled: true });
    },
  },
};

test.each(Object.entries(troubles))(
  'a declared group with the trouble %s loses nothing by the hourly apply, and drift tells',
  async (what, { happens, mended }) => {
    const story = await openStory(import.meta.dirname);
    await story.settle();
    const before = story.live();
    story.entra(happens);

    const expected = what === 'security-disabled' ? 'clean' : 'blocked';
    const hourly = await story.hourly();
    ended(hourly, expected);
    expect(hourly.exitCode).toBe(0);
    const drift = await story.drift();
    ended(drift, expected);
    expect(story.changesSince(before)).toBe('nothing changed\n');
    expect(story.tenant.log.writes()).toEqual([]);
    story.expectFiles({ [`drift-${what}.md`]: drift.summary });

    story.entra(mended);
    await story.ends();
  },
);
