import * as z from 'zod';
import { isCommitId, type CommitId } from '../core/model/ids.ts';

/** Webhook payloads as GITHUB_EVENT_PATH holds them, as far as they are used. https://docs.github.com/webhooks */

const commitId = z.custom<CommitId>(
  (value) => typeof value === 'string' && isCommitId(value),
  'not a full commit id',
);

/** How a push says that there is nothing on that side: the branch is new, or gone. */
const noCommit = '0'.repeat(40);
const commitOrNone = commitId.transform((id) => (id === noCommit ? null : id));

const repository = z.object({ full_name: z.string() });

/** In every event of a repository; a schedule's and a minimal dispatch may do without. */
export const anyPayload = z.object({
  repository: z.object({ default_branch: z.string().optional() }).nullish(),
});

export const pullRequestPayload = z.object({
  pull_request: z.object({
    number: z.number().int().positive(),
    state: z.string().optional(),
    head: z.object({ sha: commitId, repo: repository.nullish() }),
    base: z.object({ ref: z.string(), repo: repository.nullish() }),
    user: z.object({ login: z.string() }).nullish(),
  }),
  sender: z.object({ login: z.string() }).nullish(),
});

export const mergeGroupPayload = z.object({
  merge_group: z.object({ head_sha: commitId, base_sha: commitId }),
});

export const pushPayload = anyPayload.extend({
  ref: z.string(),
  before: commitOrNone,
  after: commitOrNone,
  forced: z.boolean().optional(),
});
