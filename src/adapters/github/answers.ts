import * as z from 'zod';
import { isCommitId, type CommitId } from '../../core/model/ids.ts';
import { restUser } from './actor.ts';

/** GitHub's REST answers, as far as they are used. https://docs.github.com/rest, version 2022-11-28. */

export const commitId = z.custom<CommitId>(
  (value) => typeof value === 'string' && isCommitId(value),
  'not a full commit id',
);

export const repositoryAnswer = z.object({ default_branch: z.string(), private: z.boolean() });

export const branchAnswer = z.object({ commit: z.object({ sha: commitId }) });

const gitCommit = z.object({
  message: z.string(),
  committer: z.object({ date: z.string().nullish() }).nullish(),
});
const parents = z.array(z.object({ sha: commitId }));

/** git/get-commit */
export const gitCommitAnswer = gitCommit.extend({
  sha: commitId,
  parents,
  tree: z.object({ sha: z.string() }),
});

/** An element of repos/list-commits. */
export const listedCommit = z.object({ sha: commitId, parents, commit: gitCommit });

/** pulls/get, and repos/list-pull-requests-associated-with-commit, which leaves `mergeable` out. */
export const pullAnswer = z.object({
  number: z.number(),
  state: z.enum(['open', 'closed']),
  head: z.object({ sha: commitId, repo: z.object({ full_name: z.string() }).nullish() }),
  base: z.object({ ref: z.string() }),
  mergeable: z.boolean().nullish(),
  merge_commit_sha: commitId.nullish(),
  merged_at: z.string().nullish(),
  user: restUser.nullish(),
  html_url: z.string(),
});

export const pullFile = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
});

export const commentAnswer = z.object({
  id: z.number(),
  node_id: z.string(),
  user: restUser.nullish(),
  body: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  html_url: z.string(),
});

export const statusAnswer = z.object({
  context: z.string(),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  creator: restUser.nullish(),
  created_at: z.string(),
});

export const treeAnswer = z.object({
  sha: z.string(),
  truncated: z.boolean().optional(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      sha: z.string(),
      size: z.number().optional(),
    }),
  ),
});

export const blobAnswer = z.object({ encoding: z.literal('base64'), content: z.string() });
