import type { Inputs } from '../inputs.ts';
import { problemsOf } from '../effects/problems-of.ts';
import type { IssuePorts } from '../effects/publish-issue.ts';
import type { GitHubReader } from '../ports/github.ts';
import type { IssueReader, IssueWriter } from '../ports/github-issues.ts';
import { repositoryUrlOf } from './repository-url-of.ts';
import { tellDriftFailure } from './tell-drift-failure.ts';

interface Ports {
  readonly gitHub: {
    readonly reader: GitHubReader;
    readonly issues: IssueReader & IssueWriter;
  } | null;
}

/**
 * Where a drift run tells in issues; null for any other mode, at a terminal, and for files of another
 * branch, which say nothing about what was merged.
 */
export async function driftIssues(
  { mode, context }: Pick<Inputs, 'mode' | 'context'>,
  { gitHub }: Ports,
): Promise<IssuePorts | null> {
  if (mode !== 'drift' || gitHub === null || !('isDefaultBranch' in context)) return null;
  const { reader: github, issues } = gitHub;
  const isDefault =
    context.isDefaultBranch ?? context.branch === (await github.repository()).defaultBranch;
  return isDefault ? { github, issues } : null;
}

/**
 * Raises the issue of a drift check that failed; answers its address, null where there is none. A job that
 * somebody cancelled has not failed.
 */
export async function tellFailure(
  inputs: Inputs,
  ports: Ports & { readonly signal: AbortSignal },
  failure: unknown,
): Promise<string | null> {
  if (ports.signal.aborted) return null;
  try {
    const issues = await driftIssues(inputs, ports);
    if (issues === null) return null;
    return await tellDriftFailure(
      issues,
      {
        directory: inputs.config,
        runUrl: inputs.github?.runUrl ?? null,
        repositoryUrl: repositoryUrlOf(inputs.github),
      },
      failure,
    );
  } catch (error) {
    // The failure itself is what the run has to tell.
    if (problemsOf(error) === null) throw error;
    return null;
  }
}
