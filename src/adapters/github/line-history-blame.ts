import * as z from 'zod';
import type { CommitId } from '../../core/model/ids.ts';
import { commitId } from './answers.ts';
import type { Connection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { graphql } from './graphql.ts';

const query = `query lineHistory($owner: String!, $name: String!, $commit: GitObjectID!, $path: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        blame(path: $path) {
          ranges {
            startingLine
            endingLine
            commit { oid committedDate author { name user { login } } }
          }
        }
      }
    }
  }
}`;

const line = z.int().positive();
const blamedRange = z.object({
  startingLine: line,
  endingLine: line,
  commit: z.object({
    oid: commitId,
    committedDate: z.iso.datetime({ offset: true }),
    author: z
      .object({
        name: z.string().nullable(),
        user: z.object({ login: z.string() }).nullable(),
      })
      .nullable(),
  }),
});

/** Neighbouring lines of one commit. */
export type BlamedRange = z.infer<typeof blamedRange>;

const answer = z.object({
  repository: z
    .object({
      object: z.object({ blame: z.object({ ranges: z.array(blamedRange) }).optional() }).nullable(),
    })
    .nullable(),
});

/** GraphQL `blame`, which has no pages; null where GitHub does not have the commit. */
export async function readBlameRanges(
  connection: Connection,
  repository: GitHubOptions['repository'],
  commit: CommitId,
  path: string,
): Promise<readonly BlamedRange[] | null> {
  const { repository: found } = await graphql(connection, {
    name: 'lineHistory',
    permission: 'contents: read',
    query,
    variables: { ...repository, commit, path },
    data: answer,
  });
  return found?.object?.blame?.ranges ?? null;
}
