import { noCommit, type CommitId } from '../core/model/ids.ts';
import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { Inputs } from '../inputs.ts';
import type { GitHubReader } from '../ports/github.ts';

export interface CommitPorts {
  /** What a branch, tag or id means in the local repository; null where it means nothing. */
  readonly resolveReference: (reference: string) => Promise<CommitId | null>;
  readonly gitHub: { readonly reader: GitHubReader } | null;
}

/** In a job the tip of the default branch, whatever branch it runs from: what was merged has been reviewed. */
export async function mergedCommit(inputs: Inputs, ports: CommitPorts): Promise<CommitId> {
  if (inputs.context.kind === 'terminal' || ports.gitHub === null)
    return commitIfAny(inputs, ports);
  const { reader } = ports.gitHub;
  return reader.branchTip((await reader.repository()).defaultBranch);
}

/** `noCommit` at a terminal where nothing is committed yet, or nothing is a repository: there AWS alone can tell. */
export async function commitIfAny(inputs: Inputs, ports: CommitPorts): Promise<CommitId> {
  const { context } = inputs;
  if (context.kind !== 'terminal' || context.head !== null) return commitOf(inputs, ports);
  return (await ports.resolveReference('HEAD')) ?? noCommit;
}

/** The commit that an event, or a person at a terminal, means. */
export async function commitOf({ context }: Inputs, ports: CommitPorts): Promise<CommitId> {
  switch (context.kind) {
    case 'pull-request':
      return context.testMerge ?? context.headCommit;
    case 'merge-group':
      return context.headCommit;
    case 'push':
      return context.after;
    case 'schedule':
    case 'dispatch':
    case 'other':
      return context.commit;
    case 'terminal': {
      const reference = context.head ?? 'HEAD';
      const commit = await ports.resolveReference(reference);
      if (commit !== null) return commit;
      throw new RunProblem([
        runDiagnostic('invalid-input', `"${reference}" is no commit of this repository`, {
          help: 'run it inside the repository, with a branch, tag or commit id',
        }),
      ]);
    }
  }
}
