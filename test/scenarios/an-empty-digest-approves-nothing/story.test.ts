import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

/** Every plan without an operation has it, and every pull request that changes nothing shows it. */
const empty = createHash('sha256').update('').digest('hex');

test('the digest of an empty plan marks no commit while the world is not as the files say', async () => {
  const story = await openStory(import.meta.dirname, {
    from: join(import.meta.dirname, '../drift-by-group'),
  });
  // No apply was complete yet: files are compared with the world.
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  ended(await story.dispatch({ 'approve-plan': empty }), 'held');
  expect(story.isMarked()).toBe(false);
  await story.ends({ hourly: 'clean', drift: 'drift' });
});
