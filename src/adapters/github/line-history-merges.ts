import * as z from 'zod';
import type { CommitId } from '../../core/model/ids.ts';
import { compareText, sortedUnique } from '../../core/model/order.ts';
import { commitId } from './answers.ts';
import type { Connection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { graphql } from './graphql.ts';

/** A pull request that brought a commit. */
export interface Merge {
  readonly number: number;
  readonly url: string;
  /** Logins of who had approved it when it was merged, sorted. */
  readonly reviewers: readonly string[];
}

/**
 * Commits of one query: each has up to ten pull requests with a hundred reviews. GitHub names the oldest
 * first, and what brought a commit to the default branch is older than what carries it elsewhere.
 */
const COMMITS_AT_ONCE = 20;
/** Pages of a hundred reviews of one pull request. */
const pageBound = 20;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const reviewNode = z.object({
  author: z.object({ login: z.string() }).nullable(),
  submittedAt: z.string().nullable(),
});
const reviews = z.object({ nodes: z.array(reviewNode.nullable()).nullable(), pageInfo });
const pull = z.object({
  number: z.int().positive(),
  url: z.string(),
  mergedAt: z.string().nullable(),
  mergeCommit: z.object({ oid: commitId }).nullable(),
  reviews: reviews.nullable(),
});
const pulls = z.object({ nodes: z.array(pull.nullable()).nullable() });
type Pull = z.infer<typeof pull>;
type Review = z.infer<typeof reviewNode>;

const reviewFields = 'nodes { author { login } submittedAt } pageInfo { hasNextPage endCursor }';
const pullFields = `nodes {
  number url mergedAt mergeCommit { oid }
  reviews(states: APPROVED, first: 100) { ${reviewFields} }
}`;

/**
 * The pull request that brought each commit to the repository, oldest merge first where GitHub names
 * several; commits that none brought are left out.
 */
export async function readMerges(
  connection: Connection,
  repository: GitHubOptions['repository'],
  commits: readonly CommitId[],
): Promise<ReadonlyMap<CommitId, Merge>> {
  const found = new Map<CommitId, Merge>();
  for (let at = 0; at < commits.length; at += COMMITS_AT_ONCE) {
    const some = commits.slice(at, at + COMMITS_AT_ONCE);
    for (const [commit, pullRequests] of await readPulls(connection, repository, some)) {
      const first = firstMerge(commit, pullRequests);
      if (first === null) continue;
      const { number, url, mergedAt } = first;
      const approvals = await allReviews(connection, repository, first);
      found.set(commit, { number, url, reviewers: approversBefore(approvals, mergedAt) });
    }
  }
  return found;
}

/** Each commit is a field of its own; its id is hexadecimal, so it needs no variable. */
async function readPulls(
  connection: Connection,
  repository: GitHubOptions['repository'],
  commits: readonly CommitId[],
): Promise<readonly (readonly [CommitId, readonly Pull[]])[]> {
  const fields = commits.map(
    (commit, index) => `c${index}: object(oid: "${commit}") {
      ... on Commit { associatedPullRequests(first: 10) { ${pullFields} } }
    }`,
  );
  const { repository: answer } = await graphql(connection, {
    name: 'lineHistoryMerges',
    permission: 'pull-requests: read',
    query: `query lineHistoryMerges($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { ${fields.join('\n')} }
}`,
    variables: repository,
    data: z.object({
      repository: z
        .record(
          z.string(),
          z.object({ associatedPullRequests: pulls.nullable().optional() }).nullable(),
        )
        .nullable(),
    }),
  });
  return commits.map((commit, index) => {
    const nodes = answer?.[`c${index}`]?.associatedPullRequests?.nodes ?? [];
    return [commit, nodes.filter((node) => node !== null)] as const;
  });
}

function firstMerge(commit: CommitId, pullRequests: readonly Pull[]): Pull | null {
  const merged = pullRequests
    .filter(({ mergedAt }) => mergedAt !== null)
    .toSorted((a, b) => compareText(a.mergedAt ?? '', b.mergedAt ?? '') || a.number - b.number);
  return merged.find(({ mergeCommit }) => mergeCommit?.oid === commit) ?? merged[0] ?? null;
}

const reviewsQuery = `query lineHistoryReviews($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { reviews(states: APPROVED, first: 100, after: $after) { ${reviewFields} } }
  }
}`;
const reviewsAnswer = z.object({
  repository: z
    .object({ pullRequest: z.object({ reviews: reviews.nullable() }).nullable() })
    .nullable(),
});
type ReviewsAnswer = z.infer<typeof reviewsAnswer>;

async function allReviews(
  connection: Connection,
  repository: GitHubOptions['repository'],
  { number, reviews: first }: Pull,
): Promise<readonly Review[]> {
  const found: Review[] = [];
  let page = first;
  for (let count = 0; page !== null && count < pageBound; count += 1) {
    found.push(...(page.nodes ?? []).filter((node) => node !== null));
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage || endCursor === null) break;
    const answer: ReviewsAnswer = await graphql<ReviewsAnswer>(connection, {
      name: 'lineHistoryReviews',
      permission: 'pull-requests: read',
      query: reviewsQuery,
      variables: { ...repository, number, after: endCursor },
      data: reviewsAnswer,
    });
    page = answer.repository?.pullRequest?.reviews ?? null;
  }
  return found;
}

/** Whoever approves what is merged already has reviewed nothing. */
function approversBefore(approvals: readonly Review[], mergedAt: string | null): readonly string[] {
  const merged = Date.parse(mergedAt ?? '');
  return sortedUnique(
    approvals.flatMap(({ author, submittedAt }) =>
      author !== null && Date.parse(submittedAt ?? '') <= merged ? [author.login] : [],
    ),
  );
}
