import { describe, expect, it } from 'vitest';
import { findAllowance } from '../../src/effects/find-allowance.ts';
import type { CommentEdit } from '../../src/ports/github.ts';
import type {
  CommitPeople,
  PullRequestReview,
  ReviewReader,
} from '../../src/ports/github-reviews.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { commitId, merged, somebody } from './support/fake-github.ts';

const digest = 'd'.repeat(64);
const pullRequest = { ...merged, state: 'open', mergedAt: null } as const;
const own: CommitPeople = { id: merged.headCommit, logins: [somebody.login], hasUnknown: false };

/** A pull request's reviews in memory; `asked` is what a reader had to ask for. */
class FakeReviews {
  readonly given: PullRequestReview[] = [];
  readonly edits = new Map<number, CommentEdit[]>();
  readonly writers = new Set(['rita', 'carl']);
  readonly failing = new Map<keyof ReviewReader, PortError>();
  readonly asked: string[] = [];
  commits: readonly CommitPeople[] | null = [own];

  review(more: Partial<PullRequestReview> = {}): PullRequestReview {
    const id = this.given.length + 1;
    const review: PullRequestReview = {
      id,
      nodeId: `node-${id}`,
      author: { kind: 'user', login: 'rita' },
      state: 'approved',
      body: `/allow ${digest}`,
      commit: merged.headCommit,
      submittedAt: `2026-01-02T10:00:0${id}Z`,
      url: `https://github.example/review/${id}`,
      ...more,
    };
    this.given.push(review);
    return review;
  }

  reader(): ReviewReader {
    const answer = <T>(call: keyof ReviewReader, of: string, value: T): Promise<T> => {
      this.asked.push(`${call} ${of}`);
      const failure = this.failing.get(call);
      return failure === undefined ? Promise.resolve(value) : Promise.reject(failure);
    };
    return {
      reviews: (number) => answer('reviews', String(number), [...this.given]),
      editsOfReview: ({ id }) => answer('editsOfReview', String(id), this.edits.get(id) ?? []),
      commitPeople: (number) => answer('commitPeople', String(number), this.commits),
      mayWrite: (login) => answer('mayWrite', login, this.writers.has(login)),
    };
  }
}

async function find(fake: FakeReviews, before: string | null = null) {
  return findAllowance({ reviews: fake.reader() }, pullRequest, digest, { before });
}

/** Why nothing is allowed. */
async function why(fake: FakeReviews, before: string | null = null): Promise<string> {
  const { allowance, diagnostics } = await find(fake, before);
  expect(allowance).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toContain('allow-not-counted');
  return diagnostics.map((each) => each.why).join('\n');
}

describe('an allowance', () => {
  it('names who gave it, when and for which plan', async () => {
    const fake = new FakeReviews();
    fake.review();
    expect(await find(fake)).toEqual({
      allowance: {
        by: 'rita',
        at: '2026-01-02T10:00:01Z',
        digest,
        url: 'https://github.example/review/1',
      },
      diagnostics: [],
    });
  });

  it('is found behind reviews that do not count, of which nothing more is said', async () => {
    const fake = new FakeReviews();
    fake.review({ author: somebody });
    fake.review({ author: { kind: 'user', login: 'stranger' } });
    fake.review();
    expect(await find(fake)).toMatchObject({ allowance: { by: 'rita' }, diagnostics: [] });
  });

  it('holds for the merge if it came before', async () => {
    const fake = new FakeReviews();
    fake.review();
    expect((await find(fake, '2026-01-02T12:00:00Z')).allowance?.by).toBe('rita');
    expect(await why(fake, '2026-01-02T09:00:00Z')).toContain('after the merge');
  });

  it('is past asking for once it is merged', async () => {
    const fake = new FakeReviews();
    fake.review({ state: 'dismissed' });
    const help = async (before: string | null) => (await find(fake, before)).diagnostics[0]?.help;
    expect(await help(null)).toBeNull();
    expect(await help('2026-01-02T12:00:00Z')).toContain('no longer helps');
  });
});

describe('there is no allowance', () => {
  it('without a review that says so, and nothing else is asked', async () => {
    const fake = new FakeReviews();
    fake.review({ body: 'fine' });
    expect(await find(fake)).toEqual({ allowance: null, diagnostics: [] });
    expect(fake.asked).toEqual(['reviews 7']);
  });

  it('by the reviews alone, and nothing else is asked', async () => {
    const fake = new FakeReviews();
    fake.review({ commit: commitId('b') });
    expect(await why(fake)).toContain('about commit bbbbbbbbbbbb');
    expect(fake.asked).toEqual(['reviews 7']);
  });

  it('by somebody without write access, whose edits nobody asks for', async () => {
    const fake = new FakeReviews();
    for (let n = 0; n < 4; n += 1) fake.review({ author: { kind: 'user', login: 'stranger' } });
    expect(await why(fake)).toContain('may not write');
    expect(fake.asked).toEqual(['reviews 7', 'mayWrite stranger']);
  });

  it('by an edited review', async () => {
    const fake = new FakeReviews();
    const { id } = fake.review();
    fake.edits.set(id, [{ editor: somebody, editedAt: '2026-01-02T10:30:00Z' }]);
    expect(await why(fake)).toContain('edited by mallory');
  });

  it('by somebody with a hand in a commit', async () => {
    const fake = new FakeReviews();
    fake.review();
    fake.commits = [own, { ...own, id: commitId('b'), logins: ['Rita'] }];
    expect(await why(fake)).toContain('has a hand in commit bbbbbbbbbbbb');
  });

  it('where the commits cannot all be seen', async () => {
    const fake = new FakeReviews();
    fake.review();
    fake.commits = null;
    expect(await why(fake)).toContain('does not show all commits');
  });

  it.each(['reviews', 'mayWrite', 'editsOfReview', 'commitPeople'] as const)(
    'where %s cannot be read, and that is said',
    async (call) => {
      const fake = new FakeReviews();
      fake.review();
      fake.failing.set(call, new PortError('unavailable', `GET /${call}`, 'down'));
      expect(await why(fake)).toContain(`GET /${call}: down`);
    },
  );

  it('and at most five reviews are told of', async () => {
    const fake = new FakeReviews();
    for (let n = 0; n < 8; n += 1) fake.review({ state: 'dismissed' });
    const { diagnostics } = await find(fake);
    expect(diagnostics).toHaveLength(5);
    expect(diagnostics.at(-1)?.why).toContain('review/8');
  });
});

it('ends where the run is ended', async () => {
  const fake = new FakeReviews();
  fake.review();
  fake.failing.set('mayWrite', new PortError('cancelled', 'GET', 'the run was interrupted'));
  await expect(find(fake)).rejects.toMatchObject({ kind: 'cancelled' });
});
