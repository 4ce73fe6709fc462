import { describe, expect, it } from 'vitest';
import { createCommentWriter } from '../../../src/adapters/github/comment-writer.ts';
import { createGitHubReader } from '../../../src/adapters/github/github-reader.ts';
import { createStatusWriter } from '../../../src/adapters/github/status-writer.ts';
import { containing, Fixture, id } from './fixture.ts';

const bot = { kind: 'bot', login: 'github-actions' };

describe('who this is', () => {
  it("is the job's bot, an app's bot or a person", async () => {
    await using fixture = await Fixture.start();
    const { simulator, repository } = fixture;
    const viewer = (token: string) => createGitHubReader(fixture.options({ token })).viewer();
    expect(await viewer(simulator.jobToken(repository))).toEqual(bot);
    expect(await viewer(simulator.appToken('planner', repository))).toEqual({
      kind: 'bot',
      login: 'planner',
    });
    expect(await viewer(simulator.personalToken('github-actions'))).toEqual({
      kind: 'user',
      login: 'github-actions',
    });
  });

  it('takes an App for one also where the server leaves its suffix out', async () => {
    await using fixture = await Fixture.start();
    const { simulator, repository } = fixture;
    const body = { data: { viewer: { login: 'github-actions' } } };
    const says = { kind: 'answer', status: 200, body } as const;
    simulator.fail({ operation: 'graphql/viewer', times: 2, effect: says });
    const viewer = (token: string) => createGitHubReader(fixture.options({ token })).viewer();
    expect(await viewer(simulator.jobToken(repository))).toEqual(bot);
    expect(await viewer(simulator.personalToken('github-actions'))).toMatchObject({ kind: 'user' });
  });

  it('is taken for granted without GraphQL, and then no comment is trusted', async () => {
    await using fixture = await Fixture.start();
    const { simulator, repository } = fixture;
    const graphqlUrl = `${simulator.url}/no-graphql`;
    const person = fixture.options({ graphqlUrl, token: simulator.personalToken('mona') });
    expect(await createGitHubReader(person).viewer()).toEqual({ kind: 'user', login: 'mona' });

    const pull = fixture.pull();
    repository.comment(pull.number, 'mona', 'hello');
    const reader = createGitHubReader(fixture.options({ graphqlUrl }));
    expect(await reader.viewer()).toEqual(bot);
    const [comment] = await reader.comments(pull.number);
    if (comment === undefined) throw new Error('no comment');
    await expect(reader.editsOf(comment)).rejects.toMatchObject({ kind: 'credentials' });
    simulator.log.requests.length = 0;
  });

  it('stays unknown while GitHub is down', async () => {
    await using fixture = await Fixture.start();
    fixture.simulator.fail({ operation: 'graphql', times: 5, effect: { kind: 'server-error' } });
    const reader = createGitHubReader(fixture.options());
    await expect(reader.viewer()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await reader.viewer()).toEqual(bot);
  });
});

describe('the repository and its history', () => {
  it('has a default branch, tips and commits', async () => {
    await using fixture = await Fixture.start();
    const { repository } = fixture;
    const reader = createGitHubReader(fixture.options());
    expect(await reader.repository()).toEqual({ defaultBranch: 'main', isPrivate: true });
    expect(await reader.branchTip('main')).toBe(repository.tip());
    repository.commit({ branch: 'team/x', files: {}, message: 'One\n\nbody', author: 'mona' });
    const tip = id(repository.tip('team/x'));
    expect(await reader.branchTip('team/x')).toBe(tip);
    expect(await reader.commit(tip)).toMatchObject({
      id: tip,
      parents: [repository.tip()],
      subject: 'One',
    });
    await expect(reader.branchTip('missing')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is followed along first parents, past what one page shows', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const line = [repository.tip()];
    for (let merge = 0; merge < 3; merge += 1) {
      const branch = `topic-${merge}`;
      for (let count = 0; count < 60; count += 1)
        repository.commit({
          branch,
          files: { [`access/${merge}.yaml`]: `${count}\n` },
          message: `${count}`,
          author: 'mona',
        });
      const pull = repository.openPullRequest({ head: branch, author: 'mona', title: branch });
      line.unshift(repository.merge(pull, { by: 'hubot', method: 'merge' }).after);
    }
    const reader = createGitHubReader(fixture.options());
    const commits = await reader.firstParents(id(repository.tip()), 50);
    expect(commits.map((commit) => commit.id)).toEqual(line);
    expect(simulator.log.count('repos/list-commits')).toBeLessThanOrEqual(4);
    expect(await reader.firstParents(id(repository.tip()), 2)).toHaveLength(2);
  });
});

describe('pull requests', () => {
  it('tell the test merge while open and what landed once merged', async () => {
    await using fixture = await Fixture.start();
    const { repository } = fixture;
    const pull = fixture.pull();
    const reader = createGitHubReader(fixture.options());
    const open = await reader.pullRequest(pull.number);
    expect(open).toMatchObject({
      state: 'open',
      headCommit: repository.tip('topic'),
      headRepository: 'acme/access-repo',
      baseBranch: 'main',
      mergedAt: null,
      author: { kind: 'user', login: 'mona' },
    });
    const merge = await reader.commit(id(open.mergeCommit ?? ''));
    expect(merge.parents).toEqual([repository.tip(), open.headCommit]);
    expect(await reader.changedPaths(pull.number)).toEqual(['access/topic.yaml']);

    const { after } = repository.merge(pull, { by: 'hubot', method: 'squash' });
    expect(await reader.pullRequest(pull.number)).toMatchObject({
      state: 'closed',
      mergeCommit: after,
      mergedAt: containing('T'),
    });
    expect(await reader.pullRequestsOf(id(after), true)).toMatchObject([{ number: pull.number }]);
  });

  it('have no test merge while GitHub computes it, in conflict or when closed', async () => {
    await using fixture = await Fixture.start({ mergeableLag: 1 });
    const { repository } = fixture;
    const reader = createGitHubReader(fixture.options());
    const pull = fixture.pull();
    expect((await reader.pullRequest(pull.number)).mergeCommit).toBeNull();
    expect((await reader.pullRequest(pull.number)).mergeCommit).not.toBeNull();
    repository.close(pull);
    expect((await reader.pullRequest(pull.number)).mergeCommit).toBeNull();
  });

  it('are waited for a little after a merge, once for a whole walk', async () => {
    await using fixture = await Fixture.start({ associatedPullsLag: 2 });
    const { repository, clock } = fixture;
    const direct = repository.tip();
    const { after } = repository.merge(fixture.pull(), { by: 'hubot' });
    const reader = createGitHubReader(fixture.options());
    expect(await reader.pullRequestsOf(id(after), true)).toHaveLength(1);
    expect(clock.sleeps).toEqual([1000, 2000]);
    for (let count = 0; count < 5; count += 1)
      expect(await reader.pullRequestsOf(id(direct), true)).toEqual([]);
    expect(clock.sleeps).toEqual([1000, 2000, 4000]);
  });

  it('name both paths of a rename', async () => {
    await using fixture = await Fixture.start();
    const { repository } = fixture;
    repository.commit({
      branch: 'move',
      files: { 'access/a.yaml': null, 'other/a.yaml': 'a: 1\n' },
      message: 'Move',
      author: 'mona',
    });
    const pull = repository.openPullRequest({ head: 'move', author: 'mona', title: 'Move' });
    const reader = createGitHubReader(fixture.options());
    expect(await reader.changedPaths(pull.number)).toEqual(['access/a.yaml', 'other/a.yaml']);
  });
});

describe('comments', () => {
  it('are all there, with who wrote and who edited them', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const pull = fixture.pull();
    for (let count = 0; count < 120; count += 1)
      repository.comment(pull.number, 'mona', `comment ${count}`);
    const options = fixture.options();
    const reader = createGitHubReader(options);
    const writer = createCommentWriter(options);
    const created = await writer.createComment(pull.number, 'first');
    expect(created).toMatchObject({ author: bot, body: 'first' });

    const comments = await reader.comments(pull.number);
    expect(comments).toHaveLength(121);
    expect(comments.at(-1)).toEqual(created);
    expect(await reader.editsOf(created)).toEqual([]);

    const updated = await writer.updateComment(created.id, 'second');
    expect(updated).toMatchObject({ id: created.id, body: 'second' });
    const mine = await reader.editsOf(created);
    expect(new Set(mine.map(({ editor }) => JSON.stringify(editor)))).toEqual(
      new Set([JSON.stringify(bot)]),
    );

    const stored = repository.comments(pull.number).at(-1);
    if (stored === undefined) throw new Error('no comment');
    repository.addCollaborator('github-actions', 'write');
    repository.editComment(stored, 'github-actions', 'forged');
    const edits = await reader.editsOf(created);
    expect(edits.map(({ editor }) => editor)).toContainEqual({
      kind: 'user',
      login: 'github-actions',
    });
    expect(simulator.log.writes.map(({ method }) => method)).toEqual(['POST', 'PATCH']);

    await writer.deleteComment(created.id);
    await writer.deleteComment(created.id);
    expect(await reader.comments(pull.number)).toHaveLength(120);
    await expect(reader.editsOf(created)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tell every edit, past the first hundred', async () => {
    await using fixture = await Fixture.start();
    const { repository } = fixture;
    const pull = fixture.pull();
    const stored = repository.comment(pull.number, 'eve', 'text');
    repository.editComment(stored, 'mallory', 'text, edited once');
    for (let count = 0; count < 130; count += 1)
      repository.editComment(stored, 'eve', `text ${count}`);
    const reader = createGitHubReader(fixture.options());
    const [comment] = await reader.comments(pull.number);
    if (comment === undefined) throw new Error('no comment');
    const editors = (await reader.editsOf(comment)).map(({ editor }) => editor?.login);
    expect(new Set(editors)).toEqual(new Set(['eve', 'mallory']));
  });
});

describe('commit statuses', () => {
  it('are set and read back, newest first and of one context', async () => {
    await using fixture = await Fixture.start();
    const commit = id(fixture.repository.tip());
    const options = fixture.options();
    const writer = createStatusWriter(options);
    const set = (context: string, state: 'success' | 'failure', description: string) =>
      writer.setStatus(commit, { context, state, description, targetUrl: null });
    await set('identity-center/platform@ssoins-1', 'failure', 'é'.repeat(300));
    await set('identity-center/other@ssoins-1', 'failure', 'other');
    await set('identity-center/platform@ssoins-1', 'success', 'complete');
    const statuses = await createGitHubReader(options).statuses(
      commit,
      'identity-center/platform@ssoins-1',
    );
    expect(statuses.map(({ state, creator }) => [state, creator])).toEqual([
      ['success', bot],
      ['failure', bot],
    ]);
  });
});
