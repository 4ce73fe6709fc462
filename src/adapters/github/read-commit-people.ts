import * as z from 'zod';
import type { CommitPeople } from '../../ports/github-reviews.ts';
import { PortError } from '../../ports/port-error.ts';
import { commitId } from './answers.ts';
import type { Connection } from './connection.ts';
import { graphql } from './graphql.ts';

/** GitHub shows no more commits of one pull request; whether there are more it does not say. */
const commitBound = 250;
const pageBound = 4;
const gitHubItself = 'web-flow';

const query = `query commitPeople($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      commits(first: 100, after: $after) {
        totalCount
        nodes {
          commit {
            oid
            authors(first: 100) { nodes { user { login } } pageInfo { hasNextPage } }
            committer { email user { login } }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

const user = z.object({ login: z.string() }).nullable();
const commit = z.object({
  oid: commitId,
  authors: z.object({
    nodes: z.array(z.object({ user }).nullable()).nullable(),
    pageInfo: z.object({ hasNextPage: z.boolean() }),
  }),
  committer: z.object({ email: z.string().nullable(), user }).nullable(),
});

type PeopleAnswer = z.infer<typeof peopleAnswer>;
const peopleAnswer = z.object({
  repository: z
    .object({
      pullRequest: z
        .object({
          commits: z.object({
            totalCount: z.number(),
            nodes: z.array(z.object({ commit }).nullable()).nullable(),
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
          }),
        })
        .nullable(),
    })
    .nullable(),
});

/** Everybody with a hand in the commits of a pull request; null where not all commits can be seen. */
export async function readCommitPeople(
  connection: Connection,
  repository: { readonly owner: string; readonly name: string },
  number: number,
): Promise<readonly CommitPeople[] | null> {
  const name = 'commitPeople';
  const found: CommitPeople[] = [];
  let after: string | null = null;
  for (let page = 0; page < pageBound; page += 1) {
    const answer: PeopleAnswer = await graphql<PeopleAnswer>(connection, {
      name,
      permission: 'pull-requests: read',
      query,
      variables: { ...repository, number, after },
      data: peopleAnswer,
    });
    const commits = answer.repository?.pullRequest?.commits;
    if (commits === undefined)
      throw new PortError('not-found', `POST /graphql ${name}`, 'the pull request is gone');
    const { nodes, totalCount, pageInfo } = commits;
    if (nodes === null || nodes.includes(null)) return null;
    found.push(...nodes.flatMap((node) => (node === null ? [] : [peopleOf(node.commit)])));
    if (totalCount >= commitBound || found.length >= commitBound) return null;
    if (!pageInfo.hasNextPage) return found.length === totalCount ? found : null;
    if (pageInfo.endCursor === null || pageInfo.endCursor === after) return null;
    after = pageInfo.endCursor;
  }
  return null;
}

function peopleOf({ oid, authors, committer }: z.infer<typeof commit>): CommitPeople {
  // Nobody signs in as GitHub itself, so as an author it hides who it was.
  const hands = (authors.nodes ?? []).map((author) =>
    author?.user?.login === gitHubItself ? null : (author?.user ?? null),
  );
  if (!isGitHubItself(committer)) hands.push(committer?.user ?? null);
  return {
    id: oid,
    logins: [...new Set(hands.flatMap((hand) => hand?.login ?? []))].toSorted(),
    // Every commit has an author: a list without one was not shown.
    hasUnknown:
      (authors.nodes ?? []).length === 0 || hands.includes(null) || authors.pageInfo.hasNextPage,
  };
}

/** Commits made in GitHub's pages are committed by it; who made them is their author. */
function isGitHubItself(committer: z.infer<typeof commit>['committer']): boolean {
  return (
    committer?.user?.login === gitHubItself ||
    (committer?.user === null && committer.email === 'noreply@github.com')
  );
}
