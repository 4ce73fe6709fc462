import { describe, expect, test } from 'vitest';
import { entraPermissions } from '../harness/entra-stage.ts';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const { plan: reading } = entraPermissions;
const application = 'AWS IAM Identity Center';
const assigning = 'AppRoleAssignment.ReadWrite.All';

test('nothing but reading is asked of the identity that plans, and nothing more of the one that applies what is checked', async () => {
  const story = await settled('check');
  onlyReading(story);
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'waiting');
  pullRequest.merge();
  ended(await story.apply(), 'waiting');
  expect(written(story)).toEqual([]);
  await story.ends({ hourly: 'waiting', drift: 'waiting' });
});

describe.each(reading)('without %s', (permission) => {
  test('plan and drift say so', async () => {
    const story = await settled('check');
    const pullRequest = story.pullRequest('change');
    lacks(story, 'plan', permission);
    expect(missing(await pullRequest.plan())).toEqual([permission]);
    expect(missing(await story.drift())).toEqual([permission]);
    expect(written(story)).toEqual([]);

    story.tenant.world.grantPermissions('plan', permission);
    await story.ends();
  });

  test('apply says so and writes nothing', async () => {
    const story = await settled('check');
    onlyReading(story);
    const pullRequest = story.pullRequest('change');
    ended(await pullRequest.plan(), 'waiting');
    pullRequest.merge();
    lacks(story, 'apply', permission);
    expect(missing(await story.apply())).toEqual([permission]);
    expect(written(story)).toEqual([]);

    story.tenant.world.grantPermissions('apply', permission);
    await story.ends({ hourly: 'waiting', drift: 'waiting' });
  });
});

test('assigning takes the custom role, or else the permission for every application', async () => {
  const story = await settled('manage');
  const pullRequest = await planned(story);
  story.tenant.world.revokeAssigning('apply', application);
  pullRequest.merge();
  const refused = await story.apply();
  expect(missing(refused)).toEqual([assigning]);
  expect(refused.log).toContain('microsoft.directory/servicePrincipals/appRoleAssignedTo/update');
  expect(written(story)).toEqual([]);

  story.tenant.world.grantPermissions('apply', assigning);
  ended(await story.run('apply', refused.event), 'applied');
  await story.ends();
});

test('provisioning on demand takes the permission to write', async () => {
  const story = await settled('manage');
  const pullRequest = await planned(story);
  onlyReading(story);
  pullRequest.merge();
  const before = story.live();
  const refused = await story.apply();
  expect(missing(refused)).toEqual(['Synchronization.ReadWrite.All']);
  expect(story.changesSince(before)).not.toContain('Fraud-Analysts');

  story.tenant.world.grantPermissions('apply', 'Synchronization.ReadWrite.All');
  ended(await story.run('apply', refused.event), 'applied');
  await story.ends();
});

test('an owner of the application needs no permission for the provisioning of others', async () => {
  const story = await settled('manage');
  for (const identity of ['plan', 'apply'] as const) {
    lacks(story, identity, 'Synchronization.Read.All');
    lacks(story, identity, 'Synchronization.ReadWrite.All');
    story.tenant.world.grantPermissions(identity, 'Application.ReadWrite.OwnedBy');
    story.tenant.world.addOwner(application, identity);
  }
  const pullRequest = await planned(story);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.accessEvents()).toHaveLength(1);
  await story.ends();
});

test.each([reading[0], reading[1], 'Synchronization.ReadWrite.All'])(
  'without %s, an apply that manages the application writes nothing',
  async (permission) => {
    const story = await settled('manage');
    const pullRequest = await planned(story);
    lacks(story, 'apply', permission);
    pullRequest.merge();
    const refused = await story.apply();
    expect(missing(refused)).toEqual([permission.replace('ReadWrite', 'Read')]);
    expect(written(story)).toEqual([]);

    story.tenant.world.grantPermissions('apply', permission);
    ended(await story.run('apply', refused.event), 'applied');
    await story.ends();
  },
);

async function settled(groupSync: 'check' | 'manage'): Promise<Story> {
  const story = await openStory(import.meta.dirname, {
    base: groupSync === 'check' ? 'base' : 'managed',
  });
  await story.settle();
  return story;
}

async function planned(story: Story) {
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  return pullRequest;
}

function lacks(story: Story, identity: 'apply' | 'plan', permission: string): void {
  story.tenant.world.revokePermissions(identity, permission);
}

/** What applies may then do no more in Entra than what plans. */
function onlyReading(story: Story): void {
  lacks(story, 'apply', 'Synchronization.ReadWrite.All');
  story.tenant.world.grantPermissions('apply', 'Synchronization.Read.All');
}

/** The permissions that a failed job says are missing. */
function missing(job: Job): readonly (string | undefined)[] {
  ended(job, 'failed');
  const names = [...job.log.matchAll(/, and not ([\w.]+) \(/g)].map(([, name]) => name);
  return [...new Set(names)];
}

/** Whatever was written to AWS or Entra. */
function written(story: Story): readonly unknown[] {
  const toEntra = story.tenant.log.writes().filter(({ outcome }) => outcome.kind === 'answered');
  return [...story.accessEvents(), ...toEntra];
}
