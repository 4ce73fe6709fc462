import { diffTrees } from '../git/diff-trees.ts';
import { log, mergeBase, range } from '../git/history.ts';
import { associatedPulls } from '../world/associated-pulls.ts';
import { ApiError, notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation, Reply } from './operation.ts';
import { pageOf, paginate } from './paginate.ts';
import { commitResource, fileResource, fullCommitResource } from './resources/commit-resource.ts';
import { simplePullResource } from './resources/pull-resource.ts';
import { repositoryPage, repositoryUrl } from './resources/repository-resource.ts';

const contents = of('contents');

function noCommit(name: string): ApiError {
  return new ApiError(422, `No commit found for SHA: ${name}`);
}

function list(call: Call): Reply {
  const { repository, query } = call;
  const from = repository.resolve(query['sha'] ?? repository.defaultBranch);
  if (from === undefined) throw notFound();
  const since = Date.parse(query['since'] ?? '1970-01-01T00:00:00Z');
  const until = Date.parse(query['until'] ?? '9999-01-01T00:00:00Z');
  const { author } = query;
  const commits = log(repository.objects, from, query['path'])
    .filter(
      ({ committer }) => committer.date.getTime() >= since && committer.date.getTime() <= until,
    )
    .filter(
      (commit) =>
        author === undefined ||
        [commit.author.email, call.world.byEmail(commit.author.email)?.login].includes(author),
    );
  return paginate(call, commits, (commit) => commitResource(repository, commit));
}

function associated(call: Call): Reply {
  const { repository, path } = call;
  const name = path['commit_sha'] ?? '';
  const sha = repository.resolve(name);
  if (sha === undefined) throw noCommit(name);
  return paginate(call, associatedPulls(repository, sha), (pull) =>
    simplePullResource(repository, pull),
  );
}

function compare(call: Call): Reply {
  const { repository } = call;
  const [baseName, headName] = (call.path['basehead'] ?? '').split('...');
  // `owner:branch` names a branch of a fork, whose objects are here too.
  const find = (name: string): string | undefined => {
    const [owner, branch] = name.includes(':') ? name.split(':') : [undefined, name];
    const fork = [...call.world.repositories.values()].find(
      (other) => other.owner.login === owner && other.objects === repository.objects,
    );
    return (fork ?? repository).resolve(branch);
  };
  const [base, head] = [find(baseName ?? ''), find(headName ?? '')];
  const common = base && head ? mergeBase(repository.objects, base, head) : undefined;
  if (base === undefined || head === undefined || common === undefined) throw notFound();
  const ahead = range(repository.objects, base, head).toReversed();
  const behind = range(repository.objects, head, base).length;
  const status =
    ahead.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
  const files = diffTrees(
    repository.objects,
    repository.commit(common).tree,
    repository.commit(head).tree,
  );
  const { items, headers } = pageOf(call, ahead, 250);
  const name = `/compare/${base}...${head}`;
  return ok(
    {
      url: repositoryUrl(repository) + name,
      html_url: repositoryPage(repository) + name,
      permalink_url: repositoryPage(repository) + name,
      diff_url: `${repositoryPage(repository)}${name}.diff`,
      patch_url: `${repositoryPage(repository)}${name}.patch`,
      base_commit: commitResource(repository, repository.commit(base)),
      merge_base_commit: commitResource(repository, repository.commit(common)),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: items.map((commit) => commitResource(repository, commit)),
      files: files.slice(0, 300).map((file) => fileResource(repository, file, head)),
    },
    headers,
  );
}

export const commitOperations: readonly Operation[] = [
  { id: 'repos/list-commits', level: 'read', scopes: contents, handle: list },
  {
    id: 'repos/get-commit',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path }) => {
      const name = path['ref'] ?? '';
      const sha = repository.resolve(name);
      if (sha === undefined) throw noCommit(name);
      return ok(fullCommitResource(repository, repository.commit(sha)));
    },
  },
  {
    id: 'repos/list-pull-requests-associated-with-commit',
    level: 'read',
    scopes: of('pull-requests'),
    handle: associated,
  },
  { id: 'repos/compare-commits-with-basehead', level: 'read', scopes: contents, handle: compare },
];
