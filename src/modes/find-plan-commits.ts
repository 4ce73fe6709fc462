import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { PullRequestContext, RunContext } from '../inputs/run-context.ts';
import { noCommit, type CommitId } from '../core/model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { GitHubReader } from '../ports/github.ts';

export interface PlanCommits {
  readonly head: CommitId;
  /** `noCommit` where the first commit of a repository is planned: then everything is change. */
  readonly base: CommitId;
  readonly pullRequest: { readonly number: number; readonly headCommit: CommitId } | null;
}

/** What has two trees of its own; everything else counts from the last complete apply. */
export type ComparedContext = Extract<
  RunContext,
  { readonly kind: 'pull-request' | 'merge-group' | 'terminal' }
>;

export function isCompared(context: RunContext): context is ComparedContext {
  return (
    context.kind === 'pull-request' || context.kind === 'merge-group' || context.kind === 'terminal'
  );
}

interface Ports {
  readonly gitHub: { readonly reader: GitHubReader } | null;
  readonly resolveReference: (reference: string) => Promise<CommitId | null>;
  readonly isRoot: (commit: CommitId) => Promise<boolean>;
  readonly clock: Clock;
}

/** GitHub computes a test merge within seconds of a push; milliseconds. */
const WAITS = [2000, 4000, 8000, 16_000];

/**
 * Which trees a plan compares. For a pull request, its test merge and that commit's first parent: what
 * merging would really do, and not what the branch looked like. Null where the pull request has moved on.
 */
export async function findPlanCommits(
  context: ComparedContext,
  ports: Ports,
): Promise<PlanCommits | null> {
  switch (context.kind) {
    case 'pull-request':
      return ofPullRequest(context, ports);
    case 'merge-group':
      return { head: context.headCommit, base: context.baseCommit, pullRequest: null };
    case 'terminal': {
      const head = await resolve(context.head ?? 'HEAD', ports);
      const isFirst = context.base === null && (await ports.isRoot(head));
      const base = isFirst ? noCommit : await resolve(context.base ?? `${head}~1`, ports);
      return { head, base, pullRequest: null };
    }
  }
}

async function ofPullRequest(
  { number, headCommit, testMerge }: PullRequestContext,
  { gitHub, clock }: Ports,
): Promise<PlanCommits | null> {
  const github = gitHub?.reader;
  if (github === undefined) throw needsGitHub();
  for (const wait of [...WAITS, null]) {
    const pullRequest = await github.pullRequest(number);
    if (pullRequest.state !== 'open' || pullRequest.headCommit !== headCommit) return null;
    const merge = testMerge ?? pullRequest.mergeCommit;
    if (merge !== null) {
      const { parents } = await github.commit(merge);
      const [base, merged] = parents;
      // GitHub may still show the merge of an earlier head.
      if (base !== undefined && merged === headCommit) {
        return { head: merge, base, pullRequest: { number, headCommit } };
      }
      if (testMerge !== null) return null;
    }
    if (wait !== null) await clock.sleep(wait);
  }
  throw new RunProblem([
    runDiagnostic('merge-conflict', 'the pull request has no test merge', {
      why: 'it conflicts with its base, or GitHub has not computed it yet',
      help: 'resolve the conflict; the plan follows by itself',
    }),
  ]);
}

async function resolve(reference: string, { resolveReference }: Ports): Promise<CommitId> {
  const commit = await resolveReference(reference);
  if (commit !== null) return commit;
  throw new RunProblem([
    runDiagnostic('invalid-input', `"${reference}" is no commit of this repository`, {
      help: 'name a branch, tag or commit id with --base or --head; a shallow clone may lack it',
    }),
  ]);
}

function needsGitHub(): RunProblem {
  return new RunProblem([
    runDiagnostic('invalid-input', 'this needs GitHub', {
      help: 'set the input github-token, or GITHUB_TOKEN and GITHUB_REPOSITORY',
    }),
  ]);
}
