import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createCommentWriter } from '../../../src/adapters/github/comment-writer.ts';
import { createGitHubReader } from '../../../src/adapters/github/github-reader.ts';
import { createStatusWriter } from '../../../src/adapters/github/status-writer.ts';
import { containing, Fixture, id } from './fixture.ts';

describe('reading', () => {
  it.each(['server-error', 'reset', 'lost-answer'] as const)('outlives a %s', async (kind) => {
    await using fixture = await Fixture.start();
    fixture.simulator.fail({ operation: 'repos/get', times: 3, effect: { kind } });
    const reader = createGitHubReader(fixture.options());
    expect((await reader.repository()).defaultBranch).toBe('main');
    expect(fixture.clock.sleeps).toEqual([1000, 2000, 4000]);
  });

  it('gives up in the end', async () => {
    await using fixture = await Fixture.start();
    fixture.simulator.fail({ operation: 'repos/get', times: 9, effect: { kind: 'reset' } });
    await expect(createGitHubReader(fixture.options()).repository()).rejects.toMatchObject({
      kind: 'unavailable',
      action: 'GET /repos/{owner}/{repo}',
    });
    expect(fixture.clock.sleeps).toHaveLength(4);
  });

  it('waits as long as GitHub asks, within a bound', async () => {
    await using fixture = await Fixture.start();
    const { simulator, clock } = fixture;
    const reader = createGitHubReader(fixture.options());
    const limited = (retryAfter: number) =>
      simulator.fail({
        operation: 'repos/get',
        effect: { kind: 'secondary-rate-limit', retryAfter },
      });
    limited(30);
    await reader.repository();
    expect(clock.sleeps).toEqual([30_000]);
    limited(600);
    await expect(reader.repository()).rejects.toMatchObject({
      kind: 'throttled',
      help: containing('600 s'),
    });
    simulator.faults.clear();
    simulator.fail({ operation: 'repos/get', effect: { kind: 'primary-rate-limit' } });
    await expect(reader.repository()).rejects.toMatchObject({ kind: 'throttled' });
  });

  it('ends after a time without an answer', async () => {
    await using fixture = await Fixture.start();
    const effect = { kind: 'delay', milliseconds: 5000 } as const;
    fixture.simulator.fail({ operation: 'repos/get', times: 2, effect });
    const limits = { callTimeout: 50, tries: 2 };
    await expect(
      createGitHubReader(fixture.options({ limits })).repository(),
    ).rejects.toMatchObject({ kind: 'unavailable', message: containing('0.05 s') });
  });

  it('ends at once when the run does', async () => {
    await using fixture = await Fixture.start();
    const controller = new AbortController();
    const effect = { kind: 'delay', milliseconds: 5000 } as const;
    fixture.simulator.fail({ operation: 'repos/get', effect });
    const options = fixture.options({ signal: controller.signal });
    const answer = createGitHubReader(options).repository();
    setTimeout(() => controller.abort(new Error('interrupted')), 20);
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('names the permission that is missing, and the wrong token', async () => {
    await using fixture = await Fixture.start();
    const { simulator, repository } = fixture;
    const pull = fixture.pull();
    const token = simulator.jobToken(repository, { contents: 'read', 'pull-requests': 'read' });
    await expect(
      createCommentWriter(fixture.options({ token })).createComment(pull.number, 'x'),
    ).rejects.toMatchObject({
      kind: 'access-denied',
      action: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      message: containing('Resource not accessible by integration'),
      help: containing('pull-requests: write'),
    });
    const status = { context: 'x', state: 'success', description: '', targetUrl: null } as const;
    await expect(
      createStatusWriter(fixture.options({ token })).setStatus(id(repository.tip()), status),
    ).rejects.toMatchObject({ help: containing('statuses: write') });
    await expect(
      createGitHubReader(fixture.options({ token: 'ghs_wrong' })).repository(),
    ).rejects.toMatchObject({ kind: 'credentials' });
  });

  it('says so where nobody listens', async () => {
    await using fixture = await Fixture.start();
    const options = fixture.options({ apiUrl: 'http://127.0.0.1:9' });
    await expect(createGitHubReader(options).repository()).rejects.toMatchObject({
      kind: 'unavailable',
      help: containing('GITHUB_API_URL'),
    });
  });
});

describe('a comment whose creation was not answered', () => {
  it.each(['lost-answer', 'server-error'] as const)('is not sent again: %s', async (kind) => {
    await using fixture = await Fixture.start();
    const pull = fixture.pull();
    fixture.simulator.fail({ operation: 'issues/create-comment', effect: { kind } });
    const writer = createCommentWriter(fixture.options());
    await expect(writer.createComment(pull.number, 'x')).rejects.toMatchObject({
      kind: 'answer-lost',
    });
    expect(fixture.simulator.log.count('issues/create-comment')).toBe(1);
  });

  it('is sent again where GitHub only asked to wait', async () => {
    await using fixture = await Fixture.start();
    const pull = fixture.pull();
    const effect = { kind: 'secondary-rate-limit', retryAfter: 5 } as const;
    fixture.simulator.fail({ operation: 'issues/create-comment', effect });
    await createCommentWriter(fixture.options()).createComment(pull.number, 'x');
    expect(fixture.repository.comments(pull.number)).toHaveLength(1);
  });
});

describe('a server that is not quite GitHub', () => {
  async function withAnswers(
    answers: Record<string, { body: unknown; link?: string }>,
    use: (url: string, paths: string[]) => Promise<void>,
  ): Promise<void> {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      paths.push(path);
      const { body = { message: 'no' }, link } = answers[path] ?? {};
      response.writeHead(path in answers ? 200 : 404, {
        'content-type': 'application/json',
        ...(link !== undefined && { link }),
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    try {
      await use(`http://127.0.0.1:${address.port}/`, paths);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const files = '/repos/acme/access-repo/pulls/1/files';

  it('keeps the token to itself when a next link leads elsewhere', async () => {
    await using fixture = await Fixture.start();
    const link =
      '<https://evil.test/repositories/1/pulls/1/files?page=2&baseUrl=http://x>; rel="next"';
    const answers = {
      [`${files}?per_page=100`]: { body: [{ filename: 'b' }], link },
      [`${files}?per_page=100&page=2`]: { body: [{ filename: 'a' }] },
    };
    await withAnswers(answers, async (apiUrl) => {
      const reader = createGitHubReader(fixture.options({ apiUrl }));
      expect(await reader.changedPaths(1)).toEqual(['a', 'b']);
    });
  });

  it('is not followed in circles', async () => {
    await using fixture = await Fixture.start();
    const link = `<${files}?per_page=100>; rel="next"`;
    await withAnswers({ [`${files}?per_page=100`]: { body: [], link } }, async (apiUrl) => {
      const reader = createGitHubReader(fixture.options({ apiUrl }));
      await expect(reader.changedPaths(1)).rejects.toMatchObject({ kind: 'bad-answer' });
    });
  });

  it('is refused by name of the field, or retried where the answer was cut', async () => {
    await using fixture = await Fixture.start();
    const path = '/repos/acme/access-repo';
    await withAnswers({ [path]: { body: { default_branch: 7 } } }, async (apiUrl) => {
      await expect(
        createGitHubReader(fixture.options({ apiUrl })).repository(),
      ).rejects.toMatchObject({
        kind: 'bad-answer',
        message: containing('default_branch'),
      });
    });
    await withAnswers({ [path]: { body: '{"default_branch":' } }, async (apiUrl, paths) => {
      await expect(
        createGitHubReader(fixture.options({ apiUrl })).repository(),
      ).rejects.toMatchObject({ kind: 'unavailable' });
      expect(paths).toHaveLength(5);
    });
  });

  it('has no list of files beyond three thousand', async () => {
    await using fixture = await Fixture.start();
    const pages = Array.from({ length: 30 }, (_, page) => ({
      body: Array.from({ length: 100 }, (__, index) => ({ filename: `${page}-${index}` })),
      ...(page < 29 && { link: `<${files}?page=${page + 2}>; rel="next"` }),
    }));
    const answers = Object.fromEntries(
      pages.map((page, index) => [
        `${files}?per_page=100${index === 0 ? '' : `&page=${index + 1}`}`,
        page,
      ]),
    );
    await withAnswers(answers, async (apiUrl) => {
      expect(await createGitHubReader(fixture.options({ apiUrl })).changedPaths(1)).toBeNull();
    });
  });
});
