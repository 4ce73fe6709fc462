import type { Signature } from '../git/commit.ts';
import { range } from '../git/history.ts';
import type { Json, JsonObject } from '../json.ts';
import { changesOf } from '../rest/resources/commit-resource.ts';
import { repositoryPage } from '../rest/resources/repository-resource.ts';
import { timestamp } from '../world/clock.ts';
import type { Push } from '../world/merge-pull-request.ts';
import type { Repository } from '../world/repository.ts';

/** A push lists no more commits than this, the oldest first. */
const limit = 2048;
const none = '0'.repeat(40);

function person({ world }: Repository, { name, email, date }: Signature): JsonObject {
  const login = world.byEmail(email)?.login;
  return { name, email, date: timestamp(date), ...(login !== undefined && { username: login }) };
}

export function webhookCommit(repository: Repository, oid: string): JsonObject {
  const commit = repository.commit(oid);
  return {
    id: oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: timestamp(commit.committer.date),
    author: person(repository, commit.author),
    committer: person(repository, commit.committer),
  };
}

function pushedCommit(repository: Repository, oid: string): JsonObject {
  const changes = changesOf(repository, repository.commit(oid));
  const paths = (...statuses: string[]): Json =>
    changes.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  return {
    ...webhookCommit(repository, oid),
    distinct: true,
    url: `${repositoryPage(repository)}/commit/${oid}`,
    added: paths('added', 'renamed'),
    removed: paths('removed'),
    modified: paths('modified'),
  };
}

export function pushPayload(
  repository: Repository,
  { ref, before, after, forced, pusher }: Push,
): JsonObject {
  const created = before === none;
  const commits = created
    ? []
    : range(repository.objects, before, after).toReversed().slice(-limit);
  return {
    ref,
    before,
    after,
    created,
    deleted: after === none,
    forced,
    base_ref: null,
    compare: `${repositoryPage(repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.map(({ oid }) => pushedCommit(repository, oid)),
    head_commit: pushedCommit(repository, after),
    pusher: { name: pusher.login, email: pusher.email },
  };
}
