import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createChangeWriter } from '../../../src/adapters/github/change-writer.ts';
import type { ProposedChange } from '../../../src/ports/github-changes.ts';
import { containing, Fixture, id } from './fixture.ts';

const branch = 'identity-center/drift-platform-ssoins-0123456789abcdef';

function changeOn(github: Fixture, text: string, more: Partial<ProposedChange> = {}) {
  return {
    branch,
    baseBranch: 'main',
    baseCommit: id(github.repository.tip()),
    files: new Map([['access/a.yaml', text]]),
    title: 'Keep what drifted',
    body: `see https://github.com/acme/access-repo/actions/runs/1`,
    ...more,
  };
}

test('one commit on the base, one pull request, and nothing written where nothing is new', async () => {
  await using github = await Fixture.start();
  const changes = createChangeWriter(github.options());
  const first = await changes.propose(changeOn(github, 'a: 2\n'));
  expect(first).toMatchObject({ number: 1, changed: true });
  const tip = github.repository.tip(branch);
  expect(github.repository.read('access/a.yaml', branch)).toBe('a: 2\n');
  expect(github.repository.read('README.md', branch)).toBe('# Access\n');
  const body = 'see https://github.com/acme/access-repo/actions/runs/2';
  const again = await changes.propose(changeOn(github, 'a: 2\n', { body }));
  expect(again).toEqual({ ...first, changed: false });
  expect(github.repository.tip(branch)).toBe(tip);
});

test('what is proposed anew replaces the one commit, on the base of now', async () => {
  await using github = await Fixture.start();
  const changes = createChangeWriter(github.options());
  await changes.propose(changeOn(github, 'a: 2\n'));
  const base = github.repository.commit({
    branch: 'main',
    files: { 'README.md': 'new\n' },
    message: 'Read me',
    author: 'mona',
  });
  // The same change stays where it is: people may have approved it.
  expect(await changes.propose(changeOn(github, 'a: 2\n'))).toMatchObject({ changed: false });
  const moved = await changes.propose(changeOn(github, 'a: 3\n', { title: 'Keep more' }));
  expect(moved).toMatchObject({ number: 1, changed: true });
  const commit = github.repository.state.commit(github.repository.tip(branch));
  expect(commit.parents).toEqual([base]);
  expect(github.repository.state.pull(1)).toMatchObject({ title: 'Keep more', state: 'open' });
});

test.each(['a commit of their own', 'a merge of the base'])(
  'a branch with %s is left as it is, and said so',
  async (what) => {
    await using github = await Fixture.start();
    const changes = createChangeWriter(github.options());
    await changes.propose(changeOn(github, 'a: 2\n'));
    const files = { [what.includes('merge') ? 'README.md' : 'access/a.yaml']: 'theirs\n' };
    const theirs = github.repository.commit({ branch, files, message: 'Mine', author: 'mona' });
    const refused = { kind: 'conflict', help: containing(`delete the branch "${branch}"`) };
    await expect(changes.propose(changeOn(github, 'a: 3\n'))).rejects.toMatchObject(refused);
    expect(await changes.openFor(branch)).toContain('/pull/1');
    await expect(changes.withdraw(branch, 'main')).rejects.toMatchObject(refused);
    expect(github.repository.tip(branch)).toBe(theirs);
  },
);

test('withdrawing closes the pull request and deletes the branch; twice, or of nothing, does nothing', async () => {
  await using github = await Fixture.start();
  const changes = createChangeWriter(github.options());
  await changes.withdraw(branch, 'main');
  await changes.propose(changeOn(github, 'a: 2\n'));
  await changes.withdraw(branch, 'main');
  expect(github.repository.state.pull(1).state).toBe('closed');
  expect(github.repository.state.branch(branch)).toBeUndefined();
  await changes.withdraw(branch, 'main');
  expect(await changes.propose(changeOn(github, 'a: 2\n'))).toMatchObject({ number: 2 });
});

test('a branch of that name that is somebody else’s is not touched', async () => {
  await using github = await Fixture.start();
  const changes = createChangeWriter(github.options());
  const files = { 'access/a.yaml': 'theirs\n' };
  const theirs = github.repository.commit({ branch, files, message: 'Mine', author: 'mona' });
  github.repository.openPullRequest({ head: branch, author: 'mona', title: 'Mine' });
  await changes.withdraw(branch, 'main');
  expect(await changes.openFor(branch)).toBeNull();
  await expect(changes.propose(changeOn(github, 'a: 3\n'))).rejects.toMatchObject({
    kind: 'conflict',
  });
  expect(github.repository.tip(branch)).toBe(theirs);
});

test('what the token may not, and what the repository does not let Actions do, is told by its name', async () => {
  await using github = await Fixture.start();
  const token = github.simulator.jobToken(github.repository, { contents: 'read' });
  const limited = createChangeWriter(github.options({ token }));
  await expect(limited.propose(changeOn(github, 'a: 2\n'))).rejects.toMatchObject({
    kind: 'access-denied',
    help: containing('contents: write'),
  });
  github.simulator.world.settings.actionsMayOpenPullRequests = false;
  const changes = createChangeWriter(github.options());
  await expect(changes.propose(changeOn(github, 'a: 2\n'))).rejects.toMatchObject({
    kind: 'access-denied',
    help: containing('Allow GitHub Actions to create and approve pull requests'),
  });
  // The branch that was pushed before the refusal goes too, once nothing is to be kept.
  expect(github.repository.state.branch(branch)).toBeDefined();
  expect(await changes.openFor(branch)).toBeNull();
  await changes.withdraw(branch, 'main');
  expect(github.repository.state.branch(branch)).toBeUndefined();
});

test('a commit whose author GitHub knows no account of is somebody else’s, in either way of saying so', async () => {
  await using github = await Fixture.start();
  const sha = 'a'.repeat(40);
  for (const author of [null, {}]) {
    const server = createServer(({ url = '' }, response) => {
      const answer = url.includes('graphql')
        ? { data: { viewer: { login: 'github-actions[bot]' } } }
        : url.includes('/compare/')
          ? { ahead_by: 1, commits: [{ sha, author }] }
          : { object: { sha } };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const apiUrl = `http://127.0.0.1:${address.port}`;
    const changes = createChangeWriter(github.options({ apiUrl, graphqlUrl: `${apiUrl}/graphql` }));
    await expect(changes.propose(changeOn(github, 'a: 2\n'))).rejects.toMatchObject({
      kind: 'conflict',
    });
    server.closeAllConnections();
    server.close();
  }
});
