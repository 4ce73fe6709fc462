import { describe, expect, it } from 'vitest';
import { createApiLineHistory } from '../../../src/adapters/github/api-line-history.ts';
import type { Permissions } from '../../../src/simulator/github/world/account.ts';
import { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import { Fixture, id } from './fixture.ts';

const file = 'access/a.yaml';

/** The lines of the default branch's newest version, as `line: author #pull by reviewers`. */
async function told(fixture: Fixture, permissions?: Permissions) {
  const { repository, simulator } = fixture;
  const token = simulator.jobToken(repository, permissions);
  const history = createApiLineHistory(fixture.options({ ...(permissions && { token }) }));
  const lines = await history.changesOf(id(repository.tip()), file);
  return lines?.map((change) =>
    change === null
      ? null
      : [
          change.author,
          ...(change.pullRequest === null ? [] : [`#${change.pullRequest.number}`]),
          ...change.reviewers,
        ].join(' '),
  );
}

function proposed(fixture: Fixture, branch: string, text: string, author: string) {
  const { repository } = fixture;
  repository.commit({ branch, files: { [file]: text }, message: branch, author });
  return repository.openPullRequest({ head: branch, author, title: branch });
}

describe("GitHub's history of lines", () => {
  it('tells who changed each line, by which pull request, and who had approved it before the merge', async () => {
    const clock = new ManualClock();
    await using fixture = await Fixture.start({}, clock);
    const { repository } = fixture;
    for (const login of ['rita', 'carl', 'late', 'sven'])
      repository.addCollaborator(login, 'write');
    const pull = proposed(fixture, 'topic', 'a: 1\nb: 2\nc: 3\n', 'mona');
    for (const author of ['rita', 'carl']) repository.review(pull, { author, state: 'APPROVED' });
    repository.review(pull, { author: 'olga', state: 'COMMENTED' });
    repository.dismissReview(repository.review(pull, { author: 'sven', state: 'APPROVED' }));
    clock.advance(1000);
    repository.merge(pull, { by: 'rosa', method: 'squash' });
    clock.advance(1000);
    repository.review(pull, { author: 'late', state: 'APPROVED' });
    repository.commitAndPush({
      branch: 'main',
      files: { [file]: 'a: 1\nb: 2\nc: 30\n' },
      message: 'Straight to main',
      author: 'hasty',
    });
    const [first = '', ...others] = (await told(fixture)) ?? [];
    expect(first).not.toContain('#');
    expect(others).toEqual(['mona #1 carl rita', 'hasty']);
  });

  it('reads every page of approvals, and asks of no commit twice', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const pull = proposed(fixture, 'topic', 'a: 1\nb: 2\n', 'mona');
    const logins = Array.from({ length: 120 }, (_none, index) => `reviewer-${index}`);
    for (const author of logins) repository.review(pull, { author, state: 'APPROVED' });
    repository.merge(pull, { by: 'rosa', method: 'merge' });
    const history = createApiLineHistory(fixture.options());
    const lines = await history.changesOf(id(repository.tip()), file);
    expect(lines?.[1]?.reviewers).toEqual(logins.toSorted());
    const asked = simulator.log.requests.length;
    await history.changesOf(id(repository.tip()), file);
    expect(simulator.log.requests.length - asked).toBe(1);
  });

  it('tells who changed a line where the token may not read pull requests', async () => {
    await using fixture = await Fixture.start();
    const { repository } = fixture;
    repository.merge(proposed(fixture, 'topic', 'a: 1\nb: 2\n', 'mona'), { by: 'rosa' });
    expect((await told(fixture, { contents: 'read' }))?.[1]).toBe('mona');
  });

  it('knows nothing of a commit that GitHub does not have', async () => {
    await using fixture = await Fixture.start();
    const history = createApiLineHistory(fixture.options());
    expect(await history.changesOf(id('f'.repeat(40)), file)).toBeNull();
  });
});
