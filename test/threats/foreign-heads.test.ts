import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import type { PullRequest } from '../../src/simulator/github/world/threads.ts';
import { change, Place } from '../action/place.ts';

const broken = { 'access/assignments.yaml': 'assignments: 1\n' };

type Stranger = 'a fork' | 'Dependabot';

function propose(
  place: Place,
  who: Stranger,
  files: Readonly<Record<string, string>>,
): PullRequest {
  const author = who === 'a fork' ? 'stranger' : 'dependabot[bot]';
  const from = who === 'a fork' ? place.repository.fork(author) : undefined;
  (from ?? place.repository).commit({ branch: 'wish', files, message: 'Wish', author });
  return place.repository.openPullRequest({
    head: 'wish',
    author,
    title: 'Wish',
    ...(from !== undefined && { headRepository: from }),
  });
}

/** Each event that a pull request can start a run by; a review is one of our own people's. */
const events: Readonly<Record<string, (place: Place, pull: PullRequest) => WorkflowEvent>> = {
  pull_request: ({ repository }, pull) => repository.events.pullRequest(pull, 'opened'),
  pull_request_target: ({ repository }, pull) =>
    repository.events.pullRequestTarget(pull, 'opened'),
  pull_request_review: ({ repository }, pull) =>
    repository.events.pullRequestReview(
      pull,
      repository.review(pull, {
        author: 'mira',
        state: 'APPROVED',
        body: `/allow ${'0'.repeat(64)}`,
      }),
    ),
};

const cases = (['a fork', 'Dependabot'] as const).flatMap((who) =>
  Object.keys(events).flatMap((event) =>
    ['auto', 'plan', 'drift', 'validate'].map((mode) => [who, event, mode] as const),
  ),
);

describe('a pull request from outside is validated and no more, although credentials are at hand', () => {
  it.each(cases)('from %s, under %s, with mode %s', async (who, name, mode) => {
    await using place = await Place.open();
    const pull = propose(place, who, change);
    const event = events[name]?.(place, pull);
    if (event === undefined) throw new Error(name);
    const run = await place.run(event, { inputs: { mode } });
    expect({ exitCode: run.exitCode, result: run.outputs['result'] }).toEqual({
      exitCode: 0,
      result: 'clean',
    });
    expect(run.log).toContain(`this pull request comes from ${who}: its files were only checked`);
    expect(place.aws.log.requests).toEqual([]);
    expect(place.github.log.writes.filter(({ path }) => path.includes('/comments'))).toEqual([]);
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it.each(Object.keys(events))('and it is its own files that are, under %s', async (name) => {
    await using place = await Place.open();
    const pull = propose(place, 'a fork', broken);
    const event = events[name]?.(place, pull);
    if (event === undefined) throw new Error(name);
    const run = await place.run(event);
    expect(run.outputs['result']).toBe('invalid');
    expect(place.aws.log.requests).toEqual([]);
  });
});
