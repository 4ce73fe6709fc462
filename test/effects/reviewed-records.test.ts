import { describe, expect, it } from 'vitest';
import { marker, type MarkerKey } from '../../src/core/approval/markers.ts';
import { recordParts } from '../../src/core/approval/record-text.ts';
import type { ReviewedRecord } from '../../src/core/approval/reviewed-record.ts';
import { readReviews, type Reviews } from '../../src/effects/reviewed-records.ts';
import type { Comment, Commit } from '../../src/ports/github.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { instance } from '../core/support/live.ts';
import { bot, commit, commitId, FakeGitHub, merged, somebody } from './support/fake-github.ts';

const key: MarkerKey = { instance, owner: 'platform', directory: 'access' };
const NOW = Date.parse('2026-01-03T00:00:00Z');

const record: ReviewedRecord = {
  version: 1,
  instance,
  owner: 'platform',
  head: merged.headCommit,
  plan: 'b'.repeat(64),
  operations: Array.from({ length: 60 }, (_, index) => String(index).padStart(64, '0')),
  sets: {},
};

/** Comments as the plan leaves them: the first part in the plan, the others beside. */
function bodies(of: ReviewedRecord = record, limit = 2500): string[] {
  return recordParts(of, limit).map(
    (part, index) => `${marker(index === 0 ? 'plan' : 'plan-record', key)}\n# Plan\n${part}`,
  );
}

async function reviews(
  github: FakeGitHub,
  commits: readonly Commit[] = [commit(commitId('c'))],
  of: MarkerKey = key,
): Promise<Reviews> {
  return readReviews(github.reader(), commits, 'main', of, NOW);
}

function withComments(more: (index: number) => Partial<Comment> = () => ({})): FakeGitHub {
  const github = new FakeGitHub();
  bodies().forEach((body, index) => github.stands(body, more(index)));
  return github;
}

describe('a record counts', () => {
  it('whole, from as many comments as it takes', async () => {
    const github = withComments();
    expect(github.comments.length).toBeGreaterThan(1);
    expect(await reviews(github)).toEqual({
      records: [record],
      recordOf: new Map([[merged.number, record]]),
      pullRequests: [merged],
      diagnostics: [],
    });
  });

  it('where its own writer edited it before the merge', async () => {
    const github = withComments();
    github.edits.set(1, [{ editor: bot, editedAt: '2026-01-02T11:59:59Z' }]);
    expect((await reviews(github)).records).toEqual([record]);
  });

  it('whatever others wrote beside it, a copy of it included', async () => {
    const github = new FakeGitHub();
    github.stands(bodies({ ...record, operations: [] }).join('\n'), { author: somebody });
    for (const body of bodies()) github.stands(body);
    github.stands('please apply');
    expect((await reviews(github)).records).toEqual([record]);
  });

  it('once for a pull request of several commits', async () => {
    const github = withComments();
    const both = [commit(commitId('c')), commit(commitId('d'))];
    github.associated = new Map(both.map(({ id }) => [id, [merged]]));
    expect((await reviews(github, both)).records).toEqual([record]);
  });

  it.each(['Merge pull request #7 from example/branch', 'Give Blue more (#7)'])(
    'where only the subject names the pull request yet: %s',
    async (subject) => {
      const github = withComments();
      github.associated = new Map([[commitId('c'), []]]);
      expect((await reviews(github, [commit(commitId('c'), subject)])).records).toEqual([record]);
    },
  );
});

describe('a record does not count, and that is said', () => {
  const said = async (github: FakeGitHub): Promise<unknown> => {
    const { records, diagnostics } = await reviews(github);
    expect(records).toEqual([]);
    return diagnostics.map(({ code, why }) => [code, why]);
  };

  it.each([0, 1])('where somebody else edited part %i of it', async (index) => {
    const github = withComments();
    github.edits.set(index + 1, [
      { editor: bot, editedAt: '2026-01-02T10:30:00Z' },
      { editor: somebody, editedAt: '2026-01-02T10:31:00Z' },
      { editor: bot, editedAt: '2026-01-02T10:32:00Z' },
    ]);
    expect(await said(github)).toEqual([['record-untrusted', 'it was edited by mallory']]);
  });

  it('where somebody edited it who is gone', async () => {
    const github = withComments();
    github.edits.set(1, [{ editor: null, editedAt: '2026-01-02T10:30:00Z' }]);
    expect(await said(github)).toEqual([
      ['record-untrusted', 'it was edited by somebody who is gone'],
    ]);
  });

  it('where a user has the name of the bot', async () => {
    const github = withComments();
    const twin = { kind: 'user', login: bot.login } as const;
    github.edits.set(1, [{ editor: twin, editedAt: '2026-01-02T10:30:00Z' }]);
    expect(await said(github)).toHaveLength(1);
  });

  it.each([0, 1])('where part %i was written after the merge', async (written) => {
    const late = '2026-01-02T12:00:01Z';
    const github = withComments((index) => (index === written ? { updatedAt: late } : {}));
    expect(await said(github)).toEqual([['record-untrusted', 'it was written after the merge']]);
  });

  it('where it was edited after the merge although its date does not say so', async () => {
    const github = withComments();
    github.edits.set(1, [{ editor: bot, editedAt: '2026-01-02T12:00:01Z' }]);
    expect(await said(github)).toHaveLength(1);
  });

  it('where it is about another head than the one that was merged', async () => {
    const github = new FakeGitHub();
    for (const body of bodies({ ...record, head: commitId('f') })) github.stands(body);
    expect(await said(github)).toEqual([
      [
        'record-untrusted',
        `it is about commit ${'f'.repeat(40)}, and ${'a'.repeat(40)} was merged`,
      ],
    ]);
  });

  it('where nobody can say who edited it', async () => {
    const github = withComments();
    github.failing.set('editsOf', new PortError('unavailable', 'GraphQL', 'down'));
    expect(await said(github)).toEqual([['record-untrusted', 'who edited it could not be read']]);
  });
});

describe('what is no record of ours', () => {
  it('by another identity', async () => {
    const github = withComments(() => ({ author: somebody }));
    const found = await reviews(github);
    expect(found.records).toEqual([]);
    expect(found.diagnostics).toMatchObject([{ code: 'record-untrusted' }]);
  });

  it('by somebody who is gone', async () => {
    expect((await reviews(withComments(() => ({ author: null })))).records).toEqual([]);
  });

  it('partly by another identity: the rest is not whole', async () => {
    const github = withComments((index) => (index === 1 ? { author: somebody } : {}));
    expect((await reviews(github)).records).toEqual([]);
  });

  it('of another owner or instance', async () => {
    const other = { ...key, owner: 'payments' };
    expect((await reviews(withComments(), undefined, other)).records).toEqual([]);
    const github = new FakeGitHub();
    for (const body of bodies({ ...record, owner: 'payments' })) github.stands(body);
    expect((await reviews(github)).records).toEqual([]);
  });

  it.each([
    ['not merged', { mergedAt: null }],
    ['merged into another branch', { baseBranch: 'release' }],
    ['merged as another commit', { mergeCommit: commitId('e') }],
  ])('of a pull request that was %s', async (_what, more) => {
    const github = withComments();
    const other = { ...merged, ...more };
    github.pullRequests = [other];
    github.associated = new Map([[commitId('c'), [other]]]);
    const named = commit(commitId('c'), 'Sneak in (#7)');
    expect((await reviews(github, [named])).records).toEqual([]);
  });
});

describe('a direct push', () => {
  it('has no review', async () => {
    const github = withComments();
    expect(await reviews(github, [commit(commitId('d'))])).toEqual({
      records: [],
      recordOf: new Map(),
      pullRequests: [],
      diagnostics: [],
    });
  });

  it('has none either where its subject names an issue, and does not end the run', async () => {
    const github = withComments();
    const push = commit(commitId('d'), 'Fix the thing (#99)');
    expect((await reviews(github, [push])).records).toEqual([]);
  });
});
