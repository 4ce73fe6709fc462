import { expect, test } from 'vitest';
import { recordFrom, recordParts } from '../../../src/core/approval/record-text.ts';
import type { Comment } from '../../../src/simulator/github/world/threads.ts';
import { type Asked, watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { StoryPullRequest } from '../harness/story-pull-request.ts';
import type { Story } from '../harness/story.ts';

/** A first pull request that is planned, so that its comment holds every name, merged and applied. */
async function begin() {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const first = story.pullRequest('first');
  const { reads } = await planned(story, first);
  first.merge();
  ended(await story.apply(), 'applied');
  const [comment] = story.repository.comments(first.pull.number);
  if (comment === undefined) throw new Error('there is no plan comment');
  return { story, first, firstReads: reads, comment };
}

async function planned(
  story: Story,
  pullRequest: StoryPullRequest,
): Promise<{ readonly plan: Job; readonly reads: Asked }> {
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.reading.strategy).toBe('touched');
  return { plan, reads: asked() };
}

/** The comment's text with other names in its record, unharmed as far as the record itself can tell. */
function withNames(
  { body }: Comment,
  change: (names: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): string {
  const record = recordFrom([body]);
  if (record === null) throw new Error('the comment has no record');
  const [line = ''] = recordParts({ ...record, names: change(record.names ?? {}) }, 60_000);
  return body.replace(/^<!-- identity-center-reconciler:record .*$/m, line);
}

/** Everybody bears the name of the next one. */
function swapped(names: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries(names);
  return Object.fromEntries(
    all.map(([id], index) => [id, all[(index + 1) % all.length]?.[1] ?? '']),
  );
}

const grants = [
  expect.stringContaining('change grant Operator payments-dev Oncall'),
  expect.stringContaining('change grant Operator payments-prod Oncall'),
];

test('names come from the last plan, so only the sets that a change touches are described', async () => {
  const { story, firstReads } = await begin();
  expect(firstReads.count('DescribePermissionSet')).toBe(5);

  const second = story.pullRequest('second');
  const { plan, reads } = await planned(story, second);
  expect(ownOperations(plan)).toEqual(grants);
  expect(reads.count('DescribePermissionSet')).toBe(1);
  second.merge();
  const asked = watchReads(story.stage.aws);
  ended(await story.apply(), 'applied');
  expect(asked().lines).not.toContain('DescribePermissionSet Developer');

  // That nobody has the name is only known once everybody was asked.
  const third = story.pullRequest('third');
  const absent = await planned(story, third);
  expect(absent.reads.count('DescribePermissionSet')).toBe(5);
  expect(ownOperations(absent.plan)).toEqual([
    expect.stringContaining('change create-permission-set Network'),
    expect.stringContaining('change grant Network payments-dev Oncall'),
  ]);
  third.merge();
  ended(await story.apply(), 'applied');
  story.expectFiles({
    'first-asked.txt': firstReads.lines.join('\n'),
    'second-asked.txt': reads.lines.join('\n'),
    'second-plan.md': second.comment(),
    'third-asked.txt': absent.reads.lines.join('\n'),
  });
  await story.ends();
});

test("a record that somebody else wrote is nobody's hint", async () => {
  const { story, first, comment } = await begin();
  story.clock.nextMoment();
  story.repository.comment(first.pull.number, 'hasty', withNames(comment, swapped));

  const second = story.pullRequest('second');
  const { plan, reads } = await planned(story, second);
  expect(ownOperations(plan)).toEqual(grants);
  expect(reads.count('DescribePermissionSet')).toBe(1);
  second.merge();
  ended(await story.apply(), 'applied');
  await story.ends();
});

test('names that somebody swapped in our own comment cost requests, and change nothing of the plan', async () => {
  const { story, comment } = await begin();
  story.clock.nextMoment();
  story.repository.editComment(comment, 'hasty', withNames(comment, swapped));

  const second = story.pullRequest('second');
  const { plan, reads } = await planned(story, second);
  expect(ownOperations(plan)).toEqual(grants);
  expect(reads.count('DescribePermissionSet')).toBe(5);
  second.merge();
  ended(await story.apply(), 'applied');
  await story.ends();
});

test('a name that a hint gives to nobody, to a set that is gone, or to two is still found', async () => {
  const { story, comment } = await begin();
  story.console((aws) => {
    aws.consoleDeletePermissionSet('Legacy');
  });
  story.clock.nextMoment();
  // Legacy is gone, Billing claims to be Operator too, and Operator itself is not told of.
  const body = withNames(comment, (names) =>
    Object.fromEntries(
      Object.entries(names).flatMap(([id, name]) => {
        if (name === 'Operator') return [];
        return [[id, name === 'Billing' || name === 'Legacy' ? 'Operator' : name]];
      }),
    ),
  );
  story.repository.editComment(comment, 'hasty', body);

  const second = story.pullRequest('second');
  const { plan, reads } = await planned(story, second);
  expect(ownOperations(plan)).toEqual(grants);
  expect(reads.count('DescribePermissionSet')).toBe(2);
  second.merge();
  ended(await story.apply(), 'applied');
  await story.ends();
});

test('a set that a hint hides is adopted, not made twice', async () => {
  const { story, comment } = await begin();
  const before = story.live();
  let arn = '';
  story.console((aws) => {
    arn = aws.consoleCreatePermissionSet('Network', {
      managedPolicies: ['job-function/NetworkAdministrator'],
    });
  });
  story.clock.nextMoment();
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const body = withNames(comment, (names) => ({ ...names, [id]: 'Something' }));
  story.repository.editComment(comment, 'hasty', body);

  const third = story.pullRequest('third');
  const { plan } = await planned(story, third);
  expect(ownOperations(plan).map((line) => line.split(' ')[1])).toContain('adopt-permission-set');
  expect(ownOperations(plan).join()).not.toContain('create-permission-set');
  third.merge();
  ended(await story.apply(), 'applied');
  expect(story.changesSince(before)).toContain('+ grant  Oncall  Network  payments-dev');
  await story.ends();
});
