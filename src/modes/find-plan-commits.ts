import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { PullRequestContext, RunContext } from '../inputs/run-context.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { GitHubReader } from '../ports/github.ts';

export interface PlanCommits {
  readonly head: CommitId;
  readonly base: CommitId;
  readonly pullRequest: { readonly number: number; readonly headCommit: CommitId } | null;
}

interface Ports {
  readonly gitHub: { readonly reader: GitHubReader } | null;
  readonly resolveReference: (reference: string) => Promise<CommitId | null>;
  readonly clock: Clock;
}

/** GitHub computes a test merge within seconds of a push; milliseconds. */
const WAITS = [2000, 4000, 8000, 16_000];

/**
 * Which trees a plan compares. For a pull request, its test merge and that commit's first parent: what
 * merging would really do, and not what the branch looked like. Null where the pull request has moved on.
 */
export async function findPlanCommits(
  context: RunContext,
  ports: Ports,
): Promise<PlanCommits | null> {
  switch (context.kind) {
    case 'pull-request':
      return ofPullRequest(context, ports);
    case 'merge-group':
      return { head: context.headCommit, base: context.baseCommit, pullRequest: null };
    case 'push':
      return atTip(context.after, context.before, ports);
    case 'schedule':
    case 'dispatch':
    case 'other':
      return atTip(context.commit, null, ports);
    case 'terminal': {
      const head = await resolve(context.head ?? 'HEAD', ports);
      const base = await resolve(context.base ?? `${head}~1`, ports);
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

/** Without a pull request the commit is compared with the one before it. */
async function atTip(
  head: CommitId,
  before: CommitId | null,
  { gitHub }: Ports,
): Promise<PlanCommits> {
  if (before !== null) return { head, base: before, pullRequest: null };
  if (gitHub === null) throw needsGitHub();
  const { parents } = await gitHub.reader.commit(head);
  return { head, base: parents[0] ?? head, pullRequest: null };
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
