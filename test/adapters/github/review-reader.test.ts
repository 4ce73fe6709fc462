import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createReviewReader } from '../../../src/adapters/github/review-reader.ts';
import { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import { containing, Fixture } from './fixture.ts';

const webFlow = { name: 'GitHub', email: 'noreply@github.com' };

describe('reviews', () => {
  it('are read from every page, oldest first, as they stand now', async () => {
    await using fixture = await Fixture.start({}, new ManualClock());
    const { repository } = fixture;
    const pull = fixture.pull();
    const given = Array.from({ length: 101 }, (_, index) =>
      repository.review(pull, { author: 'rita', state: 'COMMENTED', body: `no. ${index}` }),
    );
    const last = repository.review(pull, { author: 'rita', state: 'APPROVED', body: 'fine' });
    repository.review(pull, { author: 'dependabot', state: 'CHANGES_REQUESTED' });
    repository.dismissReview(given[0] ?? last);
    const reviews = await createReviewReader(fixture.options()).reviews(pull.number);
    expect(reviews.map(({ state }) => state)).toEqual([
      'dismissed',
      ...Array.from({ length: 100 }, () => 'commented'),
      'approved',
      'changes-requested',
    ]);
    expect(reviews[101]).toMatchObject({
      id: last.id,
      author: { kind: 'user', login: 'rita' },
      body: 'fine',
      commit: pull.head.sha,
      submittedAt: '2026-11-02T09:00:00Z',
      url: containing('#pullrequestreview-'),
    });
  });

  it('tell every edit, a deleted one and its own first text included', async () => {
    await using fixture = await Fixture.start({}, new ManualClock());
    const { repository } = fixture;
    const pull = fixture.pull();
    const review = repository.review(pull, { author: 'rita', state: 'APPROVED', body: 'fine' });
    const reader = createReviewReader(fixture.options());
    const edits = async () => {
      const [read] = await reader.reviews(pull.number);
      if (read === undefined) throw new Error('there is a review');
      return reader.editsOfReview(read);
    };
    expect(await edits()).toEqual([]);
    repository.editReview(review, 'mallory', '/allow');
    const logins = (await edits()).map(({ editor }) => editor?.login);
    expect(new Set(logins)).toEqual(new Set(['mallory', 'rita']));
  });
});

describe('who has a hand in the commits', () => {
  it('is author, co-authors and committer, from every page', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const rita = simulator.world.addAccount('rita').email;
    const pull = fixture.pull();
    for (let n = 0; n < 100; n += 1)
      repository.commit({ branch: 'topic', files: { a: `${n}` }, message: 'x', author: 'mona' });
    repository.commit({
      branch: 'topic',
      files: { a: 'b' },
      message: `pair\n\nCo-authored-by: R <${rita}>`,
      author: 'mona',
      committer: simulator.world.addAccount('carl'),
    });
    const people = await createReviewReader(fixture.options()).commitPeople(pull.number);
    expect(people).toHaveLength(102);
    expect(people?.at(-1)).toEqual({
      id: pull.head.sha,
      logins: ['carl', 'mona', 'rita'],
      hasUnknown: false,
    });
  });

  it('is not GitHub itself, which commits what people do in its pages', async () => {
    await using fixture = await Fixture.start();
    const pull = fixture.pull();
    const edit = { branch: 'topic', message: 'edit', author: 'mona', committer: webFlow };
    fixture.repository.commit({ ...edit, files: { a: 'b' } });
    const people = await createReviewReader(fixture.options()).commitPeople(pull.number);
    expect(people?.at(-1)).toMatchObject({ logins: ['mona'], hasUnknown: false });
  });

  it.each([
    ['an author GitHub does not know', { email: 'mona@example.com' }],
    ['a committer GitHub does not know', { committer: { name: 'M', email: 'm@example.com' } }],
    ['GitHub itself as the author, whom nobody is', { email: webFlow.email, committer: webFlow }],
    ['a bot', { author: 'github-actions[bot]' }],
    ['a co-author GitHub does not know', { message: 'x\n\nCo-authored-by: M <m@example.com>' }],
  ])('is in doubt with %s', async (_who, more) => {
    await using fixture = await Fixture.start();
    const pull = fixture.pull();
    const plain = { branch: 'topic', files: { a: 'b' }, message: 'x', author: 'mona' };
    fixture.repository.commit({ ...plain, ...more });
    const people = await createReviewReader(fixture.options()).commitPeople(pull.number);
    expect(people?.map(({ hasUnknown }) => hasUnknown)).toEqual([false, true]);
  });

  it.each([
    ['names no author', []],
    ['shows none', null],
  ])('is in doubt where a commit %s', async (_what, nodes) => {
    await using fixture = await Fixture.start();
    const last = { pageInfo: { hasNextPage: false, endCursor: null } };
    const commit = {
      oid: 'a'.repeat(40),
      authors: { nodes, ...last },
      committer: { email: 'mona@example.com', user: { login: 'mona' } },
    };
    const commits = { totalCount: 1, nodes: [{ commit }], ...last };
    const answer = { data: { repository: { pullRequest: { commits } } } };
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    const graphqlUrl = `http://127.0.0.1:${address.port}/graphql`;
    const people = await createReviewReader(fixture.options({ graphqlUrl })).commitPeople(1);
    server.close();
    expect(people).toEqual([{ id: commit.oid, logins: ['mona'], hasUnknown: true }]);
  });

  it('is not known where GitHub may have cut the list', async () => {
    await using fixture = await Fixture.start();
    const pull = fixture.pull();
    for (let n = 0; n < 249; n += 1)
      fixture.repository.commit({
        branch: 'topic',
        files: { a: `${n}` },
        message: 'x',
        author: 'm',
      });
    const reader = createReviewReader(fixture.options());
    expect(await reader.commitPeople(pull.number)).toBeNull();
  });
});

it('needs no permission but those of a plan', async () => {
  await using fixture = await Fixture.start();
  const { simulator, repository } = fixture;
  repository.addCollaborator('rita', 'write');
  const pull = fixture.pull();
  repository.review(pull, { author: 'rita', state: 'APPROVED', body: 'fine' });
  const permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'read' } as const;
  const token = simulator.jobToken(repository, permissions);
  const reader = createReviewReader(fixture.options({ token }));
  const [review] = await reader.reviews(pull.number);
  if (review === undefined) throw new Error('there is a review');
  expect(await reader.editsOfReview(review)).toEqual([]);
  expect(await reader.commitPeople(pull.number)).toHaveLength(1);
  expect(await reader.mayWrite('rita')).toBe(true);
});

describe('write access', () => {
  it.each([
    ['admin', true],
    ['maintain', true],
    ['write', true],
    ['triage', false],
    ['read', false],
    ['none', false],
  ] as const)('of %s is %s', async (role, may) => {
    await using fixture = await Fixture.start();
    fixture.repository.addCollaborator('rita', role);
    expect(await createReviewReader(fixture.options()).mayWrite('rita')).toBe(may);
  });

  it('has nobody whom GitHub does not know', async () => {
    await using fixture = await Fixture.start();
    expect(await createReviewReader(fixture.options()).mayWrite('nobody')).toBe(false);
  });

  it('is an error where it cannot be read', async () => {
    await using fixture = await Fixture.start();
    fixture.simulator.fail({
      operation: 'repos/get-collaborator-permission-level',
      effect: { kind: 'answer', status: 403, body: { message: 'no' } },
    });
    await expect(createReviewReader(fixture.options()).mayWrite('rita')).rejects.toMatchObject({
      kind: 'access-denied',
      help: containing('metadata: read'),
    });
  });
});
