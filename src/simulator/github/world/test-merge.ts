import { writeCommit } from '../git/commit.ts';
import { mergeBase } from '../git/history.ts';
import { mergeTrees } from '../git/merge-trees.ts';
import { webFlow } from './account.ts';
import type { Repository } from './repository.ts';
import type { PullRequest } from './threads.ts';

/** The tree of base and head merged, if they can be. */
export function mergedTree(repository: Repository, base: string, head: string): string | undefined {
  const { objects } = repository;
  const common = mergeBase(objects, base, head);
  const treeOf = (oid: string): string => repository.commit(oid).tree;
  return common === undefined
    ? undefined
    : mergeTrees(objects, treeOf(common), treeOf(base), treeOf(head));
}

/** Brings refs/pull/N/merge up to date: first parent the base's tip, second the head. */
export function refreshTestMerge(repository: Repository, pull: PullRequest): void {
  const base = repository.branch(pull.base.ref);
  if (pull.state === 'closed' || base === undefined) return;
  const { sha: head } = pull.head;
  const known = pull.testMerge === undefined ? [] : repository.commit(pull.testMerge).parents;
  if (!pull.conflicted && known[0] === base && known[1] === head) return;
  const tree = mergedTree(repository, base, head);
  pull.conflicted = tree === undefined;
  if (tree === undefined) return;
  const date = repository.world.clock.now();
  const author = { name: pull.author.name, email: pull.author.email, date };
  pull.testMerge = writeCommit(repository.objects, {
    tree,
    parents: [base, head],
    author,
    committer: { name: webFlow.name, email: webFlow.email, date },
    message: `Merge ${head} into ${base}`,
  });
  repository.refs.set(`refs/pull/${pull.number}/merge`, pull.testMerge);
}

/** After a push: the pull requests from this branch have a new head, those into it a new base. */
export function refreshPulls(repository: Repository, branch: string): void {
  for (const owner of repository.world.repositories.values())
    for (const pull of owner.pulls.filter(({ state }) => state === 'open')) {
      const { head, base } = pull;
      const sha = repository.branch(branch);
      if (
        head.repository === repository &&
        head.ref === branch &&
        sha !== undefined &&
        head.sha !== sha
      ) {
        head.sha = sha;
        base.sha = owner.tip(base.ref);
        pull.updatedAt = owner.world.clock.now();
        owner.refs.set(`refs/pull/${pull.number}/head`, sha);
        refreshTestMerge(owner, pull);
      } else if (
        owner === repository &&
        base.ref === branch &&
        owner.world.settings.testMerge === 'eager'
      ) {
        refreshTestMerge(owner, pull);
      }
    }
}
